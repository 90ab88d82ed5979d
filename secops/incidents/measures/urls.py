"""Addresses of measures."""

from django.urls import path

from secops.incidents.measures import views

urlpatterns = [
    path("incidents/measures/", views.measures, name="incident-measures"),
    path("incidents/measures/rows/", views.measure_rows, name="incident-measure-rows"),
    path("incidents/measures/reports/", views.measure_reports, name="incident-measure-reports"),
]
