"""Looks at hosts from the outside, and the switch that allows them."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models

from secops.inventory.models import Host


@pghistory.track()
class ProbeSwitch(models.Model):
    """Whether hosts are looked at by themselves; off until the office switches it on. One row."""

    on = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    looked_at = models.DateTimeField(null=True, blank=True, help_text="The newest round by itself.")

    def __str__(self) -> str:
        return "on" if self.on else "off"


class HostLook(models.Model):
    """What one host said at one look. Insert-only; the newest is what is known."""

    host = models.ForeignKey(Host, on_delete=models.CASCADE, related_name="looks")
    at = models.DateTimeField()
    answered = models.BooleanField()
    status = models.PositiveSmallIntegerField(null=True, help_text="HTTP status.")
    title = models.CharField(max_length=120, blank=True)
    leads_to = models.CharField(max_length=253, blank=True, help_text="Another host it points to.")
    tls_until = models.DateTimeField(null=True)
    tls_fault = models.CharField(max_length=20, blank=True)
    fault = models.CharField(max_length=20, blank=True, help_text="Code of what went wrong.")

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["host", "-at"], name="look_at_host")]

    def __str__(self) -> str:
        return f"{self.host} {self.at:%F %R}"
