"""Addresses of the door without a sign-in, behind `k/`."""

from django.urls import path

from dashboard.door import views

urlpatterns = [
    path("", views.enter_code, name="answer-code"),
    path("<str:token>", views.answer, name="answer"),
]
