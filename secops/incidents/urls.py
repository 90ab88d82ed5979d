"""Addresses of incidents."""

from django.urls import URLPattern, URLResolver, include, path

from secops.incidents import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("incidents/", views.incident_list, name="incidents"),
    path("incidents/new/", views.incident_new, name="incident-new"),
    path("incidents/<str:code>/", views.incident, name="incident"),
    path("incidents/<str:code>/order/", views.incident_order, name="incident-order"),
    path("incidents/<str:code>/edit/", views.incident_edit, name="incident-edit"),
    path("incidents/<str:code>/chronology/", views.chronology_add, name="chronology-add"),
    path(
        "incidents/<str:code>/chronology/<int:replaces>/",
        views.chronology_add,
        name="chronology-replace",
    ),
    path("incidents/<str:code>/phase/<slug:phase>/", views.incident_move, name="incident-move"),
    path("incidents/<str:code>/clock/<slug:clock>/", views.clock_stop, name="clock-stop"),
    path("", include("secops.incidents.false_messages.urls")),
    path("", include("secops.incidents.statements.urls")),
]
