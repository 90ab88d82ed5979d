"""Measures in words: a length, the reason why there is none, how many reports were in time."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secops.house.text import angka
from secops.house.words import say
from secops.incidents.clocks import length_words
from secops.rules.measure import Report, Step, Timed


def timed_words(timed: Timed) -> str:
    """``3 jam``, or why that cannot be told."""
    if timed.took is not None:
        return length_words(timed.took)
    assert timed.unknown is not None
    return say(timed.unknown)


def report_words(reports: Counter[Report], *, unrated: bool) -> str:
    """``2 dari 3 tepat waktu, 1 masih berjalan``; without a term why there is none."""
    ended = reports[Report.IN_TIME] + reports[Report.LATE]
    running = reports[Report.RUNNING]
    if not ended and not running:
        return _("Risiko belum dinilai") if unrated else _("Tidak ada yang wajib dilaporkan")
    words = []
    if ended:
        words.append(
            _("%(n)s dari %(all)s tepat waktu")
            % {"n": angka(reports[Report.IN_TIME]), "all": angka(ended)}
        )
    if running:
        words.append(
            ngettext("%(n)s masih berjalan", "%(n)s masih berjalan", running)
            % {"n": angka(running)}
        )
    return ", ".join(words)


def period_words(start: date, step: Step) -> str:
    """``November 2026``, ``Triwulan IV 2026``."""
    if step is Step.MONTH:
        return dateformat.format(start, "F Y")
    number = ("I", "II", "III", "IV")[(start.month - 1) // 3]
    return _("Triwulan %(number)s %(year)s") % {"number": number, "year": start.year}


def short_period(start: date, step: Step) -> str:
    """``Nov 2026``, ``IV/2026``, below a column of a chart."""
    if step is Step.MONTH:
        return dateformat.format(start, "M Y")
    return f"{('I', 'II', 'III', 'IV')[(start.month - 1) // 3]}/{start:%Y}"
