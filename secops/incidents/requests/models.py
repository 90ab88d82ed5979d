"""What we asked of others: the agency, partners, owners of applications, platforms."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.roles import Permission
from secops.documents.models import Document
from secops.incidents.kept import KeptFile
from secops.incidents.models import Incident
from secops.inventory.models import Application


class RequestQuerySet(models.QuerySet["OutgoingRequest"]):
    """Questions about requests."""

    def visible_to(self, user: User) -> RequestQuerySet:
        """All for who reads every incident, none for anybody else."""
        return self if user.scope(Permission.READ_INCIDENT).everything else self.none()

    def waiting(self) -> RequestQuerySet:
        """Sent, not answered, not withdrawn."""
        return self.filter(sent_at__isnull=False, answered_at=None, withdrawn_at=None)

    def open(self) -> RequestQuerySet:
        """Still to be sent, or waiting for an answer."""
        return self.filter(answered_at=None, withdrawn_at=None)


class OutgoingRequest(KeptFile):
    """One request: to whom, what, by which letter, awaited by when, answered with what.

    The file is the proof of sending. The answer has a file of its own.
    """

    class Kind(models.TextChoices):
        CONFIRMATION = "confirmation", gettext_lazy("Konfirmasi")
        RECOMMENDATION = "recommendation", gettext_lazy("Rekomendasi")
        HELP = "help", gettext_lazy("Bantuan tanggap insiden")
        INFORMATION = "information", gettext_lazy("Keterangan atau data")
        TAKE_DOWN = "take_down", gettext_lazy("Penurunan unggahan")
        OTHER = "other", gettext_lazy("Permintaan lain")

    class Receiver(models.TextChoices):
        AGENCY = "agency", gettext_lazy("BSSN")
        POLICE = "police", gettext_lazy("Kepolisian")
        PARTNER = "partner", gettext_lazy("Mitra")
        OWNER = "owner", gettext_lazy("Pemilik aplikasi")
        PLATFORM = "platform", gettext_lazy("Platform atau penyedia hosting")
        OTHER = "other", gettext_lazy("Pihak lain")

    code = models.CharField(max_length=20, unique=True, help_text="M-2026-004")
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, null=True, blank=True, related_name="requests_out"
    )
    kind = models.CharField(max_length=16, choices=Kind.choices)
    receiver = models.CharField(max_length=10, choices=Receiver.choices)
    to = models.CharField(max_length=200, help_text="Whom exactly.")
    organisation = models.ForeignKey(
        "advisories.Organisation", on_delete=models.PROTECT, null=True, blank=True,
        related_name="requests_out", help_text="The partner it goes to: it reads that we wait.",
    )  # fmt: skip
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    text = models.TextField(help_text="What is asked.")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Our letter, where it was written here.",
    )  # fmt: skip
    letter_number = models.CharField(max_length=120, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_proof = models.CharField(max_length=500, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    awaited_by = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answer_file = models.FileField(upload_to="incidents/%Y/%m/", blank=True)
    answer_file_name = models.CharField(max_length=255, blank=True)
    answer_file_type = models.CharField(max_length=100, blank=True)
    answer_file_sha256 = models.CharField(max_length=64, blank=True)
    answered_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Who recorded the answer.",
    )  # fmt: skip
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=500, blank=True)
    reminded_at = models.DateTimeField(
        null=True, blank=True, help_text="We were, before it is due."
    )
    late_told_at = models.DateTimeField(null=True, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None) | (~Q(sent_proof="") & Q(awaited_by__isnull=False)),
                name="request_is_sent_with_proof",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None)
                | (Q(sent_at__isnull=False) & Q(answered_at__gte=models.F("sent_at"))),
                name="request_is_answered_after_it_was_sent",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | ~Q(answer=""),
                name="request_says_what_was_answered",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_why=""),
                name="request_is_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.to}"

    def get_absolute_url(self) -> str:
        return reverse("request-out", args=[self.code])
