"""What must never be kept of what people write to us: passwords, PINs, codes, our own links.

People under stress send them although nobody asks. What is taken out is a guess on the safe side.
"""

from __future__ import annotations

import re
from typing import Final

from secops.rules.public_words import trimmed

#: A link of ours answers for somebody, and so does its code: neither is kept.
_LINK: Final = re.compile(r"(/k/)[\w~:\-]+", re.I)
_SIGN: Final = "0-9A-HJKMNP-TV-Z"
_CODES: Final = (
    re.compile(rf"\b(?=[\w-]*\d)(?=[\w-]*[a-z])[{_SIGN}]{{4}}-[{_SIGN}]{{4}}\b", re.I),
    # Without its hyphen only as it is printed, in capitals: no word of a sentence looks so.
    re.compile(rf"\b(?=[\w ]{{0,8}}\d)(?=[\w ]{{0,8}}[A-Z])[{_SIGN}]{{4}} ?[{_SIGN}]{{4}}\b"),
)
#: Six digits that stand alone are a code of somebody's.
_SIX_DIGITS: Final = re.compile(r"(?<![\d./,-])\d{3}[ -]?\d{3}(?![\d./,-]|[ -]\d)")
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


def without_our_links(text: str) -> str:
    """The words with every answer link and code of ours taken out."""
    kept = _LINK.sub(r"\1…", text)
    for code in _CODES:
        kept = code.sub("…", kept)
    return kept


def without_secrets(text: str) -> tuple[str, bool]:
    """The words without what looks like a password, PIN or code; whether anything was taken out."""
    kept = _SIX_DIGITS.sub(HIDDEN, without_our_links(text))
    kept = "\n".join(_line(line) for line in kept.split("\n"))
    return kept, kept != text


def _line(line: str) -> str:
    """One line; looked through from its last such word to its first."""
    for found in reversed(list(_NAME.finditer(line))):
        before, after = line[: found.end()], line[found.end() :]
        line = before + _after(after, short=found["name"].lower() in _SHORT)
    return line


def _after(rest: str, *, short: bool) -> str:
    told = _TOLD.match(rest)
    if told is not None:
        return f"{told['more']}: {HIDDEN}"
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
    kept = without_secrets(trimmed(text))[0]
    return kept if length is None else kept[:length]
