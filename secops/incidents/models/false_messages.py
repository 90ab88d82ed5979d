"""Copies of our messages that somebody reported."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class FalseMessage(models.Model):
    """A copy of our messages that somebody reported; anybody may, also without a sign-in.

    What was pasted is kept without links that answer for anybody; a screenshot is never shown in a
    page, only handed out as a file.
    """

    class Channel(models.TextChoices):
        WHATSAPP = "whatsapp", _("WhatsApp")
        MAIL = "mail", _("Email")
        SMS = "sms", _("SMS")
        CALL = "call", _("Telepon")
        OTHER = "other", _("Lainnya")

    class Finding(models.TextChoices):
        FALSE = "false", _("Palsu")
        GENUINE = "genuine", _("Asli, dari kami")

    channel = models.CharField(max_length=10, choices=Channel.choices)
    sender = models.CharField(max_length=200, blank=True, help_text="Number or address it showed.")
    text = models.TextField(blank=True)
    screenshot = models.FileField(upload_to="false-messages/%Y/%m/", blank=True)
    screenshot_type = models.CharField(max_length=40, blank=True)
    screenshot_sha256 = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, help_text="Of all that was said: twice is once.")
    reporter = models.CharField(max_length=200, blank=True, help_text="As he called himself.")
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reported_at = models.DateTimeField()
    finding = models.CharField(max_length=10, choices=Finding.choices, blank=True)
    note = models.CharField(max_length=500, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-reported_at", "-pk"]
        indexes = [
            models.Index(fields=["digest", "reported_at"], name="false_message_told_once"),
            models.Index(
                fields=["reported_at"], name="false_message_waiting", condition=Q(handled_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.reported_at:%F %T}"

    def get_absolute_url(self) -> str:
        return reverse("false-message", args=[self.pk])
