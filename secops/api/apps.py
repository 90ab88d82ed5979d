from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "secops.api"
    label = "api"
