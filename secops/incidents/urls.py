"""Addresses of incidents."""

from django.urls import URLPattern, URLResolver, include, path

from secops.incidents import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("incidents/", views.incident_list, name="incidents"),
    path("incidents/new/", views.incident_new, name="incident-new"),
    path("", include("secops.incidents.measures.urls")),
    path("incidents/<str:code>/", views.incident, name="incident"),
    path("incidents/<str:code>/order/", views.incident_order, name="incident-order"),
    path("incidents/<str:code>/edit/", views.incident_edit, name="incident-edit"),
    path("incidents/<str:code>/chronology/", views.chronology_add, name="chronology-add"),
    path(
        "incidents/<str:code>/chronology/<int:replaces>/",
        views.chronology_add,
        name="chronology-replace",
    ),
    path("incidents/<str:code>/chronology/paste/", views.chronology_paste, name="chronology-paste"),
    path("incidents/<str:code>/chronology.pdf", views.chronology_pdf, name="chronology-pdf"),
    path(
        "incidents/<str:code>/chronology/system/<slug:verb>/",
        views.chronology_line,
        name="chronology-line",
    ),
    path("incidents/<str:code>/merge/", views.incident_merge, name="incident-merge"),
    path("incidents/<str:code>/unmerge/", views.incident_unmerge, name="incident-unmerge"),
    path("incidents/<str:code>/link/", views.incident_link, name="incident-link"),
    path("incidents/<str:code>/unlink/<str:other>/", views.incident_unlink, name="incident-unlink"),
    path("incidents/<str:code>/public/", views.public_decide, name="public-decide"),
    path("incidents/<str:code>/done/<slug:phase>/", views.incident_phase, name="incident-phase"),
    path("incidents/<str:code>/phase/<slug:phase>/", views.incident_move, name="incident-move"),
    path("incidents/<str:code>/clock/<slug:clock>/", views.clock_stop, name="clock-stop"),
    path("", include("secops.incidents.accounts.urls")),
    path("", include("secops.incidents.daily.urls")),
    path("", include("secops.incidents.dossier.urls")),
    path("", include("secops.incidents.false_messages.urls")),
    path("", include("secops.incidents.statements.urls")),
]
