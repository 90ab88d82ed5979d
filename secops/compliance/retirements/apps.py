from django.apps import AppConfig


class RetirementsConfig(AppConfig):
    name = "secops.compliance.retirements"
    label = "retirements"
