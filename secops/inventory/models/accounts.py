"""Accounts, their former names, and where a service account is used."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, Person, User
from accounts.roles import Permission, Reach
from secops.house.text import shown_login
from secops.inventory.models.applications import Application


class AccountQuerySet(models.QuerySet["Account"]):
    """Questions about accounts."""

    def visible_to(self, user: User) -> AccountQuerySet:
        """The accounts a user may see; a miss is a 404."""
        scope = user.scope(Permission.SEE_DEPARTMENTS)
        if scope.everything:
            return self
        if scope.reach is Reach.OWN:
            return self.filter(department_id__in=scope.departments)
        if scope.reach is Reach.OWN_APPLICATIONS:
            return self.filter(application__owner_id__in=scope.departments)
        return self.none()


@pghistory.track()
class Account(models.Model):
    """One login in one application."""

    class Kind(models.TextChoices):
        PERSON = "person", _("perorangan")
        SHARED = "shared", _("bersama")
        SERVICE = "service", _("layanan")
        VENDOR = "vendor", _("vendor")

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="accounts")
    username = models.CharField(max_length=200)
    login_key = models.CharField(
        max_length=200, db_collation="C", help_text="Casefolded, no blanks between digits."
    )
    external_id = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PERSON)
    holder = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="accounts"
    )
    owner = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_accounts",
        help_text="Who answers for a shared, service or vendor account.",
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="accounts"
    )
    privileged = models.BooleanField(default=False)
    from_report = models.BooleanField(
        default=False, help_text="Made from a leak report, before there was a register."
    )
    register_changed_from = models.DateTimeField(
        null=True, blank=True, help_text="Password change as the register says, earliest."
    )
    register_changed_to = models.DateTimeField(null=True, blank=True)
    register_last_login_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = AccountQuerySet.as_manager()

    class Meta:
        ordering = ["application", "login_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "login_key"], name="login_is_unique_in_its_application"
            ),
            models.UniqueConstraint(
                fields=["application", "external_id"],
                condition=~Q(external_id=""),
                name="external_id_is_unique_in_its_application",
            ),
        ]
        indexes = [
            models.Index(fields=["department", "application"], name="account_of_department"),
            GinIndex(
                OpClass(Upper("username"), name="gin_trgm_ops"), name="account_username_search"
            ),
        ]

    def __str__(self) -> str:
        return f"{shown_login(self.username)}, {self.application.name}"

    def get_absolute_url(self) -> str:
        return reverse("account", args=[self.pk])


@pghistory.track()
class ServiceSheet(models.Model):
    """What must be known before a service or vendor account changes: who keeps it at the vendor,
    and where its secret is used. Never the secret."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="sheet")
    vendor = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    vendor_firm = models.CharField(max_length=200, blank=True)
    used_in = models.TextField(blank=True, help_text="Where the secret is used, one place a line.")

    def __str__(self) -> str:
        return str(self.account)

    @property
    def places(self) -> list[str]:
        """Where the secret is used."""
        return [line.strip() for line in self.used_in.splitlines() if line.strip()]


class Alias(models.Model):
    """A former username of an account; leak rows under it still match."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="aliases")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    username = models.CharField(max_length=200)
    login_key = models.CharField(max_length=200, db_collation="C")
    until = models.DateTimeField()

    class Meta:
        ordering = ["account", "-until"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "login_key"], name="former_login_names_one_account"
            )
        ]

    def __str__(self) -> str:
        return shown_login(self.username)
