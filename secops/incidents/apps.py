from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "secops.incidents"
    label = "incidents"
