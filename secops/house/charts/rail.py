"""Moments on a line: what was, what is now, which deadline comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from secops.house.charts.draw import Palette, Sheet, Size, joined, sizes, text_width
from secops.house.text import wib_short


@dataclass(frozen=True)
class RailEvent:
    """A moment with its words; ``done`` fills its mark."""

    at: datetime
    label: str
    tone: str = "quiet"
    done: bool = False


def mark(sheet: Sheet, x: float, y: float, event: RailEvent) -> None:
    """Filled where done, a ring where it is still to come."""
    sheet.dot((x, y), "f-surface", 6)
    if event.done:
        sheet.dot((x, y), f"f-{event.tone}" if event.tone != "quiet" else "f-actual", 5)
    else:
        sheet.dot((x, y), f"s-{event.tone}", 5)


LANES = (-1, 1, -2, 2)  # above, below, far above, far below


def laid_out(
    events: Sequence[RailEvent], now: datetime | None, width: int
) -> tuple[list[tuple[float, float, int]], float | None]:
    """Place on the line, left edge of the words and lane of every event; the place of now."""
    moments = [event.at for event in events] + ([now] if now else [])
    first, last = min(moments), max(moments)
    span = max(1.0, (last - first).total_seconds())

    def place(at: datetime) -> float:
        return 16 + (at - first).total_seconds() / span * (width - 32)

    ends = dict.fromkeys(LANES, -99.0)
    out = []
    for event in events:
        x = place(event.at)
        wide = max(text_width(event.label), text_width(wib_short(event.at), 11))
        left = min(max(2.0, x - wide / 2), width - wide - 2)
        lane = next((lane for lane in LANES if ends[lane] + 10 < left), LANES[-1])
        ends[lane] = left + wide
        out.append((x, left, lane))
    return out, place(now) if now else None


def across(sheet: Sheet, events: Sequence[RailEvent], now: datetime | None) -> None:
    """From left to right in true distances; words move to a free lane above or below."""
    spots, today = laid_out(events, now, sheet.width)
    above = max((-lane for _, _, lane in spots if lane < 0), default=0)
    below = max((lane for _, _, lane in spots if lane > 0), default=0)
    y = 14.0 + 38 * above
    sheet.height = int(y + 38 * below + 16)
    sheet.line((8, y), (sheet.width - 8, y), "c-axis", 1.5)
    for event, (x, left, lane) in zip(events, spots, strict=True):
        top = y - 28 + 38 * (lane + 1) if lane < 0 else y + 26 + 38 * (lane - 1)
        edge, stop = (y - 7, top + 19) if lane < 0 else (y + 7, top - 12)
        sheet.line((x, edge), (x, stop), "c-grid")
        sheet.text((left, top), event.label, strong=True)
        sheet.text((left, top + 15), wib_short(event.at), size=11)
    if today is not None:
        sheet.line((today, y - 12), (today, y + 12), "c-deadline", 2)
    for event, (x, _, _) in zip(events, spots, strict=True):
        mark(sheet, x, y, event)


def down(sheet: Sheet, events: Sequence[RailEvent], now: datetime | None) -> None:
    """From top to bottom in equal steps, for narrow sheets."""
    sheet.line((14, 20), (14, sheet.height - 22), "c-axis", 1.5)
    y, said = 20.0, now is None
    for event in events:
        if now and not said and event.at > now:
            sheet.line((6, y), (22, y), "c-deadline", 2)
            sheet.text((34, y + 4), gettext("sekarang"))
            said, y = True, y + 32
        mark(sheet, 14, y, event)
        sheet.text((34, y), event.label, strong=True)
        sheet.text((34, y + 16), wib_short(event.at), size=11)
        y += 44
    if now and not said:
        sheet.line((6, y), (22, y), "c-deadline", 2)
        sheet.text((34, y + 4), gettext("sekarang"))


def timeline_rail(
    events: Sequence[RailEvent],
    *,
    title: str,
    now: datetime | None = None,
    desc: str = "",
    palette: Palette | None = None,
    size: Size = "both",
) -> SafeString:
    """Moments in order of time. Without events there is nothing to draw, and nothing is drawn."""
    events = sorted(events, key=lambda event: event.at)
    if not events:
        return SafeString("")
    desc = desc or "; ".join(f"{wib_short(event.at)}: {event.label}" for event in events)
    sheets = []
    for css, narrow in sizes(size):
        height = 44 * len(events) + (32 if now else 0) + 4 if narrow else 120
        sheet = Sheet(340 if narrow else 760, height, title, desc, palette, f"{css} is-broad")
        (down if narrow else across)(sheet, events, now)
        sheets.append(sheet)
    return joined(sheets)
