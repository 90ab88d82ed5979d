"""How far a holder may put off his reminders (RULES 2 and 5)."""

from datetime import date, datetime

import pytest

from secops.rules.intervals import WIB
from secops.rules.snooze import Waits, last_day, wakes_at
from secops.rules.working_time import Calendar

#: Friday 27 November 2026.
NOW = datetime(2026, 11, 27, 9, 0, tzinfo=WIB)
CALENDAR = Calendar(holidays=frozenset({date(2026, 12, 1)}), complete_years=frozenset({2026}))


def due(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 16, 0, tzinfo=WIB)


@pytest.mark.parametrize(
    ("account", "last"),
    [
        # Fourteen days, where the due time is far.
        (Waits(due(12, 31), leaked_again=False), date(2026, 12, 11)),
        # The working day after the due time: Monday, then a day off, then Wednesday.
        (Waits(due(11, 30), leaked_again=False), date(2026, 12, 2)),
        # Late already: a week.
        (Waits(due(11, 20), leaked_again=False), date(2026, 12, 4)),
        # Leaked again: three days, whatever the due time.
        (Waits(due(12, 31), leaked_again=True), date(2026, 11, 30)),
    ],
)
def test_the_last_day(account: Waits, last: date) -> None:
    assert last_day([account], calendar=CALENDAR, at=NOW) == last


def test_the_most_pressing_account_decides() -> None:
    both = [Waits(due(12, 31), leaked_again=False), Waits(due(11, 20), leaked_again=False)]
    assert last_day(both, calendar=CALENDAR, at=NOW) == date(2026, 12, 4)


def test_it_asks_again_in_the_morning() -> None:
    assert wakes_at(date(2026, 12, 2)) == datetime(2026, 12, 2, 8, 0, tzinfo=WIB)
