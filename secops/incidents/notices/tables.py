"""Warnings as a table, and what it can be narrowed to."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secops.house.inputs import DayInput
from secops.house.tables import CodeColumn, Column, HouseTable, PillColumn, TimeColumn
from secops.house.words import look
from secops.incidents.notices.models import Notice
from secops.incidents.notices.terms import due_of, look_of_term
from secops.rules.notices import Answered, answered
from secops.rules.tlp import Marking

_FINDINGS = {
    Notice.Finding.OPEN: ("soon", "◆"),
    Notice.Finding.CONFIRMED: ("late", "▲"),
    Notice.Finding.NOT_CONFIRMED: ("quiet", "□"),
}


def look_of_finding(value: str) -> tuple[str, str, str]:
    """Whether it is an incident, as a pill."""
    finding = Notice.Finding(value)
    return (*_FINDINGS[finding], str(finding.label))


class NoticeTable(HouseTable):
    """Warnings, the newest first."""

    caption = _("Peringatan BSSN")
    title = "code"
    only_exported = ("answered_at",)
    code = CodeColumn(verbose_name=_("Nomor"))
    indication = Column(
        verbose_name=_("Indikasi"), orderable=False, attrs={"td": {"class": "is-full is-bare"}}
    )
    term = PillColumn(
        accessor="pk", verbose_name=_("Jawaban"), orderable=False, look=lambda value: value
    )
    due = TimeColumn(accessor="pk", verbose_name=_("Batas waktu (WIB)"), orderable=False)
    received_at = TimeColumn(verbose_name=_("Diterima (WIB)"))
    answered_at = TimeColumn(verbose_name=_("Dijawab (WIB)"))
    finding = PillColumn(verbose_name=_("Hasil"), look=look_of_finding)
    tlp = PillColumn(verbose_name=_("TLP"), look=look(Marking))
    incident = Column(
        accessor="incident__code", verbose_name=_("Insiden"), attrs={"td": {"class": "ps-nowrap"}}
    )

    def render_term(self, record: Notice, column: PillColumn) -> Any:
        return column.render(look_of_term(record, at=timezone.now()))

    def value_term(self, record: Notice) -> str:
        return look_of_term(record, at=timezone.now())[2]

    def render_due(self, record: Notice, column: TimeColumn) -> Any:
        return column.render(due_of(record))

    def value_due(self, record: Notice) -> Any:
        return due_of(record)


class NoticeFilter(django_filters.FilterSet):
    """By words, answered or not, what was found, marking."""

    q = django_filters.CharFilter(
        method="by_words", label=_("Cari"), widget=forms.TextInput(attrs={"type": "search"})
    )
    answered = django_filters.ChoiceFilter(
        choices=[
            ("no", _("Belum dijawab")),
            ("yes", _("Sudah dijawab")),
            (Answered.IN_TIME.value, _("Dijawab tepat waktu")),
            (Answered.LATE.value, _("Lewat batas waktu")),
            (Answered.WAITING.value, _("Masih dalam waktunya")),
        ],
        method="by_answered",
        label=_("Jawaban"),
        empty_label=_("Semua"),
    )
    finding = django_filters.ChoiceFilter(
        choices=Notice.Finding.choices, label=_("Hasil"), empty_label=_("Semua")
    )

    since = django_filters.DateFilter(
        field_name="received_at", lookup_expr="date__gte", label=_("Diterima sejak"),
        widget=DayInput(),
    )  # fmt: skip
    until = django_filters.DateFilter(
        field_name="received_at", lookup_expr="date__lte", label=_("Diterima sampai"),
        widget=DayInput(),
    )  # fmt: skip

    def by_words(self, rows: QuerySet[Notice], _name: str, value: str) -> QuerySet[Notice]:
        return rows.filter(
            Q(code__icontains=value)
            | Q(number__icontains=value)
            | Q(indication__icontains=value)
            | Q(assets__icontains=value)
        )

    def by_answered(self, rows: QuerySet[Notice], _name: str, value: str) -> QuerySet[Notice]:
        if value in set(Answered):
            now = timezone.now()
            return rows.filter(pk__in=[
                one.pk for one in rows if answered(due_of(one), one.answered_at, at=now) == value
            ])  # fmt: skip
        return rows.filter(answered_at__isnull=value == "no")
