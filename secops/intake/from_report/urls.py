"""Address of the register made from a report."""

from django.urls import path

from secops.intake.from_report import views

urlpatterns = [
    path("leak-reports/<int:pk>/register/", views.register, name="leak-report-register"),
]
