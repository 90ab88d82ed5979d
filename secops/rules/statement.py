"""Public statements: how one comes to be published, and which words need a fact behind them.

Where RULES 8 is silent: a draft may be changed by whoever may write; changing an approved one
takes the approval back; a published one is never changed, only superseded by a later one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from secops.rules.refusal import MoveRefused


class State(StrEnum):
    """Where a statement stands."""

    DRAFT = "draft"
    APPROVED = "approved"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


class Kind(StrEnum):
    """A holding statement asserts nothing unproven and promises the next word; the other is the
    office's full word."""

    HOLDING = "holding"
    FULL = "full"


class Refusal(StrEnum):
    """Why a step was refused."""

    NO_SUCH_MOVE = "no_such_move"
    SAME_PERSON = "same_person"
    ABSOLUTE_WORD = "absolute_word"
    NEXT_WORD_MISSING = "next_word_missing"
    NEXT_WORD_PAST = "next_word_past"
    CHANNEL_MISSING = "channel_missing"


#: (from, to) -> what the step asks for.
MOVES: dict[tuple[State, State], frozenset[Refusal]] = {
    (State.DRAFT, State.DRAFT): frozenset(),
    (State.APPROVED, State.DRAFT): frozenset(),
    (State.DRAFT, State.APPROVED): frozenset(
        {Refusal.SAME_PERSON, Refusal.ABSOLUTE_WORD, Refusal.NEXT_WORD_MISSING}
    ),
    (State.APPROVED, State.PUBLISHED): frozenset(
        {Refusal.ABSOLUTE_WORD, Refusal.NEXT_WORD_PAST, Refusal.CHANNEL_MISSING}
    ),
    (State.PUBLISHED, State.SUPERSEDED): frozenset(),
}

#: Words that promise more than anybody knows, unless a fact is linked.
ABSOLUTE = ("aman", "tidak ada", "dipastikan", "seluruh")
#: Right before one of them these take the promise back ("belum aman").
DENIALS = ("belum", "belum dapat", "tidak", "tidak dapat")

_DENIED = "|".join(DENIALS).replace(" ", r"\s+")
_WORDS = "|".join(ABSOLUTE).replace(" ", r"\s+")
_FOUND = re.compile(rf"(?:\b(?P<denied>{_DENIED})\s+)?\b(?P<word>{_WORDS})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """What the law looks at: the words, how many facts are linked, what is promised."""

    kind: Kind
    text: str
    facts: int
    promises_next: bool
    next_ahead: bool = True
    channel: str = "-"
    same_person: bool = False


def absolute_words(text: str) -> list[str]:
    """Return the absolute words of a text as the table spells them, each once, in its order."""
    found = {
        " ".join(match["word"].lower().split())
        for match in _FOUND.finditer(text)
        if not match["denied"]
    }
    return [word for word in ABSOLUTE if word in found]


def refuse(code: Refusal, word: str = "") -> MoveRefused:
    """Return the refusal with its sentences."""
    indonesian, english = _SENTENCES[code]
    return MoveRefused(code, indonesian % {"word": word}, english % {"word": word})


def check_words(text: str, facts: int) -> None:
    """Raise MoveRefused for the first absolute word of a text that rests on no fact."""
    if facts:
        return
    for word in absolute_words(text):
        raise refuse(Refusal.ABSOLUTE_WORD, word)


def move(current: State, target: State, written: Written) -> State:
    """Return the new state, or raise MoveRefused with a sentence for the page."""
    needs = MOVES.get((current, target))
    if needs is None:
        raise refuse(Refusal.NO_SUCH_MOVE)
    offended = {
        Refusal.SAME_PERSON: written.same_person,
        Refusal.NEXT_WORD_MISSING: written.kind is Kind.HOLDING and not written.promises_next,
        Refusal.NEXT_WORD_PAST: written.promises_next and not written.next_ahead,
        Refusal.CHANNEL_MISSING: not written.channel.strip(),
    }
    if Refusal.ABSOLUTE_WORD in needs:
        check_words(written.text, written.facts)
    for code, broken in offended.items():
        if broken and code in needs:
            raise refuse(code)
    return target


_SENTENCES: dict[Refusal, tuple[str, str]] = {
    Refusal.NO_SUCH_MOVE: (
        "Pernyataan ini sudah berubah. Muat ulang halaman untuk melihat keadaannya sekarang.",
        "This statement has changed. Reload the page to see where it stands now.",
    ),
    Refusal.SAME_PERSON: (
        "Yang menulis tidak dapat menyetujui pernyataannya sendiri.",
        "Whoever wrote it cannot approve the statement.",
    ),
    Refusal.ABSOLUTE_WORD: (
        "Kata %(word)s memerlukan bukti. Tautkan bukti atau ubah kalimat.",
        "The word %(word)s needs proof. Link a fact or change the sentence.",
    ),
    Refusal.NEXT_WORD_MISSING: (
        "Pernyataan awal menjanjikan kabar berikutnya. Isi waktunya.",
        "A holding statement promises the next word. Enter its time.",
    ),
    Refusal.NEXT_WORD_PAST: (
        "Waktu kabar berikutnya sudah lewat. Ubah waktunya, lalu mintakan persetujuan lagi.",
        "The time of the next word has passed. Change it and have it approved again.",
    ),
    Refusal.CHANNEL_MISSING: (
        "Tuliskan di mana pernyataan ini diterbitkan.",
        "Say where this statement is published.",
    ),
}
