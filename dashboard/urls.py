"""Addresses of what is seen across subjects."""

from django.urls import path

from dashboard.door import views as door_views
from dashboard.trail import views as trail_views

urlpatterns = [
    path("k/", door_views.enter_code, name="answer-code"),
    path("k/<str:token>", door_views.answer, name="answer"),
    path("trail/", trail_views.trail, name="trail"),
    path("trail/check/", trail_views.check_trail, name="check-trail"),
]
