"""That a holder asked to be reminded later."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from accounts.models import Person
from secops.compliance.rotations.models.answers import Answer
from secops.compliance.rotations.models.campaigns import Rotation
from secops.rules.snooze import SnoozeReason


class Snooze(models.Model):
    """ "Ingatkan saya lagi tanggal …": reminders about one account wait until 08.00 of a day.

    `ended_at`: something happened that ended it before its time (a new leak, an answer, another
    holder). While it holds, `Rotation.acknowledged_until` says so to whoever reminds.
    """

    rotation = models.ForeignKey(Rotation, on_delete=models.CASCADE, related_name="snoozes")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField()
    reason = models.CharField(max_length=10, choices=[(r.value, r.value) for r in SnoozeReason])
    note = models.CharField(max_length=300, blank=True)
    said_at = models.DateTimeField()
    channel = models.CharField(max_length=10, choices=Answer.Channel.choices)
    link_id = models.BigIntegerField(null=True, help_text="Through which answer link.")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-said_at", "-pk"]
        indexes = [
            # Few rows: those that still hold are looked through every minute.
            models.Index(fields=["until"], name="snooze_holding", condition=Q(ended_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.rotation_id} {self.until:%F}"
