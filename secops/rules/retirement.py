"""How an unused application is retired, as a table of moves (RULES 7).

Chosen here: a kept application leaves that state only back to active, with a reason; each step from
`suspended` on needs its proof (minutes, a Berita Acara); silence counts only after the proof of
delivery and strictly after the deadline. *Dormant* in a register is active with a suggestion.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from secops.rules.refusal import MoveRefused


class State(StrEnum):
    """Where an application stands between use and archive."""

    ACTIVE = "active"
    QUESTIONED = "questioned"
    KEPT = "kept"
    AGREED = "agreed"
    DEEMED_AGREED = "deemed_agreed"
    SUSPENDED = "suspended"
    DATA_BACKED_UP = "data_backed_up"
    DNS_REMOVED = "dns_removed"
    ARCHIVED = "archived"


class Need(StrEnum):
    """What a move needs; also the code of its refusal."""

    REASON = "reason_missing"
    PROOF = "proof_missing"
    SILENCE = "not_yet_silent"


#: The code of a refusal for a pair that is not in the table.
NO_SUCH_MOVE = "no_such_move"

#: (from, to) -> what the move needs, None for nothing.
MOVES: dict[tuple[State, State], Need | None] = {
    (State.ACTIVE, State.QUESTIONED): None,
    (State.QUESTIONED, State.KEPT): None,
    (State.QUESTIONED, State.AGREED): None,
    (State.QUESTIONED, State.DEEMED_AGREED): Need.SILENCE,
    (State.AGREED, State.SUSPENDED): Need.PROOF,
    (State.DEEMED_AGREED, State.SUSPENDED): Need.PROOF,
    (State.SUSPENDED, State.DATA_BACKED_UP): Need.PROOF,
    (State.DATA_BACKED_UP, State.DNS_REMOVED): Need.PROOF,
    (State.DNS_REMOVED, State.ARCHIVED): Need.PROOF,
    **{
        (state, State.ACTIVE): Need.REASON
        for state in State
        if state not in (State.ACTIVE, State.ARCHIVED)
    },
}

_SENTENCES: dict[str, tuple[str, str]] = {
    NO_SUCH_MOVE: (
        "Langkah ini tidak dapat diambil dari keadaan aplikasi sekarang.",
        "This step cannot be taken from where the application stands now.",
    ),
    Need.REASON: ("Tuliskan alasannya.", "Please give the reason."),
    Need.PROOF: (
        "Unggah bukti dukung atau berita acara langkah ini.",
        "Upload the evidence or minutes of this step.",
    ),
    Need.SILENCE: (
        "Belum dapat dianggap setuju: perlu bukti surat diterima dan batas waktu yang sudah lewat.",
        "Not deemed agreed yet: that needs proof of delivery and a deadline that has passed.",
    ),
}


def move(
    current: State,
    target: State,
    *,
    at: datetime,
    reason: str = "",
    proof: bool = False,
    delivered_at: datetime | None = None,
    due_at: datetime | None = None,
) -> State:
    """Return the new state, or raise MoveRefused with a sentence for the page.

    `delivered_at` = the letter's delivery as proven; `due_at` = the deadline it gave (clock
    `retirement_answer`).
    """
    if (current, target) not in MOVES:
        raise MoveRefused(NO_SUCH_MOVE, *_SENTENCES[NO_SUCH_MOVE])
    need = MOVES[current, target]
    met = {
        Need.REASON: bool(reason.strip()),
        Need.PROOF: proof,
        Need.SILENCE: delivered_at is not None and due_at is not None and due_at < at,
    }
    if need is not None and not met[need]:
        raise MoveRefused(need, *_SENTENCES[need])
    return target
