from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "secops.outbox"
    label = "outbox"
