"""Addresses of what is said to account holders."""

from django.urls import path

from secops.reminders import views

urlpatterns = [
    path("campaigns/<str:code>/messages/", views.campaign_messages, name="campaign-messages"),
    path("campaigns/<str:code>/messages/example/", views.campaign_example, name="campaign-example"),
]
