"""The next public word is proposed for an hour at which it is written and read."""

from datetime import datetime, timedelta

import pytest

from secops.rules.intervals import WIB
from secops.rules.next_word import FIRST, LAST, proposed_next
from secops.rules.working_time import Calendar, Voice, next_moment

FRIDAY, SATURDAY = (2026, 11, 27), (2026, 11, 28)


@pytest.mark.parametrize(
    ("said", "proposed"),
    [
        ((*FRIDAY, 8, 10), (*FRIDAY, 13)),
        ((*FRIDAY, 16, 29), (*FRIDAY, 21)),
        ((*FRIDAY, 16, 30), (*SATURDAY, 7)),
        ((*FRIDAY, 22, 0), (*SATURDAY, 7)),
        ((*FRIDAY, 23, 59), (*SATURDAY, 7)),
        ((*SATURDAY, 0, 0), (*SATURDAY, 7)),
        ((*SATURDAY, 2, 29), (*SATURDAY, 7)),
        ((*SATURDAY, 2, 30), (*SATURDAY, 8)),
        ((*SATURDAY, 10, 0), (*SATURDAY, 15)),
        ((2026, 11, 29, 20, 0), (2026, 11, 30, 7)),
        ((2026, 12, 31, 19, 0), (2027, 1, 1, 7)),
    ],
)
def test_a_day_an_evening_a_night_a_weekend_and_a_year_end(
    said: tuple[int, ...], proposed: tuple[int, ...]
) -> None:
    assert proposed_next(datetime(*said, tzinfo=WIB)) == datetime(*proposed, tzinfo=WIB)


def test_no_minute_of_a_week_proposes_the_night_the_past_or_a_long_silence() -> None:
    start = datetime(*FRIDAY, tzinfo=WIB)
    for minutes in range(7 * 24 * 60):
        at = start + timedelta(minutes=minutes)
        found = proposed_next(at)
        assert FIRST <= found.time() <= LAST
        assert (found.minute, found.second) == (0, 0)
        assert timedelta(hours=4, minutes=30) <= found - at < timedelta(hours=15)


def test_the_desk_can_be_reminded_before_any_proposed_hour() -> None:
    """The urgent voice has spoken on that day before the first hour comes."""
    morning = proposed_next(datetime(*FRIDAY, 23, 0, tzinfo=WIB))
    midnight = morning.replace(hour=0)
    assert next_moment(Voice.URGENT, Calendar(), at=midnight) < morning
