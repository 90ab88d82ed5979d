"""What systems say about their accounts."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class ReadingsFile(models.Model):
    """One file or push of readings: what a system says about its accounts."""

    class Origin(models.TextChoices):
        OWNER = "owner", _("pemilik aplikasi")
        OFFICE = "office", _("kantor")
        DEPARTMENT = "department", _("OPD yang diukur")

    source = models.CharField(max_length=200, blank=True)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.OWNER)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    counts = models.JSONField(default=dict)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-imported_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("readings-file", args=[self.pk])


class ReadingsCover(models.Model):
    """Of how many accounts of a department, in an application, a file said something, and of when
    that is: so that a page says how fresh its numbers are without looking at each account.

    Written once, with the file, by the departments as they then stood.
    """

    file = models.ForeignKey(ReadingsFile, on_delete=models.CASCADE, related_name="covers")
    application = models.ForeignKey("inventory.Application", on_delete=models.CASCADE)
    department = models.ForeignKey("accounts.Department", on_delete=models.CASCADE, null=True)
    accounts = models.PositiveIntegerField()
    read_at = models.DateTimeField(help_text="Of the newest reading among them.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["file", "application", "department"],
                nulls_distinct=False,
                name="one_cover_of_a_file_per_department_and_application",
            )
        ]
        indexes = [
            models.Index(
                fields=["department", "application", "-read_at"], name="newest_cover_of_department"
            )
        ]

    def __str__(self) -> str:
        return f"{self.file_id} {self.application_id} {self.department_id}"


class Reading(models.Model):
    """What one system said about one account at one moment. Missing facts are null."""

    file_id = models.BigIntegerField()
    account_id = models.BigIntegerField()
    read_at = models.DateTimeField()
    changed_from = models.DateTimeField(null=True)
    changed_to = models.DateTimeField(null=True)
    username_changed_at = models.DateTimeField(null=True)
    sessions_revoked_at = models.DateTimeField(null=True)
    open_sessions = models.IntegerField(null=True)
    carries_disabled = models.BooleanField(default=False)
    disabled_at = models.DateTimeField(null=True)
    last_login_at = models.DateTimeField(null=True)
    must_change = models.BooleanField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["account_id", "read_at"], name="reading_of_account"),
            # Rows come file by file and stay: a few bytes a file say where its rows lie.
            BrinIndex(fields=["file_id"], name="reading_of_file", autosummarize=True),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.read_at:%F}"
