from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "secops.advisories.consultations"
    label = "consultations"
