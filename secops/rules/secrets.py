"""What must never be kept of what people write to us: passwords, PINs, codes, our own links.

People under stress send them although nobody asks. What is taken out is a guess on the safe side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from secops.rules.public_words import plain

#: A link of ours answers for somebody, and so does its code: neither is kept.
_LINK: Final = re.compile(r"(/k/)[\w~:\-]+", re.I)
_SIGN: Final = "0-9A-HJKMNP-TV-Z"
_CODES: Final = (
    re.compile(rf"\b(?=[\w-]*\d)(?=[\w-]*[a-z])[{_SIGN}]{{4}}-[{_SIGN}]{{4}}\b", re.I),
    # Without its hyphen only as it is printed, in capitals: no word of a sentence looks so.
    re.compile(rf"\b(?=[\w ]{{0,8}}\d)(?=[\w ]{{0,8}}[A-Z])[{_SIGN}]{{4}} ?[{_SIGN}]{{4}}\b"),
)
#: Six digits that stand alone, or before such another six, are a code of somebody's.
_SIX_DIGITS: Final = re.compile(
    r"(?<![\d./,-])\d{3}[ -]?\d{3}(?![\d./,-]|[ -]\d(?!\d{5}(?![\d./,-])))"
)
#: A checksum, as it stands beside evidence.
_CHECKSUM: Final = re.compile(r"(\b[0-9a-f]{32,128}\b)", re.I)
_NAME: Final = re.compile(
    r"\b(?P<name>kata[ ]?sandi|sandi|password|passwd|pass|pasword|pw|otp|pin|token|kode)"
    r"(?:[ -]?(?:nya|ku|mu))?\b",
    re.I,
)
#: "sandi baru saya: …": whatever follows on the line is the secret.
_TOLD: Final = re.compile(r"(?P<more>(?:\s+\w+){0,4})\s*[:=]\s*(?P<rest>\S.*)")
_QUOTED: Final = re.compile(r"[\"'“‘](?P<rest>[^\"'”’\n]{3,})[\"'”’]")
#: How far behind the word a secret is looked for.
_NEAR: Final = 8
#: So many signs behind it hold those words, however long they are.
_REACH: Final = 600
_SHORT: Final = frozenset({"otp", "pin", "token", "kode"})
HIDDEN: Final = "•••"
#: How a sentence about a password begins behind its colon; a secret of several words does not.
_ABOUT: Final = frozenset(
    {
        "sudah", "belum", "telah", "sedang", "akan", "wajib", "harus", "tidak",
        "already", "not", "has", "have", "was", "were", "will", "must",
    }
)  # fmt: skip
#: So many words make a sentence that may stay behind a secret.
_SENTENCE: Final = 3


def without_our_links(text: str) -> str:
    """The words with every answer link and code of ours taken out."""
    kept = _LINK.sub(r"\1…", text)
    for code in _CODES:
        kept = code.sub("…", kept)
    return kept


class Taken(StrEnum):
    """What was taken out of a text."""

    PASSWORD = "password"
    CODE = "code"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Cut:
    """That something was taken out, and of which line (from 1); never what it was."""

    kind: Taken
    line: int


#: Whoever answers for what was typed listens here while it is taken in (`noticing`).
_HEARD: ContextVar[list[Cut] | None] = ContextVar("cuts", default=None)


@contextmanager
def noticing() -> Iterator[list[Cut]]:
    """The list fills with what is taken out of texts within."""
    heard: list[Cut] = []
    token = _HEARD.set(heard)
    try:
        yield heard
    finally:
        _HEARD.reset(token)


def heard_cuts() -> list[Cut]:
    """What was taken out so far, for who listens further out."""
    return list(_HEARD.get() or ())


def without_secrets(text: str) -> tuple[str, bool]:
    """The words without what looks like a password, PIN or code; whether anything was taken out."""
    kept, cuts = _cleaned(text)
    heard = _HEARD.get()
    if heard is not None:
        heard += cuts
    return kept, bool(cuts)


def has_secret(text: str) -> bool:
    """Whether anything in these words looks like a password, PIN or code; nothing is taken out."""
    return bool(_cleaned(text)[1])


def cuts_in(text: str) -> tuple[Cut, ...]:
    """What would be taken out of these words, line by line."""
    return tuple(_cleaned(text)[1])


def _cleaned(text: str) -> tuple[str, list[Cut]]:
    lines, cuts = text.split("\n"), []
    for number, line in enumerate(lines, start=1):
        lines[number - 1], kinds = _cleaned_line(line)
        cuts += [Cut(kind, number) for kind in Taken if kind in kinds]
    return "\n".join(lines), cuts


def _cleaned_line(line: str) -> tuple[str, set[Taken]]:
    """One line; looked through from its last such word to its first."""
    kinds: set[Taken] = set()
    kept = without_our_links(line)
    if kept != line:
        kinds.add(Taken.LINK)
    line = _without_six_digits(kept)
    if kept != line:
        kinds.add(Taken.CODE)
    for found in reversed(list(_NAME.finditer(line))):
        before, after = line[: found.end()], line[found.end() :]
        short = found["name"].lower() in _SHORT
        kept = _after(after, short=short)
        if kept != after:
            kinds.add(Taken.CODE if short else Taken.PASSWORD)
        line = before + kept
    return line, kinds


def _without_six_digits(line: str) -> str:
    """Digits within a checksum stand for no code of anybody's."""
    parts = _CHECKSUM.split(line)
    return "".join(
        part if place % 2 else _SIX_DIGITS.sub(HIDDEN, part) for place, part in enumerate(parts)
    )


def _after(rest: str, *, short: bool) -> str:
    told = _TOLD.match(rest)
    if told is not None:
        kept = _kept_of_told(told["rest"], short=short)
        return rest if kept == told["rest"] else f"{told['more']}: {kept}"
    # Only what stands near the word is looked at: a line of a thousand such words stays cheap.
    rest, far = rest[:_REACH], rest[_REACH:]
    rest = _QUOTED.sub(HIDDEN, rest)
    words = re.split(r"(\s+)", rest)
    near = 0
    for place, word in enumerate(words):
        if not word.strip():
            continue
        near += 1
        if near > _NEAR:
            break
        if _looks_secret(word, short=short):
            words[place] = HIDDEN
    return "".join(words) + far


def _kept_of_told(told: str, *, short: bool) -> str:
    """What may stay of the words behind the colon; nothing, unless it is known to be no secret.

    A sentence about the password stays ("belum diganti"). Of a secret that ends with a comma or a
    full stop the sentence behind it stays, if it is one.
    """
    first, *more = told.split()
    if first.lower() in _ABOUT and more and _is_prose(told, short=short):
        return told
    secret = first.rstrip(",;.") in (HIDDEN, "") or _looks_secret(first, short=short)
    if secret and first[-1] in ",;." and len(more) >= _SENTENCE:
        tail = told[len(first) :]
        if _is_prose(tail, short=short):
            return f"{HIDDEN}{first[-1]}{tail}"
    return HIDDEN


def _is_prose(text: str, *, short: bool) -> bool:
    """Words of letters alone, none of which looks like a secret."""
    return all(
        word.strip(".,;:()!?").replace("-", "").isalpha() and not _looks_secret(word, short=short)
        for word in text.split()
    )


def _looks_secret(word: str, *, short: bool) -> bool:
    """Letters and digits in one word, signs that no sentence has, or the digits of a PIN."""
    bare = word.strip(".,;:()!?")
    if len(bare) < 3:
        return False
    if short and bare.isdigit() and 4 <= len(bare) <= 8:
        return True
    mixed = any(sign.isdigit() for sign in bare) and any(sign.isalpha() for sign in bare)
    return mixed or any(sign in "!@#$%^&*+=~<>|\\" for sign in bare)


def kept_words(text: str, length: int | None = None) -> str:
    """What somebody typed, as it is kept: trimmed, without signs that nobody sees or that turn its
    direction, without what looks like a password or a code, cut to what its column holds."""
    kept = without_secrets(plain(text))[0].strip()
    return kept if length is None else kept[:length]
