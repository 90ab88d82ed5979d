"""The life of one department's duty, as a closed table (RULES 2).

Where RULES 2 is silent: the lead may do what the office may, being part of it (RULES 8); a lock
is also reported by the application administrator, other kinds never are; a valid exemption can be
prolonged or written off, and once it has run out the duty is moved like an open one; an exemption
of a duty needs an end in the future; the system accepts on proof in every department.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from secops.rules.refusal import MoveRefused


class State(StrEnum):
    """Where a duty stands."""

    OPEN = "open"
    REPORTED = "reported"
    CONFIRMED = "confirmed"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    REOPENED = "reopened"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"
    EXEMPT = "exempt"
    WRITTEN_OFF = "written_off"


class Kind(StrEnum):
    """What is asked of the department."""

    LOCK = "lock"
    ROTATION = "rotation"
    ROTATION_BY_COUNT = "rotation_by_count"
    SESSIONS = "sessions"
    BACKUP = "backup"
    RETIREMENT = "retirement"
    CUSTOM = "custom"


class EvidenceKind(StrEnum):
    """What kind of evidence an order asks for."""

    PHOTO = "photo"
    DOCUMENT = "document"
    LINK = "link"
    NOTE = "note"


class Actor(StrEnum):
    """In which capacity somebody moves a duty."""

    AGENT = "agent"
    HEAD = "head"
    DEPUTY = "deputy"
    APPLICATION_ADMINISTRATOR = "application_administrator"
    OFFICE = "office"
    INSPECTOR = "inspector"
    LEAD = "lead"
    SYSTEM = "system"


class ReopenCause(StrEnum):
    """What can hurt, and so reopens a statement for the items it touches; nothing else does."""

    NEW_EXPOSURE = "new_exposure"
    PROOF_WITHDRAWN = "proof_withdrawn"
    BACKUP_FAILED = "backup_failed"
    EVIDENCE_REMOVED = "evidence_removed"


class Refusal(StrEnum):
    """Why a move was refused."""

    NO_SUCH_MOVE = "no_such_move"
    NOT_YOURS = "not_yours"
    REASON_MISSING = "reason_missing"
    ITEMS_MISSING = "items_missing"
    CAUSE_MISSING = "cause_missing"
    END_MISSING = "end_missing"
    SAME_PERSON = "same_person"
    OWN_DEPARTMENT = "own_department"
    NOT_PROVEN = "not_proven"


@dataclass(frozen=True, slots=True)
class Move:
    """One line of the table: from any of these, to that, by any of those, with what it needs."""

    origins: frozenset[State]
    target: State
    by: frozenset[Actor]
    needs: frozenset[Refusal] = frozenset()


_TO_DO = frozenset({State.OPEN, State.REOPENED, State.RETURNED})
_FINAL = frozenset({State.ACCEPTED, State.WITHDRAWN, State.WRITTEN_OFF})
_NOT_FINAL = frozenset(State) - _FINAL
_REPORTERS = frozenset({Actor.AGENT, Actor.HEAD, Actor.DEPUTY})
_REASON = frozenset({Refusal.REASON_MISSING})

#: RULES 2, line by line.
MOVES: tuple[Move, ...] = (
    Move(_TO_DO, State.REPORTED, _REPORTERS | {Actor.APPLICATION_ADMINISTRATOR}),
    Move(_TO_DO | {State.REPORTED}, State.CONFIRMED, frozenset({Actor.HEAD, Actor.DEPUTY})),
    Move(
        frozenset({State.REPORTED, State.CONFIRMED}),
        State.RETURNED,
        frozenset({Actor.OFFICE}),
        _REASON,
    ),
    Move(
        frozenset({State.CONFIRMED}),
        State.ACCEPTED,
        frozenset({Actor.OFFICE, Actor.INSPECTOR, Actor.SYSTEM}),
        frozenset({Refusal.SAME_PERSON, Refusal.OWN_DEPARTMENT, Refusal.NOT_PROVEN}),
    ),
    Move(
        frozenset({State.CONFIRMED, State.ACCEPTED}),
        State.REOPENED,
        frozenset({Actor.SYSTEM}),
        _REASON | {Refusal.ITEMS_MISSING, Refusal.CAUSE_MISSING},
    ),
    Move(_TO_DO, State.DISPUTED, frozenset({Actor.HEAD}), _REASON),
    Move(frozenset({State.DISPUTED}), State.OPEN, frozenset({Actor.OFFICE})),
    Move(frozenset({State.DISPUTED}), State.WITHDRAWN, frozenset({Actor.OFFICE})),
    Move(
        _NOT_FINAL,
        State.EXEMPT,
        frozenset({Actor.LEAD}),
        _REASON | {Refusal.END_MISSING},
    ),
    Move(_NOT_FINAL, State.WRITTEN_OFF, frozenset({Actor.LEAD}), _REASON),
)

#: Every allowed pair, once.
TABLE: dict[tuple[State, State], Move] = {
    (origin, move.target): move for move in MOVES for origin in move.origins
}

#: Capacities that include another one (RULES 8).
INCLUDES = {Actor.LEAD: frozenset({Actor.OFFICE})}

#: Who hands in, replaces and removes the evidence of a department.
HANDS = frozenset(
    {
        *(Actor.HEAD, Actor.DEPUTY, Actor.AGENT, Actor.APPLICATION_ADMINISTRATOR),
        *(Actor.OFFICE, Actor.LEAD),
    }
)

#: A department that has not said "received" after this many working days is telephoned.
RECEIVE_WORKING_DAYS = 1

#: What is asked anew after its date is due this long after that (policy): as long as an exposed
#: account has, which is what reopens most.
ASKED_ANEW_TERM = timedelta(hours=72)

#: Nothing more is asked of the department.
CLOSED = _FINAL | {State.EXEMPT}

_SENTENCES: dict[Refusal, tuple[str, str]] = {
    Refusal.NO_SUCH_MOVE: (
        "Tugas ini sudah berubah. Muat ulang halaman untuk melihat keadaannya sekarang.",
        "This duty has changed. Reload the page to see where it stands now.",
    ),
    Refusal.NOT_YOURS: (
        "Langkah ini bukan bagian tugas Anda. Hubungi posko bila menurut Anda keliru.",
        "This step is not yours to take. Call the desk if you think that is wrong.",
    ),
    Refusal.REASON_MISSING: ("Tuliskan alasannya.", "Please give the reason."),
    Refusal.ITEMS_MISSING: (
        "Sebutkan butir yang dibuka kembali.",
        "Name the items that are reopened.",
    ),
    Refusal.CAUSE_MISSING: (
        "Perubahan kecil tidak membuka kembali pernyataan.",
        "A small change does not reopen a statement.",
    ),
    Refusal.END_MISSING: (
        "Pengecualian memerlukan tanggal berakhir yang belum lewat.",
        "An exemption needs an end that lies ahead.",
    ),
    Refusal.SAME_PERSON: (
        "Yang menyatakan tidak dapat menerima pernyataannya sendiri.",
        "Whoever stated it cannot accept the statement.",
    ),
    Refusal.OWN_DEPARTMENT: (
        "Tugas OPD ini diterima oleh Inspektorat, bukan oleh kantor sendiri.",
        "This department's duty is accepted by the inspectorate, not by its own office.",
    ),
    Refusal.NOT_PROVEN: (
        "Sistem hanya menerima tugas yang terbukti oleh data.",
        "The system accepts only what the data prove.",
    ),
}


def refuse(code: Refusal) -> MoveRefused:
    """Return the refusal with its sentences."""
    return MoveRefused(code, *_SENTENCES[code])


def state_at(state: State, exempt_until: datetime | None, *, at: datetime) -> State:
    """Return the state as it reads at `at`: an exemption that has run out reads as open."""
    if state is State.EXEMPT and exempt_until is not None and exempt_until <= at:
        return State.OPEN
    return state


def due_anew(due_at: datetime, *, at: datetime) -> datetime:
    """When something is due that is asked anew at `at`: at its date, or so long after."""
    return max(due_at, at + ASKED_ANEW_TERM)


def may_move(current: State, target: State, *, by: Actor, kind: Kind) -> bool:
    """Say whether to offer the button: the pair is in the table and this actor may take it.

    What the move still needs (a reason, another person) is asked by `move`.
    """
    found = TABLE.get((current, target))
    return found is not None and _may(found, by, kind)


def move(
    current: State,
    target: State,
    *,
    by: Actor,
    kind: Kind,
    at: datetime,
    reason: str = "",
    items: Collection[object] = (),
    cause: ReopenCause | None = None,
    until: datetime | None = None,
    confirmed_by_same_person: bool = False,
    office_department: bool = False,
    proven: bool = False,
) -> State:
    """Return the new state, or raise MoveRefused with a sentence for the page.

    `current` as `state_at` reads it. `items` and `cause` belong to a reopening, `until` to an
    exemption; `office_department` = the duty is the office's own department's; `proven` = the
    facts prove everything asked, which alone lets the system accept.
    """
    found = TABLE.get((current, target))
    if found is None:
        raise refuse(Refusal.NO_SUCH_MOVE)
    if not _may(found, by, kind):
        raise refuse(Refusal.NOT_YOURS)
    offended = {
        Refusal.REASON_MISSING: not reason.strip(),
        Refusal.ITEMS_MISSING: not items,
        Refusal.CAUSE_MISSING: cause is None,
        Refusal.END_MISSING: until is None or until <= at,
        Refusal.SAME_PERSON: by is not Actor.SYSTEM and confirmed_by_same_person,
        Refusal.OWN_DEPARTMENT: by is not Actor.SYSTEM
        and office_department is not (by is Actor.INSPECTOR),
        Refusal.NOT_PROVEN: by is Actor.SYSTEM and not proven,
    }
    for code, broken in offended.items():
        if broken and code in found.needs:
            raise refuse(code)
    return target


def _may(found: Move, by: Actor, kind: Kind) -> bool:
    """Say whether the actor, in any capacity he has, may take the move for this kind of duty."""
    if by is Actor.APPLICATION_ADMINISTRATOR and kind is not Kind.LOCK:
        return False
    return bool(found.by & ({by} | INCLUDES.get(by, frozenset())))
