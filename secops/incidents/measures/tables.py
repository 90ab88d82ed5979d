"""Measures as tables: by month or quarter, and one incident a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from secops.house import icons
from secops.house.tables import Column, HouseTable, LinkColumn, NumberColumn, PillColumn, TimeColumn
from secops.house.text import angka, percent
from secops.house.words import look, say
from secops.incidents.clocks import length_words
from secops.incidents.measures.queries import Period
from secops.incidents.measures.reading import Measured
from secops.incidents.measures.words import ANSWERED, report_words, timed_words
from secops.incidents.queries import look_of_phase
from secops.rules.measure import Measure, Report
from secops.rules.notices import Answered


class MedianColumn(Column):
    """The median of one measure; below it how many it rests on and how many are not known."""

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        self.measure = measure
        super().__init__(*args, accessor="name", orderable=False, **kwargs)

    def render(self, record: Period, **_kwargs: Any) -> Any:
        found = record.middles[self.measure.value]
        if not record.rows:
            return "–"
        parts = []
        if found.known:
            url = record.url(measure=self.measure.value, known="yes")
            words = gettext("dari %(n)s") % {"n": angka(found.known)}
            parts.append(format_html('<a href="{}">{}</a>', url, words))
        if found.unknown:
            url = record.url(measure=self.measure.value, known="no")
            words = gettext("%(n)s belum terukur") % {"n": angka(found.unknown)}
            parts.append(format_html('<a href="{}">{}</a>', url, words))
        return format_html(
            '{}<br><span class="ps-quiet">{}</span>',
            length_words(found.took) if found.took is not None else _no_data(),
            format_html_join(" · ", "{}", ((part,) for part in parts)),
        )

    def value(self, record: Period, **_kwargs: Any) -> Any:
        took = record.middles[self.measure.value].took
        return length_words(took) if took is not None else gettext("belum ada data")


class LengthColumn(Column):
    """One measure of one incident, or why it is not known."""

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        self.measure = measure
        super().__init__(*args, accessor=f"took__{measure.value}", empty_values=(), **kwargs)

    def render(self, record: Measured, **_kwargs: Any) -> Any:
        timed = record.timed[self.measure]
        words = timed_words(timed)
        return words if timed.took is not None else icons.pill("unknown", "", words)

    def value(self, record: Measured, **_kwargs: Any) -> Any:
        return timed_words(record.timed[self.measure])


def _no_data() -> Any:
    return icons.pill("unknown", "", gettext("belum ada data"))


def _share(in_time: int, late: int, links: Iterable[tuple[str, str]]) -> Any:
    """The share in time; below it what was met, is late or still runs."""
    share = percent(in_time, in_time + late)
    return format_html(
        '{}<br><span class="ps-quiet">{}</span>',
        f"{share} %" if share is not None else _no_data(),
        format_html_join(" · ", '<a href="{}">{}</a>', links),
    )


def _answers(one: Answered, name: Any) -> Column:
    return NumberColumn(accessor=f"answer_counts__{one.value}", verbose_name=name)


def _hours(measure: Measure, name: Any) -> Column:
    return NumberColumn(accessor=f"hours__{measure.value}", verbose_name=name, default=None)


def _reports(report: Report, name: Any) -> Column:
    return NumberColumn(accessor=f"report_counts__{report.value}", verbose_name=name)


_HOURS = ("detect_hours", "acknowledge_hours", "contain_hours", "recover_hours")
_REPORTS = ("in_time", "late", "running")
_ANSWERS = ("answered_in_time", "answered_late", "answers_waiting")
_ORDER = ("...", *_HOURS, *_REPORTS)


class _Numbers(HouseTable):
    """What a spreadsheet gets beside the words: hours and counts."""

    caption = _("Ukuran penanganan insiden")
    only_exported: tuple[str, ...] = (*_HOURS, *_REPORTS)
    detect_hours = _hours(Measure.DETECT, _("Sampai ditemukan (jam)"))
    acknowledge_hours = _hours(Measure.ACKNOWLEDGE, _("Sampai ditangani (jam)"))
    contain_hours = _hours(Measure.CONTAIN, _("Sampai dampak tertahan (jam)"))
    recover_hours = _hours(Measure.RECOVER, _("Sampai pulih (jam)"))
    in_time = _reports(Report.IN_TIME, _("Laporan tepat waktu"))
    late = _reports(Report.LATE, _("Laporan lewat batas waktu"))
    running = _reports(Report.RUNNING, _("Laporan masih berjalan"))


class PeriodTable(_Numbers):
    """Medians by month or quarter of finding; every count opens its rows."""

    caption = _("Ukuran penanganan insiden menurut waktu ditemukan")
    title = "name"
    not_exported = ("reports", "answers")
    only_exported = (*_HOURS, *_REPORTS, *_ANSWERS)
    name = Column(
        verbose_name=_("Ditemukan pada"), order_by=("start",), attrs={"td": {"class": "ps-nowrap"}}
    )
    incidents = NumberColumn(
        verbose_name=_("Insiden"), url=lambda row: row.url() if row.rows else ""
    )
    detect = MedianColumn(measure=Measure.DETECT, verbose_name=_("Sampai ditemukan"))
    acknowledge = MedianColumn(measure=Measure.ACKNOWLEDGE, verbose_name=_("Sampai ditangani"))
    contain = MedianColumn(measure=Measure.CONTAIN, verbose_name=_("Sampai dampak tertahan"))
    recover = MedianColumn(measure=Measure.RECOVER, verbose_name=_("Sampai pulih"))
    reports = Column(
        verbose_name=_("Laporan tepat waktu"), accessor="report_counts", orderable=False
    )

    answers = Column(verbose_name=_("Peringatan BSSN"), accessor="answer_counts", orderable=False)
    answered_in_time = _answers(Answered.IN_TIME, _("Peringatan BSSN dijawab tepat waktu"))
    answered_late = _answers(Answered.LATE, _("Peringatan BSSN lewat batas waktu"))
    answers_waiting = _answers(Answered.WAITING, _("Peringatan BSSN masih dalam waktunya"))

    class Meta:
        sequence = (*_ORDER, *_ANSWERS)

    def render_answers(self, record: Period) -> Any:
        """In time of all whose term is over or that were answered; each number its warnings."""
        stand = record.answers
        if not record.warnings:
            return "–"
        links = (
            (record.answers_url(one), f"{angka(stand[one])} {ANSWERED[one]}")
            for one in Answered
            if stand[one]
        )
        return _share(stand[Answered.IN_TIME], stand[Answered.LATE], links)

    def render_reports(self, record: Period) -> Any:
        """In time of all that ended; what was met, is late or still runs has its own link."""
        if not record.rows:
            return "–"
        counts = record.reports
        if not sum(counts.values()):
            unrated = any(row.unrated for row in record.rows)
            words = report_words(counts, unrated=unrated)
            if unrated:
                return icons.pill("unknown", "", words)
            return format_html('<span class="ps-quiet">{}</span>', words)
        links = (
            (record.reports_url(report), f"{angka(counts[report])} {say(report).lower()}")
            for report in Report
            if counts[report]
        )
        return _share(counts[Report.IN_TIME], counts[Report.LATE], links)


class MeasuredTable(_Numbers):
    """One incident a line, with every measure or why it is not known."""

    caption = _("Ukuran penanganan menurut insiden")
    title = "code"
    phone_hidden = ("phase",)
    code = LinkColumn(
        verbose_name=_("Nomor"), url=lambda row: row.incident.get_absolute_url(),
        attrs={"td": {"class": "ps-nowrap"}},
    )  # fmt: skip
    name = Column(
        accessor="incident__title", verbose_name=_("Judul"),
        attrs={"td": {"class": "is-full is-bare ps-reasons"}},
    )  # fmt: skip
    phase = PillColumn(accessor="incident__phase", verbose_name=_("Tahap"), look=look_of_phase)
    found_at = TimeColumn(verbose_name=_("Ditemukan"))
    detect = LengthColumn(measure=Measure.DETECT, verbose_name=_("Sampai ditemukan"))
    acknowledge = LengthColumn(measure=Measure.ACKNOWLEDGE, verbose_name=_("Sampai ditangani"))
    contain = LengthColumn(measure=Measure.CONTAIN, verbose_name=_("Sampai dampak tertahan"))
    recover = LengthColumn(measure=Measure.RECOVER, verbose_name=_("Sampai pulih"))
    reports = Column(
        verbose_name=_("Laporan tepat waktu"), accessor="report_counts", orderable=False
    )

    class Meta:
        sequence = _ORDER

    def render_reports(self, record: Measured) -> Any:
        words = self.value_reports(record)
        if not record.clocks:
            return icons.pill("unknown" if record.unrated else "quiet", "", words)
        return words

    def value_reports(self, record: Measured) -> str:
        return report_words(record.reports, unrated=record.unrated)


class ReportTable(HouseTable):
    """One term to report a line: whose, by when, when it went out."""

    caption = _("Laporan insiden dan batas waktunya")
    title = "what"
    what = Column(verbose_name=_("Laporan"), attrs={"td": {"class": "is-full is-bare"}})
    code = LinkColumn(
        accessor="row__code", verbose_name=_("Insiden"),
        url=lambda one: one.row.incident.get_absolute_url(),
        attrs={"td": {"class": "ps-nowrap"}},
    )  # fmt: skip
    label = Column(accessor="clock__label", verbose_name=_("Dasar"))
    started_at = TimeColumn(accessor="clock__started_at", verbose_name=_("Mulai"))
    due_at = TimeColumn(accessor="clock__due_at", verbose_name=_("Batas waktu"))
    stopped_at = TimeColumn(accessor="clock__stopped_at", verbose_name=_("Terkirim"))
    state = PillColumn(verbose_name=_("Keadaan"), look=look(Report))
