"""What was said to whom on which rung, and when nobody works."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import AnswerLink, Department, Person
from secops.compliance.duties.models import Duty
from secops.compliance.rotations.models import Campaign, Rotation, SlipPhoto
from secops.outbox.models import Message


class Holiday(models.Model):
    """A day on which nobody works: public holiday or joint leave (editable)."""

    class Kind(models.TextChoices):
        PUBLIC = "public", _("libur nasional")
        JOINT_LEAVE = "joint_leave", _("cuti bersama")
        LOCAL = "local", _("libur daerah")

    day = models.DateField(unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    estimated = models.BooleanField(default=False)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class CalendarYear(models.Model):
    """The office's word on a year: whether its days off are entered in full."""

    year = models.PositiveSmallIntegerField(unique=True)
    complete = models.BooleanField()
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    marked_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.year)


@pghistory.track()
class WorkingHours(models.Model):
    """When a unit works: of the city (no department), or of a unit in shifts."""

    department = models.OneToOneField(
        Department, on_delete=models.CASCADE, null=True, related_name="+"
    )
    hours = models.JSONField(help_text='Weekday (0 = Monday) -> ["07:30", "16:00"]; absent: free.')
    on_holidays = models.BooleanField(default=False, help_text="Works on the city's days off, too.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["department"], nulls_distinct=False, name="a_unit_has_one_set_of_hours"
            )
        ]

    def __str__(self) -> str:
        return str(self.department or _("seluruh kota"))


class Step(models.Model):
    """One rung of a ladder that one person was told on: what the next one is follows from it."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    due_at = models.DateTimeField()
    rung = models.CharField(max_length=30)
    promised_at = models.DateTimeField()
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="steps")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "person", "due_at", "rung"], name="rung_is_told_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.rung}"


class DigestDay(models.Model):
    """That a person had his digest of a day: the guard against a second one."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "day"], name="one_digest_a_person_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.day}"


class Slip(models.Model):
    """A printed code of one person: when it was printed, and when it was handed over."""

    link = models.OneToOneField(AnswerLink, on_delete=models.CASCADE, related_name="slip")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="slips")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    printed_at = models.DateTimeField()
    handed_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    handed_over_at = models.DateTimeField(null=True)
    photo = models.ForeignKey(
        SlipPhoto, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        ordering = ["-printed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.person_id} {self.printed_at:%F}"

    @property
    def rotation_ids(self) -> list[int]:
        """The accounts that its code opens."""
        return list(self.link.subjects.get("rotations", []))


class TakeoverAlarm(models.Model):
    """That duty officers were told of one change of a password which its holder did not make.

    The same change rings once; a further one of the same account rings anew.
    """

    rotation = models.ForeignKey(Rotation, on_delete=models.CASCADE, related_name="+")
    changed_at = models.DateTimeField(help_text="The change in question, at its latest.")
    rung_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rotation", "changed_at"], name="takeover_rings_once_a_change"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rotation_id} {self.changed_at:%F %T}"


class DutyStep(models.Model):
    """One rung of a duty's ladder that one person was told on, by a message that was taken."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="ladder_steps")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    due_at = models.DateTimeField(help_text="The due time from which the rung was counted.")
    rung = models.CharField(max_length=20)
    told_at = models.DateTimeField()
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="duty_steps")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "person", "due_at", "rung"], name="duty_rung_is_told_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.person_id} {self.rung}"


class Acknowledgement(models.Model):
    """A department's word "sedang kami kerjakan sampai …": holds its rungs, then they ask again."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="acknowledgements")
    until = models.DateTimeField()
    reason = models.CharField(max_length=300)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["-said_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.until:%F}"


class Escalation(models.Model):
    """A rung above the department, gathered for the lead: he sends it, puts it off, or has the
    head telephoned first. It goes into the digest of whoever it speaks to, from `moment` on."""

    class Decision(models.TextChoices):
        SEND = "send", _("Kirim")
        HOLD = "hold", _("Tunda")
        CALL = "call", _("Telepon dulu")

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="escalations")
    due_at = models.DateTimeField()
    rung = models.CharField(max_length=20)
    audience = models.CharField(max_length=20)
    moment = models.DateTimeField()
    call_first = models.BooleanField(default=False)
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Nobody: the office has to find out whom to tell.",
    )
    gathered_at = models.DateTimeField()
    decision = models.CharField(max_length=4, choices=Decision.choices, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    held_until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["moment", "duty__department__sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "due_at", "rung"], name="duty_climbs_a_rung_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.rung}"

    @property
    def calls_made(self) -> list[Call]:
        """Calls since the date passed, or since the lead asked for one; newest first."""
        since = self.due_at
        if self.decision == self.Decision.CALL and self.decided_at is not None:
            since = self.decided_at
        return [call for call in self.duty.calls.all() if call.called_at >= since]

    @property
    def needs_call(self) -> bool:
        """Whether the head has to be telephoned before it goes up."""
        return (self.call_first or self.decision == self.Decision.CALL) and not self.calls_made


class Call(models.Model):
    """That the office telephoned about a duty, and what came of it."""

    class Outcome(models.TextChoices):
        REACHED = "reached", _("Tersambung")
        NO_ANSWER = "no_answer", _("Tidak diangkat")
        WRONG_NUMBER = "wrong_number", _("Nomor salah")

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="calls")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    note = models.CharField(max_length=300, blank=True)
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    called_at = models.DateTimeField()

    class Meta:
        ordering = ["-called_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.outcome}"
