"""Whom a campaign would reach, counted before anybody is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import Department
from secops.compliance.rotations.models import Campaign, Rotation
from secops.inventory.models import Account, Application


@dataclass(frozen=True, slots=True)
class ScopePreview:
    """The accounts that a campaign would take in, as far as one can count them beforehand."""

    accounts: int = 0
    exposed: int = 0
    privileged: int = 0
    departments: int = 0
    homeless: int = 0
    """Of which nobody knows the department."""
    overlapping: tuple[tuple[str, int], ...] = ()
    """Other running campaigns with the number of shared accounts."""

    @property
    def others(self) -> int:
        """Neither privileged nor leaked."""
        return self.accounts - self.exposed


def preview_scope(
    applications: Sequence[Application],
    departments: Sequence[Department] = (),
    *,
    exposed_only: bool,
) -> ScopePreview:
    """Count the accounts of a scope. No departments = all, as in a campaign."""
    if not applications:
        return ScopePreview()
    rows = accounts_in_scope(applications, departments, exposed_only=exposed_only)
    counted = rows.aggregate(
        accounts=Count("pk"),
        exposed=Count("pk", filter=Q(facts__newest_exposure__isnull=False)),
        privileged=Count("pk", filter=Q(privileged=True)),
        departments=Count("department", distinct=True),
        homeless=Count("pk", filter=Q(department=None)),
    )
    return ScopePreview(**counted, overlapping=_overlapping(rows))


def accounts_in_scope(
    applications: Sequence[Application],
    departments: Sequence[Department],
    *,
    exposed_only: bool,
) -> QuerySet[Account]:
    """The accounts themselves; the same condition as when a campaign freezes them."""
    rows = Account.objects.filter(application__in=applications)
    if departments:
        rows = rows.filter(department__in=departments)
    if exposed_only:
        rows = rows.filter(facts__newest_exposure__isnull=False)
    return rows


def _overlapping(rows: QuerySet[Account]) -> tuple[tuple[str, int], ...]:
    running = Campaign.objects.running()
    shared = Rotation.objects.filter(campaign=OuterRef("pk"), account__in=rows)
    found = running.filter(Exists(shared)).annotate(
        shared=Count("rotations", filter=Q(rotations__account__in=rows))
    )
    return tuple(found.values_list("name", "shared"))
