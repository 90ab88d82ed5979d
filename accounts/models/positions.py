"""Positions hold duties; who holds them from when to when, and who is away meanwhile."""

from __future__ import annotations

from datetime import date

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.people import Department, Person
from accounts.roles import POLICY


@pghistory.track()
class Position(models.Model):
    """An office that somebody holds: head of a department, its agent, the duty officer."""

    role = models.CharField(
        max_length=30, choices=[(role.value, policy.label_id) for role, policy in POLICY.items()]
    )
    title = models.CharField(max_length=200)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="positions"
    )
    superior = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["department", "role", "pk"]
        indexes = [models.Index(fields=["department", "role"], name="position_of_department")]

    def __str__(self) -> str:
        return self.title


class TenureQuerySet(models.QuerySet["Tenure"]):
    """Questions about who holds what."""

    def current(self, on: date) -> TenureQuerySet:
        """Tenures that hold on a day."""
        return self.filter(Q(starts_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on))

    def present(self, on: date) -> TenureQuerySet:
        """Current tenures of people who are not away that day."""
        away = Absence.objects.filter(
            person=models.OuterRef("person"), starts_on__lte=on, until__gte=on, ended_at=None
        )
        return self.current(on).exclude(models.Exists(away))


@pghistory.track()
class Tenure(models.Model):
    """That a person holds a position from one day to another."""

    class Kind(models.TextChoices):
        DEFINITIVE = "definitive", _("definitif")
        PLT = "plt", _("Plt.")
        PLH = "plh", _("Plh.")
        DEPUTY = "deputy", _("pengganti saat berhalangan")

    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="tenures")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tenures")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.DEFINITIVE)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    order_number = models.CharField(
        max_length=80, blank=True, help_text="Number of the letter that appoints."
    )
    order_scan = models.FileField(upload_to="orders/%Y/", blank=True, db_default="")
    order_scan_name = models.CharField(max_length=255, blank=True, db_default="")
    order_scan_type = models.CharField(max_length=100, blank=True, db_default="")
    order_scan_sha256 = models.CharField(max_length=64, blank=True, db_default="")

    objects = TenureQuerySet.as_manager()

    class Meta:
        ordering = ["position", "-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="tenure_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.position}"


class Absence(models.Model):
    """That somebody is away from one day to another: meanwhile his deputy is spoken to (RULES 5).

    He says so himself, or the office notes it. Who acts by an order (Plt, Plh) is a tenure.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absences")
    starts_on = models.DateField()
    until = models.DateField(help_text="His last day away.")
    note = models.CharField(max_length=200, blank=True)
    said_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Empty: he said so himself, by a link.",
    )  # fmt: skip
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Taken back, or back early.")

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=models.F("starts_on")), name="absence_ends_after_it_starts"
            )
        ]
        indexes = [models.Index(fields=["person", "until"], name="absence_of_person")]

    def __str__(self) -> str:
        return f"{self.person} {self.starts_on:%F} – {self.until:%F}"
