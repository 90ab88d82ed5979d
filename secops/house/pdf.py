"""Pages and pictures by typst, in our own typeface; PDF is tagged for who listens (PDF/UA).

The fonts in `fonts/` are the vendored ones cut to two weights, because typst reads no web fonts.
A PDF/UA refuses a character that no font can show, so such a one stands as its number: a paper with
`[U+1F44D]` in a pasted chat is better than none.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import typst

FONTS = Path(__file__).parent / "fonts"
#: Made by `scripts/font_coverage.py`.
COVERED = FONTS / "covered.txt"


def as_inputs(data: Mapping[str, Any]) -> dict[str, str]:
    """The data of a template as typst takes them, without what no font shows."""
    return {"data": json.dumps(showable(data))}


def showable(value: Any) -> Any:
    """The same value; in its texts a character without a glyph is written as its number."""
    if isinstance(value, str):
        return value if value.isascii() and value.isprintable() else "".join(map(_shown, value))
    if isinstance(value, Mapping):
        return {key: showable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [showable(one) for one in value]
    return value


def _shown(character: str) -> str:
    if character in _glyphs():
        return character
    if unicodedata.category(character) in ("Cc", "Cs", "Cn"):
        return "\N{REPLACEMENT CHARACTER}"
    return f"[U+{ord(character):04X}]"


#: A row that needs more lines than this goes on over the page; a page of small print holds twice.
_MOST_LINES = 28


def tall_row(cells: Sequence[str], shares: Sequence[float], *, signs: int) -> bool:
    """Whether a row of a table could be higher than a page, so that its end would be lost if it
    were kept whole. `shares` are the widths of the columns, `signs` what a line right across the
    page holds.
    """
    whole = sum(shares)
    return any(
        sum(-(-len(line) // max(2, int(signs * share / whole) - 2)) or 1 for line in lines)
        > _MOST_LINES
        for lines, share in zip((cell.split("\n") for cell in cells), shares, strict=True)
    )


@cache
def _glyphs() -> frozenset[str]:
    """What the fonts show, and the white space that typst sets itself."""
    found = set("\t\n\r")
    for line in COVERED.read_text("ascii").split():
        first, last = (int(code, 16) for code in line.split("-"))
        found.update(map(chr, range(first, last + 1)))
    return frozenset(found)


def pdf(template: Path, data: Mapping[str, Any]) -> bytes:
    """Typeset `template`, which reads `data` as `json(bytes(sys.inputs.data))`.

    Data reach it as text and are never run. Nothing is written to disk.
    """
    made = typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs=as_inputs(data),
        pdf_standards=["ua-1"],
    )
    assert isinstance(made, bytes)
    return made


def pictures(template: Path, data: Mapping[str, Any], *, dots: int = 72) -> list[bytes]:
    """The pages of `template` as PNG, so many dots an inch."""
    made: Any = typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs=as_inputs(data),
        format="png",
        ppi=dots,
    )
    return [made] if isinstance(made, bytes) else list(made)


def picture(template: Path, data: Mapping[str, Any]) -> bytes:
    """The one page of `template` as PNG, a dot a point; for what goes round in chat groups."""
    (made,) = pictures(template, data)
    return made
