"""Addresses of sign-in and people."""

from django.urls import include, path

urlpatterns = [
    path("akun/", include("allauth.urls")),
]
