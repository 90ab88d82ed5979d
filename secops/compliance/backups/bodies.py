"""What is kept of what a backup tool sends along: the beginning, without what looks secret."""

from __future__ import annotations

import re
from typing import Final

from secops.compliance.backups.models import BODY_LIMIT
from secops.rules.secrets import HIDDEN, without_secrets

#: Longer runs of signs without a blank are no words; many of them are keys.
_UNBROKEN: Final = re.compile(r"\S{120,}")
#: Looking for secrets takes the square of a line's length, so long lines are looked at in pieces.
_PIECE: Final = 400
#: What scripts print: RESTIC_PASSWORD=…, --password …, mysqldump -p…, https://who:what@host.
_SET: Final = re.compile(
    r"([\w-]{0,40}(?:passw?or?d|passwd|passphrase|pwd|sandi|secret|token|_key|apikey)[\w-]{0,40})"
    r"(\s{0,3}[=:]\s{0,3}|\s(?=\S))[\"']?[^\s\"']{3,}[\"']?",
    re.I,
)
_FLAG: Final = re.compile(r"(\bmysql\w{0,12}\b[^\n]{0,200}?\s-p)\S{3,}")
_WHO: Final = re.compile(r"(://)[^\s/@:]{1,80}:[^\s/@]{1,200}@")
#: A line without any of these holds nothing that is taken out; most lines of a log are such.
_WORDS: Final = re.compile(r"pass|pw|sandi|secret|token|key|otp|pin|kode|/k/|://|mysql")
_DIGITS: Final = re.compile(r"\d{3}[ -]?\d{3}")


def kept_of(raw: bytes) -> str:
    """The first 10,000 bytes as text that the database can hold, without what looks secret."""
    text = raw[:BODY_LIMIT].decode("utf-8", errors="replace").replace("\x00", "")
    text = _UNBROKEN.sub(lambda found: f"{found.group()[:20]}{HIDDEN}", text)
    lines = text.splitlines()
    return "\n".join(map(_line, lines) if _suspect(text) else lines)


def is_dear(raw: bytes) -> bool:
    """Whether looking through a body takes more than a glance: few logs hold such words."""
    return _suspect(raw[:BODY_LIMIT].decode("utf-8", errors="replace"))


def _suspect(text: str) -> bool:
    return bool(_WORDS.search(text.lower()) or _DIGITS.search(text))


def _line(line: str) -> str:
    if not line.strip():
        return ""
    if not _suspect(line):
        return line
    pieces = (line[start : start + _PIECE] for start in range(0, len(line), _PIECE))
    return "".join(_piece(piece) for piece in pieces)


def _piece(piece: str) -> str:
    piece = _WHO.sub(rf"\1{HIDDEN}@", piece)
    piece = _FLAG.sub(rf"\1{HIDDEN}", piece)
    piece = _SET.sub(lambda found: f"{found[1]}{_sign(found[2])}{HIDDEN}", piece)
    return without_secrets(piece)[0]


def _sign(between: str) -> str:
    return between if between.strip() else " "
