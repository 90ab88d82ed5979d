"""Evidence that goes to somebody else: the minutes, what they list, and when it was handed over."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission
from secops.documents.models import Document
from secops.incidents.models import Incident
from secops.incidents.vault.models.items import Item

_WHO = settings.AUTH_USER_MODEL


class HandoverQuerySet(models.QuerySet["Handover"]):
    """Questions about hand-overs."""

    def visible_to(self, user: User) -> HandoverQuerySet:
        """All for the office and the inspector; nothing for anybody else."""
        return self if user.scope(Permission.READ_EVIDENCE).everything else self.none()


class Handover(models.Model):
    """One hand-over to the police or another receiver; its minutes are a document."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="handover")
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, null=True, blank=True, related_name="handovers"
    )
    items = models.ManyToManyField(Item, related_name="handovers")
    receiver = models.CharField(max_length=200)
    receiver_unit = models.CharField(max_length=200)
    purpose = models.CharField(max_length=500)
    report_number = models.CharField(max_length=100, blank=True, help_text="LP/B/…")
    drafted_by = models.ForeignKey(_WHO, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    handed_by = models.ForeignKey(
        _WHO, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    handed_at = models.DateTimeField(null=True, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(handed_at=None, handed_by=None)
                | Q(handed_at__isnull=False, handed_by__isnull=False),
                name="handed_over_says_by_whom",
            )
        ]

    def __str__(self) -> str:
        return f"{self.document.number} {self.receiver_unit}".strip()

    def get_absolute_url(self) -> str:
        return reverse("handover", args=[self.pk])
