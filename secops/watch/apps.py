from django.apps import AppConfig


class WatchConfig(AppConfig):
    name = "secops.watch"
    label = "watch"
