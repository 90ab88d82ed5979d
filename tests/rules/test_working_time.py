"""Working days and hours, across weekends and holidays, in two voices."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secops.rules.intervals import WIB
from secops.rules.working_time import (
    Calendar,
    Voice,
    add_working_days,
    close_of,
    in_window,
    next_moment,
    voice_of,
    working_day_from,
    working_day_until,
    working_days_between,
)
from tests.rules.times import CALENDAR, DAY, HOUR, ORDER, TICK, wib

WEDNESDAY = date(2026, 12, 23)
MONDAY = date(2026, 12, 28)

days = st.dates(date(2026, 11, 1), date(2027, 2, 1))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 27), True),
        (date(2026, 11, 28), False),
        (date(2026, 12, 24), False),
        (date(2026, 12, 25), False),
        (date(2026, 12, 28), True),
    ],
)
def test_weekends_and_holidays_are_free(day, works):
    assert CALENDAR.is_working_day(day) is works


def test_working_days_leap_over_christmas_and_the_weekend():
    assert add_working_days(WEDNESDAY, 1, CALENDAR) == MONDAY
    assert add_working_days(MONDAY, -1, CALENDAR) == WEDNESDAY
    assert add_working_days(WEDNESDAY, 0, CALENDAR) == WEDNESDAY
    assert working_days_between(WEDNESDAY, MONDAY, CALENDAR) == 1
    assert working_days_between(MONDAY, WEDNESDAY, CALENDAR) == -1


def test_the_day_of_the_start_never_counts_and_the_last_day_does():
    friday, monday = date(2026, 11, 27), date(2026, 11, 30)
    assert working_days_between(friday, friday, CALENDAR) == 0
    assert working_days_between(friday, monday, CALENDAR) == 1
    assert working_days_between(friday, date(2026, 11, 29), CALENDAR) == 0


def test_from_a_free_day_the_next_working_day_is_the_first():
    assert add_working_days(date(2026, 12, 26), 1, CALENDAR) == MONDAY
    assert working_day_from(date(2026, 12, 24), CALENDAR) == MONDAY
    assert working_day_until(date(2026, 12, 27), CALENDAR) == WEDNESDAY
    assert working_day_from(MONDAY, CALENDAR) == MONDAY == working_day_until(MONDAY, CALENDAR)


@given(days, st.integers(1, 30))
def test_counting_undoes_adding(start, n):
    end = add_working_days(start, n, CALENDAR)
    assert CALENDAR.is_working_day(end)
    assert working_days_between(start, end, CALENDAR) == n


def test_a_term_ends_at_sixteen_in_jakarta():
    assert close_of(MONDAY) == datetime(2026, 12, 28, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "speaks"),
    [
        pytest.param(wib(27, 7, 30), True, id="at opening"),
        pytest.param(wib(27, 7, 30) - TICK, False, id="just before opening"),
        pytest.param(wib(27, 16) - TICK, True, id="just before closing"),
        pytest.param(wib(27, 16), False, id="at closing"),
        pytest.param(wib(28, 10), False, id="Saturday"),
        pytest.param(wib(24, 10, month=12), False, id="holiday"),
        pytest.param(datetime(2026, 11, 27, 1, tzinfo=UTC), True, id="01.00 UTC is 08.00 WIB"),
    ],
)
def test_the_ordinary_voice_keeps_working_hours(at, speaks):
    assert in_window(Voice.ORDINARY, CALENDAR, at=at) is speaks


@pytest.mark.parametrize(
    ("at", "speaks"),
    [
        pytest.param(wib(28, 6), True, id="Saturday at six"),
        pytest.param(wib(28, 6) - TICK, False, id="before six"),
        pytest.param(wib(25, 20, 59, month=12), True, id="Christmas evening"),
        pytest.param(wib(27, 21), False, id="at nine in the evening"),
    ],
)
def test_the_urgent_voice_speaks_on_every_day(at, speaks):
    assert in_window(Voice.URGENT, CALENDAR, at=at) is speaks


@pytest.mark.parametrize(
    ("voice", "at", "expected"),
    [
        pytest.param(Voice.ORDINARY, wib(27, 10), wib(27, 10), id="at once inside"),
        pytest.param(Voice.ORDINARY, wib(27, 5), wib(27, 7, 30), id="this morning"),
        pytest.param(Voice.ORDINARY, wib(27, 16), wib(30, 7, 30), id="over the weekend"),
        pytest.param(
            Voice.ORDINARY, wib(23, 17, month=12), wib(28, 7, 30, month=12), id="over Christmas"
        ),
        pytest.param(Voice.URGENT, wib(27, 21), wib(28, 6), id="tomorrow at six"),
        pytest.param(Voice.URGENT, wib(28, 12), wib(28, 12), id="Saturday noon at once"),
    ],
)
def test_the_next_moment_of_a_voice(voice, at, expected):
    assert next_moment(voice, CALENDAR, at=at) == expected


@given(
    st.sampled_from(Voice),
    st.datetimes(datetime(2026, 11, 1), datetime(2027, 2, 1)),  # noqa: DTZ001
)
def test_the_next_moment_is_in_its_window_and_never_in_the_past(voice, naive):
    at = naive.replace(tzinfo=WIB)
    moment = next_moment(voice, CALENDAR, at=at)
    assert moment >= at
    assert in_window(voice, CALENDAR, at=moment)


def test_a_unit_in_shifts_has_its_own_hours():
    shifts = Calendar(hours={day: (time(0), time(23)) for day in range(7)})
    assert in_window(Voice.ORDINARY, shifts, at=wib(29, 22))
    assert next_moment(Voice.ORDINARY, shifts, at=wib(29, 23)) == wib(30)


def test_the_voice_is_urgent_within_seventy_two_hours_of_the_order():
    assert voice_of(ORDER, ORDER + 72 * HOUR) is Voice.URGENT
    assert voice_of(ORDER, ORDER + 72 * HOUR + TICK) is Voice.ORDINARY
    assert voice_of(None, ORDER) is Voice.ORDINARY
    assert voice_of(ORDER, None, reexposure=True) is Voice.URGENT
    assert voice_of(None, None, alarm=True) is Voice.URGENT


def test_a_year_without_cuti_bersama_makes_a_date_incomplete():
    assert CALENDAR.is_complete(date(2026, 11, 27), date(2026, 12, 31))
    assert not CALENDAR.is_complete(date(2026, 12, 31), date(2027, 1, 4))
    assert not Calendar().is_complete(date(2026, 1, 1))


@pytest.mark.parametrize("hours", [{}, {0: (time(16), time(8))}, {0: (time(8), time(8))}])
def test_a_calendar_in_which_nobody_works_is_refused(hours):
    with pytest.raises(ValueError, match="working"):
        Calendar(hours=hours)


def test_a_calendar_that_runs_out_of_days_says_so():
    mondays = frozenset(MONDAY + n * 7 * DAY for n in range(-10, 150))
    endless = Calendar(hours={0: (time(8), time(9))}, holidays=mondays)
    with pytest.raises(ValueError, match="working"):
        add_working_days(MONDAY, 1, endless)
    with pytest.raises(ValueError, match="working"):
        next_moment(Voice.ORDINARY, endless, at=ORDER)
