"""Applications and accounts as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Count, IntegerField, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from secops.inventory.models import Account, AccountFacts, Application, ReadingsFile


def _of_application(rows: QuerySet[AccountFacts], value: Count | Max) -> Subquery:
    grouped = (
        rows.filter(account__application=OuterRef("pk")).order_by().values("account__application")
    )
    return Subquery(grouped.annotate(value=value).values("value"))


def application_rows(user: User) -> QuerySet[Application]:
    """The applications a user may see, each with its accounts, leaks and newest reading."""
    accounts = (
        Account.objects.filter(application=OuterRef("pk"))
        .order_by()
        .values("application")
        .annotate(value=Count("pk"))
        .values("value")
    )
    exposed = AccountFacts.objects.filter(newest_exposure__isnull=False)
    return (
        Application.objects.visible_to(user)
        .select_related("owner")
        .annotate(
            accounts_count=Coalesce(Subquery(accounts, output_field=IntegerField()), 0),
            exposed_count=Coalesce(_of_application(exposed, Count("pk")), 0),
            read_at=_of_application(AccountFacts.objects.all(), Max("read_at")),
        )
    )


@dataclass(frozen=True, slots=True)
class ApplicationNumbers:
    """What is known of an application's accounts, in numbers."""

    accounts: int
    exposed: int
    read: int
    changed: int
    disabled: int
    alive: int
    without_department: int
    without_holder: int
    read_at: datetime | None


def numbers_of(application: Application) -> ApplicationNumbers:
    """Count the accounts of one application in one go."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*), count(f.newest_exposure), count(f.read_at),
                count(*) FILTER (WHERE f.change_from > f.newest_exposure),
                count(f.disabled_at), count(*) FILTER (WHERE f.open_sessions > 0),
                count(*) FILTER (WHERE a.department_id IS NULL),
                count(*) FILTER (WHERE a.holder_id IS NULL AND a.owner_id IS NULL),
                max(f.read_at)
            FROM inventory_account a
            LEFT JOIN inventory_accountfacts f ON f.account_id = a.id
            WHERE a.application_id = %s""",
            [application.pk],
        )
        return ApplicationNumbers(*cursor.fetchone())


def newest_files(application: Application, limit: int = 5) -> list[ReadingsFile]:
    """The readings files that said something about an application, the newest first.

    Looks from the files: a file reads few applications, an application has many readings.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT f.id FROM inventory_readingsfile f
            WHERE EXISTS (SELECT 1 FROM inventory_reading r
                          JOIN inventory_account a ON a.id = r.account_id
                          WHERE r.file_id = f.id AND a.application_id = %s)
            ORDER BY f.imported_at DESC, f.id DESC LIMIT %s""",
            [application.pk, limit],
        )
        found = [pk for (pk,) in cursor.fetchall()]
    files = ReadingsFile.objects.in_bulk(found)
    return [files[pk] for pk in found]
