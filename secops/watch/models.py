"""The watch over the product itself: what rests without a next step, and which part fell silent."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Department
from secops.compliance.duties.models import Directive, Duty
from secops.compliance.rotations.models import Campaign
from secops.jobs.models import Pulse


class FindingQuerySet(models.QuerySet["Finding"]):
    """Questions about findings."""

    def open(self) -> FindingQuerySet:
        return self.filter(resolved_at=None)


class Finding(models.Model):
    """Open duties or accounts that have neither a next step nor a reason why not.

    Of accounts one row a campaign and department, with their number; of duties one row each, but
    of an order that nobody sent one row for all.
    """

    class Kind(models.TextChoices):
        STUCK = "stuck", _("Pengingat jatuh tempo tidak dibuat")
        EXHAUSTED = "exhausted", _("Jenjang pengingat habis")
        NO_ADDRESS = "no_address", _("Tidak ada alamat yang dapat dihubungi")
        NO_HOLDER = "no_holder", _("Giliran pemegang, tetapi tidak ada pemegang")
        NO_DEPARTMENT = "no_department", _("Giliran Agen, tetapi OPD belum diketahui")
        NO_AGENT = "no_agent", _("Giliran Agen, tetapi OPD tidak memiliki Agen")
        NO_OWNER = "no_owner", _("Giliran pemilik aplikasi, tetapi pemiliknya belum diketahui")
        NO_ADMINISTRATOR = (
            "no_administrator",
            _("Giliran pemilik aplikasi, tetapi tidak ada petugasnya"),
        )
        NOBODY = "nobody", _("Belum selesai, tetapi bukan giliran siapa pun")
        NOT_SENT = "not_sent", _("Arahan belum dikirim")
        NO_HEAD = "no_head", _("OPD tidak memiliki Kepala atau Agen yang tercatat")

    kind = models.CharField(max_length=20, choices=Kind.choices)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, null=True, related_name="+")
    department = models.ForeignKey(
        Department, on_delete=models.CASCADE, null=True, related_name="+"
    )
    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, null=True, related_name="+")
    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, null=True, related_name="+")
    n = models.PositiveIntegerField(help_text="Accounts, duties or people.")
    oldest_at = models.DateTimeField(null=True, help_text="The earliest due time among them.")
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["-first_seen_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "campaign", "department", "directive", "duty"],
                condition=Q(resolved_at=None),
                nulls_distinct=False,
                name="finding_is_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.first_seen_at:%F}"


class Round(models.Model):
    """The auditor's newest round (one row): when, and why each open thing rests where it does."""

    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    accounts = models.JSONField(default=dict, help_text="Open accounts by reason.")
    duties = models.JSONField(default=dict, help_text="Open duties by reason.")

    def __str__(self) -> str:
        return f"{self.started_at:%F %T}"


class Outage(models.Model):
    """That worker or scheduler was not felt for minutes: who noticed it, and when it was over."""

    part = models.CharField(max_length=10, choices=Pulse.Name.choices)
    silent_since = models.DateTimeField()
    noticed_at = models.DateTimeField()
    noticed_by = models.CharField(max_length=10, choices=Pulse.Name.choices)
    ended_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["part"], condition=Q(ended_at=None), name="part_is_silent_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()} {self.silent_since:%F %T}"


class OutsideBeat(models.Model):
    """What became of telling the outside monitor that all is well (one row)."""

    tried_at = models.DateTimeField(null=True)
    succeeded_at = models.DateTimeField(null=True)
    problem = models.CharField(
        max_length=120, blank=True, help_text="Why the newest try failed; never the address."
    )
    held_back = models.CharField(
        max_length=120, blank=True, help_text="What is not well, so that nobody was told."
    )

    def __str__(self) -> str:
        return f"{self.succeeded_at}"
