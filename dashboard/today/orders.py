"""How the orders stand with the departments: received, and past their time; with yesterday."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Q, QuerySet

from dashboard.today.counting import DAY, NOTHING, Counted, Part
from secops.compliance.duties.models import Directive, Duty
from secops.rules.duty import Kind, State

#: Orders to change passwords: everybody has one, and they come first.
MAIN = [Kind.ROTATION, Kind.ROTATION_BY_COUNT]
#: An order that was taken back or given up is not asked of anybody.
DROPPED = [State.WITHDRAWN.value, State.WRITTEN_OFF.value]


@dataclass(frozen=True, slots=True)
class Orders:
    """Departments with open orders: how many have not received one, how many are late."""

    departments: int = 0
    unreceived: int = 0
    late: int = 0
    unreceived_yesterday: int | None = None
    main: bool = False
    """Counted over the orders to change passwords alone, not over all orders."""

    @property
    def received(self) -> int:
        return self.departments - self.unreceived


def order_parts(*, at: datetime) -> dict[str, Part]:
    """What is to be counted for `orders_of`: departments, each once."""
    asked = asked_duties()
    then = at - DAY
    before = asked.filter(directive__ordered_at__lte=then)
    silent_then = before.filter(Q(received_at=None) | Q(received_at__gt=then))
    late = Duty.objects.late(at).filter(directive__closed_at=None)
    rows = {
        "orders-main": asked.filter(directive__kind__in=MAIN),
        "orders": asked,
        "orders-unreceived": asked.filter(received_at=None),
        "orders-late": late,
        "orders-before": before,
        "orders-unreceived-then": silent_then,
    }
    return {name: Part(found, Count("department", distinct=True)) for name, found in rows.items()}


def orders_of(counted: Mapping[str, Counted]) -> Orders:
    """Read the counts of `order_parts`."""

    def number(name: str) -> int:
        return counted.get(name, NOTHING).n

    known = number("orders-before")
    return Orders(
        number("orders"),
        number("orders-unreceived"),
        number("orders-late"),
        number("orders-unreceived-then") if known else None,
        number("orders-main") > 0,
    )


def asked_duties() -> QuerySet[Duty]:
    """Duties of the open orders to change passwords; of all open orders while there is none.

    "Diterima 51 dari 68" is said of the one order that everybody has; an order to a few
    owners of applications would make it unreadable.
    """
    open_orders = Directive.objects.filter(closed_at=None)
    main = open_orders.filter(kind__in=MAIN)
    asked = Duty.objects.filter(directive__in=open_orders).exclude(state__in=DROPPED)
    return asked.filter(Q(directive__in=main) | ~Exists(main))
