"""Measures in words: a length, the reason why there is none, how many reports were in time."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.utils import dateformat
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secops.house.text import angka
from secops.house.words import say
from secops.incidents.clocks import length_words
from secops.rules.measure import Report, Step, Timed
from secops.rules.notices import Answered

#: How the answers to warnings stand, after their number.
ANSWERED: dict[Answered, str | Promise] = {
    Answered.IN_TIME: gettext_lazy("tepat waktu"),
    Answered.LATE: gettext_lazy("lewat batas waktu"),
    Answered.WAITING: gettext_lazy("masih dalam waktunya"),
}


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


def answer_words(stand: Counter[Answered]) -> str:
    """``1 dari 2 tepat waktu, 1 masih dalam waktunya``; empty where nothing was received."""
    ended = stand[Answered.IN_TIME] + stand[Answered.LATE]
    words = []
    if ended:
        words.append(
            _("%(n)s dari %(all)s tepat waktu")
            % {"n": angka(stand[Answered.IN_TIME]), "all": angka(ended)}
        )
    if stand[Answered.WAITING]:
        words.append(f"{angka(stand[Answered.WAITING])} {ANSWERED[Answered.WAITING]}")
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
