"""What departments say of their duties: reports with evidence, statements, objections."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, Position
from secops.compliance.duties.models.orders import Channel, Duty
from secops.rules import duty as law


class DutyReport(models.Model):
    """What the agent or the application's administrator reports before the head states it."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="reports")
    text = models.TextField()
    steps_done = models.JSONField(default=list, help_text="The ticked steps, word for word.")
    count_done = models.PositiveIntegerField(null=True, blank=True)
    done_at = models.DateTimeField(
        null=True, blank=True, help_text="For a lock: since when the old passwords open nothing."
    )
    contained = models.BooleanField(
        default=False, help_text="This lock stands among the facts of the accounts."
    )
    capacity = models.CharField(max_length=30, choices=[(a.value, a.value) for a in law.Actor])
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    reported_at = models.DateTimeField()

    class Meta:
        ordering = ["-reported_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.duty} {self.reported_at:%F}"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Questions about evidence."""

    def standing(self) -> EvidenceQuerySet:
        """What counts: neither removed nor replaced by a newer version."""
        return self.filter(removed_at=None, replaced_by=None)

    def run_out(self, on: date) -> EvidenceQuerySet:
        """What stands but is valid no more on that day."""
        return self.standing().filter(valid_until__lt=on)


class Evidence(models.Model):
    """One thing that supports a duty (UI: bukti dukung): a file, a link, or a note.

    A file is kept under a name of ours. A newer version replaces an older one, which stays; what is
    removed stays, too, with who and why, for statements were given on it.
    """

    class Form(models.TextChoices):
        FILE = "file", _("berkas")
        LINK = "link", _("tautan")
        NOTE = "note", _("catatan")

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="evidence")
    report = models.ForeignKey(
        DutyReport,
        on_delete=models.CASCADE,
        null=True,
        related_name="evidence",
        help_text="Empty: given without a report, or the letter that affirms a statement.",
    )
    form = models.CharField(
        max_length=5, choices=Form.choices, default=Form.FILE, db_default=Form.FILE
    )
    file = models.FileField(upload_to="evidence/%Y/%m/", blank=True)
    name = models.CharField(max_length=255)
    words = models.TextField(blank=True, db_default="", help_text="The address, or the note.")
    content_type = models.CharField(max_length=100, blank=True)
    bytes = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    valid_until = models.DateField(null=True, blank=True, help_text="Its last day.")
    replaced_by = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    uploaded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    removed_why = models.CharField(max_length=300, blank=True, db_default="")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(form="file", file="") & (Q(form="file") | ~Q(words="")),
                name="evidence_holds_a_file_or_words",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("evidence", args=[self.pk])

    @property
    def kind(self) -> law.EvidenceKind:
        """Which kind of evidence it is, by its content."""
        if self.form == self.Form.FILE:
            is_picture = self.content_type.startswith("image/")
            return law.EvidenceKind.PHOTO if is_picture else law.EvidenceKind.DOCUMENT
        return law.EvidenceKind(self.form)

    def is_valid_on(self, day: date) -> bool:
        """Whether its last day has not passed."""
        return self.valid_until is None or self.valid_until >= day


class HeadStatement(models.Model):
    """A head's word about a duty, with the numbers and open items it was given on."""

    number = models.CharField(max_length=20, unique=True, help_text="P-0412")
    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="statements")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, null=True, related_name="+")
    position_title = models.CharField(max_length=200)
    capacity = models.CharField(max_length=30, choices=[(a.value, a.value) for a in law.Actor])
    channel = models.CharField(max_length=10, choices=Channel.choices)
    text = models.TextField(help_text="The sentence he agreed to, word for word.")
    text_version = models.PositiveIntegerField()
    proven = models.PositiveIntegerField()
    total = models.PositiveIntegerField()
    open_items = models.JSONField(default=list)
    facts = models.JSONField(default=dict, help_text="Counts by state at that moment.")
    evidence_hashes = models.JSONField(default=list)
    promised_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    stated_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty: he stated it himself.",
    )
    affirmed_at = models.DateTimeField(
        null=True, blank=True, help_text="What he stated by chat he affirmed by code, page, letter."
    )
    affirmed_channel = models.CharField(max_length=10, choices=Channel.choices, blank=True)
    affirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    letter = models.ForeignKey(
        Evidence, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-stated_at", "-pk"]

    def __str__(self) -> str:
        return self.number

    @property
    def by_chat_only(self) -> bool:
        """Stated by chat, and not yet affirmed by code, page or signed letter (JOURNEYS)."""
        return self.channel == Channel.CHAT and self.affirmed_at is None


class Objection(models.Model):
    """A head says that something about the numbers is wrong; the office looks and answers."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="objections")
    text = models.TextField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    raised_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-raised_at", "-pk"]

    def __str__(self) -> str:
        return self.text[:80]
