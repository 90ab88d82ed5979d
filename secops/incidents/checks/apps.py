from django.apps import AppConfig


class ChecksConfig(AppConfig):
    name = "secops.incidents.checks"
    label = "checks"
