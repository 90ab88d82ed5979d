"""The city's working days, from the table of holidays."""

from time import monotonic

from secops.reminders.models import Holiday
from secops.rules.working_time import Calendar

#: A change of the table is seen by every process after so long, in seconds.
FRESH = 60.0
#: A year counts as entered in full when it has this many joint leave days that are no estimate.
_JOINT_LEAVE_DAYS = 1


class _Kept:
    """The calendar last read by this process; pages ask for it many times."""

    calendar: Calendar | None = None
    read_at = 0.0


def city_calendar() -> Calendar:
    """Working hours and holidays of the city; read from the database once a minute at most."""
    if _Kept.calendar is None or monotonic() - _Kept.read_at > FRESH:
        _Kept.calendar, _Kept.read_at = read_calendar(), monotonic()
    return _Kept.calendar


def forget() -> None:
    """Read the table again at the next question (after an edit, and between tests)."""
    _Kept.calendar = None


def read_calendar() -> Calendar:
    """Build the calendar from the rows. A year without its own joint leave is not complete."""
    rows = list(Holiday.objects.values_list("day", "kind", "estimated"))
    joint = [
        day.year for day, kind, estimated in rows
        if kind == Holiday.Kind.JOINT_LEAVE and not estimated
    ]  # fmt: skip
    years = {day.year for day, _kind, _estimated in rows}
    return Calendar(
        holidays=frozenset(day for day, _kind, _estimated in rows),
        complete_years=frozenset(y for y in years if joint.count(y) >= _JOINT_LEAVE_DAYS),
    )
