from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "secops.jobs"
    label = "jobs"
