"""What the clocks of an incident leave behind: that a term was met, who was told, what was decided
about telling the public."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from secops.incidents.models.incident import Incident
from secops.rules.clock_steps import ClockStep
from secops.rules.clocks import ClockCode


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


class ClockTold(models.Model):
    """That a step of a clock was told. The key holds the clock's end: a new end is told anew."""

    key = models.CharField(max_length=200)
    step = models.CharField(max_length=10, choices=[(s.value, s.value) for s in ClockStep])
    told_at = models.DateTimeField()
    people = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "step"], name="clock_step_is_told_once")
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.step}"


class PublicDecision(models.Model):
    """Whether the public is told that personal data was not protected (UU 27/2022 Art 46(3)).

    The newest holds; older ones stay.
    """

    incident = models.ForeignKey(
        Incident, on_delete=models.CASCADE, related_name="public_decisions"
    )
    tell = models.BooleanField()
    reason = models.TextField()
    decided_by = models.CharField(max_length=200, help_text="Who decided, with the position.")
    decided_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tell=False) | Q(due_at__isnull=False),
                name="decision_to_tell_the_public_has_its_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.tell}"
