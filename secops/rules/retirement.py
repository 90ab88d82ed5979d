"""How an unused application is retired, as a table of moves (RULES 7).

Chosen here: a kept application leaves that state only back to active, with a reason; each step from
`suspended` on needs its proof (minutes, a Berita Acara); the data count as backed up only by a
backup that was restored once; an application is archived only when everything that must follow it
has followed; silence counts only after the proof of delivery and strictly after the deadline.
*Dormant* in a register is active with a suggestion.
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
    ASSESSMENT = "assessment_missing"
    BACKUP = "backup_not_proven"
    FOLLOWED = "followers_open"


#: The code of a refusal for a pair that is not in the table.
NO_SUCH_MOVE = "no_such_move"

#: (from, to) -> what the move needs, in the order in which it is asked for.
MOVES: dict[tuple[State, State], tuple[Need, ...]] = {
    (State.ACTIVE, State.QUESTIONED): (),
    (State.QUESTIONED, State.KEPT): (Need.ASSESSMENT,),
    (State.QUESTIONED, State.AGREED): (),
    (State.QUESTIONED, State.DEEMED_AGREED): (Need.SILENCE,),
    (State.AGREED, State.SUSPENDED): (Need.PROOF,),
    (State.DEEMED_AGREED, State.SUSPENDED): (Need.PROOF,),
    (State.SUSPENDED, State.DATA_BACKED_UP): (Need.BACKUP,),
    (State.DATA_BACKED_UP, State.DNS_REMOVED): (Need.PROOF,),
    (State.DNS_REMOVED, State.ARCHIVED): (Need.PROOF, Need.FOLLOWED),
    **{
        (state, State.ACTIVE): (Need.REASON,)
        for state in State
        if state not in (State.ACTIVE, State.ARCHIVED)
    },
}

#: The owner has consented, or his silence counts as consent: the office takes the steps.
CONSENTED = (State.AGREED, State.DEEMED_AGREED)
#: Out of service: nobody should be using it any more.
OUT_OF_SERVICE = (State.SUSPENDED, State.DATA_BACKED_UP, State.DNS_REMOVED, State.ARCHIVED)
#: The name is gone: a host that answers now has come back.
WITHOUT_NAME = (State.DNS_REMOVED, State.ARCHIVED)
#: The way from consent to archive, step by step.
PATH = (State.SUSPENDED, State.DATA_BACKED_UP, State.DNS_REMOVED, State.ARCHIVED)

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
    Need.ASSESSMENT: (
        "Isi formulir penilaian: mengapa masih diperlukan, siapa pemakainya, dan siapa yang "
        "menjaganya.",
        "Fill in the assessment: why it is still needed, who uses it, and who looks after it.",
    ),
    Need.BACKUP: (
        "Cadangan data (backup) belum terbukti: perlu uji pemulihan yang berhasil, atau unggah "
        "bukti dukung uji pemulihannya.",
        "The backup is not proven: it needs a successful restore test, or upload the evidence of "
        "one.",
    ),
    Need.FOLLOWED: (
        "Belum dapat diarsipkan: masih ada yang harus ikut ditutup.",
        "It cannot be archived yet: something that must follow is still open.",
    ),
}


def move(
    current: State,
    target: State,
    *,
    at: datetime,
    reason: str = "",
    proof: bool = False,
    assessed: bool = False,
    backup_proven: bool = False,
    followed: bool = False,
    delivered_at: datetime | None = None,
    due_at: datetime | None = None,
) -> State:
    """Return the new state, or raise MoveRefused with a sentence for the page.

    `delivered_at` = the letter's delivery as proven; `due_at` = the deadline it gave (clock
    `retirement_answer`); `assessed` = the form of who keeps it is complete; `followed` = nothing
    that must follow is open.
    """
    if (current, target) not in MOVES:
        raise MoveRefused(NO_SUCH_MOVE, *_SENTENCES[NO_SUCH_MOVE])
    met = {
        Need.REASON: bool(reason.strip()),
        Need.PROOF: proof,
        Need.ASSESSMENT: assessed,
        Need.BACKUP: backup_proven,
        Need.FOLLOWED: followed,
        Need.SILENCE: delivered_at is not None and due_at is not None and due_at < at,
    }
    for need in MOVES[current, target]:
        if not met[need]:
            raise MoveRefused(need, *_SENTENCES[need])
    return target


def may_move(current: State, target: State) -> bool:
    """Whether the table has this move at all."""
    return (current, target) in MOVES


def next_steps(current: State) -> tuple[State, ...]:
    """Where it may go from here, apart from back to active."""
    return tuple(
        target for origin, target in MOVES if origin is current and target is not State.ACTIVE
    )
