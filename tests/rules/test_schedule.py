"""When the next backup is due: months, leap years, working days; and the whole table of states."""

from datetime import date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secops.rules import backup
from secops.rules.backup import Objective, State
from secops.rules.intervals import WIB
from secops.rules.schedule import Schedule, ScheduleRefused, check_cron
from secops.rules.working_time import Calendar
from tests.rules.times import DAY, HOUR, LATER, TICK


def wib(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


def dues(schedule: Schedule, start: str, count: int = 4) -> list[str]:
    return [due.strftime("%Y-%m-%d %H:%M") for due in schedule.times(wib(start), count)]


@pytest.mark.parametrize(
    ("cron", "start", "expected"),
    [
        pytest.param(
            "30 1 * * *", "2026-12-30 02:00",
            ["2026-12-31 01:30", "2027-01-01 01:30", "2027-01-02 01:30", "2027-01-03 01:30"],
            id="across the year",
        ),
        pytest.param(
            "0 2 31 * *", "2027-01-31 03:00",
            ["2027-03-31 02:00", "2027-05-31 02:00", "2027-07-31 02:00", "2027-08-31 02:00"],
            id="the 31st is not in every month",
        ),
        pytest.param(
            "0 2 L * *", "2027-01-31 03:00",
            ["2027-02-28 02:00", "2027-03-31 02:00", "2027-04-30 02:00", "2027-05-31 02:00"],
            id="the last day of each month",
        ),
        pytest.param(
            "0 2 L 2 *", "2027-03-01 00:00",
            ["2028-02-29 02:00", "2029-02-28 02:00", "2030-02-28 02:00", "2031-02-28 02:00"],
            id="the end of February",
        ),
        pytest.param(
            "0 2 29 2 *", "2027-01-01 00:00",
            ["2028-02-29 02:00", "2032-02-29 02:00", "2036-02-29 02:00", "2040-02-29 02:00"],
            id="leap years alone",
        ),
        pytest.param(
            "0 23 * * 1-5", "2026-11-27 22:00",
            ["2026-11-27 23:00", "2026-11-30 23:00", "2026-12-01 23:00", "2026-12-02 23:00"],
            id="Monday to Friday",
        ),
        pytest.param(
            "*/15 * * * *", "2026-11-27 23:50",
            ["2026-11-28 00:00", "2026-11-28 00:15", "2026-11-28 00:30", "2026-11-28 00:45"],
            id="across midnight",
        ),
        pytest.param(
            "0 1 1 */3 *", "2026-11-27 00:00",
            ["2027-01-01 01:00", "2027-04-01 01:00", "2027-07-01 01:00", "2027-10-01 01:00"],
            id="each quarter",
        ),
    ],
)  # fmt: skip
def test_a_cron_line_is_read_in_wib(cron: str, start: str, expected: list[str]) -> None:
    assert dues(Schedule(cron=cron), start) == expected


@pytest.mark.parametrize(
    ("cron", "words"),
    [
        ("", "interval or a cron line"), ("x", "five fields"), ("@daily", "five fields"),
        ("* * * * * *", "five fields"), ("60 1 * * *", "minute"), ("0 2 30 2 *", "day-of-month"),
        ("0 2 * * 9", "day-of-week"), ("0 2 32 * *", "day-of-month"), ("a b c d e", "minute"),
    ],
)  # fmt: skip
def test_what_is_no_cron_line_is_refused_in_words(cron: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Schedule(cron=cron).due_after(LATER)


def test_a_cron_line_that_was_checked_can_be_used() -> None:
    assert check_cron("30 1 * * *", at=wib("2026-11-27 00:00")) == wib("2026-11-27 01:30")
    with pytest.raises(ScheduleRefused):
        check_cron("nein", at=LATER)


def test_a_schedule_has_one_rhythm() -> None:
    for wrong in ({}, {"every": DAY, "cron": "0 1 * * *"}, {"every": timedelta(seconds=59)},
                  {"every": timedelta(days=367)}):  # fmt: skip
        with pytest.raises(ValueError, match=r"interval|rhythm"):
            Schedule(**wrong)


#: Christmas Eve (joint leave) and Christmas: Thursday and Friday before a weekend.
CHRISTMAS = Calendar(holidays=frozenset({date(2026, 12, 24), date(2026, 12, 25)}))


def test_a_plan_for_working_days_passes_over_weekends_and_days_off() -> None:
    nightly = Schedule(cron="0 23 * * *", working_days=CHRISTMAS)
    assert dues(nightly, "2026-12-22 23:30", 3) == [
        "2026-12-23 23:00", "2026-12-28 23:00", "2026-12-29 23:00",
    ]  # fmt: skip
    daily = Schedule(every=DAY, working_days=CHRISTMAS)
    assert dues(daily, "2026-12-23 23:30", 2) == ["2026-12-28 23:30", "2026-12-29 23:30"]


def test_a_line_that_never_meets_a_working_day_is_refused() -> None:
    with pytest.raises(ScheduleRefused, match="working day"):
        Schedule(cron="0 1 * * 0", working_days=Calendar()).due_after(LATER)


CRONS = ("30 1 * * *", "0 2 31 * *", "0 2 L * *", "*/7 * * * *", "15 3 * * 1-5", "0 0 1 1 *")
schedules = st.one_of(
    st.builds(
        Schedule,
        every=st.integers(1, 366 * 1440).map(lambda n: timedelta(minutes=n)),
        working_days=st.sampled_from([None, CHRISTMAS]),
    ),
    st.builds(Schedule, cron=st.sampled_from(CRONS), working_days=st.sampled_from([None])),
)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2035, 1, 1)).map(  # noqa: DTZ001
    lambda naive: naive.replace(tzinfo=WIB)
)


@given(schedules, moments)
def test_the_next_time_is_always_later_and_in_order(schedule: Schedule, moment: datetime) -> None:
    first, second = schedule.times(moment, 2)
    assert moment < first < second
    if schedule.working_days is not None:
        assert schedule.working_days.is_working_day(first.astimezone(WIB).date())


@given(st.sampled_from(CRONS), moments, st.integers(0, 3_000))
def test_a_cron_time_stays_the_next_one_until_it_has_come(
    cron: str, moment: datetime, minutes: int
) -> None:
    schedule = Schedule(cron=cron)
    due = schedule.due_after(moment)
    between = moment + timedelta(minutes=minutes)
    if between < due:
        assert schedule.due_after(between) == due
    assert schedule.due_after(due - TICK) == due


# --- RULES 6, each state to each state ---------------------------------------------------------

EVERY = Schedule(every=DAY)
#: For each state facts in which it holds at LATER.
AS_OF: dict[State, dict[str, object]] = {
    State.NEVER: {},
    State.FAILING: {"last_run_at": LATER, "last_run_failed": True, "last_success_at": LATER - DAY},
    State.LATE: {"last_run_at": LATER - 3 * DAY, "last_success_at": LATER - 3 * DAY},
    State.UNPROVEN: {"last_run_at": LATER, "last_success_at": LATER},
    State.PROVEN: {"last_run_at": LATER, "last_success_at": LATER, "restored_at": LATER - DAY},
}
#: What brings a plan from any state into this one: the newest facts decide, not the old state.
BROUGHT: dict[State, dict[str, object]] = {
    State.FAILING: {"last_run_at": LATER + HOUR, "last_run_failed": True},
    State.LATE: {
        "last_run_at": LATER + HOUR, "last_run_failed": False, "last_success_at": LATER - 9 * DAY,
    },
    State.UNPROVEN: {
        "last_run_at": LATER + HOUR, "last_run_failed": False, "last_success_at": LATER + HOUR,
        "restore_failed_at": LATER + HOUR,
    },
    State.PROVEN: {
        "last_run_at": LATER + HOUR, "last_run_failed": False, "last_success_at": LATER + HOUR,
        "restored_at": LATER + HOUR, "restore_failed_at": None,
    },
}  # fmt: skip


def state_of(facts: dict[str, object], at: datetime = LATER) -> State:
    return backup.derive(backup.Facts(schedule=EVERY, grace=HOUR, **facts), at=at).state


@pytest.mark.parametrize("state", list(State))
def test_each_state_has_its_facts(state: State) -> None:
    assert state_of(AS_OF[state]) is state


@pytest.mark.parametrize(("before", "after"), list(product(State, BROUGHT)))
def test_new_facts_bring_each_state_into_each_other(before: State, after: State) -> None:
    assert state_of(AS_OF[before] | BROUGHT[after], at=LATER + HOUR) is after


@pytest.mark.parametrize("before", [state for state in State if state is not State.NEVER])
def test_nothing_leads_back_to_never(before: State) -> None:
    for more in BROUGHT.values():
        assert state_of(AS_OF[before] | more, at=LATER + 400 * DAY) is not State.NEVER


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (State.NEVER, State.NEVER), (State.FAILING, State.FAILING), (State.LATE, State.LATE),
        (State.UNPROVEN, State.LATE), (State.PROVEN, State.LATE),
    ],
)  # fmt: skip
def test_time_alone_makes_what_was_on_time_late_and_changes_nothing_else(
    before: State, after: State
) -> None:
    assert state_of(AS_OF[before], at=LATER + 2 * DAY) is after


@given(
    st.fixed_dictionaries(
        {},
        optional={
            name: st.integers(-200, 200).map(lambda hours: LATER + hours * HOUR)
            for name in ("last_run_at", "last_success_at", "restored_at", "restore_failed_at")
        }
        | {"last_run_failed": st.booleans()},
    ),
    st.integers(-100, 4_000),
)
def test_between_two_looks_nothing_changes_before_the_moment_it_named(facts, hours) -> None:  # type: ignore[no-untyped-def]
    at = LATER + hours * HOUR
    known = backup.Facts(schedule=EVERY, grace=HOUR, **facts)
    verdict = backup.derive(known, at=at)
    past = [moment for moment in (known.last_run_at, known.restored_at) if moment]
    if any(moment > at for moment in past):
        return  # facts of the future are no facts yet
    until = verdict.recheck_at or at + 400 * DAY
    assert backup.derive(known, at=until).state is verdict.state


@pytest.mark.parametrize(
    ("measured", "target", "met"),
    [
        (60, 240, Objective.MET), (240, 240, Objective.MET), (241, 240, Objective.MISSED),
        (None, 240, Objective.UNKNOWN), (60, None, Objective.UNKNOWN),
    ],
)  # fmt: skip
def test_an_objective_is_met_missed_or_unknown(measured, target, met) -> None:  # type: ignore[no-untyped-def]
    assert backup.objective(measured, target) is met


def test_nobody_having_said_how_many_copies_is_neither_enough_nor_too_few() -> None:
    assert backup.enough(None, backup.COPIES) is None
    assert backup.enough(3, backup.COPIES) is True
    assert backup.enough(2, backup.COPIES) is False
