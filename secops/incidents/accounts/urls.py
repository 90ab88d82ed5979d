"""Addresses of an incident's accounts."""

from django.urls import path

from secops.incidents.accounts import views

urlpatterns = [
    path("incidents/<str:code>/accounts/", views.incident_accounts, name="incident-accounts"),
    path(
        "incidents/<str:code>/accounts/pick/",
        views.incident_accounts_pick,
        name="incident-accounts-pick",
    ),
    path(
        "incidents/<str:code>/accounts/change/",
        views.incident_accounts_change,
        name="incident-accounts-change",
    ),
]
