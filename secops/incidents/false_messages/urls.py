"""Addresses of the office's inbox of false messages."""

from django.urls import path

from secops.incidents.false_messages import views

urlpatterns = [
    path("false-messages/", views.inbox, name="false-messages"),
    path("false-messages/<int:pk>/", views.message, name="false-message"),
    path("false-messages/<int:pk>/screenshot/", views.screenshot, name="false-message-screenshot"),
]
