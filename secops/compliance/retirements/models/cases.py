"""One application's way out of service, with every step and its proof (RULES 7)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, User
from accounts.roles import Permission, Reach
from secops.inventory.models import Application, ReadingsFile
from secops.rules import retirement as law

#: So long a letter may be on its way before somebody has to look after it.
UNPROVEN_AFTER = timedelta(days=3)
STATES = [(state.value, state.value) for state in law.State]


class Channel(models.TextChoices):
    """By which way the owner's word came in."""

    PAGE = "page", _("halaman, setelah masuk")
    LINK = "link", _("tautan dan 6 angka")
    PHONE = "phone", _("telepon")
    DESK = "desk", _("tatap muka")
    LETTER = "letter", _("surat")


class RetirementQuerySet(models.QuerySet["Retirement"]):
    """Questions about retirements."""

    def visible_to(self, user: User) -> RetirementQuerySet:
        """All for the office; a department those of the applications it owns."""
        scope = user.scope(Permission.SEE_DEPARTMENTS)
        if scope.everything:
            return self
        if scope.reach in (Reach.OWN, Reach.OWN_APPLICATIONS):
            return self.filter(application__owner_id__in=scope.departments)
        return self.none()

    def questioned(self) -> RetirementQuerySet:
        """Those whose owner has not answered yet."""
        return self.filter(state=law.State.QUESTIONED)

    def unproven(self, at: datetime) -> RetirementQuerySet:
        """Letters that nothing proves to have arrived: the owner's time does not run, and his
        silence will never count."""
        sent = at - UNPROVEN_AFTER
        return self.questioned().filter(delivered_at=None, sent_at__isnull=False, sent_at__lte=sent)


@pghistory.track()
class Retirement(models.Model):
    """One application's way from use to archive (UI: penghentian aplikasi).

    One row an application, for good: asked again years later it is the same row with a new letter.
    """

    class Delivery(models.TextChoices):
        MESSAGE = "message", _("pesan sampai")
        OPENED = "opened", _("dibuka Kepala OPD")
        RECEIPT = "receipt", _("tanda terima diunggah")

    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, related_name="retirement"
    )
    state = models.CharField(max_length=15, choices=STATES, default=law.State.ACTIVE.value)
    changed_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reasons = models.JSONField(default=list, help_text="Signs when the owner was asked last.")
    letter_number = models.CharField(max_length=80, blank=True)
    letter_text = models.TextField(blank=True)
    letter_version = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(
        null=True, blank=True, help_text="As proven; the owner's time runs from here."
    )
    delivered_how = models.CharField(max_length=10, choices=Delivery.choices, blank=True)
    due_at = models.DateTimeField(
        null=True, blank=True, help_text="Clock `retirement_answer`; silence counts after it."
    )
    call_asked_at = models.DateTimeField(
        null=True, blank=True, help_text="The owner asked to be called, and nobody has yet."
    )
    call_note = models.CharField(max_length=300, blank=True)
    accounts_file = models.ForeignKey(
        ReadingsFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="With this its accounts were closed; withdrawn when it comes back.",
    )

    objects = RetirementQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in law.State]),
                name="state_is_one_of_rules_7",
            ),
            models.CheckConstraint(
                condition=Q(due_at=None) | Q(delivered_at__isnull=False),
                name="time_runs_from_proven_delivery",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], name="retirement_in_question", condition=Q(state="questioned")
            )
        ]

    def __str__(self) -> str:
        return str(self.application)

    def get_absolute_url(self) -> str:
        return reverse("retirement", args=[self.pk])

    @property
    def department_id(self) -> int | None:
        """The owner, as the trail asks for it."""
        return self.application.owner_id

    @property
    def law_state(self) -> law.State:
        """The state as the law names it."""
        return law.State(self.state)


class Step(models.Model):
    """One move of RULES 7, with who, why and on what it rests. Never changed, never deleted."""

    retirement = models.ForeignKey(Retirement, on_delete=models.CASCADE, related_name="steps")
    number = models.CharField(max_length=30, unique=True, help_text="Of its minutes: BA-2026-7-3")
    from_state = models.CharField(max_length=15, choices=STATES)
    to_state = models.CharField(max_length=15, choices=STATES)
    at = models.DateTimeField()
    done_on = models.DateField(null=True, help_text="When it was done, where that is earlier.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=200, help_text="As the trail names who did it.")
    speaker = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Whose word it is: the owner's head, whoever wrote it down.",
    )
    channel = models.CharField(max_length=10, choices=Channel.choices, blank=True)
    reason = models.TextField(blank=True)
    facts = models.JSONField(default=dict, help_text="What was known then, for the minutes.")

    class Meta:
        ordering = ["pk"]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def target(self) -> law.State:
        """Where it led."""
        return law.State(self.to_state)

    @property
    def is_back(self) -> bool:
        """Whether it undid the way so far."""
        return self.target is law.State.ACTIVE


class Proof(models.Model):
    """One file on which a step, a delivery or something that followed rests (UI: bukti dukung)."""

    retirement = models.ForeignKey(Retirement, on_delete=models.CASCADE, related_name="proofs")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, related_name="proofs")
    follower = models.ForeignKey(
        "retirements.Follower", on_delete=models.CASCADE, null=True, related_name="proofs"
    )
    file = models.FileField(upload_to="retirements/%Y/%m/")
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("retirement-proof", args=[self.pk])


class Assessment(models.Model):
    """Why an owner keeps an application, and what he answers for while he does."""

    step = models.OneToOneField(Step, on_delete=models.PROTECT, related_name="assessment")
    why = models.TextField()
    used_by = models.CharField(max_length=300)
    users = models.PositiveIntegerField()
    last_used_on = models.DateField()
    known_from = models.CharField(max_length=500, help_text="Where the last use is known from.")
    successor = models.CharField(max_length=200, blank=True)
    keep_until = models.DateField(
        null=True, blank=True, help_text="When the successor is planned; asked again after it."
    )
    contact_name = models.CharField(max_length=200)
    contact = models.CharField(max_length=200)
    keeps_backups = models.BooleanField()
    keeps_sessions = models.BooleanField()

    def __str__(self) -> str:
        return str(self.step)
