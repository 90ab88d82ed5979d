from importlib import import_module

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "secops.documents"
    label = "documents"

    def ready(self) -> None:
        import_module("secops.documents.checks")
