"""What a reply by chat says: few words, told apart without guessing (JOURNEYS J2, J3, J4.6).

A reply counts only where the whole of it is one of these words, give or take politeness. Whatever
else somebody writes is read by a human being: "terima kasih" is no TERIMA, "tidak setuju" no
SETUJU.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Word(StrEnum):
    """What a reply may say; the value is how it is written in our messages."""

    RECEIVED = "TERIMA"
    AGREE = "SETUJU"
    LOOK = "LIHAT"
    MISTAKEN = "KELIRU"
    CALL_ME = "TELEPON SAYA"
    OTHER_TIME = "WAKTU LAIN"
    DONE = "1 SUDAH"
    GUIDE = "2 PANDUAN"
    TROUBLE = "3 KENDALA"
    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    YES = "YA"
    NO = "BUKAN"
    UNSURE = "TIDAK INGAT"
    STOP = "BERHENTI"


#: The letters that choose among what a reply of ours offers.
LETTERS: Final = (Word.A, Word.B, Word.C, Word.D, Word.E)

#: How each is written by those who answer, in both languages; small letters, no punctuation.
SPELLINGS: Final[Mapping[Word, tuple[str, ...]]] = {
    Word.RECEIVED: ("terima", "diterima", "sudah terima", "sudah diterima", "siap", "received"),
    Word.AGREE: ("setuju", "saya setuju", "agree", "agreed", "i agree"),
    Word.LOOK: ("lihat", "view"),
    Word.MISTAKEN: ("keliru", "ada yang keliru", "wrong"),
    Word.CALL_ME: ("telepon saya", "telpon saya", "tolong telepon", "hubungi saya", "call me"),
    Word.OTHER_TIME: ("waktu lain", "another time"),
    Word.DONE: ("1", "sudah", "1 sudah", "yes done", "1 yes"),
    Word.GUIDE: ("2", "panduan", "2 panduan", "belum", "guide", "2 guide"),
    Word.TROUBLE: ("3", "kendala", "3 kendala", "ada kendala", "problem", "3 problem"),
    Word.A: ("a", "a keduanya", "keduanya", "a both", "both"),
    Word.B: ("b", "b kata sandi saja", "kata sandi saja", "b password only", "password only"),
    Word.C: ("c",),
    Word.D: ("d",),
    Word.E: ("e",),
    Word.YES: ("ya", "ya saya", "itu saya", "yes"),
    Word.NO: ("bukan", "bukan saya", "tidak", "no", "not me"),
    Word.UNSURE: ("tidak ingat", "saya tidak ingat", "lupa", "not sure"),
    Word.STOP: ("berhenti", "stop"),
}

#: Words that may be followed by the person's own: what is wrong, which time is possible.
WITH_WORDS: Final = frozenset({Word.MISTAKEN, Word.OTHER_TIME, Word.TROUBLE})

#: Politeness around a reply, which changes nothing about it.
_POLITE: Final = (
    "terima kasih banyak", "terima kasih", "terimakasih", "makasih", "trims", "thank you", "thanks",
    "selamat pagi", "selamat siang", "selamat sore", "selamat malam", "assalamualaikum",
    "baik", "oke", "ok", "yth", "pak", "bapak", "bu", "ibu", "mas", "mbak", "kak", "min", "admin",
    "posko", "ya pak", "ya bu",
)  # fmt: skip

_WORD_OF: Final = {text: word for word, texts in SPELLINGS.items() for text in texts}
#: "1A", "1 a": the answer and the letter of the question that would follow, in one go.
_AT_ONCE: Final = re.compile(r"([13])[ .]?([a-e])")
#: "1.", "1)", "(1)", and the keycap that phones offer.
_NOISE: Final = re.compile(r"[^\w\s]+|\ufe0f|\u20e3")


@dataclass(frozen=True, slots=True)
class Said:
    """A reply that was understood: its word, the letter said with it, his own words."""

    word: Word
    letter: Word | None = None
    rest: str = ""


def read(text: str) -> Said | None:
    """Return what a reply says; None where it is for a human being to read."""
    said = tidy(text)
    for candidate in (said, _without_politeness(said)):
        if word := _WORD_OF.get(candidate):
            return Said(word)
    if found := _AT_ONCE.fullmatch(said):
        word = Word.DONE if found[1] == "1" else Word.TROUBLE
        return Said(word, Word(found[2].upper()))
    return _with_words(text)


def tidy(text: str) -> str:
    """Small letters, no punctuation, no pictures, single blanks."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_NOISE.sub(" ", plain).split())


def _without_politeness(said: str) -> str:
    """The same without what is only kind; a reply that is nothing but kind stays as it is."""
    while True:
        for kind in _POLITE:
            if said.startswith(kind + " "):
                said = said[len(kind) + 1 :]
                break
            if said.endswith(" " + kind):
                said = said[: -len(kind) - 1]
                break
        else:
            return said


def _with_words(text: str) -> Said | None:
    """``Keliru, ibu Sari sudah pindah``: the word first, then what he has to say."""
    for word in WITH_WORDS:
        for spelling in SPELLINGS[word]:
            if spelling.isdigit():
                continue
            found = re.match(rf"\s*{re.escape(spelling)}\b[\s:,.;–-]*(.+)", text, re.I | re.DOTALL)
            if found:
                return Said(word, rest=found[1].strip())
    return None


# --- what must never be kept ---------------------------------------------------------------------

_SECRET: Final = re.compile(
    r"""\b(?P<name>(?:kata[ ]?sandi|sandi|password|passwd|pass(?:word)?|pw|otp|pin|token)
    (?:[ ](?:saya|lama|baru|nya|ku|sekarang|now|is|adalah|itu|yg|yang|simpatik|akun|old|new))*)
    (?P<gap>\s*[:=]\s*|\s+["'“]|\s+(?=\S*[\d!@#$%^&*?])(?!\d{1,2}[ .:/]))
    (?P<secret>[^\s"'”]{2,})""",
    re.I | re.VERBOSE,
)


#: A link of ours answers for somebody, and so does its code: neither is kept.
_OURS: Final = re.compile(
    r"(/k/)[\w~:\-]+|\b(?=[\d-]*[A-Z])[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b", re.I
)
#: Six digits alone are a code of somebody's.
_SIX_DIGITS: Final = re.compile(r"\s*\d{3}[ -]?\d{3}\s*")


def without_our_links(text: str) -> str:
    """The words with every answer link and code of ours taken out."""
    return _OURS.sub(lambda found: f"{found[1]}…" if found[1] else "…", text)


def without_secrets(text: str) -> tuple[str, bool]:
    """Take out what looks like a password, PIN or code that somebody wrote to us.

    People under stress send them although nobody asks. Returns the text and whether anything was
    taken out; what is taken is a guess on the safe side.
    """
    if _SIX_DIGITS.fullmatch(text):
        return "••• •••", True
    kept = without_our_links(text)
    kept, n = _SECRET.subn(lambda found: f"{found['name']}{found['gap'].rstrip()} •••", kept)
    return kept, n > 0 or kept != text
