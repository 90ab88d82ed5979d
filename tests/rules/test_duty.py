"""A duty moves along its closed table and no other way."""

from itertools import product

import pytest

from secops.rules.duty import (
    CLOSED,
    MOVES,
    TABLE,
    Actor,
    Kind,
    Refusal,
    ReopenCause,
    State,
    may_move,
    move,
    state_at,
)
from secops.rules.refusal import MoveRefused
from tests.rules.times import LATER, NOW, ORDER, TICK

#: RULES 2 written out once more, by hand: (from, to) -> who.
ALLOWED = {
    **{
        (origin, State.REPORTED): {"agent", "head", "deputy"}
        for origin in (State.OPEN, State.REOPENED, State.RETURNED)
    },
    **{
        (origin, State.CONFIRMED): {"head", "deputy"}
        for origin in (State.OPEN, State.REOPENED, State.RETURNED, State.REPORTED)
    },
    (State.REPORTED, State.RETURNED): {"office", "lead"},
    (State.CONFIRMED, State.RETURNED): {"office", "lead"},
    (State.CONFIRMED, State.ACCEPTED): {"office", "lead", "inspector", "system"},
    (State.CONFIRMED, State.REOPENED): {"system"},
    (State.ACCEPTED, State.REOPENED): {"system"},
    **{
        (origin, State.DISPUTED): {"head"}
        for origin in (State.OPEN, State.REOPENED, State.RETURNED)
    },
    (State.DISPUTED, State.OPEN): {"office", "lead"},
    (State.DISPUTED, State.WITHDRAWN): {"office", "lead"},
    **{
        (origin, target): {"lead"}
        for target in (State.EXEMPT, State.WRITTEN_OFF)
        for origin in State
        if origin not in (State.ACCEPTED, State.WITHDRAWN, State.WRITTEN_OFF)
    },
}

PAIRS = list(product(State, State))

FULL = {
    "reason": "Akun milik pusat",
    "items": ["SIMPATIK"],
    "cause": ReopenCause.NEW_EXPOSURE,
    "until": LATER,
    "proven": True,
}


def attempt(current, target, by, kind=Kind.ROTATION, **more):
    """Move with everything the table could ask for, unless told otherwise."""
    if by is Actor.INSPECTOR:
        more.setdefault("office_department", True)
    return move(current, target, by=by, kind=kind, at=ORDER, **{**FULL, **more})


@pytest.mark.parametrize(("current", "target"), PAIRS, ids=str)
def test_only_the_moves_of_the_table_are_made_and_only_by_those_named(current, target):
    allowed = ALLOWED.get((current, target), set())
    for actor in Actor:
        assert may_move(current, target, by=actor, kind=Kind.ROTATION) == (actor in allowed)
        if actor in allowed:
            assert attempt(current, target, actor) is target
        else:
            with pytest.raises(MoveRefused) as refused:
                attempt(current, target, actor)
            code = Refusal.NOT_YOURS if allowed else Refusal.NO_SUCH_MOVE
            assert refused.value.code == code


def test_the_table_names_each_pair_once_and_reaches_every_state():
    assert set(TABLE) == set(ALLOWED)
    assert sum(len(line.origins) for line in MOVES) == len(TABLE)
    assert {target for _, target in TABLE} == set(State)


def test_a_lock_is_also_reported_by_the_application_administrator_and_nothing_else_is():
    for kind in Kind:
        may = may_move(State.OPEN, State.REPORTED, by=Actor.APPLICATION_ADMINISTRATOR, kind=kind)
        assert may == (kind is Kind.LOCK)
    assert attempt(State.OPEN, State.REPORTED, Actor.APPLICATION_ADMINISTRATOR, kind=Kind.LOCK)
    assert not may_move(
        State.OPEN, State.CONFIRMED, by=Actor.APPLICATION_ADMINISTRATOR, kind=Kind.LOCK
    )


@pytest.mark.parametrize(
    ("current", "target", "by", "without", "code"),
    [
        pytest.param(
            State.CONFIRMED, State.RETURNED, Actor.OFFICE, {"reason": " "},
            Refusal.REASON_MISSING, id="returned without a reason",
        ),
        pytest.param(
            State.OPEN, State.DISPUTED, Actor.HEAD, {"reason": ""},
            Refusal.REASON_MISSING, id="disputed without a reason",
        ),
        pytest.param(
            State.ACCEPTED, State.REOPENED, Actor.SYSTEM, {"items": []},
            Refusal.ITEMS_MISSING, id="reopened without naming the items",
        ),
        pytest.param(
            State.ACCEPTED, State.REOPENED, Actor.SYSTEM, {"cause": None},
            Refusal.CAUSE_MISSING, id="reopened for a small change",
        ),
        pytest.param(
            State.OPEN, State.EXEMPT, Actor.LEAD, {"until": None},
            Refusal.END_MISSING, id="exempt without an end",
        ),
        pytest.param(
            State.OPEN, State.EXEMPT, Actor.LEAD, {"until": ORDER},
            Refusal.END_MISSING, id="exempt until now",
        ),
        pytest.param(
            State.OPEN, State.WRITTEN_OFF, Actor.LEAD, {"reason": ""},
            Refusal.REASON_MISSING, id="written off without a reason",
        ),
        pytest.param(
            State.CONFIRMED, State.ACCEPTED, Actor.OFFICE, {"confirmed_by_same_person": True},
            Refusal.SAME_PERSON, id="accepted by who stated it",
        ),
        pytest.param(
            State.CONFIRMED, State.ACCEPTED, Actor.INSPECTOR, {"confirmed_by_same_person": True},
            Refusal.SAME_PERSON, id="accepted by an inspector who stated it",
        ),
        pytest.param(
            State.CONFIRMED, State.ACCEPTED, Actor.OFFICE, {"office_department": True},
            Refusal.OWN_DEPARTMENT, id="the office accepts its own",
        ),
        pytest.param(
            State.CONFIRMED, State.ACCEPTED, Actor.LEAD, {"office_department": True},
            Refusal.OWN_DEPARTMENT, id="the lead accepts the office's own",
        ),
        pytest.param(
            State.CONFIRMED, State.ACCEPTED, Actor.INSPECTOR, {"office_department": False},
            Refusal.OWN_DEPARTMENT, id="the inspector accepts another's",
        ),
        pytest.param(
            State.CONFIRMED, State.ACCEPTED, Actor.SYSTEM, {"proven": False},
            Refusal.NOT_PROVEN, id="the system accepts without proof",
        ),
    ],
)  # fmt: skip
def test_a_move_without_what_it_needs_is_refused_in_words(current, target, by, without, code):
    with pytest.raises(MoveRefused) as refused:
        attempt(current, target, by, **without)
    assert refused.value.code == code
    assert str(refused.value).endswith(".")
    assert refused.value.english.endswith(".")


def test_the_system_accepts_on_proof_in_the_offices_own_department_too():
    for own in (True, False):
        assert attempt(State.CONFIRMED, State.ACCEPTED, Actor.SYSTEM, office_department=own)


def test_the_office_needs_no_proof_by_data_to_accept():
    assert attempt(State.CONFIRMED, State.ACCEPTED, Actor.OFFICE, proven=False)


def test_an_exemption_that_has_run_out_reads_as_open():
    assert state_at(State.EXEMPT, LATER, at=LATER - TICK) is State.EXEMPT
    assert state_at(State.EXEMPT, LATER, at=LATER) is State.OPEN
    assert state_at(State.EXEMPT, None, at=NOW) is State.EXEMPT
    assert state_at(State.ACCEPTED, LATER, at=NOW) is State.ACCEPTED


def test_what_is_closed_is_moved_by_nobody_in_the_department():
    for origin, target in product(CLOSED, State):
        for actor in (Actor.AGENT, Actor.HEAD, Actor.DEPUTY, Actor.OFFICE):
            assert not may_move(origin, target, by=actor, kind=Kind.CUSTOM)
