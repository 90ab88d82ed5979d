"""Addresses of the office's ladders."""

from django.urls import URLPattern, URLResolver, path

from secops.ladders import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("ladders/", views.ladders, name="ladders"),
    path("ladders/<slug:ladder>/", views.ladder_page, name="ladder"),
    path("ladders/<slug:ladder>/change/", views.ladder_change, name="ladder-change"),
    path("ladders/<slug:ladder>/reset/", views.ladder_reset, name="ladder-reset"),
]
