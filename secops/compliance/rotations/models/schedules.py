"""Windows in which service and vendor accounts are changed."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from secops.compliance.rotations.models.campaigns import Rotation


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
