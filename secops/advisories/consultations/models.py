"""Consultations of partners about an incident, who is invited, and what was said there."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Person, User
from accounts.roles import Permission
from secops.advisories.models import Organisation, Recommendation
from secops.documents.models import Document
from secops.incidents.meetings.models import Meeting
from secops.incidents.models import Incident
from secops.rules.tlp import MAIL, PRINTED, MailRule, Marking

#: An invitation goes by mail with its subject in it, so only these (RULES 8).
MARKINGS = [(one.value, PRINTED[one]) for one in Marking if MAIL[one] is MailRule.FULL]


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    """Questions about consultations."""

    def visible_to(self, user: User) -> ConsultationQuerySet:
        """All for who reads every recommendation and incident, none for anybody else."""
        reads = (Permission.READ_RECOMMENDATION, Permission.READ_INCIDENT)
        return self if all(user.scope(one).everything for one in reads) else self.none()


class Consultation(models.Model):
    """One meeting with partners; its minutes are those of an evaluation meeting."""

    code = models.CharField(max_length=20, unique=True, help_text="UK-2026-004")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="consultations")
    subject = models.CharField(max_length=200)
    agenda = models.TextField(blank=True)
    place = models.CharField(max_length=200)
    tlp = models.CharField(max_length=20, choices=MARKINGS, default=Marking.AMBER.value)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    sequence = models.PositiveIntegerField(
        default=0, help_text="Of its calendar entry (RFC 5545): raised by each change."
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    meeting = models.OneToOneField(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="consultation"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="consultation_ends_after_its_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("consultation", args=[self.code])

    @property
    def marked(self) -> Marking:
        return Marking(self.tlp)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Questions about invitations."""

    def standing(self) -> InvitationQuerySet:
        """Those that were not taken back."""
        return self.filter(withdrawn_at=None)


class Invitation(models.Model):
    """One person of a partner, invited."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="invitations"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    attended = models.BooleanField(null=True, help_text="Empty until the minutes say so.")
    withdrawn_at = models.DateTimeField(
        null=True, blank=True, help_text="He is no longer invited; his calendar drops it."
    )
    turns = models.PositiveIntegerField(
        default=0, db_default=0,
        help_text="How often he was taken off or back on: his entry's SEQUENCE grows with it.",
    )  # fmt: skip
    letter = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="To the head of his organisation; one for all its people.",
    )  # fmt: skip

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "person__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "person"], name="person_is_invited_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.organisation}"

    @property
    def sequence(self) -> int:
        """Of his own calendar entry."""
        return self.consultation.sequence + self.turns

    @property
    def off(self) -> bool:
        """Whether his calendar drops it: called off for all, or for him."""
        return self.withdrawn_at is not None or self.consultation.cancelled_at is not None


class Word(models.Model):
    """What a partner said the office should do: by his code, or typed by the minute-taker and
    confirmed by him. Confirmed, it is a recommendation."""

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="words")
    text = models.TextField()
    target = models.CharField(max_length=12, choices=Recommendation.Target.choices)
    urgency = models.CharField(max_length=8, choices=Recommendation.Urgency.choices)
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="The minute-taker; empty where the partner wrote it himself.",
    )  # fmt: skip
    typed_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    recommendation = models.OneToOneField(
        Recommendation, on_delete=models.PROTECT, null=True, blank=True, related_name="said"
    )

    class Meta:
        ordering = ["typed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None, recommendation=None)
                | Q(confirmed_at__isnull=False, recommendation__isnull=False),
                name="confirmed_word_is_a_recommendation",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]
