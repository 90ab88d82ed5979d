"""Addresses of intake."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("leak-reports/", include("secops.intake.leaks.urls")),
    path("", include("secops.intake.from_report.urls")),
    path("unmatched/", include("secops.intake.unmatched.urls")),
    path("computers/", include("secops.intake.devices.urls")),
    path("registers/", include("secops.intake.registers.urls")),
    path("readings/", include("secops.intake.readings.urls")),
    path("sessions-files/", include("secops.intake.sessions.urls")),
]
