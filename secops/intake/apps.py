from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "secops.intake"
    label = "intake"
