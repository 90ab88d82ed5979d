from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "secops.incidents.notices"
    label = "notices"
