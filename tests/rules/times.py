"""The moments that the tests of the laws share; all in WIB."""

from datetime import date, datetime, timedelta

from secops.rules.intervals import WIB
from secops.rules.working_time import Calendar

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)


def wib(day: int, hour: int = 0, minute: int = 0, *, month: int = 11) -> datetime:
    """A moment of November 2026 (the 27th is the Friday of the leak)."""
    return datetime(2026, month, day, hour, minute, tzinfo=WIB)


ORDER = wib(27, 9)
LATER = wib(30, 9)
NOW = wib(30, 12, month=12)

#: The national holidays that the tests need: Christmas Eve (cuti bersama), Christmas, New Year.
HOLIDAYS = frozenset({date(2026, 12, 24), date(2026, 12, 25), date(2027, 1, 1)})
CALENDAR = Calendar(holidays=HOLIDAYS, complete_years=frozenset({2026}))
