"""How fast an incident was handled and how many reports went out in time, read from facts.

A measure is a length of time, or the reason why there is none: what is not known is never a zero.
An incident that fell back to an earlier phase is contained (recovered) when it last left that
phase, and not before; that it was picked up once is never taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from statistics import median

from secops.rules.clocks import Reading
from secops.rules.incident import PATH, Phase


class Measure(StrEnum):
    """What is measured, in the order in which it happens."""

    DETECT = "detect"
    ACKNOWLEDGE = "acknowledge"
    CONTAIN = "contain"
    RECOVER = "recover"


class Unknown(StrEnum):
    """Why a measure cannot be told."""

    NO_START = "no_start"
    NOT_YET = "not_yet"
    NO_MOVE = "no_move"
    WRONG_ORDER = "wrong_order"


class Report(StrEnum):
    """How a term to report ended."""

    IN_TIME = "in_time"
    LATE = "late"
    RUNNING = "running"


class Step(StrEnum):
    """How long one line of the table over time is."""

    MONTH = "month"
    QUARTER = "quarter"


#: What each runs from and to, for the reference page.
SPANS: dict[Measure, str] = {
    Measure.DETECT: "from when it happened to when it was found",
    Measure.ACKNOWLEDGE: "from when it was found to the first move out of detection",
    Measure.CONTAIN: "from when it was found to the last move out of containment",
    Measure.RECOVER: "from when it was found to the last move out of recovery",
}
#: Measure -> the phase whose end it waits for; detection ends where the incident was found.
ENDS: dict[Measure, Phase] = {
    Measure.ACKNOWLEDGE: Phase.DETECTION,
    Measure.CONTAIN: Phase.CONTAINMENT,
    Measure.RECOVER: Phase.RECOVERY,
}


@dataclass(frozen=True, slots=True)
class Moved:
    """One move from phase to phase."""

    origin: Phase
    target: Phase
    at: datetime


@dataclass(frozen=True, slots=True)
class Handled:
    """What the measures of one incident rest on."""

    found_at: datetime
    phase: Phase
    occurred_at: datetime | None = None
    moves: Sequence[Moved] = ()


@dataclass(frozen=True, slots=True)
class Timed:
    """A length of time, or why there is none; exactly one of both."""

    took: timedelta | None = None
    unknown: Unknown | None = None


@dataclass(frozen=True, slots=True)
class Middle:
    """The median of what is known, with how many are and are not."""

    took: timedelta | None
    known: int
    unknown: int


def measures(handled: Handled) -> dict[Measure, Timed]:
    """Return every measure of one incident."""
    found = {Measure.DETECT: _detected(handled)}
    return found | {measure: _until(handled, measure) for measure in ENDS}


def left_at(handled: Handled, phase: Phase, *, first: bool = False) -> datetime | None:
    """Return when the incident last (first) left a phase of the path behind it."""
    rank = PATH.index(phase)
    passed = sorted(
        move.at
        for move in handled.moves
        if move.origin in PATH
        and move.target in PATH
        and PATH.index(move.origin) <= rank < PATH.index(move.target)
    )
    if not passed:
        return None
    return passed[0] if first else passed[-1]


def report_of(reading: Reading, *, stopped: bool) -> Report:
    """Say how one term to report stands; late is late, whether it was sent at last or not."""
    if reading.breached:
        return Report.LATE
    return Report.IN_TIME if stopped else Report.RUNNING


def middle(timed: Iterable[Timed]) -> Middle:
    """Return the median; None where nothing is known."""
    rows = list(timed)
    known = [one.took.total_seconds() for one in rows if one.took is not None]
    took = timedelta(seconds=median(known)) if known else None
    return Middle(took, len(known), len(rows) - len(known))


def period_of(day: date, step: Step) -> date:
    """Return the first day of the month or quarter."""
    month = day.month if step is Step.MONTH else (day.month - 1) // 3 * 3 + 1
    return date(day.year, month, 1)


def next_period(start: date, step: Step) -> date:
    """Return the first day of the period after the one that starts there."""
    months = start.year * 12 + start.month - 1 + (1 if step is Step.MONTH else 3)
    return date(months // 12, months % 12 + 1, 1)


def periods(first: date, last: date, step: Step) -> list[date]:
    """Return the first days of all periods from one day to another, none left out."""
    start, found = period_of(first, step), []
    while start <= last:
        found.append(start)
        start = next_period(start, step)
    return found


def _detected(handled: Handled) -> Timed:
    if handled.occurred_at is None:
        return Timed(unknown=Unknown.NO_START)
    return _length(handled.occurred_at, handled.found_at)


def _until(handled: Handled, measure: Measure) -> Timed:
    phase, first = ENDS[measure], measure is Measure.ACKNOWLEDGE
    behind = handled.phase in PATH and PATH.index(handled.phase) > PATH.index(phase)
    ended = left_at(handled, phase, first=first)
    if not behind and not (first and ended):
        return Timed(unknown=Unknown.NOT_YET)
    if ended is None:
        return Timed(unknown=Unknown.NO_MOVE)
    return _length(handled.found_at, ended)


def _length(start: datetime, end: datetime) -> Timed:
    if end < start:
        return Timed(unknown=Unknown.WRONG_ORDER)
    return Timed(took=end - start)
