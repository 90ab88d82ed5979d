"""Addresses of what is seen across subjects."""

from django.urls import path

from dashboard.trail import views as trail_views

urlpatterns = [
    path("trail/", trail_views.trail, name="trail"),
    path("trail/check/", trail_views.check_trail, name="check-trail"),
]
