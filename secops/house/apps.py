"""The house is a Django app so that its templates, tags and static files are found."""

from django.apps import AppConfig


class HouseConfig(AppConfig):
    """Frame, parts, tables, paging, charts, export; no models, no permissions."""

    name = "secops.house"
    label = "house"
    verbose_name = "Gaya rumah"
