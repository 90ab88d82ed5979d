from django.apps import AppConfig


class InventoryConfig(AppConfig):
    name = "secops.inventory"
    label = "inventory"
