"""The lines of a chronology, and what was done in each phase."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from secops.house.text import english
from secops.incidents.models.incident import Incident
from secops.incidents.system_words import event_of, source_of
from secops.rules.incident import Certainty, Phase


class ChronologyRow(models.Model):
    """One line of the chronology as the law's table has it: time, event, source, person.

    `derived_key` names the deed of the system that the line was taken from; `facts` are what a line
    of the system is said from in another language. Lines from before they were kept have none.
    """

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="chronology")
    happened_at = models.DateTimeField()
    certainty = models.CharField(
        max_length=15,
        choices=[(c.value, c.value) for c in Certainty],
        default=Certainty.EXACT.value,
    )
    event = models.TextField()
    source = models.CharField(max_length=300, blank=True)
    person = models.CharField(max_length=200, blank=True)
    by_system = models.BooleanField(default=False)
    facts = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))
    derived_key = models.CharField(max_length=120, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    added_at = models.DateTimeField()
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )

    class Meta:
        ordering = ["happened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "derived_key"],
                condition=~Q(derived_key=""),
                name="deed_of_the_system_is_taken_once",
            )
        ]

    def __str__(self) -> str:
        return self.event[:80]

    @property
    def shown_event(self) -> str:
        """The event in the reader's language, as far as it is the system that speaks."""
        return event_of(self.facts) if self.facts and english() else self.event

    @property
    def shown_source(self) -> str:
        """Its source likewise."""
        return source_of(self.facts) if self.facts and english() else self.source


class HiddenLine(models.Model):
    """That a deed of the system does not belong to the story of this incident."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="hidden_lines")
    key = models.CharField(max_length=120)
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    hidden_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "key"], name="line_is_hidden_once")
        ]

    def __str__(self) -> str:
        return self.key


class PhaseRecord(models.Model):
    """What was done in a phase; the newest holds, older ones stay."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="phase_records")
    phase = models.CharField(max_length=20, choices=[(p.value, p.value) for p in Phase])
    text = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.phase}"
