"""Leak reports and what stands in them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, User
from accounts.roles import Permission, Reach
from secops.inventory.models.accounts import Account
from secops.inventory.models.applications import Application


class LeakReport(models.Model):
    """One file that says which accounts leaked: who sent it, when, and what it held, in counts."""

    source = models.CharField(max_length=200, blank=True)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    bytes = models.BigIntegerField(default=0)
    format = models.CharField(max_length=20)
    received_at = models.DateTimeField()
    leaked_before = models.DateTimeField(null=True, blank=True)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    mapping = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    picture = models.JSONField(
        null=True, help_text="Where it hurts most, in counts; empty: to be counted again."
    )
    rejects = models.JSONField(default=list, help_text="Line numbers and reasons, never content.")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_why = models.CharField(max_length=300, blank=True)
    original_deleted_at = models.DateTimeField(
        null=True, blank=True, help_text="The officer says the copy in Downloads is gone."
    )

    class Meta:
        ordering = ["-received_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("leak-report", args=[self.pk])


class DeviceQuerySet(models.QuerySet["Device"]):
    """Questions about infected computers."""

    def visible_to(self, user: User) -> DeviceQuerySet:
        """Those of the user's departments, and those on which accounts of theirs were seen."""
        scope = user.scope(Permission.SEE_DEPARTMENTS)
        if scope.everything:
            return self
        accounts = Account.objects.visible_to(user).values("pk")
        theirs = Exposure.objects.filter(account_id__in=accounts).values("pk")
        seen = Sighting.objects.filter(device_id=models.OuterRef("pk"), exposure_id__in=theirs)
        if scope.reach is Reach.OWN:
            return self.filter(Q(department_id__in=scope.departments) | models.Exists(seen))
        if scope.reach is Reach.OWN_APPLICATIONS:
            return self.filter(models.Exists(seen))
        return self.none()


class Device(models.Model):
    """An infected computer named by a stealer's system file."""

    class CleanedHow(models.TextChoices):
        CLEANED = "cleaned", _("Dibersihkan")
        REINSTALLED = "reinstalled", _("Dipasang ulang")

    key = models.CharField(max_length=120, unique=True, help_text="Machine id, or name and user.")
    name = models.CharField(max_length=120)
    machine_user = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=45, blank=True)
    first_seen = models.DateTimeField(null=True, blank=True)
    last_seen = models.DateTimeField(null=True, blank=True)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="devices"
    )
    private = models.BooleanField(
        default=False, db_default=False, help_text="Somebody's own: no photo is asked for."
    )
    disconnected_at = models.DateTimeField(null=True, blank=True)
    cleaned_at = models.DateTimeField(null=True, blank=True)
    cleaned_how = models.CharField(
        max_length=12, blank=True, db_default="", choices=CleanedHow.choices
    )
    photo = models.FileField(upload_to="devices/%Y/%m/", blank=True)
    photo_sha256 = models.CharField(max_length=64, blank=True)
    no_photo_why = models.CharField(
        max_length=200, blank=True, db_default="", help_text="Why the cleaning shows no photo."
    )
    note = models.CharField(max_length=300, blank=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("device", args=[self.pk])


class Exposure(models.Model):
    """One finding: this login of this application, with this secret, was in that report.

    `fingerprint` is a keyed hash over login and secret (or, without a secret, over login, kind of
    source and day); the secret itself never leaves the parser. `place` is the application's id, or
    the negative hash of the host where no application is known. Both together are the key that
    makes a repeated row a duplicate.
    """

    fingerprint = models.UUIDField()
    place = models.BigIntegerField()
    report_id = models.BigIntegerField()
    application_id = models.BigIntegerField(null=True)
    account_id = models.BigIntegerField(null=True)
    device_id = models.BigIntegerField(null=True)
    from_stealer = models.BooleanField(default=False)
    own_date = models.DateTimeField(null=True, help_text="Its own date; date only: end of the day.")
    effective_at = models.DateTimeField(
        help_text="Earliest of own date, the report's leaked_before, received_at."
    )
    received_at = models.DateTimeField()
    last_seen_at = models.DateTimeField(
        null=True, help_text="Newest own date among repetitions of this row."
    )
    reseen_at = models.DateTimeField(
        null=True, help_text="Newest own date of a stealer row among its repetitions."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fingerprint", "place"], name="exposure_is_told_once")
        ]
        indexes = [
            models.Index(fields=["account_id"], name="exposure_of_account"),
            models.Index(fields=["report_id", "account_id"], name="exposure_of_report"),
        ]

    def __str__(self) -> str:
        return str(self.fingerprint)


class Repetition(models.Model):
    """That a later report told an exposure again. Should the first report prove false and be
    withdrawn, the exposure passes on to the next one that told it.
    """

    pk = models.CompositePrimaryKey("report_id", "exposure_id")
    report_id = models.BigIntegerField()
    exposure_id = models.BigIntegerField()
    own_date = models.DateTimeField(null=True)
    from_stealer = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.exposure_id} in {self.report_id}"


class Sighting(models.Model):
    """That a report saw an exposure's login on a computer; one login may be seen on several."""

    pk = models.CompositePrimaryKey("report_id", "device_id", "exposure_id")
    report_id = models.BigIntegerField()
    device_id = models.BigIntegerField()
    exposure_id = models.BigIntegerField()
    seen_at = models.DateTimeField(help_text="As `effective_at` of an exposure.")

    class Meta:
        indexes = [
            models.Index(fields=["device_id"], name="sighting_on_device"),
            models.Index(fields=["exposure_id"], name="sighting_of_exposure"),
        ]

    def __str__(self) -> str:
        return f"{self.exposure_id} on {self.device_id}"


class UnmatchedLogin(models.Model):
    """A leaked login nobody could place: its application or its account is unknown."""

    exposure_id = models.BigIntegerField(unique=True)
    report_id = models.BigIntegerField(db_index=True)
    host = models.CharField(max_length=260)
    login = models.CharField(max_length=200)
    login_key = models.CharField(max_length=200, db_collation="C")
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, null=True, related_name="+"
    )
    ignored_at = models.DateTimeField(null=True)
    ignored_why = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["host", "id"], name="unmatched_by_host"),
            models.Index(fields=["application", "login_key"], name="unmatched_by_application"),
        ]

    def __str__(self) -> str:
        return f"{self.host or self.application_id} #{self.pk}"
