"""An incident with its chronology (BSSN 1/2024 Art 15) and the terms it met."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Department, User
from accounts.roles import Permission
from secops.compliance.duties.models import Directive
from secops.compliance.rotations.models import Campaign, LoginReview
from secops.inventory.models import Application, LeakReport
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
