from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    name = "secops.advisories.bulletins"
    label = "bulletins"
