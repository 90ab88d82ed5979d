from django.apps import AppConfig


class GroundsConfig(AppConfig):
    name = "secops.incidents.grounds"
    label = "grounds"
