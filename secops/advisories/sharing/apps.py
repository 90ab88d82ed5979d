from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "secops.advisories.sharing"
    label = "sharing"
