"""Rotation campaigns: which accounts must change, what was answered, what is proved.

`Rotation.state` is a cache of what RULES 1 derives from facts; its one writer is
`rotations/derive.py`. Answers, exemptions, decisions and sample checks are facts.
"""

from __future__ import annotations

from datetime import datetime

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, Person, User
from accounts.roles import Permission, Reach
from secops.compliance.rotations.tally_triggers import TALLY_TRIGGERS
from secops.inventory.models import Account, Application
from secops.rules.log_in import Finding, Word
from secops.rules.rotation import AnswerKind, State, TroubleReason, Turn


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
    ladder = models.JSONField(default=list, help_text="Frozen at the start.")
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


class SlipPhoto(models.Model):
    """The picture of a slip that its receiver signed; it may stand for many answers."""

    file = models.FileField(upload_to="slips/%Y/%m/")
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    uploaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.sha256[:8]} {self.uploaded_at:%F}"

    def get_absolute_url(self) -> str:
        return reverse("slip-photo", args=[self.pk])


class Answer(models.Model):
    """What a holder said about one account in one campaign, himself or through somebody."""

    class Channel(models.TextChoices):
        LINK = "link", _("tautan")
        CODE = "code", _("kode")
        PHONE = "phone", _("telepon")
        DESK = "desk", _("tatap muka")
        LETTER = "letter", _("surat")
        CHAT = "chat", _("pesan")

    rotation = models.ForeignKey(Rotation, on_delete=models.CASCADE, related_name="answers")
    kind = models.CharField(max_length=15, choices=[(a.value, a.value) for a in AnswerKind])
    reason = models.CharField(
        max_length=15, blank=True, choices=[(r.value, r.value) for r in TroubleReason]
    )
    note = models.CharField(max_length=500, blank=True)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", help_text="Whose answer."
    )
    given_at = models.DateTimeField()
    cutoff_then = models.DateTimeField(null=True)
    agent_until = models.DateTimeField(
        null=True, help_text="Trouble: 16.00 on the day by which the agent takes care of it."
    )
    channel = models.CharField(max_length=10, choices=Channel.choices)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Empty: he answered himself.",
    )
    said_by = models.CharField(
        max_length=120, blank=True, db_default="", help_text="Who said so; empty: the holder."
    )
    slip = models.ForeignKey(
        SlipPhoto, on_delete=models.PROTECT, null=True, related_name="answers", db_index=False
    )
    late = models.BooleanField(default=False)
    risk = models.CharField(max_length=40, blank=True, help_text="Marks only, never blocks.")

    class Meta:
        ordering = ["-given_at", "-pk"]
        indexes = [models.Index(fields=["rotation", "-given_at", "-id"], name="answer_of_rotation")]

    def __str__(self) -> str:
        return f"{self.kind} {self.given_at:%F}"


@pghistory.track()
class Transfer(models.Model):
    """That an agent hands an account to another department, whose agent accepts or refuses."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="transfers")
    from_department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )
    to_department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    offered_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True)
    why = models.CharField(max_length=300, blank=True, help_text="Why it was refused.")

    class Meta:
        ordering = ["-offered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(decided_at=None),
                name="account_is_handed_to_one_department",
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.offered_at:%F}"


class Objection(models.Model):
    """The holder says that the system's data about his account are wrong; the office looks."""

    rotation = models.ForeignKey(Rotation, on_delete=models.CASCADE, related_name="objections")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=500)
    made_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Empty: he objected himself.",
    )
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    finding = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(fields=["made_at"], name="objection_waiting", condition=Q(settled_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.rotation_id} {self.made_at:%F}"


@pghistory.track()
class Exemption(models.Model):
    """That an account need not change, or need not change its username; never without an end
    that somebody chose."""

    class What(models.TextChoices):
        WHOLE = "whole", _("seluruhnya")
        USERNAME = "username", _("nama pengguna (username)")

    rotation = models.ForeignKey(Rotation, on_delete=models.CASCADE, related_name="exemptions")
    what = models.CharField(max_length=10, choices=What.choices)
    reason = models.TextField()
    compensating_control = models.TextField(blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    approved_at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.what} {self.rotation_id}"


@pghistory.track()
class MassResetDecision(models.Model):
    """The office believes a mass reset: the same second for many accounts was a true change."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    reason = models.TextField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "changed_at"], name="mass_reset_is_decided_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.changed_at:%F %T}"


@pghistory.track()
class SampleCheck(models.Model):
    """n accounts of an application were looked at: how many had truly changed."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="sample_checks")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    drawn = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    seed = models.BigIntegerField(default=0)
    passed = models.BooleanField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    checked_at = models.DateTimeField()
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(changed__lte=F("drawn")), name="sample_has_no_more_than_drawn"
            )
        ]

    def __str__(self) -> str:
        return f"{self.changed}/{self.drawn} {self.application}"


class Tally(models.Model):
    """How many rotations are in which state, as rows that add up.

    Statement triggers on `Rotation` add rows (also negative ones); reading sums them; a tick
    folds them together. Counters that many writers update would dead-lock.
    """

    campaign_id = models.BigIntegerField()
    department_id = models.BigIntegerField(null=True)
    application_id = models.BigIntegerField()
    state = models.CharField(max_length=12)
    turn = models.CharField(max_length=25)
    usable = models.BooleanField()
    told = models.BooleanField()
    written_off = models.BooleanField()
    exposed = models.BooleanField(default=False)
    answer = models.CharField(max_length=15, blank=True, default="")
    sessions_unproven = models.BooleanField(default=False)
    alarming = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True)
    n = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["campaign_id", "department_id"], name="tally_of_campaign")]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.state} {self.n}"


class CampaignDay(models.Model):
    """The tallies at the end of a day, for yesterday's numbers and the burn-down."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="days")
    department_id = models.BigIntegerField(null=True)
    day = models.DateField()
    total = models.IntegerField()
    told = models.IntegerField()
    answered = models.IntegerField()
    claimed = models.IntegerField()
    verified = models.IntegerField()
    contained = models.IntegerField()
    done = models.IntegerField()
    attested = models.IntegerField()
    usable = models.IntegerField()
    exposed = models.IntegerField(default=0)
    late = models.IntegerField(default=0)
    written_off = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "department_id", "day"],
                nulls_distinct=False,
                name="one_row_a_day_and_department",
            )
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.day}"


class SampleDrawQuerySet(models.QuerySet["SampleDraw"]):
    """Questions about drawn samples."""

    def visible_to(self, user: User) -> SampleDrawQuerySet:
        """Those with an account the user may see; a miss is a 404."""
        scope = user.scope(Permission.SEE_DEPARTMENTS)
        if scope.everything:
            return self
        looks = SampleLook.objects.filter(rotation__in=Rotation.objects.visible_to(user))
        return self.filter(pk__in=looks.values("draw_id"))


class SampleDraw(models.Model):
    """Accounts drawn for a look, in a way that anybody can repeat: seed, number and from which."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="draws")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    seed = models.BigIntegerField()
    size = models.PositiveIntegerField(help_text="How many were asked for.")
    population = ArrayField(models.BigIntegerField(), help_text="Drawn from these, in this order.")
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    drawn_at = models.DateTimeField()
    check_made = models.OneToOneField(
        SampleCheck, on_delete=models.PROTECT, null=True, related_name="draw"
    )

    objects = SampleDrawQuerySet.as_manager()

    class Meta:
        ordering = ["-drawn_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "application"],
                condition=Q(check_made=None),
                name="one_open_draw_an_application",
            )
        ]

    def __str__(self) -> str:
        return f"{self.application}, {self.seed}"

    def get_absolute_url(self) -> str:
        return reverse("sample-draw", args=[self.pk])


class SampleLook(models.Model):
    """One drawn account: the agent shows it, the office notes what it saw."""

    draw = models.ForeignKey(SampleDraw, on_delete=models.CASCADE, related_name="looks")
    rotation = models.ForeignKey(
        Rotation, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    passed = models.BooleanField(null=True)
    note = models.CharField(max_length=300, blank=True)
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    looked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "rotation"], name="account_is_drawn_once")
        ]
        indexes = [models.Index(fields=["rotation"], name="look_of_rotation")]

    def __str__(self) -> str:
        return f"{self.rotation_id} in {self.draw_id}"


@pghistory.track()
class Schedule(models.Model):
    """A proposed window in which a service or vendor account is changed, and who agreed to it.

    Agreed by both sides (where there is a vendor) it moves the due date of that account.
    """

    class Side(models.TextChoices):
        OWNER = "owner", _("pemilik")
        VENDOR = "vendor", _("vendor")

    class Way(models.TextChoices):
        PAGE = "page", _("halaman, setelah masuk")
        LINK = "link", _("tautan")
        PHONE = "phone", _("telepon")
        CHAT = "chat", _("pesan")
        LETTER = "letter", _("surat")
        DESK = "desk", _("tatap muka")

    rotation = models.ForeignKey(Rotation, on_delete=models.CASCADE, related_name="schedules")
    window_from = models.DateTimeField()
    window_to = models.DateTimeField()
    asks_vendor = models.BooleanField(help_text="A vendor keeps this account and must agree.")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()
    owner_agreed_at = models.DateTimeField(null=True)
    owner_agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    vendor_agreed_at = models.DateTimeField(null=True)
    vendor_way = models.CharField(max_length=10, choices=Way.choices, blank=True)
    vendor_recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Empty: the vendor agreed himself.",
    )
    declined_at = models.DateTimeField(null=True)
    declined_side = models.CharField(max_length=10, choices=Side.choices, blank=True)
    declined_why = models.CharField(max_length=300, blank=True)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    works = models.BooleanField(null=True, help_text="After the change the service still works.")
    check_note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(window_to__gt=F("window_from")), name="window_ends_after_its_start"
            ),
            models.UniqueConstraint(
                fields=["rotation"],
                condition=Q(declined_at=None, checked_at=None),
                name="one_window_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rotation_id} {self.window_from:%F %R}"

    @property
    def agreed(self) -> bool:
        """Whether everybody who has to agree did."""
        vendor = self.vendor_agreed_at is not None or not self.asks_vendor
        return self.owner_agreed_at is not None and vendor and self.declined_at is None


class LoginReviewQuerySet(models.QuerySet["LoginReview"]):
    """Questions about reviewed log-ins."""

    def visible_to(self, user: User) -> LoginReviewQuerySet:
        """As far as the user sees the account."""
        return self.filter(rotation__in=Rotation.objects.visible_to(user))

    def unjudged_denials(self) -> LoginReviewQuerySet:
        """The holder says that it was not he, and the office has not judged it yet."""
        return self.filter(
            word=Word.NOT_ME.value, finding="", rotation__campaign__state=Campaign.State.RUNNING
        )


@pghistory.track()
class LoginReview(models.Model):
    """What became of one log-in that a leaked password was still good for (RULES 1, misuse).

    A row is made when the first of it happens: the holder is asked, speaks, or the office judges.
    The log-in itself is what a system said; `queries.log_ins` reads it.
    """

    rotation = models.ForeignKey(Rotation, on_delete=models.CASCADE, related_name="log_in_reviews")
    login_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    word = models.CharField(max_length=10, blank=True, choices=[(w.value, w.value) for w in Word])
    word_at = models.DateTimeField(null=True)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", help_text="Whose word."
    )
    channel = models.CharField(max_length=10, choices=Answer.Channel.choices, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Empty: he answered himself.",
    )
    finding = models.CharField(
        max_length=15, blank=True, choices=[(f.value, f.value) for f in Finding]
    )
    note = models.CharField(max_length=500, blank=True, help_text="Why the office found so.")
    found_at = models.DateTimeField(null=True)
    found_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = LoginReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-login_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["rotation", "login_at"], name="log_in_is_reviewed_once")
        ]
        indexes = [
            # Few rows, counted on the page of the day.
            models.Index(
                fields=["word_at"],
                name="log_in_denied",
                condition=Q(word="not_me", finding=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.rotation_id} {self.login_at:%F %R}"
