"""Warnings answered in time, as one number (the first that a head of the office wants)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

#: Of 1,762 warnings sent to the whole country in 2023, so many per cent were answered at all.
NATIONAL_SHARE = 43


class Answered(StrEnum):
    """How the answer to one warning stands."""

    IN_TIME = "in_time"
    LATE = "late"
    WAITING = "waiting"


def answered(due_at: datetime, answered_at: datetime | None, *, at: datetime) -> Answered:
    """Say how it stands; what is answered after its term, or not at all, is late."""
    if answered_at is None:
        return Answered.WAITING if at <= due_at else Answered.LATE
    return Answered.IN_TIME if answered_at <= due_at else Answered.LATE


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
    stand = Counter(answered(due_at, when, at=at) for due_at, when in terms)
    in_time = stand[Answered.IN_TIME]
    return Share(in_time + stand[Answered.LATE], in_time, stand[Answered.WAITING])
