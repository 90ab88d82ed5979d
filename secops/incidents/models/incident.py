"""An incident: who reported it, what it is, what it touches, how bad it is, how far it is."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Department, Person, Position, User
from accounts.roles import Permission
from secops.compliance.duties.models import Directive
from secops.compliance.rotations.models import Campaign, LoginReview
from secops.inventory.models import Application, LeakReport
from secops.rules.incident import OVER, DetectionBasis, Phase, Risk, Scope, Severity


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
        """Those that still need work; what was merged is worked on under the other code."""
        return self.exclude(phase__in=[phase.value for phase in OVER]).filter(merged_into=None)

    def with_clocks(self) -> IncidentQuerySet:
        """Read along what their clocks rest on, their own and that of what was merged."""
        return self.prefetch_related(
            "clock_stops",
            "public_decisions",
            models.Prefetch(
                "merged",
                Incident.objects.prefetch_related("clock_stops", "public_decisions"),
            ),
        )


@pghistory.track()
class Incident(models.Model):
    """One cyber incident (BSSN 1/2024 Art 15).

    A record that turned out to be the same incident is merged: it keeps all that is its own and is
    read under the other one, so that merging can be undone.
    """

    code = models.CharField(max_length=20, unique=True, help_text="I-2026-003")
    title = models.CharField(max_length=200)
    description = models.TextField()
    impact = models.TextField(blank=True, help_text="In short; the four below are its parts.")
    impact_service = models.TextField(blank=True)
    impact_data = models.TextField(blank=True)
    impact_third_party = models.TextField(blank=True)
    impact_legal = models.TextField(blank=True)
    accounts_stated = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Where there is no list: how many accounts are said to be hit.",
    )
    reporter_name = models.CharField(max_length=200, blank=True)
    reporter_contact = models.CharField(max_length=200, blank=True)
    reporter_contact_24h = models.CharField(
        max_length=200, blank=True, help_text="Reached day and night."
    )
    detection_basis = models.CharField(
        max_length=30, choices=[(b.value, b.value) for b in DetectionBasis]
    )
    on_iiv = models.BooleanField(null=True, blank=True)
    risk = models.CharField(max_length=10, choices=[(r.value, r.value) for r in Risk], blank=True)
    severity = models.CharField(
        max_length=4, choices=[(s.value, s.value) for s in Severity], blank=True
    )
    scope = models.CharField(max_length=20, choices=[(s.value, s.value) for s in Scope], blank=True)
    attacker = models.TextField(blank=True, help_text="Who did it, as far as it is known.")
    rsit_class = models.CharField(max_length=70, blank=True)
    sector_ticket = models.CharField(
        max_length=80, blank=True, help_text="The ticket of the sectoral or national team."
    )
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
    owner_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner_position = models.ForeignKey(
        Position, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    next_step = models.CharField(max_length=300, blank=True)
    next_update_at = models.DateTimeField(
        null=True, blank=True, help_text="When those who wait hear the next word."
    )
    applications = models.ManyToManyField(Application, related_name="incidents", blank=True)
    departments = models.ManyToManyField(Department, related_name="incidents", blank=True)
    leak_reports = models.ManyToManyField(LeakReport, related_name="incidents", blank=True)
    campaigns = models.ManyToManyField(Campaign, related_name="incidents", blank=True)
    directives = models.ManyToManyField(Directive, related_name="incidents", blank=True)
    log_ins = models.ManyToManyField(LoginReview, related_name="incidents", blank=True)
    related = models.ManyToManyField("self", blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    merged_at = models.DateTimeField(null=True, blank=True)
    merged_why = models.TextField(blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    created_at = models.DateTimeField()

    objects = IncidentQuerySet.as_manager()

    class Meta:
        ordering = ["-found_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="incident_is_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=Q(owner_person=None) | Q(owner_position=None),
                name="incident_is_owned_by_a_person_or_a_position",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(merged_at__isnull=False),
                name="merged_incident_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("incident", args=[self.code])

    @property
    def family(self) -> list[Incident]:
        """The incident itself and what was merged into it, the oldest record first after it."""
        return [self, *sorted(self.merged.all(), key=lambda one: (one.created_at, one.pk))]

    @property
    def over(self) -> bool:
        """Whether nothing more is done under this code."""
        return self.merged_into_id is not None or Phase(self.phase) in OVER
