"""Days and moments: a date without a time is an interval (RULES 1, "A date without time").

All times are aware. A day is a day of the city: midnight to midnight in Asia/Jakarta (WIB).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

WIB = ZoneInfo("Asia/Jakarta")
TICK = timedelta(microseconds=1)


def day_start(day: date) -> datetime:
    """Return 00:00:00 WIB of the day."""
    return datetime.combine(day, time.min, tzinfo=WIB)


def day_end(day: date) -> datetime:
    """Return 23:59:59.999999 WIB of the day."""
    return datetime.combine(day, time.max, tzinfo=WIB)


@dataclass(frozen=True, slots=True)
class Interval:
    """When something happened, as exactly as the source knows it; both ends belong to it.

    An exposure counts at `end`; a change of password at `start` for "is it after the cutoff?" and
    at `end` for sessions and for red; a date-only revocation of sessions at `start` (RULES 1).
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        """Refuse naive times and an end before its start with ValueError."""
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        if self.end < self.start:
            raise ValueError("an interval cannot end before it starts")

    @classmethod
    def of(cls, value: date | datetime) -> Self:
        """Read a moment as itself and a bare date as its whole day in WIB."""
        if isinstance(value, datetime):
            return cls(value, value)
        return cls(day_start(value), day_end(value))

    @property
    def exact(self) -> bool:
        """Say whether the source knew the time, not only the day."""
        return self.start == self.end

    def after(self, moment: datetime | None) -> bool:
        """Say whether it surely lies after the moment; equal is not after, unknown is not after."""
        return is_after(self.start, moment)


def is_after(left: datetime | None, right: datetime | None) -> bool:
    """Say whether left > right; an unknown side answers no. SQL: COALESCE(left > right, FALSE)."""
    return left is not None and right is not None and left > right


def is_not_after(left: datetime | None, right: datetime | None) -> bool:
    """Say whether left <= right; an unknown side answers no. SQL: COALESCE(left <= right, FALSE).

    With an unknown side both this and `is_after` answer no, so neither is the other's negation.
    """
    return left is not None and right is not None and left <= right


def latest(*moments: datetime | None) -> datetime | None:
    """Return the latest known moment, None if none is known. SQL: GREATEST(...)."""
    return max((moment for moment in moments if moment is not None), default=None)


def earliest(*moments: datetime | None) -> datetime | None:
    """Return the earliest known moment, None if none is known. SQL: LEAST(...)."""
    return min((moment for moment in moments if moment is not None), default=None)
