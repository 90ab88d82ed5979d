"""The clocks of law and policy."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from secops.rules.clocks import CLOCKS, ClockCode, Label, Start, deadline, read
from secops.rules.intervals import WIB
from tests.rules.times import CALENDAR, DAY, HOUR, NOW, ORDER, TICK, wib


def due(code, started_at=ORDER, **more):
    return deadline(CLOCKS[code], started_at, calendar=CALENDAR, **more)


def test_every_clock_is_in_the_table_with_one_measure_and_a_basis():
    assert set(CLOCKS) == set(ClockCode)
    for clock in CLOCKS.values():
        measures = (clock.hours, clock.days, clock.working_days, clock.years)
        assert sum(bool(measure) for measure in measures) + clock.agreed == 1
        assert clock.basis
        assert clock.start in set(Start)
        assert clock.length


def test_law_is_only_what_names_its_article():
    law = {code for code, clock in CLOCKS.items() if clock.label is Label.LAW}
    assert law == {
        ClockCode.IIV_INCIDENT,
        ClockCode.PERSONAL_DATA_SUBJECT,
        ClockCode.PERSONAL_DATA_AGENCY,
        ClockCode.PERSONAL_DATA_PUBLIC,
        ClockCode.CSIRT_REGISTER,
    }
    assert all("Art" in CLOCKS[code].basis for code in law)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (ClockCode.IIV_INCIDENT, ORDER + DAY),
        (ClockCode.HIGH_RISK_INCIDENT, ORDER + DAY),
        (ClockCode.PERSONAL_DATA_SUBJECT, ORDER + 3 * DAY),
        (ClockCode.PERSONAL_DATA_AGENCY, ORDER + 72 * HOUR),
        (ClockCode.BSSN_NOTICE, ORDER + DAY),
        (ClockCode.REQUEST_ANSWER, wib(2, 16, month=12)),
        (ClockCode.ROTATION_PRIVILEGED, ORDER + DAY),
        (ClockCode.ROTATION_EXPOSED, ORDER + 3 * DAY),
        (ClockCode.ROTATION_OTHERS, wib(11, 16, month=12)),
        (ClockCode.RETIREMENT_ANSWER, ORDER + 14 * DAY),
        (ClockCode.RECOMMENDATION_DECISION, wib(2, 16, month=12)),
        (ClockCode.RECOMMENDATION_DECISION_URGENT, wib(30, 16)),
        (ClockCode.RECOMMENDATION_FOLLOW_UP, ORDER + 60 * DAY),
        (ClockCode.RECOMMENDATION_REVIEW, ORDER + 30 * DAY),
        (ClockCode.CSIRT_REGISTER, ORDER.replace(year=2029)),
        (ClockCode.RESTORE_TEST, ORDER + 90 * DAY),
    ],
)
def test_the_deadline_of_each_clock(code, expected):
    assert due(code) == expected


@pytest.mark.parametrize("code", [ClockCode.PERSONAL_DATA_PUBLIC, ClockCode.PUBLIC_WORD])
def test_an_agreed_end_is_what_was_decided_or_promised(code):
    assert due(code) is None
    assert due(code, agreed=NOW) == NOW


def test_working_days_pass_over_christmas_and_start_the_day_after_in_jakarta():
    late_in_utc = datetime(2026, 12, 22, 18, tzinfo=UTC)
    assert due(ClockCode.REQUEST_ANSWER, late_in_utc) == wib(30, 16, month=12)
    assert due(ClockCode.REQUEST_ANSWER, wib(22, 23, month=12)) == wib(29, 16, month=12)


def test_three_years_from_a_leap_day_end_on_the_28th():
    leap = datetime(2028, 2, 29, 8, tzinfo=WIB)
    assert due(ClockCode.CSIRT_REGISTER, leap) == datetime(2031, 2, 28, 8, tzinfo=WIB)


def test_a_clock_warns_when_three_quarters_are_gone_and_breaches_after_the_end():
    end = ORDER + DAY
    assert not read(ORDER, end, at=ORDER + 18 * HOUR - TICK).warned
    assert read(ORDER, end, at=ORDER + 18 * HOUR).warned
    at_end = read(ORDER, end, at=end)
    assert (at_end.remaining, at_end.warned, at_end.breached) == (timedelta(0), True, False)
    late = read(ORDER, end, at=end + TICK)
    assert (late.remaining, late.breached) == (-TICK, True)


def test_a_stopped_clock_keeps_its_reading():
    end = ORDER + DAY
    in_time = read(ORDER, end, stopped_at=ORDER + 20 * HOUR, at=NOW)
    assert (in_time.remaining, in_time.warned, in_time.breached) == (4 * HOUR, False, False)
    too_late = read(ORDER, end, stopped_at=end + HOUR, at=NOW)
    assert (too_late.remaining, too_late.breached) == (-HOUR, True)


def test_a_stop_that_lies_ahead_is_no_stop_yet():
    end = ORDER + DAY
    assert read(ORDER, end, stopped_at=end, at=ORDER + 20 * HOUR).warned


def test_without_a_deadline_nothing_warns_and_nothing_breaches():
    for started, at in product((ORDER, NOW), (ORDER, NOW)):
        reading = read(started, None, at=at)
        assert (reading.remaining, reading.warned, reading.breached) == (None, False, False)
