"""Each measure over time as a picture, with the conclusion in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secops.house.charts import Bar, columns
from secops.house.text import angka
from secops.house.words import say
from secops.incidents.clocks import length_words
from secops.incidents.measures.queries import Period
from secops.incidents.measures.words import short_period
from secops.rules.measure import Measure


@dataclass(frozen=True, slots=True)
class Picture:
    """One measure over time: the conclusion, the columns."""

    title: str
    words: str
    chart: SafeString


def pictures(lines: Sequence[Period]) -> list[Picture]:
    """One picture a measure of which anything is known."""
    found = []
    for measure in Measure:
        known = [one for one in lines if one.middles[measure.value].took is not None]
        if not known:
            continue
        longest = max(_took(one, measure) for one in known)
        unit, name = _unit(longest)
        title = _("%(measure)s, median dalam %(unit)s") % {"measure": say(measure), "unit": name}
        bars = [_bar(one, measure, unit) for one in lines]
        found.append(Picture(title, _conclusion(known, measure), columns(bars, title=title)))
    return found


def _took(one: Period, measure: Measure) -> timedelta:
    took = one.middles[measure.value].took
    assert took is not None
    return took


def _unit(longest: timedelta) -> tuple[timedelta, str]:
    if longest < timedelta(hours=2):
        return timedelta(minutes=1), _("menit")
    if longest < timedelta(hours=72):
        return timedelta(hours=1), _("jam")
    return timedelta(days=1), _("hari")


def _bar(one: Period, measure: Measure, unit: timedelta) -> Bar:
    took = one.middles[measure.value].took
    value = None if took is None else _rounded(took / unit)
    return Bar(short_period(one.start, one.step), value)


def _rounded(value: float) -> float:
    """Half an hour is not none: what is small keeps one decimal."""
    near = round(value, 1)
    return round(value) if value >= 10 or near == int(near) else near


def _conclusion(known: Sequence[Period], measure: Measure) -> str:
    last = known[-1]
    found = last.middles[measure.value]
    words = ngettext(
        "%(period)s: median %(length)s, dari %(n)s insiden",
        "%(period)s: median %(length)s, dari %(n)s insiden",
        found.known,
    ) % {"period": last.name, "length": length_words(_took(last, measure)),
         "n": angka(found.known)}  # fmt: skip
    if len(known) > 1:
        before = known[-2]
        words += "; " + _("%(period)s %(length)s") % {
            "period": before.name,
            "length": length_words(_took(before, measure)),
        }
    return f"{words}."
