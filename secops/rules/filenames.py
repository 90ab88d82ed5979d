"""Names of files as they may be shown and handed out: what a stranger called them is never trusted.

A right-to-left mark turns ``laporan_gpj.exe`` into ``laporan_exe.jpg`` for the eye; a slash leaves
the folder; a line break forges a line of a manifest or a header.
"""

from __future__ import annotations

import unicodedata
from typing import Final

LONGEST: Final = 150
#: Control, format (the direction marks), surrogate, private, unassigned; line and paragraph ends.
_UNSEEN: Final = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_FORBIDDEN: Final = frozenset('<>:"/\\|?*')
#: Names Windows keeps for devices.
_DEVICES: Final = frozenset(
    ("con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10)))
)


def safe_name(name: str, otherwise: str = "berkas") -> str:
    """The last part of a path without signs that mislead; never empty, at most 150 signs."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    seen = "".join(_sign(one) for one in unicodedata.normalize("NFC", last))
    seen = " ".join(seen.split()).lstrip(".~- ").rstrip(". ")
    if seen.partition(".")[0].casefold() in _DEVICES:
        seen = f"_{seen}"
    return _short(seen) if seen.strip("_ ") else otherwise


def _sign(one: str) -> str:
    if unicodedata.category(one) in _UNSEEN:
        return ""
    return "_" if one in _FORBIDDEN else one


def _short(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 12:
        return name[:LONGEST]
    return f"{stem[: LONGEST - len(ending) - 1]}.{ending}"
