from django.apps import AppConfig


class BackupsConfig(AppConfig):
    name = "secops.compliance.backups"
    label = "backups"
