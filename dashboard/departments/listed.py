"""Departments as rows of a list: their accounts and orders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from accounts.models import Department
from dashboard.today.orders import DROPPED, asked_duties
from secops.compliance.duties.models import Duty
from secops.compliance.rotations.models import Campaign
from secops.compliance.rotations.queries import Counts, counts_over_campaigns
from secops.compliance.rotations.tables import accounts_url


@dataclass(frozen=True, slots=True)
class ListedDepartment:
    """One department in the list, over all campaigns that run."""

    department: Department
    counts: Counts
    duties: int
    unreceived: int
    late_duties: int
    campaign: Campaign | None
    """The campaign to which its numbers lead; None where several run."""

    def accounts(self, **query: str) -> str:
        """The list of exactly the accounts of a number; empty where several campaigns run."""
        if self.campaign is None or not self.counts.total:
            return ""
        return accounts_url(self.campaign, department=self.department.code, **query)

    @property
    def pk(self) -> int:
        return self.department.pk

    @property
    def name(self) -> str:
        return self.department.name

    @property
    def sort_name(self) -> str:
        return self.department.sort_name

    @property
    def total(self) -> int | None:
        return self.counts.total or None

    @property
    def usable(self) -> int | None:
        return self.counts.usable if self.counts.total else None

    @property
    def late(self) -> int | None:
        return self.counts.late if self.counts.total else None

    @property
    def proven(self) -> tuple[int, int]:
        return self.counts.done, self.counts.total

    @property
    def order_state(self) -> str:
        """How its orders stand, the worst first."""
        if self.late_duties:
            return "late"
        if self.unreceived:
            return "unreceived"
        return "received" if self.duties else "none"


def listed(departments: Iterable[Department], *, at: datetime) -> list[ListedDepartment]:
    """Return the departments with their numbers: two queries whatever their number."""
    found = list(departments)
    ids = [one.pk for one in found]
    counts = counts_over_campaigns(at=at)
    running = list(Campaign.objects.running()[:2])
    campaign = running[0] if len(running) == 1 else None
    late = Q(pk__in=Duty.objects.late(at).values("pk"))
    duties = {
        pk: (n, silent, overdue)
        for pk, n, silent, overdue in Duty.objects.filter(
            directive__closed_at=None, department__in=ids
        )
        .exclude(state__in=DROPPED)
        .order_by()
        .values("department")
        .annotate(
            n=Count("pk"),
            silent=Count("pk", filter=Q(received_at=None, pk__in=asked_duties().values("pk"))),
            overdue=Count("pk", filter=late),
        )
        .values_list("department", "n", "silent", "overdue")
    }
    return [
        ListedDepartment(
            one, counts.get(one.pk, Counts()), *duties.get(one.pk, (0, 0, 0)), campaign
        )
        for one in found
    ]
