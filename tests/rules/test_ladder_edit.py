"""What an office may make of a ladder, and what is refused."""

import pytest

from secops.rules.ladder import DEFAULTS, Anchor, Audience, LadderKind, Rung
from secops.rules.ladder_edit import Refusal, code_of, in_order, made, refusals

D, H, P = LadderKind.DAYS, LadderKind.HOURS, LadderKind.HOLDERS
AGENT, HEAD, SUPERIOR = Audience.AGENT, Audience.HEAD, Audience.SUPERIOR
SECRETARY, LEADERSHIP = Audience.REGIONAL_SECRETARY, Audience.LEADERSHIP
START = made(D, Anchor.START, [AGENT, HEAD])


def rung(anchor, audience, n=0, kind=D, **more):
    return made(kind, anchor, audience, n, **more)


@pytest.mark.parametrize("kind", list(LadderKind))
def test_the_ladders_of_the_law_may_stand_and_climb_in_order(kind):
    ladder = DEFAULTS[kind]
    assert refusals(kind, ladder) == []
    assert in_order(reversed(ladder)) == ladder
    assert all(one.code == code_of(kind, one.anchor, one.n) for one in ladder)


def test_a_ladder_needs_a_rung_and_a_first_word():
    assert refusals(D, []) == [(None, Refusal.EMPTY)]
    assert refusals(D, [rung(Anchor.DUE_MORNING, [AGENT])]) == [(None, Refusal.NO_START)]


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (rung(Anchor.HALF_WAY, [AGENT]), Refusal.FOREIGN_STEP),
        (rung(Anchor.BEFORE_DUE, [AGENT], 0), Refusal.NUMBER),
        (rung(Anchor.BEFORE_DUE, [AGENT], 31), Refusal.NUMBER),
        (rung(Anchor.WEEKLY, [LEADERSHIP], 5, summary_only=True), Refusal.NUMBER),
        (rung(Anchor.DUE_MORNING, []), Refusal.NOBODY),
        (rung(Anchor.DUE_MORNING, [Audience.HOLDER]), Refusal.FOREIGN_AUDIENCE),
        (rung(Anchor.DUE_MORNING, [SUPERIOR]), Refusal.ABOVE_BEFORE_LATE),
        (rung(Anchor.AFTER_DUE, [SECRETARY], 4), Refusal.CALL_MISSING),
        (rung(Anchor.AFTER_DUE, [SUPERIOR], 5), Refusal.CALL_MISSING),
        (rung(Anchor.AFTER_DUE, [HEAD], 1, call_first=True), Refusal.CALL_ELSEWHERE),
        (rung(Anchor.AFTER_DUE, [HEAD], 1, summary_only=True), Refusal.SUMMARY_OF_OTHERS),
        (rung(Anchor.AFTER_DUE, [LEADERSHIP], 3), Refusal.LEADERSHIP_IS_SUMMARY),
        (rung(Anchor.WEEKLY, [HEAD], 1), Refusal.WEEKLY_IS_SUMMARY),
    ],
    ids=lambda given: given.value if isinstance(given, Refusal) else given.code,
)
def test_what_the_laws_forbid_is_refused_at_its_rung(bad: Rung, why: Refusal):
    assert refusals(D, [START, bad]) == [(1, why)]


def test_the_same_step_stands_once():
    twice = [START, rung(Anchor.BEFORE_DUE, [AGENT], 3), rung(Anchor.BEFORE_DUE, [HEAD], 3)]
    assert refusals(D, twice) == [(2, Refusal.TWICE)]


def test_the_secretary_does_not_come_before_the_superior():
    ladder = [
        START,
        rung(Anchor.AFTER_DUE, [SUPERIOR], 3),
        rung(Anchor.AFTER_DUE, [SECRETARY], 2, call_first=True),
    ]
    assert refusals(D, ladder) == [(None, Refusal.SECRETARY_BEFORE_SUPERIOR)]


def test_holders_hear_only_for_themselves():
    start = made(P, Anchor.START, [Audience.HOLDER])
    assert start.code == "start"
    assert refusals(P, [start, made(P, Anchor.WEEKLY, [Audience.HOLDER], 1)]) == []
    assert refusals(P, [start, made(P, Anchor.DUE_MORNING, [HEAD])]) == [
        (1, Refusal.FOREIGN_AUDIENCE)
    ]
