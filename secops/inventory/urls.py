"""Addresses of inventory."""

from django.urls import path

from secops.inventory import views

urlpatterns = [
    path("applications/", views.applications, name="applications"),
    path("applications/<str:code>/", views.application, name="application"),
    path("accounts/", views.accounts, name="accounts"),
]
