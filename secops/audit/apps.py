from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "secops.audit"
    label = "audit"
