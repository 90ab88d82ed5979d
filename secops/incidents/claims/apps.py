from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "secops.incidents.claims"
    label = "claims"
