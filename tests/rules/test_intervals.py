"""Days as intervals, and comparisons that never answer yes on what is unknown."""

from datetime import UTC, date, datetime, timedelta

import pytest

from secops.rules.intervals import Interval, earliest, is_after, is_not_after, latest
from tests.rules.times import DAY, ORDER, TICK, wib


def test_a_date_is_its_whole_day_in_jakarta():
    day = Interval.of(date(2026, 11, 27))
    assert day.start == datetime(2026, 11, 26, 17, tzinfo=UTC)
    assert day.end == wib(28) - TICK
    assert day.end - day.start == DAY - TICK
    assert not day.exact


def test_a_moment_is_itself():
    assert Interval.of(ORDER) == Interval(ORDER, ORDER)
    assert Interval.of(ORDER).exact


@pytest.mark.parametrize(
    ("start", "end"),
    [
        pytest.param(datetime(2026, 11, 27), ORDER, id="naive start"),  # noqa: DTZ001
        pytest.param(ORDER, datetime(2026, 11, 28), id="naive end"),  # noqa: DTZ001
        pytest.param(ORDER, ORDER - TICK, id="end before start"),
    ],
)
def test_an_interval_refuses_what_it_cannot_order(start, end):
    with pytest.raises(ValueError, match=r"time zone|before"):
        Interval(start, end)


def test_equal_is_not_after():
    assert not is_after(ORDER, ORDER)
    assert is_not_after(ORDER, ORDER)
    assert is_after(ORDER + TICK, ORDER)
    assert not is_not_after(ORDER + TICK, ORDER)


@pytest.mark.parametrize(("left", "right"), [(None, ORDER), (ORDER, None), (None, None)])
def test_the_unknown_is_neither_after_nor_not_after(left, right):
    assert not is_after(left, right)
    assert not is_not_after(left, right)


def test_a_day_is_after_a_moment_only_if_all_of_it_is():
    day = Interval.of(date(2026, 11, 27))
    assert day.after(day.start - TICK)
    assert not day.after(day.start)
    assert not day.after(ORDER)
    assert not day.after(None)


def test_the_latest_and_earliest_pass_over_the_unknown():
    assert latest(None, ORDER, ORDER - DAY) == ORDER
    assert earliest(None, ORDER, ORDER - DAY) == ORDER - DAY
    assert latest(None, None) is None
    assert earliest() is None


def test_the_same_moment_in_two_zones_is_equal():
    assert not is_after(ORDER.astimezone(UTC), ORDER)
    assert timedelta(0) == ORDER.astimezone(UTC) - ORDER
