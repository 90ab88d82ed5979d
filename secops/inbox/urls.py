"""Addresses of the inbox, and the doors at which channels knock."""

from django.urls import path

from secops.inbox import views
from secops.inbox.hooks.views import telegram_hook, telegram_register, whatsapp_hook

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/record/", views.record, name="record-reply"),
    path("inbox/<int:pk>/", views.reply, name="reply"),
    path("inbox/<int:pk>/know/", views.know, name="know-sender"),
    path("inbox/<int:pk>/screenshot/", views.screenshot, name="reply-screenshot"),
    path("inbox/<int:pk>/take/", views.take, name="reply-take"),
    path("inbox/<int:pk>/answer/", views.answer, name="reply-answer"),
    path("inbox/<int:pk>/settle/", views.settle, name="reply-settle"),
    path("hooks/whatsapp/", whatsapp_hook, name="whatsapp-hook"),
    path("hooks/telegram/", telegram_hook, name="telegram-hook"),
    path("hooks/telegram/register/", telegram_register, name="telegram-register"),
]
