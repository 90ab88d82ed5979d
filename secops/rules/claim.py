"""A public claim of a leak: how far its source and its content can be believed, and what it was.

The grade is the Admiralty code (two signs: source A-F, content 1-6).
"""

from __future__ import annotations

import re
from enum import StrEnum

from secops.rules.refusal import MoveRefused


class Reliability(StrEnum):
    """How far the source can be relied on."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(StrEnum):
    """How far the content can be believed."""

    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    FIVE = "5"
    SIX = "6"


class Platform(StrEnum):
    """Where a claim was made."""

    SOCIAL = "social"
    FORUM = "forum"
    CHAT = "chat"
    NEWS = "news"
    MAIL = "mail"
    OTHER = "other"


class Disposition(StrEnum):
    """What the claim turned out to be."""

    CONFIRMED = "confirmed"
    PARTLY = "partly"
    OLD_DATA = "old_data"
    NOT_OURS = "not_ours"
    FALSE = "false"


#: The claim is no incident of ours: one opened for it alone can be refuted.
REFUTING = frozenset({Disposition.NOT_OURS, Disposition.FALSE, Disposition.OLD_DATA})
#: The claim is true at least in part.
TRUE = frozenset({Disposition.CONFIRMED, Disposition.PARTLY})


class Refusal(StrEnum):
    """Why a decision was refused."""

    REASON_MISSING = "reason_missing"
    UNCHANGED = "unchanged"


def decide(current: Disposition | None, target: Disposition, reason: str) -> Disposition:
    """Return what the claim is said to be; it may be said anew, each time with its reason."""
    if not reason.strip():
        raise _refused(Refusal.REASON_MISSING)
    if current is target:
        raise _refused(Refusal.UNCHANGED)
    return target


def _refused(code: Refusal) -> MoveRefused:
    return MoveRefused(code, *_SENTENCES[code])


_SENTENCES = {
    Refusal.REASON_MISSING: (
        "Tuliskan alasannya: apa yang diperiksa dan apa hasilnya.",
        "Give the reason: what was looked at, and what it showed.",
    ),
    Refusal.UNCHANGED: (
        "Klaim ini sudah diputuskan begitu. Pilih keputusan lain atau kembali.",
        "This claim is already decided so. Choose another decision or go back.",
    ),
}

#: A word that looks like a line of a leak: a place or a login, a sign between, a secret.
_PAIR = re.compile(r"[^\s:;|]{2,}[:;|]+[^\s:;|]{3,}")
_CELLS = re.compile(r"[^\s,;\t]+(?:[,;\t][^\s,;\t]*){2,}")
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_PORT_OR_TIME = re.compile(r"(?<=[\w\]])[:.]\d{1,5}(?=[/.,)\s]|$)")
ROW = "•••"


def without_rows(text: str) -> str:
    """The words without what looks like rows of a leak: ``host:login:secret`` and the like."""
    return "\n".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    return "".join(
        ROW if part.strip() and _looks_like_row(part) else part for part in re.split(r"( +)", line)
    )


def _looks_like_row(word: str) -> bool:
    bare = _PORT_OR_TIME.sub("", _SCHEME.sub("", word))
    return bool(_PAIR.search(bare) or _CELLS.search(bare))
