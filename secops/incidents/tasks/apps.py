from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "secops.incidents.tasks"
    label = "tasks"
