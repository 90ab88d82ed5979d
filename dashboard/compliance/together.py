"""How the shown departments stand as one with each subject, now and in the last weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from dashboard.compliance.queries import Cell, HeatRow
from dashboard.departments.traffic import TrafficLine
from secops.compliance.stands.queries import past_together
from secops.rules.stand import Stand


def together(rows: Sequence[HeatRow], *, at: datetime) -> list[TrafficLine]:
    """A line for each subject of which a day is kept to compare with; no department is named."""
    past = past_together([row.pk for row in rows], at=at)
    subjects = rows[0].subjects if rows else ()
    lines = [
        TrafficLine(Cell(one, _sum(rows, one.key), ""), past[one.key], at)
        for one in subjects
        if one.key in past
    ]
    return [line for line in lines if line.trend]


def _sum(rows: Sequence[HeatRow], subject: str) -> Stand:
    stands = [row.stands[subject] for row in rows if subject in row.stands]
    return Stand(
        sum(one.good for one in stands),
        sum(one.warn for one in stands),
        sum(one.bad for one in stands),
        sum(one.unknown for one in stands),
        as_of=max((one.as_of for one in stands if one.as_of), default=None),
    )
