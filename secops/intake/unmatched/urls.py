"""Addresses of the unmatched queue."""

from django.urls import path

from secops.intake.unmatched import views

urlpatterns = [
    path("", views.hosts, name="unmatched"),
    path("logins/", views.logins, name="unmatched-logins"),
    path("ignored/", views.ignored, name="unmatched-ignored"),
    path("host/", views.host, name="unmatched-host"),
    path("again/", views.again, name="unmatched-again"),
    path("ignore/", views.ignore, name="unmatched-ignore"),
    path("<int:pk>/", views.login, name="unmatched-login"),
    path("<int:pk>/take-back/", views.back, name="unmatched-take-back"),
]
