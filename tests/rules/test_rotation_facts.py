"""How raw facts become the facts of an account."""

from datetime import date
from itertools import permutations

import pytest

from secops.rules.rotation import (
    Answer,
    AnswerKind,
    Exposure,
    Interval,
    Policy,
    TroubleReason,
    already_rotated,
    base_of,
    cutoff,
    effective_at,
    mass_reset_seconds,
    misuse_mark,
    standing_answer,
)
from tests.rules.times import DAY, HOUR, ORDER, TICK

BOTH, PASSWORD, NOT_YET, TROUBLE = AnswerKind


def says(*kinds):
    """Answers an hour apart, in this order."""
    return [Answer(kind, ORDER + n * HOUR) for n, kind in enumerate(kinds)]


@pytest.mark.parametrize(
    ("kinds", "index"),
    [
        pytest.param((BOTH, TROUBLE), 1, id="the newest counts"),
        pytest.param((TROUBLE, PASSWORD), 1, id="done ends a trouble"),
        pytest.param((BOTH, NOT_YET), 1, id="not yet takes back a done"),
        pytest.param((TROUBLE, NOT_YET), 0, id="not yet leaves a trouble standing"),
        pytest.param((TROUBLE, NOT_YET, NOT_YET), 0, id="however often"),
        pytest.param((TROUBLE, BOTH, NOT_YET), 2, id="the trouble before a done stays ended"),
        pytest.param((NOT_YET, TROUBLE), 1, id="a trouble after not yet"),
    ],
)
def test_the_standing_answer(kinds, index):
    answers = says(*kinds)
    for order in permutations(answers):
        assert standing_answer(order) == answers[index]


def test_nobody_answered():
    assert standing_answer([]) is None


def test_of_two_answers_at_the_same_moment_the_later_given_counts():
    first = Answer(BOTH, ORDER)
    second = Answer(TROUBLE, ORDER, TroubleReason.SHARED)
    assert standing_answer([first, second]) == second


def test_an_exposure_counts_at_the_earliest_of_its_three_dates():
    day = Interval.of(date(2026, 11, 12)).end
    assert effective_at(day, None, ORDER) == day
    assert effective_at(day, day - DAY, ORDER) == day - DAY
    assert effective_at(None, day, ORDER) == day
    assert effective_at(None, None, ORDER) == ORDER
    assert effective_at(ORDER + DAY, None, ORDER) == ORDER


def test_a_base_without_a_cutoff_is_the_newest_exposure_received_up_to_the_joining():
    early = Exposure(ORDER - 9 * DAY, ORDER - DAY)
    late = Exposure(ORDER - 2 * DAY, ORDER)
    after = Exposure(ORDER - HOUR, ORDER + TICK)
    assert base_of([early, late, after], ORDER) == ORDER - 2 * DAY
    assert base_of([after, early], ORDER) == ORDER - 9 * DAY
    assert base_of([after], ORDER) is None
    assert base_of([], ORDER) is None


def test_the_cutoff_is_the_later_of_base_and_newest_exposure():
    assert cutoff(ORDER, ORDER - DAY) == ORDER
    assert cutoff(ORDER, ORDER + DAY) == ORDER + DAY
    assert cutoff(None, ORDER) == ORDER
    assert cutoff(ORDER, None) == ORDER
    assert cutoff(None, None) is None


def test_an_exposure_is_already_rotated_only_if_it_is_older_than_the_change():
    assert already_rotated(ORDER, ORDER + TICK)
    assert not already_rotated(ORDER, ORDER)
    assert not already_rotated(ORDER, None)


def test_twenty_accounts_changed_in_one_second_are_a_mass_reset():
    at = [Interval.of(ORDER + n * TICK) for n in range(20)]
    assert mass_reset_seconds(at) == {ORDER}
    assert mass_reset_seconds(at[:19]) == frozenset()
    assert mass_reset_seconds(at[:2], policy=Policy(mass_reset_accounts=2)) == {ORDER}


def test_dates_alone_are_never_a_mass_reset():
    assert mass_reset_seconds([Interval.of(date(2026, 11, 27))] * 50) == frozenset()


@pytest.mark.parametrize(
    ("login", "change", "marked"),
    [
        pytest.param(ORDER + HOUR, ORDER + 2 * HOUR, True, id="between leak and change"),
        pytest.param(ORDER + HOUR, None, True, id="after the leak, never changed"),
        pytest.param(ORDER + HOUR, ORDER - DAY, True, id="after the leak, changed before it"),
        pytest.param(ORDER + 2 * HOUR, ORDER + HOUR, False, id="after the change"),
        pytest.param(ORDER + HOUR, ORDER + HOUR, False, id="at the change"),
        pytest.param(ORDER, ORDER + HOUR, False, id="at the leak"),
        pytest.param(ORDER - HOUR, ORDER + HOUR, False, id="before the leak"),
        pytest.param(None, ORDER + HOUR, False, id="no log-in known"),
    ],
)
def test_a_log_in_while_the_leaked_password_was_good_is_marked(login, change, marked):
    assert misuse_mark(exposed_at=ORDER, last_login_at=login, change_to=change) is marked


def test_without_an_exposure_nothing_is_marked():
    assert not misuse_mark(exposed_at=None, last_login_at=ORDER, change_to=None)
