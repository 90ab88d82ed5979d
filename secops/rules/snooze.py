"""A holder asks to be reminded later: how often, how long, and for what reason (RULES 2 and 5).

It is no answer and no proof: state and turn stay what they are, only reminders wait. A new leak
ends it; when it is over the next digest asks again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from secops.rules.intervals import WIB
from secops.rules.ladder import MORNING, SNOOZE_DAYS
from secops.rules.working_time import Calendar, add_working_days


class SnoozeReason(StrEnum):
    """Why somebody wants to be reminded later."""

    LEAVE = "leave"
    SICK = "sick"
    AGENT = "agent"
    OTHER = "other"


#: After the due time, or after a new leak, nobody is silent for longer at a time (policy): a thief
#: waits for nobody's leave.
LATE_DAYS = 7
LEAKED_AGAIN_DAYS = 3


@dataclass(frozen=True, slots=True)
class Waits:
    """What an account waits for: its due time, and whether it leaked again."""

    due_at: datetime
    leaked_again: bool


def last_day(accounts: Iterable[Waits], *, calendar: Calendar, at: datetime) -> date:
    """Return the farthest day on which a reminder of all these may come again: the most pressing
    one decides."""
    return min(_last_day(one, calendar, at) for one in accounts)


def _last_day(account: Waits, calendar: Calendar, at: datetime) -> date:
    """Before the due time that is the working day after it: nobody sleeps through being late."""
    today = at.astimezone(WIB).date()
    if account.leaked_again:
        return today + timedelta(days=LEAKED_AGAIN_DAYS)
    if account.due_at < at:
        return today + timedelta(days=LATE_DAYS)
    after = add_working_days(account.due_at.astimezone(WIB).date(), 1, calendar)
    return min(today + timedelta(days=SNOOZE_DAYS), after)


def wakes_at(day: date) -> datetime:
    """Return the moment from which he is asked again."""
    return datetime.combine(day, MORNING, tzinfo=WIB)
