"""Rungs: too early, exactly on time, long forgotten."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secops.rules.ladder import (
    DAYS,
    HOLDERS,
    HOURS,
    Audience,
    as_data,
    due_for,
    due_rungs,
    from_data,
    is_exhausted,
    ladder_for,
    moments,
    upcoming,
)
from tests.rules.times import CALENDAR, DAY, HOUR, ORDER, TICK, wib

DUE = wib(11, 16, month=12)


def plan(ladder=DAYS, start=ORDER, due=DUE):
    return moments(ladder, start=start, due=due, calendar=CALENDAR)


def moment_of(code, steps):
    return next(step.moment for step in steps if step.rung.code == code)


def codes(steps):
    return [step.rung.code for step in steps]


def dec(day, hour=8):
    return wib(day, hour, month=12)


def test_the_ladder_in_days_climbs_by_working_mornings():
    steps = plan()
    assert [(s.rung.code, s.moment) for s in steps[:7]] == [
        ("issued", ORDER),
        ("h-3", dec(8)),
        ("h-1", dec(10)),
        ("due", dec(11)),
        ("late-1", dec(14)),
        ("late-3", dec(16)),
        ("late-5", dec(18)),
    ]


def test_the_weekly_rungs_follow_the_last_one_and_skip_the_holidays():
    weekly = [step.moment for step in plan() if step.rung.code.startswith("weekly")]
    in_january = [wib(day, 8, month=1).replace(year=2027) for day in (4, 8, 15)]
    assert weekly == [dec(28), *in_january]
    assert len(weekly) == 4


@pytest.mark.parametrize(
    ("due", "morning"),
    [
        pytest.param(dec(11, 16), dec(11), id="on a working afternoon"),
        pytest.param(dec(11, 8), dec(11), id="at eight exactly"),
        pytest.param(dec(11, 7), dec(10), id="before eight"),
        pytest.param(dec(13, 16), dec(11), id="on a Sunday"),
        pytest.param(dec(25, 16), dec(23), id="at Christmas"),
    ],
)
def test_the_due_rung_is_the_last_working_morning_not_after_the_due_time(due, morning):
    assert moment_of("due", plan(due=due)) == morning


def test_late_counts_from_the_day_of_the_due_time():
    assert moment_of("late-1", plan(due=dec(13, 16))) == dec(14)
    assert moment_of("late-1", plan(due=dec(11, 7))) == dec(14)


def test_rungs_before_the_start_are_dropped():
    start = dec(9, 9)
    assert codes(plan(start=start))[:3] == ["issued", "h-1", "due"]
    assert codes(plan(start=dec(8)))[:2] == ["issued", "h-3"]


def test_the_ladder_in_hours_starts_halves_and_ends_by_the_clock():
    due = ORDER + DAY
    steps = plan(HOURS, due=due)
    assert [(s.rung.code, s.moment) for s in steps[:4]] == [
        ("issued", ORDER),
        ("half-way", ORDER + 12 * HOUR),
        ("due", due),
        ("late-1", wib(30, 8)),
    ]


def test_what_is_due_within_seventy_two_hours_is_due_in_hours():
    assert ladder_for(ORDER, ORDER + 72 * HOUR) is HOURS
    assert ladder_for(ORDER, ORDER + 72 * HOUR + TICK) is DAYS


def test_holders_hear_at_most_four_times_after_the_first_late_word():
    assert codes(plan(HOLDERS)) == [
        "start", "h-3", "h-1", "late-1", "weekly-1", "weekly-2", "weekly-3", "weekly-4",
    ]  # fmt: skip
    assert moment_of("weekly-1", plan(HOLDERS)) == dec(21)
    assert {who for step in plan(HOLDERS) for who in step.rung.audience} == {Audience.HOLDER}


def test_a_rung_is_not_due_before_its_moment_and_is_due_at_it():
    steps = plan()
    assert codes(due_rungs(steps, sent={"issued"}, at=dec(8) - TICK)) == []
    assert codes(due_rungs(steps, sent={"issued"}, at=dec(8))) == ["h-3"]


def test_a_rung_forgotten_for_long_is_still_due():
    assert codes(due_rungs(plan(), sent={"issued"}, at=dec(11, 15))) == ["h-3", "h-1", "due"]


def test_after_an_outage_each_recipient_gets_the_highest_of_his_own():
    steps, at = plan(), dec(18, 9)
    said = {who: due_for(who, steps, sent={"issued"}, at=at) for who in Audience}
    assert {who: step and step.rung.code for who, step in said.items()} == {
        Audience.HOLDER: None,
        Audience.AGENT: "due",
        Audience.HEAD: "late-1",
        Audience.DEPUTY: "late-1",
        Audience.SUPERIOR: "late-3",
        Audience.REGIONAL_SECRETARY: "late-5",
        Audience.LEADERSHIP: None,
    }


def test_a_lower_rung_is_never_made_up_for_once_a_higher_one_was_sent():
    assert due_for(Audience.AGENT, plan(), sent={"due"}, at=dec(18)) is None


@given(st.integers(0, 60 * 24), st.sets(st.sampled_from([r.code for r in DAYS])))
def test_what_was_sent_is_never_due_again(hours, sent):
    at = ORDER + hours * HOUR
    assert not set(codes(due_rungs(plan(), sent=sent, at=at))) & sent
    for who in Audience:
        step = due_for(who, plan(), sent=sent, at=at)
        assert step is None or (step.moment <= at and step.rung.code not in sent)


def test_above_the_department_rungs_are_gathered_and_the_secretary_comes_after_a_call():
    gathered = {rung.code for rung in DAYS if rung.gathered}
    assert gathered == {"late-3", "late-5", "weekly-1", "weekly-2", "weekly-3", "weekly-4"}
    assert [rung.code for rung in DAYS if rung.call_first] == ["late-5"]
    assert all(rung.summary_only == rung.code.startswith("weekly") for rung in DAYS)


def test_the_next_rung_can_be_announced_and_after_the_last_the_office_takes_over():
    steps = plan()
    following = upcoming(steps, at=dec(11))
    assert following is not None
    assert following.rung.code == "late-1"
    last = steps[-1].moment
    assert not is_exhausted(steps, at=last - TICK)
    assert is_exhausted(steps, at=last)
    assert upcoming(steps, at=last) is None


@pytest.mark.parametrize("ladder", [DAYS, HOURS, HOLDERS], ids=["days", "hours", "holders"])
def test_a_frozen_ladder_is_read_back_unchanged(ladder):
    assert from_data(json.loads(json.dumps(as_data(ladder)))) == ladder
    assert len({rung.code for rung in ladder}) == len(ladder)


def test_what_is_no_ladder_is_refused():
    with pytest.raises(ValueError, match="noon"):
        from_data([{"code": "x", "anchor": "noon", "audience": []}])
