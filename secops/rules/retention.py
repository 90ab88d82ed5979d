"""How long an item of evidence is kept, and what keeps it longer.

Policy where no law gives a term: five years from the end of its incident, or from the day it was
taken in where it belongs to none. Nothing goes by itself: what is past its term may be proposed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

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


def term_of(standing: Standing) -> datetime:
    """Until when it is kept at least."""
    start = max(standing.taken_in_at, standing.incident_over_at or standing.taken_in_at)
    try:
        return start.replace(year=start.year + YEARS)
    except ValueError:  # the 29th of February
        return start.replace(year=start.year + YEARS, month=3, day=1)


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
    return Keeps.TERM if at < term_of(standing) else None
