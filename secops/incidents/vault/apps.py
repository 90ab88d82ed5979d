from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "secops.incidents.vault"
    label = "vault"
