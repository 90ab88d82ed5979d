"""Papers of the incident desk that are made from its rows whenever they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings

from secops.house.pdf import pdf

_TEMPLATE = Path(__file__).parent / "paper.typ"


@dataclass(frozen=True, slots=True)
class Part:
    """One section: a table, or a numbered list, or the words for nothing.

    `widths` are lengths of typst, ours and never typed by anybody.
    """

    heading: str
    lines: Sequence[str] = ()
    columns: Sequence[str] = ()
    widths: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    empty: str = "–"


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on it."""

    heading: str
    number: str
    facts: Sequence[tuple[str, str]]
    parts: Sequence[Part] = ()
    note: str = ""
    signs: Sequence[str] = field(default_factory=tuple)
    footer: str = ""
    #: The TLP marking, at head and foot of every page.
    marking: str = ""

    def made(self) -> bytes:
        """The paper as a tagged PDF."""
        head = {
            "title": f"{self.heading} {self.number}",
            "lang": "id",
            "city": settings.CITY_NAME,
            "office": settings.OFFICE_NAME,
        }
        return pdf(_TEMPLATE, head | asdict(self))
