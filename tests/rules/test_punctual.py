"""How soon a department answers, read from stored times."""

from datetime import datetime, timedelta

import pytest

from secops.rules.intervals import WIB
from secops.rules.punctual import Order, median_hours, received_late, stated_late
from secops.rules.working_time import Calendar

#: A Friday morning; its term of one working day ends on Monday at 16.00.
FRIDAY = datetime(2026, 11, 27, 8, 30, tzinfo=WIB)
MONDAY_CLOSE = datetime(2026, 11, 30, 16, 0, tzinfo=WIB)
DUE = datetime(2026, 12, 2, 16, 0, tzinfo=WIB)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("received", "at", "late"),
    [
        (FRIDAY + HOUR, DUE, False),
        (MONDAY_CLOSE, DUE, False),
        (MONDAY_CLOSE + timedelta(seconds=1), DUE, True),
        (None, MONDAY_CLOSE, False),
        (None, MONDAY_CLOSE + HOUR, True),
    ],
)
def test_an_order_is_received_in_time_until_its_working_day_ends(received, at, late):
    assert received_late(Order(FRIDAY, DUE, received), Calendar(), at=at) is late


def test_a_day_off_gives_a_day_more():
    calendar = Calendar(holidays=frozenset({MONDAY_CLOSE.date()}))
    order = Order(FRIDAY, DUE, MONDAY_CLOSE + 20 * HOUR)
    assert not received_late(order, calendar, at=DUE)


@pytest.mark.parametrize(
    ("stated", "at", "late"),
    [(DUE, DUE + HOUR, False), (DUE + HOUR, DUE + HOUR, True), (None, DUE, False),
     (None, DUE + HOUR, True)],
)  # fmt: skip
def test_a_statement_is_late_after_the_due_time(stated, at, late):
    assert stated_late(Order(FRIDAY, DUE, stated_at=stated), at=at) is late


def test_what_is_asked_no_more_waits_no_longer():
    dropped = Order(FRIDAY, DUE, asked=False)
    assert not received_late(dropped, Calendar(), at=DUE + HOUR)
    assert not stated_late(dropped, at=DUE + HOUR)


def test_half_of_the_orders_are_received_sooner_than_the_median():
    orders = [Order(FRIDAY, DUE, FRIDAY + n * HOUR, FRIDAY + 10 * n * HOUR) for n in (1, 2, 9)]
    assert median_hours(orders) == 2
    assert median_hours(orders, stated=True) == 20
    assert median_hours([*orders, Order(FRIDAY, DUE)]) == 2


def test_nothing_received_has_no_time_and_what_came_before_took_none():
    assert median_hours([Order(FRIDAY, DUE)]) is None
    assert median_hours([Order(FRIDAY, DUE, FRIDAY - HOUR)]) == 0
