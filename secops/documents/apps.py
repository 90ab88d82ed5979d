from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "secops.documents"
    label = "documents"
