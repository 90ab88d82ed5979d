"""Warnings answered in time, as one number (the first that a head of the office wants)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

#: Of 1,762 warnings sent to the whole country in 2023, so many per cent were answered at all.
NATIONAL_SHARE = 43


@dataclass(frozen=True, slots=True)
class Share:
    """Of the warnings whose term is over or that were answered: so many answered in time."""

    counted: int
    in_time: int
    waiting: int

    @property
    def percent(self) -> int | None:
        """None where nothing can be counted yet; rounded down, so that 100 means all."""
        return self.in_time * 100 // self.counted if self.counted else None


def share_of(terms: Iterable[tuple[datetime, datetime | None]], *, at: datetime) -> Share:
    """Count pairs of (due, answered). One that still has time and no answer counts nowhere."""
    counted = in_time = waiting = 0
    for due_at, answered_at in terms:
        if answered_at is None and at <= due_at:
            waiting += 1
            continue
        counted += 1
        in_time += answered_at is not None and answered_at <= due_at
    return Share(counted, in_time, waiting)
