"""Who gets what on which day, as a page shows it: by the very functions of the engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from secops.ladders.people import Reach
from secops.ladders.words import audience_name, notes, voice_name, when
from secops.outbox.voices import city_calendar
from secops.rules.intervals import WIB
from secops.rules.ladder import Audience, Ladder
from secops.rules.ladder_plan import Said, Unsaid, by_day, timetable
from secops.rules.working_time import Calendar, Voice


@dataclass(frozen=True, slots=True)
class Course:
    """One group that climbs a ladder: its due time and, where known, how many people it has."""

    name: str
    ladder: Ladder
    start: datetime
    due: datetime
    reach: Mapping[Audience, Reach]
    ordered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One message of one group on one day."""

    course: str
    at: datetime
    moved_from: datetime | None
    voice: str
    urgent: bool
    audience: str
    step: str
    notes: tuple[str, ...]
    in_summary: bool
    reach: Reach | None


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day with messages, or a run of days without."""

    first: date
    last: date
    working: bool
    holiday: str
    complete: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A step that nobody of a group would hear."""

    course: str
    step: str
    audience: str
    before_start: bool


@dataclass(frozen=True, slots=True)
class Simulation:
    """The table, what is left out of it, and whether its dates rest on a year that is not full."""

    days: tuple[DayRow, ...]
    dropped: tuple[Dropped, ...]
    incomplete_years: tuple[int, ...]
    #: The groups with their due times, where there are several.
    terms: tuple[tuple[str, datetime], ...]


def simulate(
    courses: Sequence[Course],
    *,
    hours: Calendar | None = None,
    holidays: Mapping[date, str] | None = None,
) -> Simulation:
    """Lay the courses over the city's calendar; `hours` = those of a unit in shifts, in which the
    ordinary voice speaks to its people."""
    calendar = city_calendar()
    said: list[Said] = []
    owner: dict[int, Course] = {}
    dropped: list[Dropped] = []
    for course in courses:
        made = timetable(
            course.ladder, start=course.start, due=course.due, calendar=calendar,
            ordered_at=course.ordered_at,
            hours=hours,
        )  # fmt: skip
        said += made.said
        owner |= {id(one): course for one in made.said}
        dropped += _dropped(course, made.unsaid)
    said.sort(key=lambda one: one.speaks_at)
    start = min((course.start for course in courses), default=None)
    if start is None:
        return Simulation((), (), (), ())
    stretches = by_day(said, calendar, start=start.astimezone(WIB).date())
    days = tuple(
        DayRow(
            one.first,
            one.last,
            one.working,
            (holidays or {}).get(one.first, "") if not one.working else "",
            one.complete,
            tuple(_line(word, owner[id(word)]) for word in one.said),
        )
        for one in stretches
    )
    terms = tuple((course.name, course.due) for course in courses if course.name)
    last = days[-1].last.year if days else start.year
    years = range(start.astimezone(WIB).year, last + 1)
    missing = tuple(year for year in years if year not in calendar.complete_years)
    return Simulation(days, tuple(dropped), missing, terms)


def _line(said: Said, course: Course) -> Line:
    return Line(
        course=course.name,
        at=said.speaks_at,
        moved_from=said.moment if said.moment != said.speaks_at else None,
        voice=voice_name(said.voice),
        urgent=said.voice is Voice.URGENT,
        audience=audience_name(said.audience),
        step=when(said.rung),
        notes=tuple(notes(said.rung)),
        in_summary=said.rung.summary_only,
        reach=course.reach.get(said.audience),
    )


def _dropped(course: Course, unsaid: Iterable[Unsaid]) -> list[Dropped]:
    return [
        Dropped(course.name, when(one.rung), audience_name(one.audience), one.before_start)
        for one in unsaid
    ]
