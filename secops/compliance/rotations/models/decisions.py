"""What the office and the agents decide: hand-overs, exemptions, believed resets."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Department
from secops.compliance.rotations.models.campaigns import Rotation
from secops.inventory.models import Account, Application


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
