"""The notice of one incident: its texts, the persons, and what was decided about the public."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from secops.documents.models import Document
from secops.incidents.models import Incident
from secops.outbox.models import Batch

_WHO = settings.AUTH_USER_MODEL


@pghistory.track()
class Notice(models.Model):
    """What the law asks after personal data of one incident were not protected."""

    code = models.CharField(max_length=20, unique=True, help_text="PDP-2026-001")
    incident = models.OneToOneField(Incident, on_delete=models.PROTECT, related_name="notice")
    opened_by = models.ForeignKey(_WHO, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    batch = models.ForeignKey(
        Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sending_from = models.DateTimeField(
        null=True, blank=True, help_text="From here on those who join later are told by themselves."
    )
    agency_document = models.OneToOneField(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    public = models.BooleanField(null=True, blank=True, help_text="Art 46(3): tell the public?")
    public_reason = models.TextField(blank=True)
    public_by = models.ForeignKey(
        _WHO, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    public_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(public=None, public_by=None, public_at=None)
                | Q(public__isnull=False, public_by__isnull=False, public_at__isnull=False)
                & ~Q(public_reason=""),
                name="public_decision_says_who_and_why",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.incident.code}"

    def get_absolute_url(self) -> str:
        return reverse("privacy", args=[self.incident.code])


class NoticeText(models.Model):
    """One version of what the persons are told: the three contents of Art 46(2). A version that
    was written never changes; another person approves it."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="texts")
    version = models.PositiveSmallIntegerField()
    which_data = models.TextField(help_text="Which personal data.")
    when_and_how = models.TextField(help_text="When and how they were exposed.")
    handling = models.TextField(help_text="What was and is done.")
    advice = models.TextField(blank=True, help_text="What the person can do.")
    contact = models.CharField(max_length=300)
    written_by = models.ForeignKey(_WHO, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        _WHO, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "version"], name="notice_text_has_a_version"),
            models.CheckConstraint(
                condition=~Q(which_data="") & ~Q(when_and_how="") & ~Q(handling=""),
                name="notice_text_says_what_the_law_asks",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_at__isnull=False) & ~Q(approved_by=F("written_by")),
                name="notice_text_is_approved_by_another",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="text_stays", exclude=["approved_by", "approved_at"]),
            pgtrigger.Protect(name="text_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} v{self.version}"


class Subject(models.Model):
    """A person whose data it was. What the outbox proves is read from its messages; what a human
    being did stands here."""

    class Origin(models.TextChoices):
        ACCOUNTS = "accounts", _("akun bocor")
        LIST = "list", _("daftar yang diberikan")

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="subjects")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=200, help_text="As listed.")
    origin = models.CharField(max_length=10, choices=Origin.choices)
    joined_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    told_how = models.CharField(max_length=300, blank=True)
    told_by = models.ForeignKey(
        _WHO, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "person"],
                condition=Q(person__isnull=False),
                name="person_is_listed_once",
            ),
            models.UniqueConstraint(
                fields=["notice", "name"], condition=Q(person=None), name="name_is_listed_once"
            ),
            models.CheckConstraint(
                condition=Q(told_at=None, told_by=None)
                | Q(told_at__isnull=False, told_by__isnull=False) & ~Q(told_how=""),
                name="told_by_hand_says_how",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AgencyLetter(models.Model):
    """That the agency was told, with its proof. Which agency that is stands in the settings."""

    notice = models.OneToOneField(Notice, on_delete=models.PROTECT, related_name="agency_letter")
    sent_at = models.DateTimeField()
    proof = models.CharField(max_length=500)
    recorded_by = models.ForeignKey(_WHO, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(proof=""), name="agency_letter_has_its_proof")
        ]

    def __str__(self) -> str:
        return self.proof
