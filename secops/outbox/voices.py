"""When the two voices may speak (RULES 4): asked at the promise and again at the hand-over.

The holidays and the hours of units are kept by `secops.reminders`; wiring puts its calendars in
here. Nobody but a unit in shifts has hours of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q

from secops.rules.working_time import Calendar, Voice, in_window, next_moment


@dataclass(frozen=True, slots=True)
class Shift:
    """A unit that works in shifts: its calendar, and a question for the ids of its people."""

    department_id: int
    calendar: Calendar
    people: Callable[[datetime], Collection[int]]


class _City:
    """Where the calendars come from; without wiring, working hours and no holidays."""

    calendar: Callable[[], Calendar] = staticmethod(Calendar)
    names: Callable[[], Mapping[date, str]] = staticmethod(dict)
    shifts: Callable[[], Sequence[Shift]] = staticmethod(tuple)


def use_calendar(
    source: Callable[[], Calendar],
    *,
    names: Callable[[], Mapping[date, str]] | None = None,
    shifts: Callable[[], Sequence[Shift]] | None = None,
) -> None:
    """Take the city's calendar from there, the names of its holidays, and the units in shifts
    (called once, by wiring)."""
    _City.calendar = staticmethod(source)
    if names is not None:
        _City.names = staticmethod(names)
    if shifts is not None:
        _City.shifts = staticmethod(shifts)


def city_calendar() -> Calendar:
    """Working hours and holidays of the city."""
    return _City.calendar()


def calendar_of(department_id: int | None) -> Calendar:
    """The calendar of one unit: its own where it works in shifts, else the city's."""
    for shift in _City.shifts():
        if shift.department_id == department_id:
            return shift.calendar
    return city_calendar()


def units_in_shifts() -> list[int]:
    """The departments with hours of their own."""
    return [shift.department_id for shift in _City.shifts()]


def holiday_names() -> Mapping[date, str]:
    """What each free day is called, for pages that show days."""
    return _City.names()


def voice(urgent: bool) -> Voice:
    return Voice.URGENT if urgent else Voice.ORDINARY


def may_speak(urgent: bool, *, at: datetime) -> bool:
    """Whether a message in that voice may go out now, to people without shifts."""
    return in_window(voice(urgent), city_calendar(), at=at)


def next_opening(urgent: bool, *, at: datetime) -> datetime:
    """The first moment not before `at` at which a message in that voice may go out."""
    return next_moment(voice(urgent), city_calendar(), at=at)


@dataclass(frozen=True, slots=True)
class Listening:
    """Who may be spoken to at one moment: everybody by the city's hours, people in shifts by
    theirs. The urgent voice knows no shifts."""

    urgent: bool
    ordinary: bool
    #: People in shifts for whom the ordinary voice is not as for the city.
    otherwise: Collection[int] = field(default_factory=frozenset)

    def may_hear(self, person_id: int, *, urgent: bool) -> bool:
        """Whether this person may be told now, in that voice."""
        if urgent:
            return self.urgent
        return self.ordinary is not (person_id in self.otherwise)

    def condition(self) -> Q:
        """The same over rows with `urgent` and `person_id`."""
        spoken = Q(pk__in=[])
        if self.urgent:
            spoken |= Q(urgent=True)
        if self.ordinary:
            others = Q(person_id__in=list(self.otherwise)) if self.otherwise else Q(pk__in=[])
            spoken |= Q(urgent=False) & ~others
        elif self.otherwise:
            spoken |= Q(urgent=False, person_id__in=list(self.otherwise))
        return spoken


def listening(*, at: datetime) -> Listening:
    """Who may be spoken to now. People are only looked for where a unit's hours differ now."""
    ordinary = may_speak(False, at=at)
    otherwise: set[int] = set()
    for shift in _City.shifts():
        if in_window(Voice.ORDINARY, shift.calendar, at=at) is not ordinary:
            otherwise.update(shift.people(at))
    return Listening(may_speak(True, at=at), ordinary, frozenset(otherwise))
