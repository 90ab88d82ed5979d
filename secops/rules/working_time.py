"""Working time, and the two voices in which the city speaks (RULES 4).

A calendar is data: hours per weekday (0 = Monday; a unit in shifts has its own) and holidays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from secops.rules.intervals import WIB

Hours = tuple[time, time]

#: Monday to Friday 07.30-16.00 (policy).
OFFICE_HOURS: Mapping[int, Hours] = {day: (time(7, 30), time(16, 0)) for day in range(5)}

#: The voice *darurat* speaks on every day between these (policy).
URGENT_HOURS: Hours = (time(6, 0), time(21, 0))

#: What is due within this of its order speaks *darurat*.
URGENT_WITHIN = timedelta(hours=72)

#: A term in working days ends at this time of its last day (RULES 3).
CLOSE_OF_TERM = time(16, 0)

#: Longer than any run of holidays; a calendar that needs more has no working days.
_SEARCH_DAYS = 800


class Voice(StrEnum):
    """How pressing a message is; the values are the words of the interface."""

    URGENT = "darurat"
    ORDINARY = "biasa"


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working hours and holidays of a unit.

    `complete_years` = the years whose *cuti bersama* is entered; a date that depends on another
    year is shown as "belum lengkap". A weekday absent from `hours` is free; hours are half-open:
    at closing time work is over. No hours at all, or a closing before the opening, is a ValueError.
    """

    hours: Mapping[int, Hours] = field(default_factory=lambda: dict(OFFICE_HOURS))
    holidays: frozenset[date] = frozenset()
    complete_years: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        """Refuse a calendar in which nobody ever works."""
        if not self.hours:
            raise ValueError("a calendar needs at least one working day a week")
        if any(opens >= closes for opens, closes in self.hours.values()):
            raise ValueError("working hours must close after they open")

    def is_working_day(self, day: date) -> bool:
        """Say whether the unit works on that day."""
        return day.weekday() in self.hours and day not in self.holidays

    def is_complete(self, *days: date) -> bool:
        """Say whether every year from the first to the last of these days is entered in full."""
        years = range(min(days).year, max(days).year + 1)
        return self.complete_years.issuperset(years)


def voice_of(
    ordered_at: datetime | None,
    due_at: datetime | None,
    *,
    reexposure: bool = False,
    alarm: bool = False,
) -> Voice:
    """Return the voice: urgent for a re-exposure, an alarm, or what is due within 72 h of order."""
    if reexposure or alarm:
        return Voice.URGENT
    if ordered_at is None or due_at is None:
        return Voice.ORDINARY
    return Voice.URGENT if due_at - ordered_at <= URGENT_WITHIN else Voice.ORDINARY


def in_window(voice: Voice, calendar: Calendar, *, at: datetime) -> bool:
    """Say whether that voice may speak at this moment."""
    local = at.astimezone(WIB)
    hours = _hours_on(voice, calendar, local.date())
    return hours is not None and hours[0] <= local.time() < hours[1]


def next_moment(voice: Voice, calendar: Calendar, *, at: datetime) -> datetime:
    """Return the first moment not before `at` at which that voice may speak.

    ValueError if the calendar has no such moment within some two years.
    """
    if in_window(voice, calendar, at=at):
        return at
    today = at.astimezone(WIB).date()
    for day in _days_from(today):
        hours = _hours_on(voice, calendar, day)
        if hours is not None and (opens := _on(day, hours[0])) >= at:
            return opens
    raise ValueError("the calendar has no working time ahead")


def add_working_days(start: date, days: int, calendar: Calendar) -> date:
    """Return the n-th working day after `start` (before it, if n is negative; 0 is `start`).

    The day of the start never counts. ValueError if the calendar runs out of working days.
    """
    step = timedelta(days=1 if days > 0 else -1)
    day = start
    for _ in range(abs(days)):
        day = _working_day_towards(day + step, step, calendar)
    return day


def working_day_from(day: date, calendar: Calendar) -> date:
    """Return that day if it is a working day, else the next one."""
    return _working_day_towards(day, timedelta(days=1), calendar)


def working_day_until(day: date, calendar: Calendar) -> date:
    """Return that day if it is a working day, else the last one before it."""
    return _working_day_towards(day, timedelta(days=-1), calendar)


def working_days_between(start: date, end: date, calendar: Calendar) -> int:
    """Count the working days after `start` up to and including `end`; negative if end < start.

    So it undoes `add_working_days`, and from today to the due day it is "sisa n hari kerja".
    """
    if end < start:
        return -working_days_between(end, start, calendar)
    span = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(calendar.is_working_day(day) for day in span)


def close_of(day: date) -> datetime:
    """Return 16.00 WIB of the day: when a term in working days ends."""
    return _on(day, CLOSE_OF_TERM)


def _on(day: date, moment: time) -> datetime:
    """Return that time of the day in WIB."""
    return datetime.combine(day, moment, tzinfo=WIB)


def _hours_on(voice: Voice, calendar: Calendar, day: date) -> Hours | None:
    """Return the voice's hours on that day, None if it is silent."""
    if voice is Voice.URGENT:
        return URGENT_HOURS
    return calendar.hours[day.weekday()] if calendar.is_working_day(day) else None


def _days_from(day: date, step: timedelta = timedelta(days=1)) -> Iterable[date]:
    """Yield the day and those after (or before) it, as far as it makes sense to look."""
    return (day + n * step for n in range(_SEARCH_DAYS))


def _working_day_towards(day: date, step: timedelta, calendar: Calendar) -> date:
    """Return the first working day from `day` in that direction."""
    for candidate in _days_from(day, step):
        if calendar.is_working_day(candidate):
            return candidate
    raise ValueError("the calendar has no working day in reach")
