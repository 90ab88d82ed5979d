"""Who gets what on which day, as it is shown before anything is switched on."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secops.rules.clocks import CLOCKS, ClockCode, deadline
from secops.rules.intervals import WIB
from secops.rules.ladder import DAYS, HOLDERS, HOURS, Anchor, Audience, Rung, ladder_for
from secops.rules.ladder_plan import by_day, timetable
from secops.rules.working_time import Calendar, Voice, in_window
from tests.rules.times import CALENDAR, DAY, HOUR, wib

#: The order of issue 4: Friday 27 November 2026, 15.00.
FRIDAY = wib(27, 15)

PRIVILEGED, EXPOSED, OTHERS = (
    ClockCode.ROTATION_PRIVILEGED,
    ClockCode.ROTATION_EXPOSED,
    ClockCode.ROTATION_OTHERS,
)

#: class -> what it is due, then (who, rung, the rung's moment, when the voice may say it)
WEEKEND = {
    PRIVILEGED: (
        "Sat 28 Nov 15.00",
        [
            ("holder", "start", "Fri 27 Nov 15.00", "Fri 27 Nov 15.00"),
            ("agent", "issued", "Fri 27 Nov 15.00", "Fri 27 Nov 15.00"),
            ("head", "issued", "Fri 27 Nov 15.00", "Fri 27 Nov 15.00"),
            ("agent", "half-way", "Sat 28 Nov 03.00", "Sat 28 Nov 06.00"),
            ("head", "due", "Sat 28 Nov 15.00", "Sat 28 Nov 15.00"),
            # He had his digest of Saturday at six: one a person and day.
            ("agent", "due", "Sat 28 Nov 15.00", "Sun 29 Nov 06.00"),
            ("holder", "late-1", "Mon 30 Nov 08.00", "Mon 30 Nov 08.00"),
            ("head", "late-1", "Mon 30 Nov 08.00", "Mon 30 Nov 08.00"),
            ("deputy", "late-1", "Mon 30 Nov 08.00", "Mon 30 Nov 08.00"),
            ("superior", "late-3", "Wed 02 Dec 08.00", "Wed 02 Dec 08.00"),
            ("regional_secretary", "late-5", "Fri 04 Dec 08.00", "Fri 04 Dec 08.00"),
        ],
    ),
    EXPOSED: (
        "Mon 30 Nov 15.00",
        [
            ("holder", "start", "Fri 27 Nov 15.00", "Fri 27 Nov 15.00"),
            ("agent", "issued", "Fri 27 Nov 15.00", "Fri 27 Nov 15.00"),
            ("head", "issued", "Fri 27 Nov 15.00", "Fri 27 Nov 15.00"),
            ("agent", "half-way", "Sun 29 Nov 03.00", "Sun 29 Nov 06.00"),
            ("agent", "due", "Mon 30 Nov 15.00", "Mon 30 Nov 15.00"),
            ("head", "due", "Mon 30 Nov 15.00", "Mon 30 Nov 15.00"),
            ("holder", "late-1", "Tue 01 Dec 08.00", "Tue 01 Dec 08.00"),
            ("head", "late-1", "Tue 01 Dec 08.00", "Tue 01 Dec 08.00"),
            ("deputy", "late-1", "Tue 01 Dec 08.00", "Tue 01 Dec 08.00"),
            ("superior", "late-3", "Thu 03 Dec 08.00", "Thu 03 Dec 08.00"),
            ("regional_secretary", "late-5", "Mon 07 Dec 08.00", "Mon 07 Dec 08.00"),
        ],
    ),
    OTHERS: (
        "Fri 11 Dec 16.00",
        [
            ("holder", "start", "Fri 27 Nov 15.00", "Fri 27 Nov 15.00"),
            ("agent", "issued", "Fri 27 Nov 15.00", "Fri 27 Nov 15.00"),
            ("head", "issued", "Fri 27 Nov 15.00", "Fri 27 Nov 15.00"),
            ("holder", "h-3", "Tue 08 Dec 08.00", "Tue 08 Dec 08.00"),
            ("agent", "h-3", "Tue 08 Dec 08.00", "Tue 08 Dec 08.00"),
            ("holder", "h-1", "Thu 10 Dec 08.00", "Thu 10 Dec 08.00"),
            ("agent", "h-1", "Thu 10 Dec 08.00", "Thu 10 Dec 08.00"),
            ("agent", "due", "Fri 11 Dec 08.00", "Fri 11 Dec 08.00"),
            ("head", "due", "Fri 11 Dec 08.00", "Fri 11 Dec 08.00"),
            ("holder", "late-1", "Mon 14 Dec 08.00", "Mon 14 Dec 08.00"),
            ("head", "late-1", "Mon 14 Dec 08.00", "Mon 14 Dec 08.00"),
            ("deputy", "late-1", "Mon 14 Dec 08.00", "Mon 14 Dec 08.00"),
            ("superior", "late-3", "Wed 16 Dec 08.00", "Wed 16 Dec 08.00"),
            ("regional_secretary", "late-5", "Fri 18 Dec 08.00", "Fri 18 Dec 08.00"),
        ],
    ),
}


def clock(moment):
    return f"{moment.astimezone(WIB):%a %d %b %H.%M}"


def row(one):
    return one.audience.value, one.rung.code, clock(one.moment), clock(one.speaks_at)


def plan(ladder, due, start=FRIDAY):
    return timetable(ladder, start=start, due=due, calendar=CALENDAR)


@pytest.mark.parametrize("code", WEEKEND, ids=["24 h", "72 h", "10 working days"])
def test_an_order_of_friday_afternoon_over_the_weekend(code):
    due = deadline(CLOCKS[code], FRIDAY, calendar=CALENDAR)
    expected_due, expected = WEEKEND[code]
    said = [*plan(HOLDERS, due).said, *plan(ladder_for(FRIDAY, due), due).said]
    said.sort(key=lambda one: (one.speaks_at, list(Audience).index(one.audience)))
    assert clock(due) == expected_due
    assert [row(one) for one in said if one.rung.anchor is not Anchor.WEEKLY] == expected
    urgent = code in (PRIVILEGED, EXPOSED)
    assert {one.voice for one in said} == {Voice.URGENT if urgent else Voice.ORDINARY}


def test_what_lies_before_the_start_is_named_and_not_said():
    made = plan(HOLDERS, FRIDAY + DAY)
    assert [(one.rung.code, one.before_start) for one in made.unsaid] == [
        ("h-3", True),
        ("h-1", True),
    ]


def test_a_rung_that_a_higher_one_overtakes_is_named():
    ladder = (
        Rung("issued", Anchor.START, (Audience.AGENT,)),
        Rung("half-way", Anchor.HALF_WAY, (Audience.AGENT,)),
        Rung("due", Anchor.DUE_TIME, (Audience.AGENT,)),
    )
    made = plan(ladder, FRIDAY + 8 * HOUR)
    assert [row(one)[1:] for one in made.said] == [
        ("issued", "Fri 27 Nov 15.00", "Fri 27 Nov 15.00"),
        ("due", "Fri 27 Nov 23.00", "Sat 28 Nov 06.00"),
    ]
    assert [(one.rung.code, one.before_start) for one in made.unsaid] == [("half-way", False)]


def test_the_ordinary_voice_waits_for_the_morning():
    made = plan(DAYS, FRIDAY + 20 * DAY, start=wib(27, 20))
    assert clock(made.said[0].speaks_at) == "Mon 30 Nov 07.30"


def test_people_in_shifts_hear_the_ordinary_voice_in_their_hours():
    evenings = Calendar(hours={day: (time(14), time(22)) for day in range(7)})
    due = deadline(CLOCKS[OTHERS], FRIDAY, calendar=CALENDAR)
    made = timetable(HOLDERS, start=FRIDAY, due=due, calendar=CALENDAR, hours=evenings)
    assert [row(one)[1:] for one in made.said][:2] == [
        ("start", "Fri 27 Nov 15.00", "Fri 27 Nov 15.00"),
        ("h-3", "Tue 08 Dec 08.00", "Tue 08 Dec 14.00"),
    ]


def test_days_are_shown_with_weekends_holidays_and_years_that_are_not_complete():
    due = deadline(CLOCKS[OTHERS], FRIDAY, calendar=CALENDAR)
    days = by_day(plan(HOLDERS, due).said, CALENDAR, start=date(2026, 11, 27))
    assert [(one.first.day, one.last.day, one.working, len(one.said)) for one in days[:6]] == [
        (27, 27, True, 1),
        (28, 29, False, 0),
        (30, 4, True, 0),
        (5, 6, False, 0),
        (7, 7, True, 0),
        (8, 8, True, 1),
    ]
    christmas = next(one for one in days if one.first == date(2026, 12, 24))
    assert (christmas.last, christmas.working) == (date(2026, 12, 27), False)
    assert [one.complete for one in days if one.first.year == 2027] == [False] * len(
        [one for one in days if one.first.year == 2027]
    )
    assert all(one.complete for one in days if one.last.year == 2026)


@given(
    st.integers(0, 24 * 40),
    st.integers(1, 24 * 40),
    st.sampled_from([DAYS, HOURS, HOLDERS]),
)
def test_nobody_hears_twice_a_day_or_outside_the_voice(start, length, ladder):
    begin = wib(1) + start * HOUR
    made = plan(ladder, begin + timedelta(hours=length), start=begin)
    days = [(one.audience, one.speaks_at.astimezone(WIB).date()) for one in made.said]
    assert len(days) == len(set(days))
    rungs = [(one.audience, one.rung.code) for one in (*made.said, *made.unsaid)]
    assert len(rungs) == len(set(rungs)) == sum(len(rung.audience) for rung in ladder)
    for one in made.said:
        assert one.moment <= one.speaks_at
        assert one.rung.summary_only or in_window(one.voice, CALENDAR, at=one.speaks_at)
