from django.apps import AppConfig


class LaddersConfig(AppConfig):
    name = "secops.ladders"
    label = "ladders"
