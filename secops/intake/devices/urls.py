"""Addresses of infected computers."""

from django.urls import path

from secops.intake.devices import views

urlpatterns = [
    path("", views.devices, name="devices"),
    path("<int:pk>/", views.device, name="device"),
    path("<int:pk>/disconnected/", views.disconnected, name="device-disconnected"),
    path("<int:pk>/cleaned/", views.cleaned, name="device-cleaned"),
    path("<int:pk>/infected/", views.infected_again, name="device-infected-again"),
    path("<int:pk>/private/", views.private, name="device-private"),
    path("<int:pk>/department/", views.department, name="device-department"),
    path("<int:pk>/photo/", views.photo, name="device-photo"),
]
