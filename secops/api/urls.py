"""Addresses of the API (CONTRACT: /api/v1/)."""

from django.urls import path

from secops.api import views

urlpatterns = [
    path("api/v1/sessions", views.sessions, name="api-sessions"),
]
