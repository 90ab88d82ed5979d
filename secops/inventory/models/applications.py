"""Applications, the addresses they answer at, and their locks at the source."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, User
from accounts.roles import Permission, Reach


class YesNoUnknown(models.TextChoices):
    """An answer that may be missing. Blank registers count as the column's own default."""

    YES = "yes", _("ya")
    NO = "no", _("tidak")
    UNKNOWN = "unknown", _("belum diketahui")


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Questions about applications."""

    def visible_to(self, user: User) -> ApplicationQuerySet:
        scope = user.scope(Permission.SEE_DEPARTMENTS)
        if scope.everything:
            return self
        if scope.reach in (Reach.OWN, Reach.OWN_APPLICATIONS):
            return self.filter(owner_id__in=scope.departments)
        return self.none()


@pghistory.track()
class Application(models.Model):
    """A system of the city whose accounts can leak."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("aktif")
        DORMANT = "dormant", _("tidak terpakai")
        RETIRED = "retired", _("dihentikan")

    class Criticality(models.TextChoices):
        HIGH = "high", _("tinggi")
        MEDIUM = "medium", _("sedang")
        LOW = "low", _("rendah")

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    sort_name = models.CharField(max_length=200, db_collation="C", editable=False)
    owner = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="applications"
    )
    url = models.CharField(max_length=300, blank=True)
    criticality = models.CharField(
        max_length=10, choices=Criticality.choices, default=Criticality.MEDIUM
    )
    personal_data = models.CharField(
        max_length=7, choices=YesNoUnknown.choices, default=YesNoUnknown.UNKNOWN
    )
    iiv = models.CharField(
        max_length=7,
        choices=YesNoUnknown.choices,
        default=YesNoUnknown.UNKNOWN,
        help_text="Vital information infrastructure.",
    )
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ACTIVE)
    stack = models.CharField(max_length=40, blank=True)
    idle_timeout_minutes = models.PositiveIntegerField(null=True, blank=True)
    absolute_timeout_hours = models.PositiveIntegerField(null=True, blank=True)
    kills_sessions_on_password_change = models.CharField(
        max_length=7, choices=YesNoUnknown.choices, default=YesNoUnknown.UNKNOWN
    )
    reports_sessions = models.BooleanField(default=True)
    reads_passwords = models.BooleanField(default=True)
    carries_mail_for = models.CharField(
        max_length=300, blank=True, help_text="Mail domains, separated by blanks."
    )
    public_users = models.BooleanField(default=False)
    vendor = models.CharField(max_length=200, blank=True)
    last_used_on = models.DateField(null=True, blank=True)
    last_deployed_on = models.DateField(null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("application", args=[self.code])


class Host(models.Model):
    """A name under which an application is found in a leak: host, IP with port, or package."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="hosts")
    name = models.CharField(max_length=253)
    port = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["name", "port"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "port"],
                nulls_distinct=False,
                name="host_and_port_belong_to_one_application",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}:{self.port}" if self.port else self.name


class Containment(models.Model):
    """The lock at the source: the leaked passwords of these accounts open nothing any more."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="containments"
    )
    contained_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    accounts = models.IntegerField(default=0)
    how = models.TextField(help_text="What was done, and how new passwords are handed over.")
    proof = models.FileField(upload_to="containment/%Y/%m/", blank=True)
    proof_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-contained_at"]

    def __str__(self) -> str:
        return f"{self.application}, {self.contained_at:%F}"
