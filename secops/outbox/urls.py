"""Addresses of messages."""

from django.urls import path

from secops.outbox import views

urlpatterns = [
    path("messages/", views.message_list, name="messages"),
    path("messages/whatsapp/", views.whatsapp_queue, name="whatsapp-queue"),
    path("messages/batches/<int:pk>/", views.batch, name="batch"),
    path("messages/batches/<int:pk>/cancel/", views.cancel_batch, name="cancel-batch"),
    path("messages/<int:pk>/", views.message, name="message"),
]
