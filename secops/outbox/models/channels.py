"""How each channel stands: switched on or off, its place in the order, its pace, its health."""

from datetime import datetime

from django.db import models

from accounts.models import Contact
from secops.outbox.models.messages import Message


class ChannelRow(models.Model):
    """What the office set for a channel, and how it fared. No row: as `policy.CHANNELS` says."""

    channel = models.CharField(max_length=20, choices=Message.Channel.choices, unique=True)
    enabled = models.BooleanField()
    rank = models.PositiveSmallIntegerField(help_text="The lowest is tried first.")
    per_minute = models.PositiveIntegerField(
        null=True, blank=True, help_text="Messages a minute at most; empty: as fast as it goes."
    )
    minute_from = models.DateTimeField(null=True, blank=True)
    minute_used = models.PositiveIntegerField(default=0)
    paused_until = models.DateTimeField(null=True, blank=True)
    last_success_at = models.DateTimeField(null=True, blank=True)
    last_error_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return self.get_channel_display()

    def is_paused(self, at: datetime) -> bool:
        """Whether the channel asked for a rest that is not over."""
        return self.paused_until is not None and self.paused_until > at


class Heard(models.Model):
    """When somebody last wrote to us himself: within a day WhatsApp takes free text to him."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="heard")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.contact_id} {self.at:%Y-%m-%d %H:%M}"
