"""What the office orders, and what each department makes of it (RULES 2)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, Person, User
from accounts.roles import Permission, Reach
from secops.compliance.duties.words import say
from secops.compliance.rotations.models import Campaign
from secops.house.text import angka
from secops.inventory.models import Application
from secops.outbox.models import Batch
from secops.rules import duty as law
from secops.rules.adoption import Cause
from secops.rules.intervals import WIB


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
    evidence_kinds = models.JSONField(
        default=list,
        db_default=models.Value([], models.JSONField()),
        help_text="Kinds of evidence asked for.",
    )
    evidence_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="So long a piece of evidence holds; empty: without end."
    )
    checklist = models.JSONField(default=list, help_text="Steps to tick when it is reported.")
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, null=True, blank=True, related_name="directives"
    )
    due_at = models.DateTimeField()
    ladder = models.JSONField(default=list, help_text="Frozen when it was issued.")
    ordered_at = models.DateTimeField()
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    closed_at = models.DateTimeField(null=True, blank=True)
    batch = models.ForeignKey(
        Batch,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The newest bulk send of this order.",
    )
    messages_from = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When the order first went out and was not undone: its ladder runs from then.",
    )

    objects = DirectiveQuerySet.as_manager()

    class Meta:
        ordering = ["-ordered_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("directive", args=[self.code])

    @property
    def evidence_wanted(self) -> str:
        """``Foto atau tangkapan layar, Dokumen; berlaku 90 hari. Foto loket``; empty for none."""
        kinds = ", ".join(say(law.EvidenceKind(kind)) for kind in self.evidence_kinds)
        if kinds and self.evidence_days:
            kinds = str(_("%(kinds)s; berlaku %(n)s hari")) % {
                "kinds": kinds,
                "n": angka(self.evidence_days),
            }
        return ". ".join(part for part in (kinds, self.evidence_asked) if part)


class DirectiveVersion(models.Model):
    """An order as it read under one number; statements name the number they were given on."""

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField()
    due_at = models.DateTimeField()
    letter_number = models.CharField(max_length=80, blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    evidence_asked = models.CharField(max_length=300, blank=True)
    evidence_kinds = models.JSONField(
        default=list,
        db_default=models.Value([], models.JSONField()),
        help_text="Kinds of evidence asked for.",
    )
    evidence_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="So long a piece of evidence holds; empty: without end."
    )
    checklist = models.JSONField(default=list)
    changed = models.JSONField(default=list, help_text="Names of the fields that differ.")
    why = models.TextField(blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["directive", "number"], name="directive_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.directive_id} v{self.number}"


def still_asked(at: datetime, prefix: str = "") -> Q:
    """Whether something is asked of a duty at that moment, as a condition (see `state_at`)."""
    closed = [state.value for state in law.CLOSED]
    today = at.astimezone(WIB).date()
    run_out = {f"{prefix}state": law.State.EXEMPT, f"{prefix}exempt_until__lt": today}
    return ~Q(**{f"{prefix}state__in": closed}) | Q(**run_out)


class DutyQuerySet(models.QuerySet["Duty"]):
    """Questions about duties."""

    def visible_to(self, user: User) -> DutyQuerySet:
        scope = user.scope(Permission.SEE_DEPARTMENTS)
        if scope.everything:
            return self
        if scope.reach is Reach.OWN:
            return self.filter(department_id__in=scope.departments)
        if scope.reach is Reach.OWN_APPLICATIONS:
            return self.filter(application__owner_id__in=scope.departments)
        return self.none()

    def open(self, at: datetime) -> DutyQuerySet:
        """Those of which something is still asked; a run-out exemption is open again."""
        return self.filter(still_asked(at))

    def late(self, at: datetime) -> DutyQuerySet:
        return self.open(at).filter(due_at__lt=at)


class Channel(models.TextChoices):
    """By which way a department's word came in."""

    PAGE = "page", _("halaman, setelah masuk")
    LINK = "link", _("tautan dan 6 angka")
    PHONE = "phone", _("telepon")
    DESK = "desk", _("tatap muka")
    LETTER = "letter", _("surat")
    CHAT = "chat", _("pesan")


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
    due_at = models.DateTimeField(
        help_text="Moved where it is asked anew after its date; the order keeps its own."
    )
    asked_anew_at = models.DateTimeField(
        null=True, blank=True, help_text="Reopened, or given back after its date: since then."
    )
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    received_channel = models.CharField(max_length=10, choices=Channel.choices, blank=True)
    received_recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty: he said so himself.",
    )
    count_done = models.PositiveIntegerField(
        null=True, blank=True, help_text="Rotation by count, where there is no list."
    )
    count_total = models.PositiveIntegerField(null=True, blank=True)
    state_reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who accepted, returned, exempted or wrote it off last.",
    )
    reopen_cause = models.CharField(
        max_length=20, blank=True, choices=[(c.value, c.value) for c in law.ReopenCause]
    )
    reopened_items = models.JSONField(default=list, help_text="The accounts it is open for again.")
    exempt_until = models.DateField(null=True, blank=True)
    compensating_control = models.TextField(blank=True)
    cause = models.CharField(
        max_length=15,
        blank=True,
        db_default="",
        choices=[(c.value, c.value) for c in Cause],
        help_text="Exempt or written off: which of the reasons of BPK 2/2017 it is.",
    )
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

    @property
    def kind(self) -> law.Kind:
        return law.Kind(self.directive.kind)

    @property
    def exempt_ends_at(self) -> datetime | None:
        """When the exemption ends: at the end of its last day, WIB."""
        if self.exempt_until is None:
            return None
        return datetime.combine(self.exempt_until + timedelta(days=1), time(0), tzinfo=WIB)

    def state_at(self, at: datetime) -> law.State:
        """The state as it reads at that moment: a run-out exemption reads as open."""
        return law.state_at(law.State(self.state), self.exempt_ends_at, at=at)
