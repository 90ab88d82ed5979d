"""What arrives from outside, before it is a fact: sealed uploads, remembered mappings and rules."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from secops.inventory.models import Application, LeakReport
from secops.jobs.models import Job


class Upload(models.Model):
    """A file waiting for a worker, sealed to the worker's key; deleted after the receipt."""

    class Purpose(models.TextChoices):
        LEAK = "leak", _("laporan kebocoran")
        DEPARTMENTS = "departments", _("daftar OPD")
        APPLICATIONS = "applications", _("daftar aplikasi")
        ACCOUNTS = "accounts", _("daftar akun")
        READINGS = "readings", _("data dari sistem")
        SESSIONS = "sessions", _("sesi login")

    purpose = models.CharField(max_length=15, choices=Purpose.choices)
    file_name = models.CharField(max_length=255)
    sealed_path = models.CharField(max_length=300)
    bytes = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    options = models.JSONField(default=dict)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    uploaded_at = models.DateTimeField()
    preview_job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    report = models.ForeignKey(
        LeakReport, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    discarded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name


class RegisterFile(models.Model):
    """One register that was imported: what it was, and what it did in counts."""

    kind = models.CharField(max_length=15, choices=Upload.Purpose.choices)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    counts = models.JSONField(default=dict)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name


class SenderMapping(models.Model):
    """The column mapping last used for a sender's tables."""

    sender = models.CharField(max_length=200)
    header_key = models.CharField(max_length=64, help_text="Hash of the header row.")
    mapping = models.JSONField()
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sender", "header_key"], name="mapping_remembered_once")
        ]

    def __str__(self) -> str:
        return self.sender


class HostRule(models.Model):
    """A host assigned by hand once; applied to every later report."""

    host = models.CharField(max_length=260, unique=True)
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, null=True, help_text="Empty: not ours."
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["host"]

    def __str__(self) -> str:
        return self.host


class LoginRule(models.Model):
    """A leaked login assigned to an account by hand once; applied to every later report."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE)
    login_key = models.CharField(max_length=200, db_collation="C")
    account_id = models.BigIntegerField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "login_key"], name="login_rule_names_one_account"
            )
        ]

    def __str__(self) -> str:
        return self.login_key
