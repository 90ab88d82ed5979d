"""Columns over time: one number a week, with its own label; a week without data is hatched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from secops.house.charts.bars import block
from secops.house.charts.draw import Palette, Sheet, Size, joined, sizes
from secops.house.text import angka


@dataclass(frozen=True)
class Bar:
    """One column. ``value`` None is a time without data."""

    label: str
    value: float | None
    tone: str = "info"


def columns(
    bars: Sequence[Bar],
    *,
    title: str,
    desc: str = "",
    palette: Palette | None = None,
    size: Size = "both",
) -> SafeString:
    """Columns in the order given; a narrow sheet shows the last eight."""
    desc = desc or "; ".join(
        f"{bar.label} {angka(bar.value) if bar.value is not None else gettext('belum ada data')}"
        for bar in bars
    )
    sheets = []
    for css, narrow in sizes(size):
        shown = list(bars)[-8:] if narrow else list(bars)
        width, height = (340, 190) if narrow else (560, 190)
        sheet = Sheet(width, height, title, desc, palette, css)
        lower, upper = height - 26.0, 24.0
        highest = max([1, *(bar.value for bar in shown if bar.value is not None)])
        step = (width - 16) / max(1, len(shown))
        sheet.line((8, lower), (width - 8, lower), "c-axis")
        for place, bar in enumerate(shown):
            left, wide = 8 + place * step + step * 0.18, step * 0.64
            middle = left + wide / 2
            if bar.value is None:
                block(sheet, left, lower - 24, wide, 24, "unknown")
            else:
                tall = max(2.0, (lower - upper) * bar.value / highest) if bar.value else 2.0
                block(sheet, left, lower - tall, wide, tall, bar.tone)
                sheet.text((middle, lower - tall - 6), angka(bar.value), "middle", strong=True)
            if place % 2 == (len(shown) - 1) % 2 or step > 60:
                sheet.text((middle, height - 8), bar.label, "middle")
        sheets.append(sheet)
    return joined(sheets)
