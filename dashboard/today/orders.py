"""How the orders stand with the departments: received, and past their time; with yesterday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from secops.compliance.duties.models import Duty
from secops.rules.duty import State

#: An order that was taken back or given up is not asked of anybody.
DROPPED = [State.WITHDRAWN.value, State.WRITTEN_OFF.value]


@dataclass(frozen=True, slots=True)
class Orders:
    """Departments with open orders: how many have not received one, how many are late."""

    departments: int = 0
    unreceived: int = 0
    late: int = 0
    unreceived_yesterday: int | None = None

    @property
    def received(self) -> int:
        return self.departments - self.unreceived


def orders_now(*, at: datetime) -> Orders:
    """Count departments over the orders that are not closed, in one query."""
    late = Q(pk__in=Duty.objects.late(at).values("pk"))
    then = at - timedelta(days=1)
    before = Q(directive__ordered_at__lte=then)
    silent_then = before & (Q(received_at=None) | Q(received_at__gt=then))

    def number(condition: Q | None = None) -> Count:
        return Count("department", distinct=True, filter=condition)

    found = asked_duties().aggregate(
        departments=number(),
        unreceived=number(Q(received_at=None)),
        late=number(late),
        then=number(silent_then),
        known=number(before),
    )
    return Orders(
        found["departments"],
        found["unreceived"],
        found["late"],
        found["then"] if found["known"] else None,
    )


def asked_duties() -> QuerySet[Duty]:
    """Duties of open orders that are still asked of their departments."""
    return Duty.objects.filter(directive__closed_at=None).exclude(state__in=DROPPED)
