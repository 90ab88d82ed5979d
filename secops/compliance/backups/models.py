"""Backups: plans, what their runs told us, and the tests that prove that one can be restored.

Pings and restore tests are facts that are only ever added. `Standing` is the cache of what they
say together, with one writer (`actions/settling.py` and the statement of `actions/pinging.py`).
"""

from __future__ import annotations

import secrets
import uuid
from datetime import date, datetime, timedelta

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Department, Person, User
from accounts.roles import Permission, Reach
from secops.inventory.models import Application
from secops.rules import backup as law
from secops.rules.schedule import Schedule
from secops.rules.working_time import Calendar

#: Signs of a ping key; guessed at a thousand a second it takes longer than the city will stand.
KEY_SIGNS = 32
#: Of a body so many bytes are kept, as Healthchecks does.
BODY_LIMIT = 10_000
YES_NO = [(True, _("ya")), (False, _("tidak"))]


def new_key() -> str:
    """A ping key: letters and digits alone, so that it can be part of an address."""
    return secrets.token_hex(KEY_SIGNS // 2)


class PlanQuerySet(models.QuerySet["BackupPlan"]):
    """Questions about plans."""

    def visible_to(self, user: User) -> PlanQuerySet:
        """Those of the departments, or of the applications, that the user may see."""
        return self._within(user, Permission.SEE_DEPARTMENTS)

    def managed_by(self, user: User) -> PlanQuerySet:
        """Those the user may change, with their addresses for pings."""
        return self._within(user, Permission.MANAGE_BACKUPS)

    def running(self) -> PlanQuerySet:
        """Those that have not ended."""
        return self.filter(ended_at=None)

    def _within(self, user: User, permission: Permission) -> PlanQuerySet:
        scope = user.scope(permission)
        if scope.everything:
            return self
        if scope.reach is Reach.OWN:
            return self.filter(department_id__in=scope.departments)
        if scope.reach is Reach.OWN_APPLICATIONS:
            return self.filter(application__owner_id__in=scope.departments)
        return self.none()


@pghistory.track()
class BackupPlan(models.Model):
    """What is copied, how often, and where the copies lie.

    What nobody has said yet (copies, media, elsewhere, offline, encrypted) is empty and reads
    "belum diketahui": never a no, and never a yes.
    """

    class Rhythm(models.TextChoices):
        INTERVAL = "interval", _("setiap selang waktu")
        CRON = "cron", _("menurut baris cron")

    class Medium(models.TextChoices):
        DISK = "disk", _("disk server")
        NAS = "nas", _("NAS")
        EXTERNAL = "external", _("hard disk luar")
        TAPE = "tape", _("pita")
        CLOUD = "cloud", _("penyimpanan awan")
        OTHER_SITE = "other_site", _("server di lokasi lain")

    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="backup_plans"
    )
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, blank=True, related_name="backup_plans"
    )
    name = models.CharField(max_length=100)
    what = models.CharField(max_length=300, blank=True, help_text="The data, in words.")
    place = models.CharField(max_length=300, blank=True, help_text="Where the copies lie.")
    contact = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices, default=Rhythm.INTERVAL)
    every_minutes = models.PositiveIntegerField(
        default=1440, validators=[MinValueValidator(1), MaxValueValidator(366 * 1440)]
    )
    cron = models.CharField(max_length=100, blank=True)
    working_days = models.BooleanField(default=False)
    grace_minutes = models.PositiveIntegerField(
        default=60, validators=[MinValueValidator(1), MaxValueValidator(366 * 1440)]
    )
    restore_days = models.PositiveSmallIntegerField(
        default=law.RESTORE_TEST_INTERVAL.days, validators=[MinValueValidator(1)]
    )
    rto_minutes = models.PositiveIntegerField(null=True, blank=True)
    rpo_minutes = models.PositiveIntegerField(null=True, blank=True)
    copies = models.PositiveSmallIntegerField(null=True, blank=True)
    media = ArrayField(
        models.CharField(max_length=12, choices=Medium.choices), null=True, blank=True
    )
    off_site = models.BooleanField(null=True, blank=True, choices=YES_NO)
    offline = models.BooleanField(null=True, blank=True, choices=YES_NO)
    encrypted = models.BooleanField(null=True, blank=True, choices=YES_NO)
    slug = models.SlugField(max_length=100, blank=True, db_index=False)
    ping_uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    success_words = models.CharField(max_length=200, blank=True)
    failure_words = models.CharField(max_length=200, blank=True)
    paused_until = models.DateField(null=True, blank=True)
    paused_why = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=300, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(rhythm="cron") | ~Q(cron=""), name="cron_plan_has_its_line"
            ),
            models.CheckConstraint(
                condition=Q(paused_until=None) | ~Q(paused_why=""), name="pause_says_why"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | ~Q(ended_why=""), name="end_of_a_plan_says_why"
            ),
        ]
        indexes = [models.Index(fields=["department", "slug"], name="plan_by_slug")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("backup", args=[self.pk])

    @property
    def grace(self) -> timedelta:
        return timedelta(minutes=self.grace_minutes)

    def schedule(self, calendar: Calendar) -> Schedule:
        """The rhythm as the law reads it; `calendar` is the city's, for working days."""
        days = calendar if self.working_days else None
        if self.rhythm == self.Rhythm.CRON:
            return Schedule(cron=self.cron, working_days=days)
        return Schedule(every=timedelta(minutes=self.every_minutes), working_days=days)

    def is_paused(self, day: date) -> bool:
        """Whether nobody is told of this plan on that day."""
        return self.paused_until is not None and day <= self.paused_until


class Standing(models.Model):
    """What the runs and tests of a plan say together; a cache, no fact of its own.

    `started_at` = a run that has begun and not ended, `start_rid` its id. `recheck_at` = when time
    alone may change the state. `told_broken` = whether the last word we sent was that it is broken.
    `bodies_minute`, `bodies` = how many bodies were kept in that minute of the clock.
    """

    plan = models.OneToOneField(BackupPlan, on_delete=models.CASCADE, related_name="standing")
    state = models.CharField(
        max_length=10,
        choices=[(s.value, s.value) for s in law.State],
        default=law.State.NEVER.value,
    )
    since = models.DateTimeField(help_text="Since when it is in this state.")
    recheck_at = models.DateTimeField(null=True)
    pings = models.PositiveBigIntegerField(default=0)
    tidied = models.PositiveBigIntegerField(default=0, help_text="Bodies up to here are gone.")
    bodies_minute = models.DateTimeField(null=True)
    bodies = models.PositiveIntegerField(default=0)
    last_ping_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    start_rid = models.UUIDField(null=True)
    last_run_at = models.DateTimeField(null=True)
    last_run_failed = models.BooleanField(default=False)
    last_success_at = models.DateTimeField(null=True)
    last_seconds = models.FloatField(null=True)
    restored_at = models.DateTimeField(null=True)
    restore_failed_at = models.DateTimeField(null=True)
    told_broken = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["recheck_at"], name="standing_to_recheck", condition=~Q(recheck_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.state}"


class PingKey(models.Model):
    """With it and a slug, whoever runs a department's backups reports a run.

    It opens nothing: with it one can report runs and make plans, never read one. It is shown to
    those who may manage the department's backups, and replaced when it got about.
    """

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="ping_keys")
    key = models.CharField(max_length=64, unique=True, default=new_key)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["department", "-made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["department"], condition=Q(ended_at=None), name="one_ping_key_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.department}, {self.made_at:%F}"


class Ping(models.Model):
    """One thing that a backup told us: it began, it succeeded, it failed, or a line for the log.

    Only ever added. Of the body the first 10,000 bytes are kept, without what looks like a
    password; `bytes` is how long it was. `seconds` = how long the run took that ends here.
    """

    class Kind(models.TextChoices):
        SUCCESS = "success", _("berhasil")
        FAIL = "fail", _("gagal")
        START = "start", pgettext_lazy("ping", "mulai")
        LOG = "log", _("catatan")

    class Way(models.TextChoices):
        HTTP = "http", _("ping")
        MAIL = "mail", _("email")
        BY_HAND = "by_hand", _("dicatat orang")

    plan = models.ForeignKey(
        BackupPlan, on_delete=models.CASCADE, related_name="pings", db_index=False
    )
    n = models.PositiveBigIntegerField(help_text="The how manieth of its plan.")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    way = models.CharField(max_length=8, choices=Way.choices, default=Way.HTTP)
    exit_status = models.PositiveSmallIntegerField(null=True)
    rid = models.UUIDField(null=True)
    seconds = models.FloatField(null=True)
    body = models.TextField(blank=True)
    bytes = models.PositiveIntegerField(default=0)
    body_gone = models.BooleanField(default=False, help_text="Not kept, or dropped since.")
    remote_address = models.CharField(max_length=45, blank=True)
    user_agent = models.CharField(max_length=200, blank=True)
    method = models.CharField(max_length=10, blank=True)
    received_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "n"], name="pings_of_a_plan_are_numbered"),
            models.CheckConstraint(
                condition=Q(exit_status=None) | Q(exit_status__lte=255),
                name="exit_status_is_a_byte",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.kind} {self.received_at:%F %T}"


class RestoreTest(models.Model):
    """That somebody tried to restore: what, with what result, how long it took, how old the data
    was. The one thing that proves a backup (BSSN 1/2024; CIS 11.5). Only ever added."""

    class Scope(models.TextChoices):
        FILES = "files", _("beberapa berkas")
        DATABASE = "database", _("satu basis data")
        WHOLE = "whole", _("seluruh sistem")

    class Result(models.TextChoices):
        RESTORED = "restored", _("dapat dipulihkan")
        PARTLY = "partly", _("sebagian saja")
        FAILED = "failed", _("tidak dapat dipulihkan")

    plan = models.ForeignKey(BackupPlan, on_delete=models.CASCADE, related_name="tests")
    tested_at = models.DateTimeField()
    scope = models.CharField(max_length=10, choices=Scope.choices)
    result = models.CharField(max_length=10, choices=Result.choices)
    minutes = models.PositiveIntegerField(null=True, blank=True, help_text="To restore.")
    data_age_minutes = models.PositiveIntegerField(
        null=True, blank=True, help_text="How old the restored data was at the test."
    )
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-tested_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tested_at__lte=F("recorded_at")), name="restore_was_tested_before"
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.result} {self.tested_at:%F}"

    @property
    def passed(self) -> bool:
        """Only what came back whole proves a backup."""
        return self.result == self.Result.RESTORED


class Proof(models.Model):
    """A file that supports a restore test or a run recorded by hand (UI: bukti dukung)."""

    plan = models.ForeignKey(BackupPlan, on_delete=models.CASCADE, related_name="proofs")
    test = models.ForeignKey(
        RestoreTest, on_delete=models.CASCADE, null=True, blank=True, related_name="proofs"
    )
    ping = models.ForeignKey(
        Ping, on_delete=models.CASCADE, null=True, blank=True, related_name="proofs"
    )
    file = models.FileField(upload_to="backup-proofs/%Y/%m/")
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("backup-proof", args=[self.pk])


class Flip(models.Model):
    """That a plan passed from one state to another. Somebody is told of a flip at most once.

    `told_at` = when it was looked at for telling, whether or not that made a message: of several
    flips that nobody was told of, the newest alone counts.
    """

    plan = models.ForeignKey(
        BackupPlan, on_delete=models.CASCADE, related_name="flips", db_index=False
    )
    before = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["plan", "-at"], name="flips_of_plan"),
            models.Index(fields=["plan"], name="flips_untold", condition=Q(told_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.before} {self.after}"
