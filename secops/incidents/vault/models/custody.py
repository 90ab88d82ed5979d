"""Who had an item in hands, and what may not happen to it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from secops.incidents.vault.models.items import Item


class CustodyEvent(models.Model):
    """One link of an item's chain: each holds the digest over itself and the link before it, so a
    link that was changed or left out is found."""

    class Kind(models.TextChoices):
        TAKEN_IN = "taken_in", _("Diterima")
        VIEWED = "viewed", _("Dilihat")
        DOWNLOADED = "downloaded", _("Diunduh")
        CHECKED = "checked", _("Diperiksa: utuh")
        CHANGED = "changed", _("Diperiksa: BERUBAH di disk")
        MISSING = "missing", _("Diperiksa: HILANG dari disk")
        RESTORED = "restored", _("Diperiksa: utuh kembali")
        TRANSFERRED = "transferred", _("Dipindahtangankan")
        HANDED_OVER = "handed_over", _("Diserahkan")
        EXPORTED = "exported", _("Diekspor")
        HELD = "held", _("Penahanan hukum")
        RELEASED = "released", _("Penahanan hukum dicabut")
        LINKED = "linked", _("Dikaitkan dengan insiden")
        NOTED = "noted", _("Catatan")
        DISPOSED = "disposed", _("Dimusnahkan")

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="custody")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_label = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    where = models.CharField(max_length=60, blank=True, help_text="The caller's network address.")
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="custody_is_one_chain"),
            models.CheckConstraint(
                condition=~Q(
                    kind__in=(
                        "downloaded",
                        "exported",
                        "transferred",
                        "handed_over",
                        "noted",
                        "disposed",
                    )
                )
                | ~Q(reason=""),
                name="custody_that_leaves_the_vault_says_why",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="custody_stays", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.item_id} #{self.number} {self.kind}"

    def digest_after(self, previous: str) -> str:
        """The digest over this link and the one before it."""
        said = [
            previous, self.item_id, self.number, self.kind,
            self.at.astimezone(UTC).isoformat(), self.by_id, self.by_label, self.reason, self.where,
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


class Hold(models.Model):
    """A legal hold: as long as one runs, nobody may decide to dispose of the item."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="holds")
    reason = models.CharField(max_length=500)
    until = models.DateTimeField(null=True, blank=True)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    placed_at = models.DateTimeField()
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True)
    released_why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["placed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(released_at=None, released_by=None)
                | Q(released_at__isnull=False, released_by__isnull=False) & ~Q(released_why=""),
                name="released_hold_says_who_and_why",
            ),
            models.UniqueConstraint(
                fields=["item"], condition=Q(released_at=None), name="one_hold_at_a_time"
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="hold_stays", fields=["item", "reason", "until", "placed_by", "placed_at"]
            ),
            pgtrigger.Protect(name="hold_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.reason[:80]

    def runs(self, at: datetime) -> bool:
        """Whether it still binds."""
        return self.released_at is None and (self.until is None or at < self.until)
