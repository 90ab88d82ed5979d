from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "secops.compliance.duties"
    label = "duties"
