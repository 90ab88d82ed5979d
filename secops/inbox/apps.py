from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "secops.inbox"
    label = "inbox"
