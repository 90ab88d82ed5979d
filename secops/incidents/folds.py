"""What the line of a folded card says on an incident's page: how many, and the most urgent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secops.house.text import angka, wib_short
from secops.incidents.models import Incident

if TYPE_CHECKING:
    from secops.incidents.queries import IncidentPage

#: The most signs of a line.
_LONGEST = 140
#: Of a chronology with more than so many lines the newest stand open, the others fold.
MANY, NEWEST = 8, 5


def fold_line(count: int, urgent: Sequence[str] = ()) -> str:
    """``4 catatan; M-2026-004 menunggu jawaban, dan 1 lagi``."""
    if not count:
        return _("belum ada")
    words = ngettext("%(n)s catatan", "%(n)s catatan", count) % {"n": angka(count)}
    if not urgent:
        return words
    more = len(urgent) - 1
    rest = ", " + _("dan %(n)s lagi") % {"n": angka(more)} if more else ""
    return f"{words}; {_short(urgent[0])}{rest}"


def folds_of(incident: Incident, page: IncidentPage, moments: Sequence[datetime]) -> dict[str, str]:
    """The lines of the cards that are the incident's own; `moments` are those of its chronology."""
    running = [one.clock for one in page.clocks if one.clock.stopped_at is None]
    now = next((one.word for one in page.phases if one.now), page.phase[2])
    lines = fold_line(len(moments))
    if moments:
        lines += "; " + _("terakhir %(when)s") % {"when": wib_short(max(moments))}
    impact = next((text for _name, text in page.impacts if text), "")
    met = len(page.clocks) - len(running)
    asked = [_("keputusan memberi tahu masyarakat belum dicatat")] if page.asks_decision else []
    return {
        "chronology": lines,
        "older": _older(moments[:-NEWEST]) if len(moments) > MANY else "",
        "met": ngettext("%(n)s sudah terkirim", "%(n)s sudah terkirim", met) % {"n": angka(met)}
        if met
        else "",
        "clocks": fold_line(len(page.clocks), [*(one.sentence for one in running), *asked]),
        "description": _short(impact or incident.description),
        "related": page.accounts or _applications(incident),
        "phases": now + _still_open(page.open_work),
    }


def _older(moments: Sequence[datetime]) -> str:
    n = len(moments)
    return ngettext(
        "%(n)s baris sebelumnya, sejak %(when)s", "%(n)s baris sebelumnya, sejak %(when)s", n
    ) % {"n": angka(n), "when": wib_short(moments[0])}


def _still_open(work: Sequence[str]) -> str:
    if not work:
        return ""
    return "; " + _("sebelum ditutup: %(first)s") % {"first": fold_line(len(work), work)}


def _applications(incident: Incident) -> str:
    return _short(", ".join(one.name for one in incident.applications.all())) or _("belum ada data")


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _LONGEST else f"{one_line[: _LONGEST - 1]}…"
