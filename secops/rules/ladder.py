"""Who is reminded when (RULES 5; policy, frozen at the start of a directive or campaign).

A rung is due when its moment has come and it was not sent, never by equality. What the rules leave
open: h-n counts working days back from the day of the `due` rung, late-n working days on from the
day of the due time; a weekly rung comes n x 7 days after the last rung that counts in days, on the
next working day where that one is free.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from secops.rules.intervals import WIB
from secops.rules.working_time import (
    URGENT_WITHIN,
    Calendar,
    add_working_days,
    working_day_from,
    working_day_until,
)

#: The moment of a rung in days.
MORNING = time(8, 0)


class Audience(StrEnum):
    """Whom a rung speaks to."""

    HOLDER = "holder"
    AGENT = "agent"
    HEAD = "head"
    DEPUTY = "deputy"
    SUPERIOR = "superior"
    REGIONAL_SECRETARY = "regional_secretary"
    LEADERSHIP = "leadership"


#: A department may hold its rungs so often for one duty, and so many days at a time (policy).
SNOOZES = 3
SNOOZE_DAYS = 14

#: Above the department: gathered for the lead, who sends, defers or telephones first.
ABOVE_DEPARTMENT = frozenset({Audience.SUPERIOR, Audience.REGIONAL_SECRETARY, Audience.LEADERSHIP})


class LadderKind(StrEnum):
    """The three ladders an office keeps: departments by days or by hours, and account holders."""

    DAYS = "days"
    HOURS = "hours"
    HOLDERS = "holders"


class Anchor(StrEnum):
    """From where a rung is counted."""

    START = "start"
    HALF_WAY = "half_way"
    BEFORE_DUE = "before_due"
    DUE_MORNING = "due_morning"
    DUE_TIME = "due_time"
    AFTER_DUE = "after_due"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Rung:
    """One step: n working days before or after due, or n weeks after the last step in days.

    `summary_only` = said in the leadership's summary, no message of its own. `call_first` = the
    task *telephone the head* stands before it.
    """

    code: str
    anchor: Anchor
    audience: tuple[Audience, ...]
    n: int = 0
    summary_only: bool = False
    call_first: bool = False

    @property
    def gathered(self) -> bool:
        """Say whether it waits for the lead's word (RULES 5: above the department)."""
        return not ABOVE_DEPARTMENT.isdisjoint(self.audience)


@dataclass(frozen=True, slots=True)
class Step:
    """A rung with its moment."""

    rung: Rung
    moment: datetime


Ladder = tuple[Rung, ...]

_DEPARTMENT = (Audience.AGENT, Audience.HEAD)


def _weekly(audience: tuple[Audience, ...], *, summary_only: bool = False) -> Ladder:
    """Return the four weekly rungs at the end of a ladder."""
    return tuple(
        Rung(f"weekly-{n}", Anchor.WEEKLY, audience, n=n, summary_only=summary_only)
        for n in range(1, 5)
    )


_LATE: Ladder = (
    Rung("late-1", Anchor.AFTER_DUE, (Audience.HEAD, Audience.DEPUTY), n=1),
    Rung("late-3", Anchor.AFTER_DUE, (Audience.SUPERIOR,), n=3),
    Rung("late-5", Anchor.AFTER_DUE, (Audience.REGIONAL_SECRETARY,), n=5, call_first=True),
    *_weekly((Audience.LEADERSHIP,), summary_only=True),
)

#: For what is due in days.
DAYS: Ladder = (
    Rung("issued", Anchor.START, _DEPARTMENT),
    Rung("h-3", Anchor.BEFORE_DUE, (Audience.AGENT,), n=3),
    Rung("h-1", Anchor.BEFORE_DUE, (Audience.AGENT,), n=1),
    Rung("due", Anchor.DUE_MORNING, _DEPARTMENT),
    *_LATE,
)

#: For what is due in hours; start, half-way and due are moments of the clock on the wall.
HOURS: Ladder = (
    Rung("issued", Anchor.START, _DEPARTMENT),
    Rung("half-way", Anchor.HALF_WAY, (Audience.AGENT,)),
    Rung("due", Anchor.DUE_TIME, _DEPARTMENT),
    *_LATE,
)

#: For account holders, and only while it is their turn.
HOLDERS: Ladder = (
    Rung("start", Anchor.START, (Audience.HOLDER,)),
    Rung("h-3", Anchor.BEFORE_DUE, (Audience.HOLDER,), n=3),
    Rung("h-1", Anchor.BEFORE_DUE, (Audience.HOLDER,), n=1),
    Rung("late-1", Anchor.AFTER_DUE, (Audience.HOLDER,), n=1),
    *_weekly((Audience.HOLDER,)),
)


#: What an office starts with and can go back to.
DEFAULTS: Mapping[LadderKind, Ladder] = {
    LadderKind.DAYS: DAYS,
    LadderKind.HOURS: HOURS,
    LadderKind.HOLDERS: HOLDERS,
}


def kind_for(ordered_at: datetime, due_at: datetime) -> LadderKind:
    """Return a department's kind of ladder: in hours where it is due within 72 h of the order."""
    return LadderKind.HOURS if due_at - ordered_at <= URGENT_WITHIN else LadderKind.DAYS


def ladder_for(ordered_at: datetime, due_at: datetime) -> Ladder:
    """Return the department's ladder as the law has it, before an office changed anything."""
    return DEFAULTS[kind_for(ordered_at, due_at)]


def moments(
    ladder: Ladder, *, start: datetime, due: datetime, calendar: Calendar
) -> tuple[Step, ...]:
    """Return the rungs with their moments, by time; rungs before the start are dropped.

    Two rungs may share a moment (holidays); the one further up the ladder is then the higher.
    """
    steps = (Step(rung, _moment(rung, ladder, start, due, calendar)) for rung in ladder)
    return tuple(sorted((s for s in steps if s.moment >= start), key=lambda s: s.moment))


def due_rungs(steps: Iterable[Step], *, sent: Collection[str], at: datetime) -> tuple[Step, ...]:
    """Return the steps whose moment is not after `at` and whose code was not sent, lowest first."""
    return tuple(s for s in steps if s.moment <= at and s.rung.code not in sent)


def due_for(
    audience: Audience, steps: Iterable[Step], *, sent: Collection[str], at: datetime
) -> Step | None:
    """Return what this recipient is to be told now: the highest of his own reached rungs.

    None where that one was sent already: after an outage the lower ones are never made up for.
    """
    reached = [s for s in steps if s.moment <= at and audience in s.rung.audience]
    if not reached or reached[-1].rung.code in sent:
        return None
    return reached[-1]


def upcoming(steps: Iterable[Step], *, at: datetime) -> Step | None:
    """Return the next step after `at`, for "next: head, tomorrow 08.00"; None after the last."""
    return next((s for s in steps if s.moment > at), None)


def is_exhausted(steps: Iterable[Step], *, at: datetime) -> bool:
    """Say whether the last rung is reached: from then on the item stands in the office's inbox."""
    return upcoming(steps, at=at) is None


def as_data(ladder: Ladder) -> list[dict[str, Any]]:
    """Return the ladder as plain data, to be frozen with a directive at its start."""
    return [{**asdict(rung), "audience": [str(who) for who in rung.audience]} for rung in ladder]


def from_data(rungs: Iterable[Mapping[str, Any]]) -> Ladder:
    """Read a frozen ladder; TypeError, KeyError or ValueError if it is none."""
    return tuple(
        Rung(
            **{
                **rung,
                "anchor": Anchor(rung["anchor"]),
                "audience": tuple(Audience(who) for who in rung["audience"]),
            }
        )
        for rung in rungs
    )


def _moment(
    rung: Rung, ladder: Ladder, start: datetime, due: datetime, calendar: Calendar
) -> datetime:
    """Return when a rung is to be said."""
    due_day = due.astimezone(WIB).date()
    morning = _last_morning(due, calendar)
    match rung.anchor:
        case Anchor.START:
            return start
        case Anchor.HALF_WAY:
            return start + (due - start) / 2
        case Anchor.DUE_TIME:
            return due
        case Anchor.DUE_MORNING:
            return morning
        case Anchor.BEFORE_DUE:
            return _at_morning(add_working_days(morning.date(), -rung.n, calendar))
        case Anchor.AFTER_DUE:
            return _at_morning(add_working_days(due_day, rung.n, calendar))
        case Anchor.WEEKLY:
            last = max((r.n for r in ladder if r.anchor is Anchor.AFTER_DUE), default=0)
            week = add_working_days(due_day, last, calendar) + timedelta(weeks=rung.n)
            return _at_morning(working_day_from(week, calendar))


def _last_morning(due: datetime, calendar: Calendar) -> datetime:
    """Return the last working morning, 08.00, not after the due time."""
    day = due.astimezone(WIB).date()
    if _at_morning(day) > due:
        day -= timedelta(days=1)
    return _at_morning(working_day_until(day, calendar))


def _at_morning(day: date) -> datetime:
    """Return 08.00 WIB of the day."""
    return datetime.combine(day, MORNING, tzinfo=WIB)
