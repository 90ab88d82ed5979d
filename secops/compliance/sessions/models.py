"""What an application does with log-ins, and which log-ins a reading saw open.

Idle limit, overall limit and the end on a change of password are columns of the register
(`Application`); what is asked beyond it stands here. Readings are facts that are only added; a
withdrawn file keeps its rows and counts no more.
"""

from __future__ import annotations

from datetime import datetime

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import ApiToken, Department, Person, User
from accounts.roles import Permission, Reach
from secops.inventory.models import Account, Application, ReadingsFile, YesNoUnknown
from secops.rules.session import OLD_AFTER, Policy


def truth(word: str) -> bool | None:
    """A register's yes, no or unknown as the law reads it."""
    return {YesNoUnknown.YES.value: True, YesNoUnknown.NO.value: False}.get(word)


@pghistory.track()
class SessionPolicy(models.Model):
    """What the register does not hold about an application's sessions, and its last test."""

    class Result(models.TextChoices):
        PASSED = "passed", _("sesuai dengan yang dinyatakan")
        FAILED = "failed", _("tidak sesuai")

    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, primary_key=True, related_name="session_policy"
    )
    ends_on_restart = models.CharField(
        max_length=7, choices=YesNoUnknown.choices, default=YesNoUnknown.UNKNOWN
    )
    single_session = models.CharField(
        max_length=7, choices=YesNoUnknown.choices, default=YesNoUnknown.UNKNOWN
    )
    said_at = models.DateTimeField(null=True, blank=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    tested_at = models.DateTimeField(null=True, blank=True)
    tested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    test_result = models.CharField(max_length=6, choices=Result.choices, blank=True)
    test_note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(tested_at__isnull=True) | ~Q(test_result=""),
                name="tested_session_policy_has_its_result",
            )
        ]

    def __str__(self) -> str:
        return str(self.application)


class PolicyChange(models.Model):
    """One change of an application's session policy: values before and after, by rule.

    `followed_at`: proofs of rotations that depend on the end of sessions were derived again; empty
    while that is still to be done.
    """

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="session_policy_changes"
    )
    before = models.JSONField()
    after = models.JSONField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    followed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-changed_at", "-pk"]
        indexes = [
            models.Index(fields=["application", "-changed_at"], name="policy_change_of_app"),
            models.Index(
                fields=["id"], name="policy_change_unfollowed", condition=Q(followed_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.changed_at:%F}"


class SessionsFile(models.Model):
    """One file or push of open sessions. Only keyed hashes of session numbers are stored."""

    class Shape(models.TextChoices):
        LIST = "list", _("satu baris untuk tiap sesi login")
        COUNTS = "counts", _("satu baris untuk tiap akun")

    source = models.CharField(max_length=200, blank=True)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    origin = models.CharField(max_length=10, choices=ReadingsFile.Origin.choices)
    shape = models.CharField(max_length=6, choices=Shape.choices)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    counts = models.JSONField(default=dict)
    readings_file = models.ForeignKey(
        ReadingsFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        help_text="Where its numbers of open sessions serve the rotation.",
    )  # fmt: skip
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-imported_at", "-pk"]
        indexes = [models.Index(fields=["sha256"], name="sessions_file_by_digest")]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("sessions-file", args=[self.pk])


class SessionReading(models.Model):
    """The open sessions of one application at one moment, as one file says; with its tally.

    `is_newest`: the newest of the application that counts, the only one that says how it stands
    today; a cache with one writer (`actions.settle_newest`). The tally is that of its moment: a
    change of password learnt later does not rewrite it.
    """

    file = models.ForeignKey(SessionsFile, on_delete=models.CASCADE, related_name="readings")
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="session_readings"
    )
    read_at = models.DateTimeField()
    accounts = models.IntegerField(default=0)
    sessions = models.IntegerField(default=0)
    old = models.IntegerField(default=0)
    unsure = models.IntegerField(default=0)
    outlived = models.IntegerField(default=0)
    is_newest = models.BooleanField(default=False)

    class Meta:
        ordering = ["-read_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(is_newest=True),
                name="an_application_has_one_newest_session_reading",
            )
        ]
        indexes = [
            models.Index(fields=["application", "-read_at"], name="session_reading_of_app"),
            models.Index(fields=["read_at"], name="session_reading_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.read_at:%F}"


class OpenSessionQuerySet(models.QuerySet["OpenSession"]):
    """Questions about sessions that a reading saw open."""

    def visible_to(self, user: User) -> OpenSessionQuerySet:
        """Those of a department's people, or of one's own applications."""
        scope = user.scope(Permission.SEE_DEPARTMENTS)
        if scope.everything:
            return self
        if scope.reach is Reach.OWN:
            return self.filter(account__department_id__in=scope.departments)
        if scope.reach is Reach.OWN_APPLICATIONS:
            return self.filter(account__application__owner_id__in=scope.departments)
        return self.none()

    def present(self) -> OpenSessionQuerySet:
        """Those of the newest reading of each application."""
        return self.filter(reading__is_newest=True)

    def old(self) -> OpenSessionQuerySet:
        """Surely open for more than a day when read (`rules.session.is_old`)."""
        return self.filter(read_at__gt=F("started_to") + OLD_AFTER)

    def outlived(self) -> OpenSessionQuerySet:
        """Surely begun before their account's newest known change of password, and read after it
        (`rules.session.has_outlived`)."""
        return self.filter(
            started_to__lt=F("account__facts__change_from"),
            read_at__gt=F("account__facts__change_to"),
        )


class OpenSession(models.Model):
    """One session that a reading saw open, or, counted by account, its oldest with their number.

    `key` is a keyed hash of the session's number and empty where none was given. When it began is
    an interval, empty where the source does not know. No address, no device is stored.
    """

    reading = models.ForeignKey(
        SessionReading, on_delete=models.CASCADE, related_name="open_sessions"
    )
    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="open_sessions", db_constraint=False
    )
    key = models.UUIDField(null=True)
    sessions = models.IntegerField(default=1)
    started_from = models.DateTimeField(null=True)
    started_to = models.DateTimeField(null=True)
    last_seen_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField()

    objects = OpenSessionQuerySet.as_manager()

    class Meta:
        ordering = ["started_to", "pk"]
        indexes = [models.Index(fields=["account", "-read_at"], name="open_session_of_account")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.read_at:%F}"

    def hours(self, at: datetime) -> int | None:
        """Whole hours since it surely began."""
        return (
            None if self.started_to is None else int((at - self.started_to).total_seconds() // 3600)
        )


def policy_of(application: Application) -> Policy:
    """What is said about an application's sessions, as the law reads it.

    Reads `session_policy` (select it along where there are several).
    """
    more = getattr(application, "session_policy", None)
    return Policy(
        application.idle_timeout_minutes,
        application.absolute_timeout_hours,
        truth(more.ends_on_restart) if more else None,
        truth(application.kills_sessions_on_password_change),
        truth(more.single_session) if more else None,
    )


class SessionNote(models.Model):
    """That a message told somebody of his old sessions, or asked him the question of a month.

    So that neither is said twice; written when a channel took the message.
    """

    class Kind(models.TextChoices):
        OLD = "old", _("sesi login lama")
        QUESTION = "question", _("pertanyaan bulanan")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="session_notes")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    told_at = models.DateTimeField()
    message_id = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["person", "kind", "-told_at"], name="session_note_of_person")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"


class DeskAnswer(models.Model):
    """What somebody answered to the question of a month about his own computer; the newest counts.

    A word, no proof: it is shown as said and never makes anything good.
    """

    class Word(models.TextChoices):
        YES = "yes", _("Ya")
        NO = "no", _("Tidak")
        UNKNOWN = "unknown", _("Tidak tahu")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="desk_answers")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="desk_answers"
    )
    month = models.DateField(help_text="Its first day.")
    word = models.CharField(max_length=8, choices=Word.choices)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "month"], name="a_person_answers_once_a_month_about_his_desk"
            )
        ]
        indexes = [models.Index(fields=["month", "department"], name="desk_answer_of_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.word}"


class SessionPush(models.Model):
    """One push of open sessions by a machine: what its `Idempotency-Key` stood for."""

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    file = models.ForeignKey(SessionsFile, on_delete=models.CASCADE, related_name="+")
    pushed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["token", "key"], name="an_idempotency_key_stands_for_one_push"
            )
        ]

    def __str__(self) -> str:
        return f"{self.token_id} {self.key}"
