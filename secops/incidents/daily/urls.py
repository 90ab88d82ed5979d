"""The address of the daily report."""

from django.urls import path

from secops.incidents.daily import views

urlpatterns = [
    path("incidents/<str:code>/daily-report/", views.daily_report, name="incident-daily-report"),
]
