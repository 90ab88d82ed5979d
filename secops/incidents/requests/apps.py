from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "secops.incidents.requests"
    label = "requests"
