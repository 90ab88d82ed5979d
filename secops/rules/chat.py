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

#: Politeness before and after a reply, which changes nothing about it. A title before it may name
#: whoever is spoken of ("bapak setuju"), so it counts only behind.
_BEFORE: Final = (
    "selamat pagi", "selamat siang", "selamat sore", "selamat malam", "assalamualaikum",
    "baik", "oke", "ok", "yth",
)  # fmt: skip
_BEHIND: Final = (
    "terima kasih banyak", "terima kasih", "terimakasih", "makasih", "trims", "thank you", "thanks",
    "pak", "bapak", "bu", "ibu", "mas", "mbak", "kak", "min", "admin", "posko", "ya pak", "ya bu",
)  # fmt: skip

_WORD_OF: Final = {text: word for word, texts in SPELLINGS.items() for text in texts}
#: "1A", "1 a": the answer and the letter of the question that would follow, in one go.
_AT_ONCE: Final = re.compile(r"([13])[ .]?([a-e])")
#: Signs that leave a reply what it is: a full stop, brackets, a thumb, the keycap of a phone. Any
#: other sign, a question mark first of all, makes it something for a human being.
_NOISE: Final = re.compile(
    r"[.,!():;\u2013\u2014-]+|[👍🙏✅✔☑]|[\U0001f3fb-\U0001f3ff]|\ufe0f|\u20e3|\u200d"
)


@dataclass(frozen=True, slots=True)
class Said:
    """A reply that was understood: its word, the letter said with it, his own words."""

    word: Word
    letter: Word | None = None
    rest: str = ""


def read(text: str) -> Said | None:
    """Return what a reply says; None where it is for a human being to read."""
    said = tidy(text)
    if not re.search(r"[^\w\s]", said):
        for candidate in (said, _without_politeness(said)):
            if word := _WORD_OF.get(candidate):
                return Said(word)
        if found := _AT_ONCE.fullmatch(said):
            word = Word.DONE if found[1] == "1" else Word.TROUBLE
            return Said(word, Word(found[2].upper()))
    return _with_words(text)


def tidy(text: str) -> str:
    """Small letters and single blanks, without the signs that change nothing."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_NOISE.sub(" ", plain).split())


def _without_politeness(said: str) -> str:
    """The same without what is only kind; a reply that is nothing but kind stays as it is."""
    while True:
        for kind in _BEFORE:
            if said.startswith(kind + " "):
                said = said[len(kind) + 1 :]
                break
        else:
            for kind in _BEHIND:
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
            if found and any(sign.isalnum() for sign in found[1]):
                return Said(word, rest=found[1].strip())
    return None
