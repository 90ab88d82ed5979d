"""Addresses of the dossier."""

from django.urls import path

from secops.incidents.dossier import views

urlpatterns = [
    path("incidents/<str:code>/dossier/", views.dossier, name="dossier"),
    path("incidents/<str:code>/dossier/export/", views.dossier_export, name="dossier-export"),
    path(
        "incidents/<str:code>/dossier/sample/<int:entry>/",
        views.dossier_sample,
        name="dossier-sample",
    ),
]
