from django.apps import AppConfig


class LessonsConfig(AppConfig):
    name = "secops.incidents.lessons"
    label = "lessons"
