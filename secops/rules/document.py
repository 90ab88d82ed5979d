"""Official letters and minutes: their states, their natures, what a number looks like.

PRODUCT H. A number is drawn at approval, so that a dropped draft leaves no gap; nothing that has a
number is ever changed or deleted, only withdrawn or superseded. A signature is never drawn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from secops.rules.refusal import MoveRefused


class State(StrEnum):
    """Where a document stands."""

    DRAFT = "draft"
    DROPPED = "dropped"
    APPROVED = "approved"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


class Nature(StrEnum):
    """The nature of a letter (sifat), in the order of urgency, then of secrecy."""

    ORDINARY = "biasa"
    IMPORTANT = "penting"
    URGENT = "segera"
    VERY_URGENT = "sangat_segera"
    LIMITED = "terbatas"
    SECRET = "rahasia"


class Verdict(StrEnum):
    """What the public page says of a document."""

    VALID = "valid"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


class Refusal(StrEnum):
    """Why a step was refused."""

    NO_SUCH_MOVE = "no_such_move"
    SAME_PERSON = "same_person"
    REASON_MISSING = "reason_missing"
    NUMBER_MALFORMED = "number_malformed"
    NUMBER_TAKEN = "number_taken"
    DATE_AHEAD = "date_ahead"


#: (from, to) -> what the step asks for.
MOVES: dict[tuple[State, State], frozenset[Refusal]] = {
    (State.DRAFT, State.DRAFT): frozenset(),
    (State.DRAFT, State.DROPPED): frozenset(),
    (State.DRAFT, State.APPROVED): frozenset({Refusal.SAME_PERSON}),
    (State.APPROVED, State.SIGNED): frozenset(),
    (State.SIGNED, State.SIGNED): frozenset(),
    (State.APPROVED, State.WITHDRAWN): frozenset({Refusal.REASON_MISSING}),
    (State.SIGNED, State.WITHDRAWN): frozenset({Refusal.REASON_MISSING}),
    (State.APPROVED, State.SUPERSEDED): frozenset(),
    (State.SIGNED, State.SUPERSEDED): frozenset(),
}

#: What went out under a number; its file and number stay for ever.
NUMBERED = frozenset({State.APPROVED, State.SIGNED, State.WITHDRAWN, State.SUPERSEDED})
#: What was given up or taken back: in its place another one may be written.
GONE = frozenset({State.DROPPED, State.WITHDRAWN})
#: Whose subject stands on no public page.
CONFIDENTIAL = frozenset({Nature.LIMITED, Nature.SECRET})

VERDICTS: dict[State, Verdict] = {
    State.APPROVED: Verdict.VALID,
    State.SIGNED: Verdict.VALID,
    State.WITHDRAWN: Verdict.WITHDRAWN,
    State.SUPERSEDED: Verdict.SUPERSEDED,
}

#: As the letter register of a city takes it (FACTS 1.7).
NUMBER = re.compile(r"[A-Za-z0-9/.\-]+")
NUMBER_SIGNS = 80

#: The most signs one text may have, and a whole document: a letter, no file.
TEXT_SIGNS = 60_000
DOCUMENT_SIGNS = 400_000


@dataclass(frozen=True, slots=True)
class Step:
    """What the law looks at when somebody moves a document."""

    same_person: bool = False
    reason: str = "-"


def move(current: State, target: State, step: Step) -> State:
    """Return the new state, or raise MoveRefused with a sentence for the page."""
    needs = MOVES.get((current, target))
    if needs is None:
        raise refuse(Refusal.NO_SUCH_MOVE)
    if Refusal.SAME_PERSON in needs and step.same_person:
        raise refuse(Refusal.SAME_PERSON)
    if Refusal.REASON_MISSING in needs and not step.reason.strip():
        raise refuse(Refusal.REASON_MISSING)
    return target


def check_number(typed: str) -> str:
    """Return a number from the city's own register, tidied; MoveRefused where it is none."""
    number = typed.strip()
    if not number or len(number) > NUMBER_SIGNS or not NUMBER.fullmatch(number):
        raise refuse(Refusal.NUMBER_MALFORMED)
    return number


def number_of(form: str, *, classification: str, sequence: int, year: int) -> str:
    """Put a number together: ``000.6/123/2026`` of ``{classification}/{sequence}/{year}``."""
    return form.format(classification=classification, sequence=sequence, year=year)


def sequence_in(number: str, form: str, *, year: int) -> int | None:
    """The running number within a typed number of that year; None where its form is another."""
    pattern = re.escape(form)
    for name, signs in (
        ("classification", r"[A-Za-z0-9.\-]+"),
        ("sequence", r"(?P<sequence>0*[1-9][0-9]{0,5})"),
        ("year", str(year)),
    ):
        pattern = pattern.replace(re.escape("{" + name + "}"), signs)
    found = re.fullmatch(pattern, number)
    return int(found["sequence"]) if found else None


def refuse(code: Refusal) -> MoveRefused:
    """Return the refusal with its sentences."""
    return MoveRefused(code, *_SENTENCES[code])


_SENTENCES: dict[Refusal, tuple[str, str]] = {
    Refusal.NO_SUCH_MOVE: (
        "Dokumen ini sudah berubah. Muat ulang halaman untuk melihat keadaannya sekarang.",
        "This document has changed. Reload the page to see where it stands now.",
    ),
    Refusal.SAME_PERSON: (
        "Dokumen ini disetujui orang lain, bukan yang menulisnya.",
        "This document is approved by somebody else, not by who wrote it.",
    ),
    Refusal.REASON_MISSING: (
        "Tuliskan mengapa dokumen ini dicabut.",
        "Say why this document is withdrawn.",
    ),
    Refusal.NUMBER_MALFORMED: (
        "Nomor naskah hanya huruf, angka, garis miring, titik dan tanda hubung, paling panjang "
        "80 tanda. Contoh: 000.6/123/2026.",
        "A letter number has only letters, digits, slashes, dots and hyphens, 80 at most. "
        "Example: 000.6/123/2026.",
    ),
    Refusal.NUMBER_TAKEN: (
        "Nomor ini, atau nomor urutnya pada tahun yang sama, sudah dipakai dokumen lain.",
        "This number, or its running number in the same year, belongs to another document.",
    ),
    Refusal.DATE_AHEAD: (
        "Tanggal surat tidak dapat sesudah hari ini.",
        "The date of the letter cannot be after today.",
    ),
}
