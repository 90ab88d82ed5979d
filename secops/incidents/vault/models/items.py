"""What lies in the vault: each content once, each item of evidence with its own record."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Permission
from secops.incidents.models import Incident
from secops.rules.filenames import safe_name
from secops.rules.tlp import PRINTED, Marking


class Content(models.Model):
    """The bytes of one or more items, named by their SHA-256; what the last look at them found."""

    class Finding(models.TextChoices):
        CHANGED = "changed", _("berubah di disk")
        MISSING = "missing", _("hilang dari disk")

    sha256 = models.CharField(max_length=64, unique=True)
    bytes = models.PositiveBigIntegerField()
    stored_at = models.DateTimeField()
    checked_at = models.DateTimeField(help_text="The last look at the whole content.")
    checks = models.PositiveIntegerField(default=1)
    finding = models.CharField(max_length=10, choices=Finding.choices, blank=True)
    found_at = models.DateTimeField(null=True, blank=True, help_text="Since when it is not whole.")
    disposed_at = models.DateTimeField(
        null=True, blank=True, help_text="When no item held it any more and the file was removed."
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finding="", found_at=None) | ~Q(finding="") & Q(found_at__isnull=False),
                name="broken_content_says_since_when",
            )
        ]
        indexes = [models.Index(fields=["checked_at"], name="content_checked_longest_ago")]
        triggers = [
            pgtrigger.ReadOnly(name="content_stays", fields=["sha256", "bytes", "stored_at"]),
            pgtrigger.Protect(name="content_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def whole(self) -> bool:
        """Whether the last look found it as it was taken in."""
        return not self.finding


class ItemQuerySet(models.QuerySet["Item"]):
    """Questions about items of evidence."""

    def visible_to(self, user: User) -> ItemQuerySet:
        """All for the office and the inspector; nothing for anybody else."""
        return self if user.scope(Permission.READ_EVIDENCE).everything else self.none()

    def broken(self) -> ItemQuerySet:
        """Those whose content is not as it was taken in, while it should be there."""
        return self.exclude(content__finding="").filter(content__disposed_at=None)


class Item(models.Model):
    """One item of evidence. Only its incident may be named later; nothing else ever changes."""

    code = models.CharField(max_length=20, unique=True, help_text="BB-2026-003")
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence_items"
    )
    content = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="items")
    name = models.CharField(max_length=255, help_text="As the file was called when it came.")
    seen_type = models.CharField(max_length=100, help_text="What its first bytes look like.")
    description = models.TextField()
    source = models.CharField(max_length=500)
    acquired_at = models.DateTimeField()
    acquired_by = models.CharField(max_length=200)
    how = models.CharField(max_length=500, blank=True)
    medium = models.CharField(max_length=200, blank=True)
    seal_number = models.CharField(max_length=100, blank=True)
    tlp = models.CharField(
        max_length=20,
        choices=[(m.value, PRINTED[m]) for m in Marking],
        default=Marking.AMBER_STRICT.value,
    )
    taken_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    taken_in_at = models.DateTimeField()

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(description="") & ~Q(source=""), name="evidence_says_what_and_where"
            ),
            models.CheckConstraint(
                condition=Q(acquired_at__lte=F("taken_in_at")),
                name="evidence_is_acquired_before_it_is_taken_in",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="item_stays", exclude=["incident"]),
            pgtrigger.Protect(name="item_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.shown_name}"

    def get_absolute_url(self) -> str:
        return reverse("evidence-item", args=[self.code])

    @property
    def shown_name(self) -> str:
        """Its name without signs that turn the reading direction or leave the folder."""
        return safe_name(self.name)

    @property
    def file_name(self) -> str:
        """What the file is called when it is handed out."""
        return f"{self.code}_{self.shown_name}"

    @property
    def marking(self) -> Marking:
        """Its TLP marking."""
        return Marking(self.tlp)
