"""What happened and what was said of it: incidents with their chronology (BSSN 1/2024 Art 15),
public statements with the facts they rest on."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, User
from accounts.roles import Permission
from secops.compliance.duties.models import Directive
from secops.compliance.rotations.models import Campaign, LoginReview
from secops.inventory.models import Application, Containment, LeakReport, ReadingsFile
from secops.rules import statement as law
from secops.rules.clocks import ClockCode
from secops.rules.incident import OVER, DetectionBasis, Phase, Risk


class IncidentQuerySet(models.QuerySet["Incident"]):
    """Questions about incidents."""

    def visible_to(self, user: User) -> IncidentQuerySet:
        """All for the office; a department reads those that touch it or its applications."""
        scope = user.scope(Permission.READ_INCIDENT)
        if scope.everything:
            return self
        if scope.reach is None:
            return self.none()
        touched = Incident.objects.filter(
            Q(departments__in=scope.departments) | Q(applications__owner_id__in=scope.departments)
        )
        return self.filter(pk__in=touched.values("pk"))

    def open(self) -> IncidentQuerySet:
        """Those that still need work."""
        return self.exclude(phase__in=[phase.value for phase in OVER])


@pghistory.track()
class Incident(models.Model):
    """One cyber incident: who reported it, what it is, what it touches, how far it is."""

    code = models.CharField(max_length=20, unique=True, help_text="I-2026-003")
    title = models.CharField(max_length=200)
    description = models.TextField()
    impact = models.TextField(blank=True)
    reporter_name = models.CharField(max_length=200, blank=True)
    reporter_contact = models.CharField(max_length=200, blank=True)
    detection_basis = models.CharField(
        max_length=30, choices=[(b.value, b.value) for b in DetectionBasis]
    )
    on_iiv = models.BooleanField(null=True, blank=True)
    risk = models.CharField(max_length=10, choices=[(r.value, r.value) for r in Risk], blank=True)
    rsit_class = models.CharField(max_length=60, blank=True)
    phase = models.CharField(
        max_length=20, choices=[(p.value, p.value) for p in Phase], default=Phase.DETECTION.value
    )
    occurred_at = models.DateTimeField(null=True, blank=True)
    found_at = models.DateTimeField()
    personal_data_known_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when a failure to protect personal data is known."
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    refuted_why = models.TextField(blank=True)
    applications = models.ManyToManyField(Application, related_name="incidents", blank=True)
    departments = models.ManyToManyField(Department, related_name="incidents", blank=True)
    leak_reports = models.ManyToManyField(LeakReport, related_name="incidents", blank=True)
    campaigns = models.ManyToManyField(Campaign, related_name="incidents", blank=True)
    directives = models.ManyToManyField(Directive, related_name="incidents", blank=True)
    log_ins = models.ManyToManyField(LoginReview, related_name="incidents", blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    created_at = models.DateTimeField()

    objects = IncidentQuerySet.as_manager()

    class Meta:
        ordering = ["-found_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("incident", args=[self.code])


class ChronologyRow(models.Model):
    """One line of the chronology as the law's table has it: time, event, source, person."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="chronology")
    happened_at = models.DateTimeField()
    approximate = models.BooleanField(default=False)
    event = models.TextField()
    source = models.CharField(max_length=300, blank=True)
    person = models.CharField(max_length=200, blank=True)
    by_system = models.BooleanField(default=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    added_at = models.DateTimeField()
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )

    class Meta:
        ordering = ["happened_at", "pk"]

    def __str__(self) -> str:
        return self.event[:80]


class ClockStop(models.Model):
    """That a term was met: when, and what proves it. What starts a clock is the incident itself."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="clock_stops")
    clock = models.CharField(max_length=30, choices=[(c.value, c.value) for c in ClockCode])
    stopped_at = models.DateTimeField()
    proof = models.CharField(max_length=500)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["stopped_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "clock"], name="clock_is_stopped_once")
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.clock}"


class PublicStatementQuerySet(models.QuerySet["PublicStatement"]):
    """Questions about public statements."""

    def visible_to(self, user: User) -> PublicStatementQuerySet:
        """All for the office and the inspectorate, none for anybody else."""
        scope = user.scope(Permission.READ_STATEMENT)
        return self if scope.everything else self.none()

    def promising(self) -> PublicStatementQuerySet:
        """The one whose promised next word has not come: the newest that was published."""
        later = PublicStatement.objects.filter(published_at__gt=models.OuterRef("published_at"))
        return self.filter(
            ~models.Exists(later), published_at__isnull=False, next_word_at__isnull=False
        )

    def waiting(self) -> PublicStatementQuerySet:
        """Those that wait for another person: to be approved, or to be published."""
        return self.filter(state__in=[law.State.DRAFT.value, law.State.APPROVED.value])


@pghistory.track()
class PublicStatement(models.Model):
    """What the office says in public: written, approved by another person, published, superseded.

    When the next word comes is kept as a moment, not as words, so that text and clock agree.
    """

    code = models.CharField(max_length=20, unique=True, help_text="PP-2026-001")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in law.Kind])
    text = models.TextField()
    next_word_at = models.DateTimeField(
        null=True, blank=True, help_text="When the next public word is promised."
    )
    state = models.CharField(
        max_length=12,
        choices=[(s.value, s.value) for s in law.State],
        default=law.State.DRAFT.value,
    )
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, null=True, blank=True, related_name="statements"
    )
    supersedes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors"
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(max_length=200, blank=True, help_text="Where it was published.")
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = PublicStatementQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("written_by")),
                name="statement_is_approved_by_another_person",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["published", "superseded"]) | Q(published_at__isnull=False),
                name="published_statement_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("statement", args=[self.code])


class StatementFact(models.Model):
    """One fact a statement rests on, with where it can be looked up."""

    statement = models.ForeignKey(PublicStatement, on_delete=models.CASCADE, related_name="facts")
    words = models.CharField(max_length=300)
    source = models.CharField(max_length=200, blank=True, help_text="A letter, a check, a person.")
    leak_report = models.ForeignKey(
        LeakReport, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    containment = models.ForeignKey(
        Containment, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    readings_file = models.ForeignKey(
        ReadingsFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    linked_at = models.DateTimeField()

    class Meta:
        ordering = ["linked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(source="")
                | Q(leak_report__isnull=False)
                | Q(containment__isnull=False)
                | Q(readings_file__isnull=False),
                name="fact_says_where_it_stands",
            )
        ]

    def __str__(self) -> str:
        return self.words


class FalseMessage(models.Model):
    """A copy of our messages that somebody reported; anybody may, also without a sign-in.

    What was pasted is kept without links that answer for anybody; a screenshot is never shown in a
    page, only handed out as a file.
    """

    class Channel(models.TextChoices):
        WHATSAPP = "whatsapp", _("WhatsApp")
        MAIL = "mail", _("Email")
        SMS = "sms", _("SMS")
        CALL = "call", _("Telepon")
        OTHER = "other", _("Lainnya")

    class Finding(models.TextChoices):
        FALSE = "false", _("Palsu")
        GENUINE = "genuine", _("Asli, dari kami")

    channel = models.CharField(max_length=10, choices=Channel.choices)
    sender = models.CharField(max_length=200, blank=True, help_text="Number or address it showed.")
    text = models.TextField(blank=True)
    screenshot = models.FileField(upload_to="false-messages/%Y/%m/", blank=True)
    screenshot_type = models.CharField(max_length=40, blank=True)
    screenshot_sha256 = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, help_text="Of all that was said: twice is once.")
    reporter = models.CharField(max_length=200, blank=True, help_text="As he called himself.")
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reported_at = models.DateTimeField()
    finding = models.CharField(max_length=10, choices=Finding.choices, blank=True)
    note = models.CharField(max_length=500, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-reported_at", "-pk"]
        indexes = [
            models.Index(fields=["digest", "reported_at"], name="false_message_told_once"),
            models.Index(
                fields=["reported_at"], name="false_message_waiting", condition=Q(handled_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.reported_at:%F %T}"

    def get_absolute_url(self) -> str:
        return reverse("false-message", args=[self.pk])
