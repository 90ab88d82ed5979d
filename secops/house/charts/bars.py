"""One bar that shows how a whole is made up, with the number beside each part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from secops.house.charts.draw import Palette, Sheet, Size, joined, sizes, text_width
from secops.house.text import angka


@dataclass(frozen=True)
class Part:
    """A share of the whole. Tones: ok late soon info claim quiet unknown (hatched)."""

    label: str
    value: int | None
    tone: str = "info"


def rows_of(parts: Sequence[tuple[Part, str]], width: float) -> list[list[tuple[Part, str]]]:
    """Legend entries in rows that fit."""
    rows: list[list[tuple[Part, str]]] = [[]]
    x = 0.0
    for part, words in parts:
        need = 18 + text_width(words) + 18
        if rows[-1] and x + need > width:
            rows.append([])
            x = 0.0
        rows[-1].append((part, words))
        x += need
    return rows


def block(sheet: Sheet, x: float, y: float, width: float, height: float, tone: str) -> None:
    """A piece of the bar; the unknown is hatched, never coloured."""
    sheet.box((x, y), (width, height), f"f-{tone}", "c-unknown" if tone == "unknown" else "")
    if tone == "unknown":
        sheet.hatch((x, y), (width, height))


def stacked_bar(
    parts: Sequence[Part],
    *,
    title: str,
    desc: str = "",
    palette: Palette | None = None,
    size: Size = "both",
) -> SafeString:
    """Parts of a whole in the order given; a part without data is named and not drawn."""
    whole = sum(part.value or 0 for part in parts)
    named = [
        (p, f"{p.label} {angka(p.value) if p.value is not None else gettext('belum ada data')}")
        for p in parts
    ]
    desc = desc or "; ".join(words for _, words in named)
    sheets = []
    for css, narrow in sizes(size):
        width = 340 if narrow else 560
        rows = rows_of(named, width)
        sheet = Sheet(width, 30 + 20 * len(rows), title, desc, palette, css)
        x = 0.0
        shown = [part for part in parts if part.value]
        room = width - 2.0 * max(0, len(shown) - 1)
        for part in shown:
            wide = max(2.0, room * (part.value or 0) / whole)
            block(sheet, x, 2, min(wide, width - x), 16, part.tone)
            x += wide + 2
        if not shown:
            block(sheet, 0.5, 2, width - 1, 16, "unknown")
        for line, row in enumerate(rows):
            x, y = 0.0, 40.0 + 20 * line
            for part, words in row:
                block(sheet, x + 0.5, y - 10, 11, 11, part.tone)
                sheet.text((x + 18, y), words)
                x += 18 + text_width(words) + 18
        sheets.append(sheet)
    return joined(sheets)
