"""Warnings that the national agency sends: what they say, and what we answered by when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.roles import Permission
from secops.incidents.kept import KeptFile
from secops.incidents.models import Incident
from secops.inventory.models import LeakReport
from secops.rules.tlp import Marking


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Questions about notices."""

    def visible_to(self, user: User) -> NoticeQuerySet:
        """All for the office; a department reads those of its incidents, save what is TLP:RED."""
        scope = user.scope(Permission.READ_INCIDENT)
        if scope.everything:
            return self
        if scope.reach is None:
            return self.none()
        own = self.filter(incident_id__in=Incident.objects.visible_to(user).values("pk"))
        return own.exclude(tlp=Marking.RED.value)

    def waiting(self) -> NoticeQuerySet:
        """Those nobody answered yet."""
        return self.filter(answered_at=None)


class Notice(KeptFile):
    """One warning as BSSN 1/2024 has it: indication, distribution code, assets, advice.

    The answer is a fact with its proof; that it became an incident is another (Art 15(2)c: only
    after it was confirmed).
    """

    class Finding(models.TextChoices):
        OPEN = "open", gettext_lazy("Belum diperiksa")
        CONFIRMED = "confirmed", gettext_lazy("Terbukti insiden")
        NOT_CONFIRMED = "not_confirmed", gettext_lazy("Tidak terbukti")

    class Way(models.TextChoices):
        MAIL = "mail", gettext_lazy("Email")
        LETTER = "letter", gettext_lazy("Surat")
        CHAT = "chat", gettext_lazy("Pesan")
        PHONE = "phone", gettext_lazy("Telepon")
        OTHER = "other", gettext_lazy("Lainnya")

    code = models.CharField(max_length=20, unique=True, help_text="PB-2026-004")
    number = models.CharField(
        max_length=120, blank=True, help_text="The number their document bears."
    )
    sender = models.CharField(max_length=200, default="BSSN")
    received_at = models.DateTimeField()
    way = models.CharField(max_length=8, choices=Way.choices, default=Way.MAIL)
    tlp = models.CharField(max_length=20, choices=[(m.value, m.value) for m in Marking])
    indication = models.CharField(max_length=300)
    assets = models.TextField()
    advice = models.TextField(blank=True)
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, null=True, blank=True, related_name="notices"
    )
    leak_report = models.ForeignKey(
        LeakReport, on_delete=models.PROTECT, null=True, blank=True, related_name="notices"
    )
    finding = models.CharField(max_length=14, choices=Finding.choices, default=Finding.OPEN)
    finding_why = models.TextField(blank=True)
    found_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    found_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_proof = models.CharField(max_length=500, blank=True)
    answer_file = models.FileField(upload_to="incidents/%Y/%m/", blank=True)
    answer_file_name = models.CharField(max_length=255, blank=True)
    answer_file_type = models.CharField(max_length=100, blank=True)
    answer_file_sha256 = models.CharField(max_length=64, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sender", "number"],
                condition=~Q(number=""),
                name="notice_is_recorded_once",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | ~Q(answer_proof=""),
                name="notice_is_answered_with_proof",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(answered_at__gte=models.F("received_at")),
                name="notice_is_answered_after_it_came",
            ),
            models.CheckConstraint(
                condition=Q(finding="open") | ~Q(finding_why=""),
                name="notice_is_judged_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.indication}"

    def get_absolute_url(self) -> str:
        return reverse("notice", args=[self.code])
