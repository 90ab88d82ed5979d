from django.apps import AppConfig


class RotationsConfig(AppConfig):
    name = "secops.compliance.rotations"
    label = "rotations"
