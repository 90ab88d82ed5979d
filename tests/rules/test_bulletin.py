"""An advisory to departments: every pair of states, the second person, what an answer needs."""

from itertools import product

import pytest

from secops.rules.bulletin import (
    OUT,
    TABLE,
    WRITABLE,
    Actor,
    Refusal,
    State,
    Word,
    accept,
    may_move,
    move,
)
from secops.rules.refusal import MoveRefused

BOTH, AUTHOR, SECOND = set(Actor), {Actor.AUTHOR}, {Actor.SECOND}
ALLOWED = {
    ("draft", "submitted"): AUTHOR,
    ("returned", "submitted"): AUTHOR,
    ("submitted", "draft"): AUTHOR,
    ("submitted", "sent"): SECOND,
    ("submitted", "returned"): SECOND,
    ("sent", "closed"): BOTH,
    **{
        (start, "withdrawn"): BOTH for start in ("draft", "returned", "submitted", "sent", "closed")
    },
}


@pytest.mark.parametrize(("start", "end", "by"), list(product(State, State, Actor)))
def test_every_pair_is_in_the_table_or_refused(start: State, end: State, by: Actor) -> None:
    allowed = by in ALLOWED.get((start.value, end.value), set())
    assert may_move(start, end, by=by) is allowed
    if allowed:
        assert move(start, end, by=by, reason="x") is end
    else:
        with pytest.raises(MoveRefused):
            move(start, end, by=by, reason="x")
    assert ((start, end) in TABLE) is ((start.value, end.value) in ALLOWED)


@pytest.mark.parametrize(
    ("start", "end", "by", "code"),
    [
        (State.SUBMITTED, State.SENT, Actor.AUTHOR, Refusal.OWN_WORK),
        (State.SUBMITTED, State.RETURNED, Actor.AUTHOR, Refusal.OWN_WORK),
        (State.DRAFT, State.SUBMITTED, Actor.SECOND, Refusal.AUTHOR_ONLY),
        (State.SUBMITTED, State.RETURNED, Actor.SECOND, Refusal.REASON_MISSING),
        (State.SENT, State.WITHDRAWN, Actor.AUTHOR, Refusal.REASON_MISSING),
        (State.DRAFT, State.SENT, Actor.SECOND, Refusal.NO_SUCH_MOVE),
        (State.WITHDRAWN, State.SENT, Actor.SECOND, Refusal.OVER),
    ],
)
def test_a_refusal_says_why(start: State, end: State, by: Actor, code: Refusal) -> None:
    with pytest.raises(MoveRefused) as caught:
        move(start, end, by=by, reason=" ")
    assert caught.value.code == code
    assert caught.value.english


@pytest.mark.parametrize(("state", "word", "note"), list(product(State, Word, ("", "Log hilang"))))
def test_an_answer_is_taken_while_it_is_out_and_a_concern_says_what(
    state: State, word: Word, note: str
) -> None:
    if state is State.SENT and (note or word is not Word.CONCERNS):
        accept(state, word, note)
    else:
        with pytest.raises(MoveRefused):
            accept(state, word, note)


def test_the_groups_do_not_overlap() -> None:
    assert not WRITABLE & OUT
    assert set(State) == WRITABLE | OUT | {State.SUBMITTED}
