"""How soon a department answers: readings of stored times, for helping it, never a grade.

An order counts from the moment it went out. A term in working days ends as RULES 3 says, at 16.00
on the last of them; the same term as for "telephone who has not received it" (RULES 2).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from secops.rules.duty import RECEIVE_WORKING_DAYS
from secops.rules.intervals import WIB
from secops.rules.working_time import Calendar, add_working_days, close_of

#: So many of the newest orders are looked at (policy).
LAST_ORDERS = 10


@dataclass(frozen=True, slots=True)
class Order:
    """When one order went out, was received and first stated, and by when it is due."""

    sent_at: datetime
    due_at: datetime
    received_at: datetime | None = None
    stated_at: datetime | None = None
    asked: bool = True
    """Whether something is still asked; what is not asked any more runs late no longer."""


def received_late(order: Order, calendar: Calendar, *, at: datetime) -> bool:
    """Say whether it was received, or is still waiting, after its working day."""
    ordered = order.sent_at.astimezone(WIB).date()
    until = close_of(add_working_days(ordered, RECEIVE_WORKING_DAYS, calendar))
    if order.received_at is None:
        return order.asked and at > until
    return order.received_at > until


def stated_late(order: Order, *, at: datetime) -> bool:
    """Say whether the head first stated it, or has not yet, after the due time."""
    if order.stated_at is None:
        return order.asked and at > order.due_at
    return order.stated_at > order.due_at


def median_hours(orders: Iterable[Order], *, stated: bool = False) -> float | None:
    """Hours from the order to "received" (or to the first statement), half of them sooner.

    None where there is none. What was recorded before it went out took no time.
    """
    ends = ((one, one.stated_at if stated else one.received_at) for one in orders)
    took = [(end - one.sent_at) / timedelta(hours=1) for one, end in ends if end is not None]
    return median(max(0.0, hours) for hours in took) if took else None
