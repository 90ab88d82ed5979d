"""The life of an advisory to departments, and a department's answer, as closed tables (RULES 8).

Whoever wrote it submits it; another person of the office approves it, and with that it is sent.
What departments were told stays as it was: who has to correct it withdraws it and writes anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from secops.rules.refusal import MoveRefused


class State(StrEnum):
    """Where an advisory stands; the values are the codes stored."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    SENT = "sent"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Actor(StrEnum):
    """In which capacity somebody of the office moves it."""

    AUTHOR = "author"
    SECOND = "second"


class Word(StrEnum):
    """What a department answers; none of them is the default."""

    CONCERNS = "concerns"
    NOT = "not"
    UNKNOWN = "unknown"


class Refusal(StrEnum):
    """Why a move, or an answer, was refused."""

    NO_SUCH_MOVE = "no_such_move"
    OVER = "over"
    OWN_WORK = "own_work"
    AUTHOR_ONLY = "author_only"
    REASON_MISSING = "reason_missing"
    NOT_OPEN = "not_open"
    NOTE_MISSING = "note_missing"


@dataclass(frozen=True, slots=True)
class Move:
    """One line of the table: from any of these, to that, by any of those, with a reason or not."""

    origins: frozenset[State]
    target: State
    by: frozenset[Actor]
    reason: bool = False


#: Its text may change, by its author alone.
WRITABLE = frozenset({State.DRAFT, State.RETURNED})
#: Departments have it.
OUT = frozenset({State.SENT, State.CLOSED, State.WITHDRAWN})

_AUTHOR, _SECOND = frozenset({Actor.AUTHOR}), frozenset({Actor.SECOND})
_ANYBODY = frozenset(Actor)

MOVES: tuple[Move, ...] = (
    Move(WRITABLE, State.SUBMITTED, _AUTHOR),
    Move(frozenset({State.SUBMITTED}), State.DRAFT, _AUTHOR),
    Move(frozenset({State.SUBMITTED}), State.SENT, _SECOND),
    Move(frozenset({State.SUBMITTED}), State.RETURNED, _SECOND, reason=True),
    Move(frozenset({State.SENT}), State.CLOSED, _ANYBODY),
    Move(frozenset(State) - {State.WITHDRAWN}, State.WITHDRAWN, _ANYBODY, reason=True),
)

#: Every allowed pair, once.
TABLE: dict[tuple[State, State], Move] = {
    (origin, move.target): move for move in MOVES for origin in move.origins
}

_SENTENCES: dict[Refusal, tuple[str, str]] = {
    Refusal.NO_SUCH_MOVE: (
        "Langkah ini tidak ada pada keadaan imbauan sekarang. Muat ulang halamannya.",
        "There is no such step where the advisory stands now. Reload the page.",
    ),
    Refusal.OVER: (
        "Imbauan ini sudah ditutup atau ditarik.",
        "This advisory has been closed or withdrawn.",
    ),
    Refusal.OWN_WORK: (
        "Penulis tidak memutuskan imbauannya sendiri. Minta orang kedua.",
        "Its author does not decide on his own advisory. Ask a second person.",
    ),
    Refusal.AUTHOR_ONLY: (
        "Hanya penulisnya yang dapat melakukan ini.",
        "Only its author can do this.",
    ),
    Refusal.REASON_MISSING: ("Tuliskan alasannya.", "Please give the reason."),
    Refusal.NOT_OPEN: (
        "Imbauan ini sudah ditutup atau ditarik, jadi tidak menerima jawaban lagi.",
        "This advisory has been closed or withdrawn, so it takes no more answers.",
    ),
    Refusal.NOTE_MISSING: (
        "Tuliskan apa yang terkena, dan sejak kapan.",
        "Please say what is affected, and since when.",
    ),
}


def refuse(code: Refusal) -> MoveRefused:
    """Return the refusal with its sentences."""
    return MoveRefused(code, *_SENTENCES[code])


def may_move(current: State, target: State, *, by: Actor) -> bool:
    """Say whether to offer the button; a reason is asked by `move`."""
    found = TABLE.get((current, target))
    return found is not None and by in found.by


def move(current: State, target: State, *, by: Actor, reason: str = "") -> State:
    """Return the new state, or raise MoveRefused with a sentence for the page."""
    found = TABLE.get((current, target))
    if found is None:
        over = current in (State.CLOSED, State.WITHDRAWN)
        raise refuse(Refusal.OVER if over else Refusal.NO_SUCH_MOVE)
    if by not in found.by:
        raise refuse(Refusal.OWN_WORK if by is Actor.AUTHOR else Refusal.AUTHOR_ONLY)
    if found.reason and not reason.strip():
        raise refuse(Refusal.REASON_MISSING)
    return target


def accept(state: State, word: Word, note: str) -> None:
    """Raise MoveRefused where an answer cannot be taken; late ones are taken until it is closed."""
    if state is not State.SENT:
        raise refuse(Refusal.NOT_OPEN)
    if word is Word.CONCERNS and not note.strip():
        raise refuse(Refusal.NOTE_MISSING)
