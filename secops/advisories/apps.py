from django.apps import AppConfig


class AdvisoriesConfig(AppConfig):
    name = "secops.advisories"
    label = "advisories"
