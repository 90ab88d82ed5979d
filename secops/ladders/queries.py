"""Which ladder the office follows now."""

from datetime import datetime

from secops.ladders.models import OfficeLadder
from secops.rules.ladder import DEFAULTS, Ladder, LadderKind, kind_for


def office_ladder(kind: LadderKind) -> Ladder:
    """The office's ladder of that kind; the law's own where the row is missing."""
    row = OfficeLadder.objects.filter(kind=kind).first()
    return row.ladder if row is not None else DEFAULTS[kind]


def ladder_of_order(ordered_at: datetime, due_at: datetime) -> Ladder:
    """The office's ladder for departments: in hours or in days, by the time they have."""
    return office_ladder(kind_for(ordered_at, due_at))
