"""Evaluation meetings of an incident: who was there, what was true, what was decided."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Permission
from secops.documents.models import Document
from secops.incidents.minutes.models import FollowUp, FollowUpQuerySet
from secops.incidents.models import Incident
from secops.rules.tlp import PRINTED, Marking


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Questions about meetings."""

    def visible_to(self, user: User) -> MeetingQuerySet:
        """All for who reads every incident, none for anybody else."""
        return self if user.scope(Permission.READ_INCIDENT).everything else self.none()


class Meeting(models.Model):
    """One evaluation; its minutes are made from it whenever they are asked for."""

    code = models.CharField(max_length=20, unique=True, help_text="RE-2026-004")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="meetings")
    held_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    chair = models.CharField(max_length=200)
    present = ArrayField(models.CharField(max_length=200), default=list)
    facts = ArrayField(models.CharField(max_length=1000), default=list)
    next_at = models.DateTimeField(null=True, blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Its official minutes, with number and signatures.",
    )  # fmt: skip
    tlp = models.CharField(
        max_length=20, choices=[(m.value, PRINTED[m]) for m in Marking], blank=True, db_default="",
        help_text="Of the consultation it was; empty: the office's own meeting.",
    )  # fmt: skip
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-held_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(next_at=None) | Q(next_at__gt=models.F("held_at")),
                name="next_meeting_comes_after_this_one",
            )
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("meeting", args=[self.code])

    @property
    def marking(self) -> Marking | None:
        """Its TLP marking, where partners took part."""
        return Marking(self.tlp) if self.tlp else None


class Decision(FollowUp):
    """One thing decided; what became of it is a task of the incident, an order, or advice."""

    MINUTES = "meeting"
    TO_TASK, TO_ORDER = "meeting.became_task", "meeting.became_order"
    TAKEN = _("Keputusan ini sudah menjadi tugas, arahan, atau rekomendasi.")
    NOTHING = FollowUp.NOTHING | {"advice": ""}

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    advice = models.CharField(
        max_length=20, blank=True, db_default="",
        help_text="Number of the recommendation it became (R-2026-014).",
    )  # fmt: skip

    objects = FollowUpQuerySet["Decision"].as_manager()
