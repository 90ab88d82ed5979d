"""Public statements: how one comes to be published, and what each step asks for.

Where RULES 8 is silent: a draft may be changed by whoever may write; changing one that was looked
at takes that back; a holding statement asserts nothing unproven and may be approved without a
review; a published one is never changed, only superseded by a later one; one that denies an earlier
public word says so; what shall not go out is dropped with a reason, never deleted.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from secops.rules.public_words import (
    ABSOLUTE,
    Backing,
    Lack,
    absolute_words,
    lack,
    unquoted,
)
from secops.rules.refusal import MoveRefused

__all__ = ["ABSOLUTE", "absolute_words"]


class State(StrEnum):
    """Where a statement stands."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    DROPPED = "dropped"


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
    WORD_NOT_CARRIED = "word_not_carried"
    NOT_REVIEWED = "not_reviewed"
    FACT_UNSEEN = "fact_unseen"
    CORRECTION_MISSING = "correction_missing"
    NEXT_WORD_MISSING = "next_word_missing"
    NEXT_WORD_PAST = "next_word_past"
    CHANNEL_MISSING = "channel_missing"
    REASON_MISSING = "reason_missing"
    CANNOT_CARRY = "cannot_carry"
    NUMBERS_DENY = "numbers_deny"
    FACT_DENIES = "fact_denies"


_WORDS = frozenset({Refusal.ABSOLUTE_WORD, Refusal.NEXT_WORD_MISSING, Refusal.CORRECTION_MISSING})
#: (from, to) -> what the step asks for.
MOVES: dict[tuple[State, State], frozenset[Refusal]] = {
    (State.DRAFT, State.DRAFT): frozenset(),
    (State.REVIEWED, State.DRAFT): frozenset(),
    (State.APPROVED, State.DRAFT): frozenset(),
    (State.DRAFT, State.REVIEWED): _WORDS | {Refusal.SAME_PERSON, Refusal.FACT_UNSEEN},
    (State.DRAFT, State.APPROVED): _WORDS | {Refusal.SAME_PERSON, Refusal.NOT_REVIEWED},
    (State.REVIEWED, State.APPROVED): _WORDS | {Refusal.SAME_PERSON},
    (State.APPROVED, State.PUBLISHED): frozenset(
        {
            Refusal.ABSOLUTE_WORD,
            Refusal.CORRECTION_MISSING,
            Refusal.NEXT_WORD_PAST,
            Refusal.CHANNEL_MISSING,
        }
    ),
    (State.PUBLISHED, State.SUPERSEDED): frozenset(),
    (State.DRAFT, State.DROPPED): frozenset({Refusal.REASON_MISSING}),
    (State.REVIEWED, State.DROPPED): frozenset({Refusal.REASON_MISSING}),
    (State.APPROVED, State.DROPPED): frozenset({Refusal.REASON_MISSING}),
}
#: Not out yet: words and facts may still change.
OPEN = frozenset({State.DRAFT, State.REVIEWED, State.APPROVED})
#: Out: everybody may read it for good.
OUT = frozenset({State.PUBLISHED, State.SUPERSEDED})


@dataclass(frozen=True, slots=True)
class Written:
    """What the law looks at: the words, the linked facts, what is promised, what it denies."""

    kind: Kind
    text: str
    facts: tuple[Backing, ...]
    promises_next: bool
    next_ahead: bool = True
    channel: str = "-"
    same_person: bool = False
    unseen_facts: int = 0
    denies: str = ""
    """The codes of earlier public statements that this one denies."""
    correction: str = ""
    reason: str = "-"
    usable: int = 0
    """How many leaked accounts of the incident can still be used."""


def refuse(code: Refusal, word: str = "", missing: tuple[str, str] = ("", "")) -> MoveRefused:
    """Return the refusal with its sentences."""
    indonesian, english = _SENTENCES[code]
    return MoveRefused(
        code,
        indonesian % {"word": word, "missing": missing[0]},
        english % {"word": word, "missing": missing[1]},
    )


def check_words(
    text: str, facts: tuple[Backing, ...], correction: str = "", *, usable: int = 0
) -> None:
    """Raise MoveRefused for the first absolute word of a text, or of its correction outside of what
    that quotes, that the linked facts do not carry; it says what they lack."""
    for word in absolute_words(f"{text}\n{unquoted(correction)}"):
        if not facts:
            raise refuse(Refusal.ABSOLUTE_WORD, word)
        missing = lack(word, facts, usable=usable)
        if missing is not None:
            raise refuse(Refusal.WORD_NOT_CARRIED, word, MISSING[missing])


def move(current: State, target: State, written: Written) -> State:
    """Return the new state, or raise MoveRefused with a sentence for the page."""
    needs = MOVES.get((current, target))
    if needs is None:
        raise refuse(Refusal.NO_SUCH_MOVE)
    if Refusal.ABSOLUTE_WORD in needs:
        check_words(written.text, written.facts, written.correction, usable=written.usable)
    for code, (broken, word) in _offended(written).items():
        if broken and code in needs:
            raise refuse(code, word)
    return target


def _offended(written: Written) -> dict[Refusal, tuple[bool, str]]:
    return {
        Refusal.SAME_PERSON: (written.same_person, ""),
        Refusal.NOT_REVIEWED: (written.kind is not Kind.HOLDING, ""),
        Refusal.FACT_UNSEEN: (written.unseen_facts > 0, ""),
        Refusal.CORRECTION_MISSING: (
            bool(written.denies) and not written.correction.strip(),
            written.denies,
        ),
        Refusal.NEXT_WORD_MISSING: (
            written.kind is Kind.HOLDING and not written.promises_next,
            "",
        ),
        Refusal.NEXT_WORD_PAST: (written.promises_next and not written.next_ahead, ""),
        Refusal.CHANNEL_MISSING: (not written.channel.strip(), ""),
        Refusal.REASON_MISSING: (not written.reason.strip(), ""),
    }


_SENTENCES: dict[Refusal, tuple[str, str]] = {
    Refusal.NO_SUCH_MOVE: (
        "Pernyataan ini sudah berubah. Muat ulang halaman untuk melihat keadaannya sekarang.",
        "This statement has changed. Reload the page to see where it stands now.",
    ),
    Refusal.SAME_PERSON: (
        "Yang menulis tidak dapat menelaah atau menyetujui pernyataannya sendiri.",
        "Whoever wrote it can neither review nor approve the statement.",
    ),
    Refusal.ABSOLUTE_WORD: (
        "Kata %(word)s memerlukan bukti. Tautkan bukti atau ubah kalimat.",
        "The word %(word)s needs proof. Link a fact or change the sentence.",
    ),
    Refusal.WORD_NOT_CARRIED: (
        "Kata %(word)s tidak didukung bukti yang ditautkan. %(missing)s",
        "The linked facts do not carry the word %(word)s. %(missing)s",
    ),
    Refusal.NOT_REVIEWED: (
        "Pernyataan ini belum ditelaah. Minta orang lain memeriksa buktinya satu per satu dulu.",
        "This statement was not reviewed. Have somebody else look at its facts one by one first.",
    ),
    Refusal.FACT_UNSEEN: (
        "Centang setiap bukti yang sudah Anda lihat sendiri.",
        "Tick every fact that you have seen yourself.",
    ),
    Refusal.CORRECTION_MISSING: (
        "Pernyataan ini membantah %(word)s. Tuliskan ralatnya dalam satu kalimat.",
        "This statement denies %(word)s. Write the correction in one sentence.",
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
    Refusal.REASON_MISSING: (
        "Tuliskan mengapa pernyataan ini tidak jadi diterbitkan.",
        "Say why this statement will not be published.",
    ),
    Refusal.CANNOT_CARRY: (
        "Bukti jenis ini tidak dapat menyatakan %(word)s. Pilih bukti lain atau kosongkan.",
        "A fact of this kind cannot say %(word)s. Choose another fact or leave it empty.",
    ),
    Refusal.NUMBERS_DENY: (
        "Angkanya berkata lain: %(word)s akun bocor masih dapat dipakai.",
        "The numbers say otherwise: %(word)s leaked accounts can still be used.",
    ),
    Refusal.FACT_DENIES: (
        "Bukti ini berkata lain: %(word)s. Pilih itu atau kosongkan.",
        "This fact says otherwise: %(word)s. Choose that or leave it empty.",
    ),
}

_NUMBERS = ("tulis jumlahnya: “… dari … akun”.", "write the numbers: “… of … accounts”.")
#: What is missing -> which fact to link, or which words to use instead.
MISSING: dict[Lack, tuple[str, str]] = {
    Lack.COUNT: (
        f"Tautkan hitungan yang genap (semua dari semua, nol dari sekian), atau {_NUMBERS[0]}",
        f"Link a count that is whole (all of all, zero of so many), or {_NUMBERS[1]}",
    ),
    Lack.COUNT_DENIES: (
        f"Hitungan yang ditautkan belum genap: {_NUMBERS[0]}",
        f"The linked count is not whole: {_NUMBERS[1]}",
    ),
    Lack.OF_ANOTHER: (
        "Bukti itu bukan tentang aplikasi insiden ini. Lepas, lalu tautkan bukti aplikasi insiden "
        "ini.",
        "That fact is not about an application of this incident. Take it away and link one that "
        "is.",
    ),
    Lack.CHECK: (
        "Tautkan pemeriksaan layanan yang berfungsi, atau tulis “sedang kami periksa”.",
        "Link a check that found the service running, or write “we are checking”.",
    ),
    Lack.CHECK_DENIES: (
        "Pemeriksaan yang ditautkan tidak menyatakan berfungsi: tulis “sedang kami pulihkan”.",
        "A linked check does not say running: write “we are restoring it”.",
    ),
    Lack.CHECK_OLD: (
        "Pemeriksaannya sudah lama atau dibantah yang lebih baru: periksa layanan itu lagi.",
        "The check is old or a newer one denies it: check that service again.",
    ),
    Lack.ACCOUNTS_USABLE: (
        "Masih ada akun bocor yang dapat dipakai: tulis “kata sandi sedang kami ganti”.",
        "Leaked accounts can still be used: write “we are changing the passwords”.",
    ),
}
