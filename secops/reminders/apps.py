from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "secops.reminders"
    label = "reminders"
