"""Campaigns, and one account in one campaign with what is derived of it."""

from __future__ import annotations

from datetime import datetime

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, User
from accounts.roles import Permission, Reach
from secops.compliance.rotations.tally_triggers import TALLY_TRIGGERS
from secops.inventory.models import Account, Application
from secops.rules.rotation import AnswerKind, State, Turn


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Questions about campaigns."""

    def visible_to(self, user: User) -> CampaignQuerySet:
        """Campaigns that hold an account the user may see."""
        scope = user.scope(Permission.SEE_DEPARTMENTS)
        if scope.everything:
            return self
        rotations = Rotation.objects.visible_to(user).filter(campaign=models.OuterRef("pk"))
        return self.filter(models.Exists(rotations))

    def running(self) -> CampaignQuerySet:
        return self.filter(state=Campaign.State.RUNNING)


@pghistory.track()
class Campaign(models.Model):
    """An order that accounts change their passwords: who, since when, by when (UI: penggantian
    serentak)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Rancangan")
        RUNNING = "running", _("Berjalan")
        CLOSED = "closed", _("Ditutup")

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    applications = models.ManyToManyField(Application, related_name="campaigns")
    departments = models.ManyToManyField(
        Department, related_name="campaigns", blank=True, help_text="Empty: all."
    )
    exposed_only = models.BooleanField(default=True)
    cutoff = models.DateTimeField(
        null=True, blank=True, help_text="Fixed base; empty: the newest exposure at the order."
    )
    ask_username = models.BooleanField(default=False)
    shares_accounts = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Some accounts are in another campaign, too; totals count them once.",
    )
    ordered_at = models.DateTimeField(null=True, blank=True)
    due_privileged = models.DateTimeField(null=True, blank=True)
    due_exposed = models.DateTimeField(null=True, blank=True)
    due_others = models.DateTimeField(null=True, blank=True)
    letter_number = models.CharField(max_length=80, blank=True)
    reason_id = models.TextField(blank=True, help_text="One sentence for the message, Indonesian.")
    reason_en = models.TextField(blank=True)
    messages_from = models.DateTimeField(
        null=True, blank=True, help_text="Holders are told from this moment; empty: not yet."
    )
    ladder = models.JSONField(
        default=list, help_text="Frozen at the start; empty in a draft: the office's of that day."
    )
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | Q(ordered_at__isnull=False),
                name="running_campaign_was_ordered",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False),
                name="closed_campaign_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("campaign", args=[self.code])


class RotationQuerySet(models.QuerySet["Rotation"]):
    """Questions about rotations."""

    def visible_to(self, user: User) -> RotationQuerySet:
        """Rotations of accounts the user may see; a miss is a 404."""
        scope = user.scope(Permission.SEE_DEPARTMENTS)
        if scope.everything:
            return self
        if scope.reach is Reach.OWN:
            return self.filter(department_id__in=scope.departments)
        if scope.reach is Reach.OWN_APPLICATIONS:
            return self.filter(application__owner_id__in=scope.departments)
        return self.none()

    def done(self) -> RotationQuerySet:
        """Done in the words of RULES 1: disabled, verified or exempt."""
        return self.filter(state__in=[State.DISABLED, State.VERIFIED, State.EXEMPT])

    def open(self) -> RotationQuerySet:
        """Still to be done: neither done, attested nor written off."""
        return self.filter(written_off_at=None).exclude(
            state__in=[State.DISABLED, State.VERIFIED, State.EXEMPT, State.ATTESTED]
        )

    def late(self, at: datetime) -> RotationQuerySet:
        """Past the due date and open. An attested or written off account is settled, not late."""
        return self.open().filter(due_at__lt=at)


class Rotation(models.Model):
    """One account in one campaign.

    From `state` to `recheck_at` the columns are a cache of facts; `derive.py` alone writes them.
    No index holds one that often changes, and a page is filled to 42 % (a first reason makes a row
    longer), so that deriving all rows updates in place: measured, a row that has to move to
    another page costs four times as much. For the same sake no index that another one covers.
    """

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="rotations", db_index=False
    )
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="rotations", db_index=False
    )
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="rotations", db_index=False
    )
    joined_at = models.DateTimeField()
    joined_later = models.BooleanField(default=False)
    base = models.DateTimeField(null=True)
    joined_change_from = models.DateTimeField(
        null=True, help_text="Password change known when it joined, earliest."
    )
    due_at = models.DateTimeField()
    agreed_date = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    acknowledged_until = models.DateTimeField(null=True)
    on_leave_until = models.DateField(
        null=True, help_text="The agent says the holder is on leave up to this day."
    )
    closing_asked_at = models.DateTimeField(
        null=True, help_text="The application's owner was asked to disable the account."
    )

    state = models.CharField(
        max_length=12, default=State.OPEN.value, choices=[(s.value, s.value) for s in State]
    )
    reasons = ArrayField(models.CharField(max_length=30), default=list)
    turn = models.CharField(
        max_length=25, default=Turn.HOLDER.value, choices=[(t.value, t.value) for t in Turn]
    )
    usable = models.BooleanField(default=False, db_default=False)
    exposed = models.BooleanField(
        default=False, db_default=False, help_text="In a leak report that is not withdrawn."
    )
    possible_takeover = models.BooleanField(
        default=False, db_default=False, help_text="Alarm: somebody else may have changed it."
    )
    alarming = models.BooleanField(
        default=False, db_default=False, help_text="Some alarm of RULES 1 rings, see `alarms_of`."
    )
    answer = models.CharField(
        max_length=15,
        blank=True,
        default="",
        db_default="",
        choices=[(a.value, a.value) for a in AnswerKind],
        help_text="The standing answer of the present holder.",
    )
    answered_at = models.DateTimeField(null=True)
    derived_at = models.DateTimeField(null=True)
    recheck_at = models.DateTimeField(null=True)

    written_off_at = models.DateTimeField(null=True)
    written_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
    )
    written_off_why = models.CharField(max_length=300, blank=True)

    objects = RotationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "account"], name="account_is_once_in_a_campaign"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in State]), name="state_is_one_of_rules_1"
            ),
        ]
        indexes = [
            models.Index(fields=["account"], name="rotation_of_account"),
            models.Index(fields=["department", "campaign", "id"], name="rotation_of_department"),
            models.Index(fields=["campaign", "due_at", "id"], name="rotation_by_due_date"),
            models.Index(
                fields=["recheck_at"],
                name="rotation_recheck",
                condition=Q(recheck_at__isnull=False),
            ),
            models.Index(
                fields=["campaign", "id"], name="rotation_alarming", condition=Q(alarming=True)
            ),
            models.Index(
                fields=["application"],
                name="rotation_closing_asked",
                condition=Q(closing_asked_at__isnull=False),
            ),
        ]
        triggers = TALLY_TRIGGERS

    def __str__(self) -> str:
        return str(self.account)
