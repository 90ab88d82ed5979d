"""The line towards the deadline: what is proven to be left, what people say, where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import floor, log10

from django.utils import dateformat
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from secops.house.charts.draw import Palette, Point, Sheet, Size, joined, sizes, text_width
from secops.house.charts.lines import runs
from secops.house.text import angka, short_angka

Series = Sequence[tuple[date, int | None]]


def short_day(day: date) -> str:
    """``24 Nov``."""
    return dateformat.format(day, "j M")


def nice_step(highest: float, steps: int = 3) -> float:
    """A step of 1, 2, 2.5 or 5 times a power of ten that needs about ``steps`` lines."""
    rough = max(1.0, highest / steps)
    power = 10.0 ** floor(log10(rough))
    return next(power * m for m in (1, 2, 2.5, 5, 10) if power * m >= rough)


@dataclass(frozen=True)
class Plane:
    """From days and numbers to places on the sheet."""

    start: date
    end: date
    top: float
    left: float
    right: float
    upper: float
    lower: float

    def at(self, day: date, number: float) -> Point:
        """Place of a value."""
        share = (day - self.start).days / max(1, (self.end - self.start).days)
        x = self.left + share * (self.right - self.left)
        return x, self.lower - number / self.top * (self.lower - self.upper)


def plane_of(
    proven: Series, claimed: Series, deadline: date, ends: date | None, total: int, narrow: bool
) -> Plane:
    """The axes. A projection far beyond the deadline runs off the right edge."""
    start = min(day for day, _ in proven) if proven else deadline
    span = max(1, (deadline - start).days)
    last = max([deadline, *(day for day, _ in (*proven, *claimed))])
    if ends:
        last = max(last, min(ends, date.fromordinal(deadline.toordinal() + max(2, span // 3))))
    highest = max([total, 1, *(n for _, n in (*proven, *claimed) if n is not None)])
    step = nice_step(highest, 3)
    top = step * -(-highest // step)
    width, height = (340, 220) if narrow else (560, 220)
    return Plane(start, last, top, 48, width - 14, 26, height - 52)


def axes(sheet: Sheet, plane: Plane) -> None:
    """Four quiet lines with their numbers."""
    step = nice_step(plane.top, 3)
    level = 0.0
    while level <= plane.top + 1e-9:
        _, y = plane.at(plane.start, level)
        sheet.line((plane.left, y), (plane.right, y), "c-grid" if level else "c-axis")
        sheet.text((plane.left - 8, y + 4), short_angka(level), "end")
        level += step


def day_labels(sheet: Sheet, plane: Plane, days: Sequence[tuple[date, str]]) -> None:
    """Words under the axis; the earlier in the list wins where two would touch."""
    taken: list[tuple[float, float]] = []
    for day, words in days:
        x, _ = plane.at(day, 0)
        half = text_width(words) / 2
        x = min(max(x, plane.left + half - 12), plane.right - half + 12)
        if all(x + half + 6 < a or x - half - 6 > b for a, b in taken):
            taken.append((x - half, x + half))
            sheet.text((x, plane.lower + 18), words, "middle")


def curve(sheet: Sheet, plane: Plane, series: Series, kind: str, width: float) -> None:
    """A series; days without data stay open."""
    for run in runs([n for _, n in series]):
        sheet.path([plane.at(series[i][0], n) for i, n in run], kind, width)


def legend(sheet: Sheet, items: Sequence[tuple[str, str, str, float]], narrow: bool) -> None:
    """Line samples with words at the bottom; two to a row on a narrow sheet."""
    x, y = 8.0, sheet.height - 8.0 - (16 if narrow and len(items) > 2 else 0)
    for place, (words, kind, dash, width) in enumerate(items):
        if narrow and place == 2:
            x, y = 8.0, sheet.height - 6.0
        sheet.line((x, y - 4), (x + 20, y - 4), kind, width, dash)
        sheet.text((x + 26, y), words)
        x += 26 + text_width(words) + 18


def conclusion(last: tuple[date, int] | None, deadline: date, ends: date | None) -> str:
    """What the picture says, for those who do not see it."""
    if last is None:
        return gettext("Belum ada data.")
    left = gettext("Tersisa %(n)s akun pada %(day)s, batas waktu %(deadline)s.") % {
        "n": angka(last[1]),
        "day": dateformat.format(last[0], "j F Y"),
        "deadline": dateformat.format(deadline, "j F Y"),
    }
    if ends is None:
        return left
    end = gettext("Dengan laju saat ini selesai %(day)s.") % {
        "day": dateformat.format(ends, "j F Y")
    }
    return f"{left} {end}"


def burn_down(
    proven: Series,
    *,
    deadline: date,
    total: int,
    claimed: Series = (),
    ends: date | None = None,
    title: str = "",
    desc: str = "",
    palette: Palette | None = None,
    size: Size = "both",
) -> SafeString:
    """Accounts not yet proven, day by day, towards the deadline.

    ``proven`` and ``claimed`` count what is left; ``None`` is a day without data. ``ends`` is
    where the present pace leads. The line ahead turns red only where it passes the deadline.
    """
    known = [(day, n) for day, n in proven if n is not None]
    last = known[-1] if known else None
    title = title or gettext("Akun belum terbukti, menjelang batas waktu")
    desc = desc or conclusion(last, deadline, ends)
    sheets = []
    for css, narrow in sizes(size):
        sheet = Sheet(340 if narrow else 560, 238 if narrow else 220, title, desc, palette, css)
        plane = plane_of(proven, claimed, deadline, ends, total, narrow)
        axes(sheet, plane)
        items = [(gettext("terbukti"), "c-actual", "", 2.5)]
        if claimed:
            curve(sheet, plane, claimed, "c-claim", 2)
            items.append((gettext("dinyatakan"), "c-claim", "", 2))
        sheet.path([plane.at(plane.start, total), plane.at(deadline, 0)], "c-ideal", 1.5, "5 4")
        items.append((gettext("seharusnya"), "c-ideal", "5 4", 1.5))
        if last and ends and ends > last[0]:
            kind = "c-late" if ends > deadline else "c-projection"
            share = min(1.0, (plane.end - last[0]).days / (ends - last[0]).days)
            goal = last[1] * (1 - share)
            stop = min(ends, plane.end)
            sheet.path([plane.at(last[0], last[1]), plane.at(stop, goal)], kind, 2, "2 4")
            items.append((gettext("laju saat ini"), kind, "2 4", 2))
        curve(sheet, plane, proven, "c-actual", 2.5)
        x, _ = plane.at(deadline, 0)
        sheet.line((x, plane.upper - 8), (x, plane.lower), "c-deadline", 1.5)
        words = gettext("batas waktu %(day)s") % {"day": short_day(deadline)}
        sheet.text((x - 6, plane.upper - 10), words, "end", strong=True)
        labels = [(deadline, short_day(deadline)), (plane.start, short_day(plane.start))]
        if last:
            spot = plane.at(*last)
            sheet.dot(spot, "f-actual", 4)
            near = spot[0] + text_width(angka(last[1])) + 8 > x
            sheet.text(
                (spot[0] + (-8 if near else 8), spot[1] - 8),
                angka(last[1]),
                "end" if near else "start",
                strong=True,
            )
            labels.insert(1, (last[0], short_day(last[0])))
        if ends and ends <= plane.end:
            labels.insert(2, (ends, short_day(ends)))
        span = (plane.end - plane.start).days
        labels += [
            (day, short_day(day))
            for day in (
                date.fromordinal(plane.start.toordinal() + span * n // 4) for n in (2, 1, 3)
            )
        ]
        day_labels(sheet, plane, labels)
        legend(sheet, items, narrow)
        sheets.append(sheet)
    return joined(sheets)
