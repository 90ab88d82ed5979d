"""How the reference page writes a table and names codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table; bars and line breaks inside a cell are made harmless."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(map(cell, line)) + " |" for line in lines)


def cell(value: object) -> str:
    """Return a value as the text of one cell."""
    return " ".join(str(value).split()).replace("|", "\\|")


def words(codes: Iterable[StrEnum]) -> str:
    """Return codes as code, in the order of their enum."""
    given = set(codes)
    ordered = [code for code in type(next(iter(given))) if code in given] if given else []
    return ", ".join(f"`{code}`" for code in ordered)
