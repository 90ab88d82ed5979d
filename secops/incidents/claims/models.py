"""A public claim about us with its captures, the sample that was compared, and what it was."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission
from secops.incidents.models import Incident
from secops.incidents.vault.models import Item
from secops.rules.claim import Credibility, Disposition, Platform, Reliability


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Questions about claims."""

    def visible_to(self, user: User) -> ClaimQuerySet:
        """All for the office and the inspectorate; a department those of its incidents."""
        scope = user.scope(Permission.READ_INCIDENT)
        if scope.everything:
            return self
        return self.filter(incident__in=Incident.objects.visible_to(user))

    def undecided(self) -> ClaimQuerySet:
        """Those nobody has said yet what they are."""
        return self.filter(disposition="")


@pghistory.track()
class Claim(models.Model):
    """Somebody says in public that he has data of ours, or came in."""

    code = models.CharField(max_length=20, unique=True, help_text="K-2026-001")
    platform = models.CharField(max_length=10, choices=[(p.value, p.value) for p in Platform])
    address = models.CharField(
        max_length=500, blank=True, help_text="As text; never a link that opens by itself."
    )
    actor = models.CharField(max_length=200, blank=True)
    content = models.TextField()
    seen_at = models.DateTimeField()
    reliability = models.CharField(
        max_length=1, choices=[(r.value, r.value) for r in Reliability], default="F"
    )
    credibility = models.CharField(
        max_length=1, choices=[(c.value, c.value) for c in Credibility], default="6"
    )
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, null=True, blank=True, related_name="claims"
    )
    opened_incident = models.BooleanField(
        default=False, help_text="The incident was opened because of this claim."
    )
    disposition = models.CharField(
        max_length=10, choices=[(d.value, d.value) for d in Disposition], blank=True
    )
    why = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-seen_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(disposition="") | ~Q(why=""), name="decided_claim_says_why"
            ),
            models.CheckConstraint(
                condition=Q(disposition="") | Q(decided_at__isnull=False),
                name="decided_claim_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("claim", args=[self.code])

    @property
    def grade(self) -> str:
        """``B2``."""
        return f"{self.reliability}{self.credibility}"


class ClaimCapture(models.Model):
    """What was seen: an item of the evidence vault, never shown in a page. What was kept before
    there was a vault lies as a file of its own and is handed out."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="captures")
    item = models.ForeignKey(
        Item, on_delete=models.PROTECT, null=True, blank=True, related_name="captures"
    )
    file = models.FileField(upload_to="claims/%Y/%m/", blank=True)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    bytes = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "sha256"], name="capture_is_kept_once"),
            models.CheckConstraint(
                condition=Q(item__isnull=False) | ~Q(file=""), name="capture_lies_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("claim-capture", args=[self.pk])


class SampleCheck(models.Model):
    """That a sample was compared with what we know: the numbers, and nothing of the sample."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="checks")
    rows = models.IntegerField()
    unreadable = models.IntegerField()
    outside = models.IntegerField(help_text="Of hosts that are not ours.")
    known = models.IntegerField(help_text="Rows that name an account we know.")
    accounts = models.IntegerField(help_text="Accounts those rows name, each once.")
    unknown = models.IntegerField(help_text="Of our hosts, but no account of that name.")
    told_before = models.IntegerField(help_text="Rows whose account a report named before.")
    with_secret = models.IntegerField(help_text="Of told_before: rows that hold a password.")
    same_secret = models.IntegerField(help_text="Of with_secret: the password told before.")
    reports = models.JSONField(
        default=list, help_text="[name of the report, rows it told before], the most first."
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ["-checked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    rows=models.F("unreadable")
                    + models.F("outside")
                    + models.F("known")
                    + models.F("unknown")
                ),
                name="sample_numbers_add_up",
            )
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.checked_at:%F %T}"

    @property
    def ours(self) -> int:
        """Rows that point to something of ours."""
        return self.known + self.unknown

    @property
    def new(self) -> int:
        """Rows of known accounts that no report named before."""
        return self.known - self.told_before

    @property
    def other_secret(self) -> int:
        """Rows of accounts named before, with a password that was not told."""
        return self.with_secret - self.same_secret
