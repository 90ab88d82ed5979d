from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "secops.incidents.privacy"
    label = "privacy"
