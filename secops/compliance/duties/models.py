"""What the office orders, and what each department makes of it (RULES 2)."""

from __future__ import annotations

from datetime import datetime

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, Person, Position, User
from accounts.roles import Permission, Reach
from secops.compliance.rotations.models import Campaign
from secops.inventory.models import Application
from secops.rules import duty as law


class DirectiveQuerySet(models.QuerySet["Directive"]):
    """Questions about directives."""

    def visible_to(self, user: User) -> DirectiveQuerySet:
        scope = user.scope(Permission.SEE_DEPARTMENTS)
        if scope.everything:
            return self
        duties = Duty.objects.visible_to(user).filter(directive=models.OuterRef("pk"))
        return self.filter(models.Exists(duties))


@pghistory.track()
class Directive(models.Model):
    """An order of the office to departments (UI: arahan)."""

    code = models.CharField(max_length=20, unique=True, help_text="A-2026-009")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in law.Kind])
    text = models.TextField()
    text_version = models.PositiveIntegerField(default=1)
    letter_number = models.CharField(max_length=80, blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    evidence_asked = models.CharField(max_length=300, blank=True)
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, null=True, blank=True, related_name="directives"
    )
    due_at = models.DateTimeField()
    ordered_at = models.DateTimeField()
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = DirectiveQuerySet.as_manager()

    class Meta:
        ordering = ["-ordered_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("directive", args=[self.code])


class DutyQuerySet(models.QuerySet["Duty"]):
    """Questions about duties."""

    def visible_to(self, user: User) -> DutyQuerySet:
        scope = user.scope(Permission.SEE_DEPARTMENTS)
        if scope.everything:
            return self
        if scope.reach in (Reach.OWN, Reach.OWN_APPLICATIONS):
            return self.filter(department_id__in=scope.departments)
        return self.none()

    def settled(self) -> DutyQuerySet:
        return self.filter(
            state__in=[
                law.State.ACCEPTED,
                law.State.WITHDRAWN,
                law.State.WRITTEN_OFF,
            ]
        )

    def open(self) -> DutyQuerySet:
        return self.exclude(pk__in=self.settled().values("pk"))

    def late(self, at: datetime) -> DutyQuerySet:
        return self.open().filter(due_at__lt=at)


@pghistory.track()
class Duty(models.Model):
    """One department's part of a directive (UI: tugas OPD)."""

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="duties")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="duties")
    application = models.ForeignKey(
        Application,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="duties",
        help_text="For a lock: the application to be locked.",
    )
    state = models.CharField(
        max_length=15,
        default=law.State.OPEN.value,
        choices=[(s.value, s.value) for s in law.State],
    )
    due_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    count_done = models.PositiveIntegerField(
        null=True, blank=True, help_text="Rotation by count, where there is no list."
    )
    count_total = models.PositiveIntegerField(null=True, blank=True)
    state_reason = models.TextField(blank=True)
    exempt_until = models.DateField(null=True, blank=True)
    compensating_control = models.TextField(blank=True)
    changed_at = models.DateTimeField()

    objects = DutyQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "department__sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["directive", "department", "application"],
                nulls_distinct=False,
                name="department_has_a_duty_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in law.State]), name="state_is_one_of_rules_2"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.directive} – {self.department}"

    def get_absolute_url(self) -> str:
        return reverse("duty", args=[self.pk])


class DutyReport(models.Model):
    """What the agent or the application's administrator reports before the head states it."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="reports")
    text = models.TextField()
    count_done = models.PositiveIntegerField(null=True, blank=True)
    evidence = models.FileField(upload_to="evidence/%Y/%m/", blank=True)
    evidence_sha256 = models.CharField(max_length=64, blank=True)
    evidence_name = models.CharField(max_length=255, blank=True)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    reported_at = models.DateTimeField()

    class Meta:
        ordering = ["-reported_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.duty} {self.reported_at:%F}"


class HeadStatement(models.Model):
    """A head's word about a duty, with the numbers and open items it was given on."""

    number = models.CharField(max_length=20, unique=True, help_text="P-0412")
    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="statements")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, null=True, related_name="+")
    position_title = models.CharField(max_length=200)
    channel = models.CharField(max_length=20)
    text = models.TextField(help_text="The sentence he agreed to, word for word.")
    text_version = models.PositiveIntegerField()
    proven = models.PositiveIntegerField()
    total = models.PositiveIntegerField()
    open_items = models.JSONField(default=list)
    promised_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    stated_at = models.DateTimeField()

    class Meta:
        ordering = ["-stated_at", "-pk"]

    def __str__(self) -> str:
        return self.number
