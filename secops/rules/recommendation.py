"""The life of a stakeholder's recommendation, as a closed table (RULES 3, 8; PRODUCT E).

Whoever wrote it sends it, or discards his draft; the office alone decides. Its author may object to
every decision; what was turned down or merged comes back to the table only then. Until it is
decided the text may be revised, and each text that was replaced is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from secops.rules.refusal import MoveRefused


class State(StrEnum):
    """Where our decision stands; the values are the codes stored."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    ACCEPTED = "accepted"
    MERGED = "merged"
    REJECTED = "rejected"
    NOT_OURS = "not_ours"
    DISCARDED = "discarded"


class Actor(StrEnum):
    """In which capacity somebody moves a recommendation."""

    AUTHOR = "author"
    OFFICE = "office"


class Hearer(StrEnum):
    """Who is told that somebody said something below a recommendation."""

    AUTHOR = "author"
    DESK = "desk"
    DECIDER = "decider"
    SPOKE = "spoke"


class Refusal(StrEnum):
    """Why a move was refused."""

    NOT_SENT = "not_sent"
    DECIDED = "decided"
    NOT_YOURS = "not_yours"
    REASON_MISSING = "reason_missing"
    OBJECTION_MISSING = "objection_missing"


@dataclass(frozen=True, slots=True)
class Move:
    """One line of the table: from any of these, to that, by any of those, with what it needs."""

    origins: frozenset[State]
    target: State
    by: frozenset[Actor]
    needs: frozenset[Refusal] = frozenset()


#: It waits for our decision; the clock of RULES 3 runs.
WAITING = frozenset({State.SUBMITTED, State.UNDER_REVIEW})
#: Its text may still change.
OPEN = WAITING | {State.DRAFT}
#: Never sent to us.
UNSENT = frozenset({State.DRAFT, State.DISCARDED})
#: Turned down: the author may object.
DECLINED = frozenset({State.REJECTED, State.NOT_OURS})
#: Decided: its author may object to what was decided, or to what became of it.
DECIDED = DECLINED | {State.MERGED, State.ACCEPTED}

_OFFICE = frozenset({Actor.OFFICE})
_REASON = frozenset({Refusal.REASON_MISSING})

MOVES: tuple[Move, ...] = (
    Move(frozenset({State.DRAFT}), State.SUBMITTED, frozenset(Actor)),
    Move(frozenset({State.DRAFT}), State.DISCARDED, frozenset(Actor)),
    Move(frozenset({State.SUBMITTED}), State.UNDER_REVIEW, _OFFICE),
    Move(WAITING, State.ACCEPTED, _OFFICE),
    Move(WAITING, State.MERGED, _OFFICE),
    Move(WAITING, State.REJECTED, _OFFICE, _REASON),
    Move(WAITING, State.NOT_OURS, _OFFICE, _REASON),
    Move(
        DECLINED | {State.MERGED},
        State.UNDER_REVIEW,
        _OFFICE,
        frozenset({Refusal.OBJECTION_MISSING}),
    ),
)

#: By whom a word is, and who hears of it; never its writer, and never above a clearance.
HEARS: dict[Actor, frozenset[Hearer]] = {
    Actor.OFFICE: frozenset({Hearer.AUTHOR, Hearer.SPOKE}),
    Actor.AUTHOR: frozenset(Hearer),
}

#: Every allowed pair, once.
TABLE: dict[tuple[State, State], Move] = {
    (origin, move.target): move for move in MOVES for origin in move.origins
}

_SENTENCES: dict[Refusal, tuple[str, str]] = {
    Refusal.NOT_SENT: (
        "Rekomendasi ini masih konsep; penulisnya belum mengirimnya.",
        "This recommendation is a draft; its author has not sent it.",
    ),
    Refusal.DECIDED: (
        "Rekomendasi ini sudah diputuskan.",
        "This recommendation has been decided.",
    ),
    Refusal.NOT_YOURS: (
        "Langkah ini bukan bagian tugas Anda. Hubungi posko bila menurut Anda keliru.",
        "This step is not yours to take. Call the desk if you think that is wrong.",
    ),
    Refusal.REASON_MISSING: ("Tuliskan alasannya.", "Please give the reason."),
    Refusal.OBJECTION_MISSING: (
        "Penulisnya belum menyatakan keberatan.",
        "Its author has not objected.",
    ),
}


def refuse(code: Refusal) -> MoveRefused:
    """Return the refusal with its sentences."""
    return MoveRefused(code, *_SENTENCES[code])


def may_move(current: State, target: State, *, by: Actor, objected: bool = False) -> bool:
    """Say whether to offer the button; a reason is asked by `move`."""
    found = TABLE.get((current, target))
    if found is None or by not in found.by:
        return False
    return objected or Refusal.OBJECTION_MISSING not in found.needs


def move(
    current: State, target: State, *, by: Actor, reason: str = "", objected: bool = False
) -> State:
    """Return the new state, or raise MoveRefused with a sentence for the page."""
    found = TABLE.get((current, target))
    if found is None:
        raise refuse(Refusal.NOT_SENT if current is State.DRAFT else Refusal.DECIDED)
    if by not in found.by:
        raise refuse(Refusal.NOT_YOURS)
    offended = {
        Refusal.REASON_MISSING: not reason.strip(),
        Refusal.OBJECTION_MISSING: not objected,
    }
    for code, broken in offended.items():
        if broken and code in found.needs:
            raise refuse(code)
    return target
