"""Accounts that somebody says an incident hit, beside those its leak reports name."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from secops.incidents.models.incident import Incident
from secops.inventory.models import Account


class AffectedAccount(models.Model):
    """That an account was picked by hand as hit by an incident."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="affected")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="affected_by")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "account"], name="account_is_hit_once_by_an_incident"
            )
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.account_id}"
