"""The accounts of an incident with where each is known from, and how many each department has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from secops.incidents.affected import accounts_of, reports_of
from secops.incidents.models import AffectedAccount, Incident
from secops.inventory.models import Account, Exposure

#: As `AccountFilter` calls a department that is not known.
NOBODY = "null"


@dataclass(frozen=True, slots=True)
class DepartmentCount:
    """So many accounts of one department."""

    name: str
    count: int
    url: str


def affected(incident: Incident, user: User) -> QuerySet[Any]:
    """The accounts the user sees, marked by where they are known from."""
    picked = AffectedAccount.objects.filter(incident__in=incident.family, account=OuterRef("pk"))
    named = Exposure.objects.filter(
        report_id__in=reports_of(incident.family), account_id=OuterRef("pk")
    )
    rows = accounts_of(incident) & Account.objects.visible_to(user)
    marked: QuerySet[Any] = with_people(rows).annotate(picked=Exists(picked), named=Exists(named))
    return marked


def candidates(incident: Incident, user: User, *, everywhere: bool) -> QuerySet[Account]:
    """What can be picked: accounts of the applications it hit, or of all where that is wanted or
    none is named."""
    rows = Account.objects.visible_to(user).exclude(pk__in=accounts_of(incident).values("pk"))
    applications = applications_of(incident)
    if applications and not everywhere:
        rows = rows.filter(application_id__in=applications)
    return with_people(rows)


def applications_of(incident: Incident) -> set[int]:
    """The applications of the incident and what was merged into it."""
    return {pk for one in incident.family for pk in one.applications.values_list("pk", flat=True)}


def by_department(incident: Incident) -> list[DepartmentCount]:
    """How many accounts of each department, most first; those of no known department last."""
    page = reverse("incident-accounts", args=[incident.code])
    rows = (
        accounts_of(incident)
        .order_by()
        .values("department__code", "department__name")
        .annotate(n=Count("pk"))
    )
    found = [
        DepartmentCount(
            row["department__name"] or _("belum diketahui"),
            row["n"],
            f"{page}?department={row['department__code'] or NOBODY}",
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.url.endswith(f"={NOBODY}"), -one.count, one.name))


def with_people(rows: QuerySet[Account]) -> QuerySet[Any]:
    """Read along what a line of the table shows."""
    return rows.select_related("application", "department", "holder", "owner", "facts")
