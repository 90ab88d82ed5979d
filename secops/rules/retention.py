"""How long an item of evidence is kept, and what keeps it longer.

Policy where no law gives a term: five years from the end of its incident, or from the day it was
taken in where it belongs to none. The last day of the term is a whole day in WIB. Nothing goes by
itself: what is past its term may be proposed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from secops.rules.intervals import WIB, day_start

YEARS = 5


class Keeps(StrEnum):
    """What forbids to dispose of an item."""

    DISPOSED = "disposed"
    HELD = "held"
    INCIDENT_OPEN = "incident_open"
    HANDOVER_PENDING = "handover_pending"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the law looks at."""

    taken_in_at: datetime
    incident_open: bool = False
    incident_over_at: datetime | None = None
    held: bool = False
    handover_pending: bool = False
    disposed: bool = False


def began_at(standing: Standing) -> datetime:
    """Since when the term runs."""
    return max(standing.taken_in_at, standing.incident_over_at or standing.taken_in_at)


def term_of(standing: Standing) -> date:
    """The last day on which it is kept, in WIB."""
    return _years_after(began_at(standing).astimezone(WIB).date())


def past_where_begun_before(at: datetime) -> datetime:
    """The moment before which a term began that is over now; the same law for a database."""
    today = at.astimezone(WIB).date()
    day = today - timedelta(days=365 * YEARS)
    while _years_after(day) >= today:
        day -= timedelta(days=1)
    return day_start(day + timedelta(days=1))


def _years_after(day: date) -> date:
    try:
        return day.replace(year=day.year + YEARS)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year + YEARS, month=3, day=1)


def keeps(standing: Standing, *, at: datetime) -> Keeps | None:
    """The first thing that forbids it; None where it may be proposed and disposed of."""
    if standing.disposed:
        return Keeps.DISPOSED
    if standing.held:
        return Keeps.HELD
    if standing.incident_open:
        return Keeps.INCIDENT_OPEN
    if standing.handover_pending:
        return Keeps.HANDOVER_PENDING
    return Keeps.TERM if at.astimezone(WIB).date() <= term_of(standing) else None
