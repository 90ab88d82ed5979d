"""What holders say, and the pictures of what they signed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from secops.compliance.rotations.models.campaigns import Rotation
from secops.rules.rotation import AnswerKind, TroubleReason


class SlipPhoto(models.Model):
    """The picture of a slip that its receiver signed; it may stand for many answers."""

    file = models.FileField(upload_to="slips/%Y/%m/")
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    uploaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.sha256[:8]} {self.uploaded_at:%F}"

    def get_absolute_url(self) -> str:
        return reverse("slip-photo", args=[self.pk])


class Answer(models.Model):
    """What a holder said about one account in one campaign, himself or through somebody."""

    class Channel(models.TextChoices):
        LINK = "link", _("tautan")
        CODE = "code", _("kode")
        PHONE = "phone", _("telepon")
        DESK = "desk", _("tatap muka")
        LETTER = "letter", _("surat")
        CHAT = "chat", _("pesan")

    rotation = models.ForeignKey(Rotation, on_delete=models.CASCADE, related_name="answers")
    kind = models.CharField(max_length=15, choices=[(a.value, a.value) for a in AnswerKind])
    reason = models.CharField(
        max_length=15, blank=True, choices=[(r.value, r.value) for r in TroubleReason]
    )
    note = models.CharField(max_length=500, blank=True)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", help_text="Whose answer."
    )
    given_at = models.DateTimeField()
    cutoff_then = models.DateTimeField(null=True)
    agent_until = models.DateTimeField(
        null=True, help_text="Trouble: 16.00 on the day by which the agent takes care of it."
    )
    channel = models.CharField(max_length=10, choices=Channel.choices)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Empty: he answered himself.",
    )
    said_by = models.CharField(
        max_length=120, blank=True, db_default="", help_text="Who said so; empty: the holder."
    )
    slip = models.ForeignKey(
        SlipPhoto, on_delete=models.PROTECT, null=True, related_name="answers", db_index=False
    )
    late = models.BooleanField(default=False)
    risk = models.CharField(max_length=40, blank=True, help_text="Marks only, never blocks.")

    class Meta:
        ordering = ["-given_at", "-pk"]
        indexes = [models.Index(fields=["rotation", "-given_at", "-id"], name="answer_of_rotation")]

    def __str__(self) -> str:
        return f"{self.kind} {self.given_at:%F}"


class Objection(models.Model):
    """The holder says that the system's data about his account are wrong; the office looks."""

    rotation = models.ForeignKey(Rotation, on_delete=models.CASCADE, related_name="objections")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=500)
    made_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Empty: he objected himself.",
    )
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    finding = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(fields=["made_at"], name="objection_waiting", condition=Q(settled_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.rotation_id} {self.made_at:%F}"
