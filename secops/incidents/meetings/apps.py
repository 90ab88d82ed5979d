from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "secops.incidents.meetings"
    label = "meetings"
