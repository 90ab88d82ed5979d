"""Addresses of what is said to account holders."""

from django.urls import path

from secops.reminders import views

urlpatterns = [
    path("campaigns/<str:code>/messages/", views.campaign_messages, name="campaign-messages"),
    path("campaigns/<str:code>/messages/example/", views.campaign_example, name="campaign-example"),
    path("holidays/", views.holidays, name="holidays"),
    path("holidays/<int:pk>/", views.holiday, name="holiday"),
    path("holidays/<int:pk>/change/", views.change_holiday, name="change-holiday"),
]
