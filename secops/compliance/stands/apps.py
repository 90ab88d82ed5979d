from django.apps import AppConfig


class StandsConfig(AppConfig):
    name = "secops.compliance.stands"
    label = "stands"
