"""Who is told what on which day, before anything is switched on (RULES 4 and 5).

Reads the same functions as the engine: the moments of the rungs, the hours of the voice, the
highest reached rung of each recipient, and one message a person and day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from secops.rules.intervals import WIB
from secops.rules.ladder import Anchor, Audience, Ladder, Rung, Step, due_for, moments
from secops.rules.working_time import Calendar, Voice, next_moment, voice_of


@dataclass(frozen=True, slots=True)
class Said:
    """One rung as it reaches one audience: its moment, and when its voice may speak."""

    rung: Rung
    audience: Audience
    moment: datetime
    speaks_at: datetime
    voice: Voice


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A rung that will not be said: it lies before the start, or a higher one came first."""

    rung: Rung
    audience: Audience
    before_start: bool


@dataclass(frozen=True, slots=True)
class Timetable:
    """What is said, by time, and what is not."""

    said: tuple[Said, ...]
    unsaid: tuple[Unsaid, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A day on which something is said, or a run of days on which nothing is."""

    first: date
    last: date
    working: bool
    complete: bool
    said: tuple[Said, ...] = ()


def timetable(
    ladder: Ladder,
    *,
    start: datetime,
    due: datetime,
    calendar: Calendar,
    ordered_at: datetime | None = None,
    hours: Calendar | None = None,
) -> Timetable:
    """Return what each audience of this ladder would be told, if nobody did anything.

    `ordered_at` decides the voice where messages start later than the order. The moments follow
    the calendar of the city; `hours` are those of a unit in shifts, in which the voice speaks.
    """
    voice = voice_of(ordered_at or start, due)
    due = max(due, start)
    steps = moments(ladder, start=start, due=due, calendar=calendar)
    said: list[Said] = []
    for audience in Audience:
        said += _told(audience, steps, voice, hours or calendar)
    kept = {step.rung.code for step in steps}
    told = {(one.audience, one.rung.code) for one in said}
    unsaid = tuple(
        Unsaid(rung, audience, before_start=rung.code not in kept)
        for rung in ladder
        for audience in rung.audience
        if (audience, rung.code) not in told
    )
    order = list(Audience)
    said.sort(key=lambda one: (one.speaks_at, order.index(one.audience)))
    return Timetable(tuple(said), unsaid)


def _told(
    audience: Audience, steps: Sequence[Step], voice: Voice, calendar: Calendar
) -> Iterable[Said]:
    """Yield what one audience hears: the highest reached rung, one message a day."""
    sent: set[str] = set()
    last: date | None = None
    mine = [step for step in steps if audience in step.rung.audience]
    for step in mine:
        at = _opening(step.moment, step.rung, voice, calendar)
        if last is not None and at.astimezone(WIB).date() <= last:
            at = _opening(_midnight(last + timedelta(days=1)), step.rung, voice, calendar)
        highest = due_for(audience, steps, sent=sent, at=at)
        if highest is None or highest.rung.code != step.rung.code:
            continue
        sent.add(step.rung.code)
        last = at.astimezone(WIB).date()
        yield Said(step.rung, audience, step.moment, at, voice)


def _opening(moment: datetime, rung: Rung, voice: Voice, calendar: Calendar) -> datetime:
    """Return when a rung may be said; a line of a summary waits for no voice."""
    return moment if rung.summary_only else next_moment(voice, calendar, at=moment)


def by_day(said: Iterable[Said], calendar: Calendar, *, start: date) -> tuple[Stretch, ...]:
    """Return every day from the start to the last word; days without one are joined.

    `complete` is False where the day rests on a year whose joint leave is not entered.
    """
    days: dict[date, list[Said]] = {}
    for one in said:
        days.setdefault(one.speaks_at.astimezone(WIB).date(), []).append(one)
    stretches: list[Stretch] = []
    for n in range((max(days, default=start) - start).days + 1):
        day = start + timedelta(days=n)
        working, complete = calendar.is_working_day(day), calendar.is_complete(start, day)
        before = stretches[-1] if stretches else None
        if day in days or before is None or before.said or before.working != working:
            stretches.append(Stretch(day, day, working, complete, tuple(days.get(day, ()))))
        else:
            complete = before.complete and complete
            stretches[-1] = Stretch(before.first, day, working, complete)
    return tuple(stretches)


def is_first_word(rung: Rung) -> bool:
    """Say whether it opens the ladder: such a message is no digest."""
    return rung.anchor is Anchor.START


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), tzinfo=WIB)
