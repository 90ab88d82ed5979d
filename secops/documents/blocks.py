"""What the body of a letter or of minutes is made of; `typst/parts.typ` sets each of them.

Blocks are plain data. Texts in them are set as text, whatever signs they hold: nothing in a letter
is ever run.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from secops.house.pdf import tall_row

Block = dict[str, Any]

#: What a line of a table right across the page holds.
_SIGNS = 84

#: Stands where nothing was filled in, so that nobody reads a gap as "none".
EMPTY = "–"


def paragraphs(text: str) -> list[Block]:
    """One paragraph for each stretch of text between blank lines; line ends within it stay."""
    parts = [part.strip() for part in text.split("\n\n")]
    return [{"is": "paragraph", "text": part} for part in parts if part]


def heading(text: str) -> Block:
    """A heading within the body."""
    return {"is": "heading", "text": text}


def facts(pairs: Iterable[tuple[str, str]]) -> Block:
    """A table of facts without lines: what, and what it is."""
    return {"is": "facts", "pairs": [[label, value or EMPTY] for label, value in pairs]}


def table(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    widths: Sequence[int] = (),
    numbered: bool = True,
    small: bool = False,
    none: str = "Tidak ada.",
) -> Block:
    """A table whose header repeats on each page and whose rows stay whole where a page holds them;
    `widths` are shares.
    """
    shares = list(widths) or [1] * len(columns)
    filled = [[cell or EMPTY for cell in row] for row in rows]
    return {
        "is": "table",
        "columns": list(columns),
        "rows": [{"cells": row, "tall": tall_row(row, shares, signs=_SIGNS)} for row in filled],
        "widths": shares,
        "numbered": numbered,
        "small": small,
        "none": none,
    }


def points(lines: Iterable[str]) -> Block:
    """A numbered list."""
    return {"is": "points", "lines": list(lines)}


def note(text: str) -> Block:
    """Small words: a source, a reservation."""
    return {"is": "note", "text": text}


@dataclass(frozen=True, slots=True)
class Place:
    """A place to sign by hand or by certificate: never a drawn signature."""

    role: str = ""
    title: str = ""
    name: str = ""
    id: str = ""

    def data(self) -> dict[str, str]:
        """As the template reads it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Body:
    """What a composer returns: the blocks, and who signs beside or instead of the signatory."""

    blocks: list[Block]
    #: Parties of minutes, side by side; empty: the signatory of the document alone.
    places: tuple[Place, ...] = ()
    witnesses: tuple[Place, ...] = ()
