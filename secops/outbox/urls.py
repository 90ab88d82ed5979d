"""Addresses of messages and of the channels they go by."""

from django.urls import path

from secops.outbox.views import channels, messages, own, templates, texts

urlpatterns = [
    path("profile/mail/", own.own_mail, name="own-mail"),
    path("messages/", messages.message_list, name="messages"),
    path("messages/whatsapp/", messages.whatsapp_queue, name="whatsapp-queue"),
    path("messages/batches/<int:pk>/", messages.batch, name="batch"),
    path("messages/batches/<int:pk>/cancel/", messages.cancel_batch, name="cancel-batch"),
    path("messages/<int:pk>/", messages.message, name="message"),
    path("channels/", channels.channel_list, name="channels"),
    path("channels/<slug:channel>/", channels.channel, name="channel"),
    path("channels/<slug:channel>/try/", channels.try_it, name="channel-try"),
    path("channels/<slug:channel>/resume/", channels.resume, name="channel-resume"),
    path("whatsapp-templates/", templates.template_list, name="whatsapp-templates"),
    path("whatsapp-templates/write/", templates.write, name="whatsapp-template-write"),
    path("whatsapp-templates/<int:pk>/", templates.template, name="whatsapp-template"),
    path("whatsapp-templates/<int:pk>/decide/", templates.decide, name="whatsapp-template-decide"),
    path("whatsapp-templates/<int:pk>/try/", templates.try_it, name="whatsapp-template-try"),
    path("message-texts/", texts.text_list, name="texts"),
    path("message-texts/examples/<slug:slug>/", texts.example, name="text-example"),
    path("message-texts/examples/<slug:slug>/letter/", texts.letter, name="text-letter"),
    path("message-texts/examples/<slug:slug>/send/", texts.send_example, name="text-example-send"),
    path("message-texts/<slug:slug>/", texts.text, name="text"),
    path("message-texts/<slug:slug>/restore/", texts.restore, name="text-restore"),
]
