"""Targets of a session policy, old and outlived sessions, and how an application stands."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secops.rules.intervals import WIB, Interval
from secops.rules.lock import Stack
from secops.rules.session import (
    DESK_QUESTION,
    DESK_STEPS,
    FRESH_FOR,
    OLD_AFTER,
    ROWS,
    TARGETS,
    Facts,
    Fit,
    Policy,
    Rule,
    State,
    Sure,
    derive,
    has_outlived,
    is_old,
    is_sensitive,
    judge,
    loosened,
    worst,
)
from secops.rules.session_texts import REVOKE

AT = datetime(2026, 11, 27, 9, 0, tzinfo=WIB)
GOOD = Policy(30, 12, True, True, True)
HOUR = timedelta(hours=1)


def exactly(moment: datetime) -> Interval:
    return Interval.of(moment)


# --- the policy ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("policy", "rule", "fit"),
    [
        (Policy(idle_minutes=60), Rule.IDLE, Fit.MET),
        (Policy(idle_minutes=61), Rule.IDLE, Fit.GAP),
        (Policy(idle_minutes=0), Rule.IDLE, Fit.GAP),  # no limit
        (Policy(), Rule.IDLE, Fit.UNKNOWN),
        (Policy(absolute_hours=24), Rule.ABSOLUTE, Fit.MET),
        (Policy(absolute_hours=25), Rule.ABSOLUTE, Fit.GAP),
        (Policy(absolute_hours=0), Rule.ABSOLUTE, Fit.GAP),
        (Policy(ends_on_restart=True), Rule.RESTART, Fit.MET),
        (Policy(ends_on_restart=False), Rule.RESTART, Fit.GAP),
        (Policy(ends_on_password_change=False), Rule.PASSWORD, Fit.GAP),
        (Policy(), Rule.PASSWORD, Fit.UNKNOWN),
        (Policy(single_session=True), Rule.SINGLE, Fit.MET),
    ],
)
def test_what_is_said_is_compared_with_the_target(policy, rule, fit):
    assert judge(policy, sensitive=True)[rule] is fit


def test_a_single_session_is_asked_of_sensitive_applications_only():
    assert Rule.SINGLE not in judge(Policy(), sensitive=False)
    assert set(judge(Policy(), sensitive=True)) == set(Rule)


@pytest.mark.parametrize(
    ("words", "sensitive"),
    [
        ({"criticality": "high", "personal_data": "no", "iiv": "no"}, True),
        ({"criticality": "low", "personal_data": "yes", "iiv": "unknown"}, True),
        ({"criticality": "low", "personal_data": "unknown", "iiv": "yes"}, True),
        ({"criticality": "medium", "personal_data": "unknown", "iiv": "unknown"}, False),
    ],
)
def test_what_makes_an_application_sensitive(words, sensitive):
    assert is_sensitive(**words) is sensitive


@pytest.mark.parametrize(
    ("before", "now", "rules"),
    [
        (GOOD, GOOD, []),
        (GOOD, replace(GOOD, idle_minutes=45), []),  # still within the target
        (GOOD, replace(GOOD, idle_minutes=120), [Rule.IDLE]),
        (GOOD, replace(GOOD, ends_on_password_change=None), [Rule.PASSWORD]),
        (replace(GOOD, absolute_hours=48), replace(GOOD, absolute_hours=72), [Rule.ABSOLUTE]),
        (replace(GOOD, absolute_hours=72), replace(GOOD, absolute_hours=48), []),
        (replace(GOOD, absolute_hours=72), replace(GOOD, absolute_hours=0), [Rule.ABSOLUTE]),
        (replace(GOOD, ends_on_restart=None), replace(GOOD, ends_on_restart=False), []),
    ],
)
def test_a_policy_is_loosened_by_what_asks_for_less_than_before(before, now, rules):
    assert loosened(before, now, sensitive=True) == rules


# --- sessions ------------------------------------------------------------------------------------


def test_a_session_is_old_after_more_than_a_day_and_not_at_a_day():
    assert is_old(exactly(AT - OLD_AFTER), AT) is Sure.NO
    assert is_old(exactly(AT - OLD_AFTER - timedelta(seconds=1)), AT) is Sure.YES
    assert is_old(None, AT) is Sure.UNSURE


def test_a_session_known_by_its_day_is_old_only_where_the_whole_day_is():
    assert is_old(Interval.of(date(2026, 11, 26)), AT) is Sure.UNSURE
    assert is_old(Interval.of(date(2026, 11, 25)), AT) is Sure.YES
    assert is_old(Interval.of(date(2026, 11, 27)), AT) is Sure.NO


@pytest.mark.parametrize(
    ("started", "changed", "read_at", "sure"),
    [
        (AT - 3 * HOUR, AT - 2 * HOUR, AT, Sure.YES),
        (AT - 2 * HOUR, AT - 2 * HOUR, AT, Sure.NO),  # equal is not before
        (AT - 3 * HOUR, AT, AT, Sure.NO),  # equal is not after
        (AT - 1 * HOUR, AT - 2 * HOUR, AT, Sure.NO),
        (AT - 3 * HOUR, AT + HOUR, AT, Sure.NO),
        (None, AT - 2 * HOUR, AT, Sure.UNSURE),
        (AT - 3 * HOUR, None, AT, Sure.NO),
        (date(2026, 11, 26), date(2026, 11, 26), AT, Sure.UNSURE),
        (date(2026, 11, 25), date(2026, 11, 26), AT, Sure.YES),
        (date(2026, 11, 26), date(2026, 11, 27), AT, Sure.UNSURE),  # the day is not over
        (date(2026, 11, 27), date(2026, 11, 26), AT, Sure.NO),
    ],
)
def test_a_session_outlived_a_change_that_lies_between_its_start_and_its_reading(
    started, changed, read_at, sure
):
    intervals = [None if one is None else Interval.of(one) for one in (started, changed)]
    assert has_outlived(*intervals, read_at) is sure


moments = st.integers(0, 200).map(lambda n: AT - timedelta(minutes=30 * n))
intervals = st.tuples(moments, moments).map(lambda two: Interval(min(two), max(two)))


@given(started=intervals, changed=intervals, read_at=moments, data=st.data())
def test_what_is_sure_of_an_interval_is_so_at_each_of_its_moments(started, changed, read_at, data):
    def within(one: Interval) -> Interval:
        span = int((one.end - one.start) / timedelta(minutes=1))
        return exactly(one.start + timedelta(minutes=data.draw(st.integers(0, span))))

    exact_start, exact_change = within(started), within(changed)
    for vague, exact in (
        (is_old(started, read_at), is_old(exact_start, read_at)),
        (
            has_outlived(started, changed, read_at),
            has_outlived(exact_start, exact_change, read_at),
        ),
    ):
        assert exact is not Sure.UNSURE
        assert vague in (exact, Sure.UNSURE)


@given(started=intervals, read_at=moments)
def test_a_session_seen_later_is_never_younger(started, read_at):
    later = is_old(started, read_at + HOUR)
    assert (is_old(started, read_at), later) not in {
        (Sure.YES, Sure.NO), (Sure.YES, Sure.UNSURE), (Sure.UNSURE, Sure.NO),
    }  # fmt: skip


# --- how an application stands -------------------------------------------------------------------

FINE = Facts(policy=GOOD, sensitive=True, read_at=AT)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (FINE, State.GOOD),
        (replace(FINE, outlived=1, old=1), State.OUTLIVED),
        (replace(FINE, old=1), State.OLD_SENSITIVE),
        (replace(FINE, old=1, sensitive=False), State.OLD),
        (replace(FINE, old=1, old_privileged=1, sensitive=False), State.OLD_SENSITIVE),
        (replace(FINE, policy=replace(GOOD, idle_minutes=90)), State.GAP),
        (replace(FINE, policy=replace(GOOD, idle_minutes=90), read_at=None), State.GAP),
        (replace(FINE, policy=replace(GOOD, single_session=None)), State.UNSAID),
        (
            replace(FINE, policy=replace(GOOD, single_session=None), sensitive=False),
            State.GOOD,
        ),
        (replace(FINE, read_at=None), State.UNREAD),
        (replace(FINE, unsure=1), State.UNREAD),
        (replace(FINE, read_at=AT - FRESH_FOR), State.GOOD),
        (replace(FINE, read_at=AT - FRESH_FOR - HOUR), State.UNREAD),
        (replace(FINE, read_at=AT - 9 * FRESH_FOR, outlived=1), State.OUTLIVED),
    ],
)
def test_the_first_line_of_the_table_that_holds_is_the_state(facts, state):
    assert derive(facts, at=AT) is state


def test_every_state_stands_in_the_table_once_and_the_worst_is_the_first():
    assert [state for state, _when in ROWS] == list(State)
    assert worst([State.GOOD, State.GAP, State.OLD]) is State.OLD
    assert worst([]) is None


# --- texts ---------------------------------------------------------------------------------------


def test_every_rule_has_a_target_with_its_source():
    assert [target.rule for target in TARGETS] == list(Rule)
    assert all(target.id and target.en and target.source for target in TARGETS)


@pytest.mark.parametrize("stack", Stack)
def test_every_stack_says_how_sessions_end_and_how_that_is_proved(stack):
    checks = REVOKE[stack]
    assert "browser A" in checks[-1].en
    assert all(check.id and check.en for check in checks)
    if stack is not Stack.UNKNOWN:
        assert any(check.run for check in checks)


def test_no_command_takes_clearsessions_or_an_application_key_for_the_end_of_sessions():
    runs = [check.run for checks in REVOKE.values() for check in checks]
    assert not [run for run in runs if "clearsessions" in run or "key:generate" in run]


def test_a_desk_has_three_sentences_and_one_question_in_both_languages():
    assert [step.code for step in DESK_STEPS] == ["browser", "poster", "shared"]
    assert all(step.id and step.en for step in DESK_STEPS)
    assert all(one.endswith("?") for one in DESK_QUESTION)
