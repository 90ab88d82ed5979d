"""The city's working days, from the table of holidays; units in shifts have hours of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from time import monotonic

from accounts.models import Tenure
from secops.inventory.models import Account
from secops.outbox.voices import Shift
from secops.reminders.models import CalendarYear, Holiday, WorkingHours
from secops.rules.intervals import WIB
from secops.rules.working_time import OFFICE_HOURS, Calendar, Hours

#: A change of the table is seen by every process after so long, in seconds.
FRESH = 60.0
#: A year that nobody marked counts as entered in full when it has this many joint leave days that
#: are no estimate.
_JOINT_LEAVE_DAYS = 1
#: "24:00" of the table: the end of the day.
MIDNIGHT = "24:00"


@dataclass(frozen=True, slots=True)
class Calendars:
    """The city's calendar, the names of its days off, and the units in shifts."""

    city: Calendar
    names: Mapping[date, str]
    shifts: Sequence[Shift]


class _Kept:
    """The calendars last read by this process; pages ask for them many times."""

    calendars: Calendars | None = None
    read_at = 0.0


def calendars() -> Calendars:
    """All calendars; read from the database once a minute at most."""
    if _Kept.calendars is None or monotonic() - _Kept.read_at > FRESH:
        _Kept.calendars, _Kept.read_at = read_calendars(), monotonic()
    return _Kept.calendars


def city_calendar() -> Calendar:
    """Working hours and holidays of the city."""
    return calendars().city


def holiday_names() -> Mapping[date, str]:
    """What each day off is called."""
    return calendars().names


def shifts() -> Sequence[Shift]:
    """The units in shifts."""
    return calendars().shifts


def forget() -> None:
    """Read the tables again at the next question (after an edit, and between tests)."""
    _Kept.calendars = None


def read_calendar() -> Calendar:
    """The city's calendar from the rows."""
    return read_calendars().city


def read_calendars() -> Calendars:
    """Build the calendars from the rows. A year without its own joint leave is not complete, unless
    the office says so."""
    rows = list(Holiday.objects.values_list("day", "kind", "estimated", "name"))
    joint = [
        day.year for day, kind, estimated, _name in rows
        if kind == Holiday.Kind.JOINT_LEAVE and not estimated
    ]  # fmt: skip
    complete = {year for year in joint if joint.count(year) >= _JOINT_LEAVE_DAYS}
    hours: Mapping[int, Hours] = OFFICE_HOURS
    units: list[WorkingHours] = []
    for row in WorkingHours.objects.select_related("department"):
        if row.department is None:
            hours = hours_of(row.hours)
        elif row.department.works_in_shifts:
            units.append(row)
    for year, is_complete in CalendarYear.objects.values_list("year", "complete"):
        complete = complete | {year} if is_complete else complete - {year}
    free = frozenset(day for day, _kind, _estimated, _name in rows)
    years = frozenset(complete)
    return Calendars(
        Calendar(hours=hours, holidays=free, complete_years=years),
        {day: name for day, _kind, _estimated, name in rows},
        [
            Shift(
                row.department_id,
                Calendar(
                    hours=hours_of(row.hours),
                    holidays=frozenset() if row.on_holidays else free,
                    complete_years=years,
                ),
                _people_of(row.department_id),
            )
            for row in units
            if row.department_id is not None
        ],
    )


def hours_of(stored: Mapping[str, Sequence[str]]) -> dict[int, Hours]:
    """The stored hours as the laws read them."""
    return {int(day): (_clock(opens), _clock(closes)) for day, (opens, closes) in stored.items()}


def _clock(said: str) -> time:
    return time.max if said == MIDNIGHT else time.fromisoformat(said)


def _people_of(department_id: int) -> Callable[[datetime], set[int]]:
    return partial(people_in_unit, department_id)


def people_in_unit(department_id: int, at: datetime) -> set[int]:
    """Who works in a unit: who holds a position there today, or an account of its people."""
    today = at.astimezone(WIB).date()
    posts = Tenure.objects.current(today).filter(position__department=department_id)
    accounts = Account.objects.filter(department=department_id, holder__isnull=False)
    people = set(posts.values_list("person_id", flat=True))
    return people | {pk for pk in accounts.values_list("holder_id", flat=True) if pk is not None}
