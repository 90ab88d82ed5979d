"""Addresses of the API (CONTRACT: /api/v1/)."""

from django.urls import URLPattern, path

from secops.api import views
from secops.api.described import api
from secops.api.frame import framed


def _typed() -> list[URLPattern]:
    """Ninja's addresses as doors of ours; its front page is not one."""
    found = []
    for one in api.urls[0]:
        assert isinstance(one, URLPattern)
        if one.name != "api-root":
            found.append(path(f"api/v1/{one.pattern}", framed(one.callback), name=one.name))
    return found


urlpatterns = [
    path("api/v1/", views.front, name="api"),
    path("api/v1/docs", views.docs, name="api-docs"),
    path("api/v1/openapi.json", views.openapi, name="api-openapi"),
    path("api/v1/sessions", views.sessions, name="api-sessions"),
    *_typed(),
    path("api/v1/<path:name>", views.unknown, name="api-unknown"),
]
