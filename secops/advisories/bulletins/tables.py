"""Advisories, their departments, and what a department received, as lists."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from secops.advisories.bulletins.models import Addressee, Answer, Bulletin
from secops.advisories.bulletins.queries import STANDS
from secops.advisories.looks import look_of_marking
from secops.house.tables import (
    CodeColumn,
    Column,
    HouseTable,
    LinkColumn,
    NumberColumn,
    PillColumn,
    TimeColumn,
)
from secops.house.words import choices, look, mark
from secops.rules import bulletin as law
from secops.rules.labels import label
from secops.rules.tlp import PRINTED


def _words() -> list[tuple[str, Any]]:
    return [
        *choices(law.Word),
        ("answered", _("Sudah menjawab")),
        ("silent", _("Belum menjawab")),
    ]


def look_of_word(value: str | None) -> tuple[str, str, str]:
    """An answer, or that there is none; silence is never good."""
    if not value:
        return "unknown", "▨", str(_("Belum menjawab"))
    return mark(label(law.Word(value)))


class BulletinTable(HouseTable):
    """Advisories, the newest first."""

    caption = _("Imbauan keamanan")
    title = "code"
    only_exported = ("written_at",)
    code = CodeColumn(verbose_name=_("Nomor"))
    name = Column(
        accessor="title",
        verbose_name=_("Judul"),
        attrs={"td": {"class": "is-full is-bare ps-words"}},
    )
    tlp = PillColumn(
        accessor="marking", order_by=("tlp",), verbose_name=_("Tanda"), look=look_of_marking
    )
    state = PillColumn(
        accessor="standing", order_by=("state",), verbose_name=_("Keadaan"), look=look(law.State)
    )
    severity = Column(
        accessor="get_severity_display", order_by=("severity",), verbose_name=_("Keparahan")
    )
    n_departments = NumberColumn(verbose_name=_("OPD"), url=lambda row: row.get_absolute_url())
    n_answered = NumberColumn(
        verbose_name=_("Menjawab"), url=lambda row: f"{row.get_absolute_url()}?answer=answered"
    )
    n_concerns = NumberColumn(
        verbose_name=_("Menyangkut"), url=lambda row: f"{row.get_absolute_url()}?answer=concerns"
    )
    answer_by = TimeColumn(verbose_name=_("Jawab paling lambat"))
    written_at = TimeColumn(verbose_name=_("Ditulis"))


class AddresseeTable(HouseTable):
    """The departments of one advisory: told, read, answered."""

    caption = _("OPD penerima imbauan")
    title = "department"
    phone_hidden = ("told",)
    department = LinkColumn(
        accessor="department__name", order_by=("department__sort_name",), verbose_name=_("OPD"),
        url=lambda row: row.department.get_absolute_url(),
    )  # fmt: skip
    word = PillColumn(verbose_name=_("Jawaban"), look=look_of_word, empty_values=())
    note = Column(verbose_name=_("Keterangan"), attrs={"td": {"class": "is-full"}})
    answered_by = Column(verbose_name=_("Dijawab oleh"))
    answered_via = Column(verbose_name=_("Cara menjawab"))
    answered_at = TimeColumn(verbose_name=_("Dijawab"))
    first_read = TimeColumn(verbose_name=_("Pertama dibaca"))
    first_reader = Column(verbose_name=_("Dibaca oleh"))
    told = Column(verbose_name=_("Pesan terkirim"))
    reminded_at = TimeColumn(verbose_name=_("Diingatkan"))
    tlp = Column(
        accessor="bulletin__get_tlp_display", order_by=("bulletin__tlp",), verbose_name=_("Tanda")
    )

    def render_answered_via(self, value: str) -> str:
        return str(Answer.Channel(value).label)

    def value_answered_via(self, value: str) -> str:
        return self.render_answered_via(value)

    def render_told(self, value: bool) -> str:
        return str(_("ya") if value else _("belum"))

    def value_told(self, value: bool) -> str:
        return self.render_told(value)


class ReceivedTable(HouseTable):
    """What one department received."""

    caption = _("Imbauan keamanan untuk kami")
    title = "name"
    name = LinkColumn(accessor="bulletin__title", verbose_name=_("Judul"))
    code = Column(accessor="bulletin__code", verbose_name=_("Nomor"))
    tlp = PillColumn(
        accessor="bulletin__marking", order_by=("bulletin__tlp",), verbose_name=_("Tanda"),
        look=look_of_marking,
    )  # fmt: skip
    word = PillColumn(verbose_name=_("Jawaban kami"), look=look_of_word, empty_values=())
    department = Column(accessor="department__name", verbose_name=_("OPD"))
    state = PillColumn(
        accessor="bulletin__standing", order_by=("bulletin__state",), verbose_name=_("Keadaan"),
        look=look(law.State),
    )  # fmt: skip
    answer_by = TimeColumn(accessor="bulletin__answer_by", verbose_name=_("Jawab paling lambat"))


class BulletinFilter(django_filters.FilterSet):
    """By words, state, marking."""

    q = django_filters.CharFilter(
        method="by_words", label=_("Cari"), widget=forms.TextInput(attrs={"type": "search"})
    )
    state = django_filters.ChoiceFilter(
        choices=lambda: choices(law.State), label=_("Keadaan"), empty_label=_("Semua")
    )
    tlp = django_filters.ChoiceFilter(
        choices=[(one.value, printed) for one, printed in PRINTED.items()],
        label=_("Tanda"), empty_label=_("Semua"),
    )  # fmt: skip

    def by_words(self, rows: QuerySet[Bulletin], _name: str, value: str) -> QuerySet[Bulletin]:
        found = Q(code__icontains=value) | Q(title__icontains=value)
        return rows.filter(found | Q(text__icontains=value))


class AddresseeFilter(django_filters.FilterSet):
    """By department, answer, read or not, told or not; the counts lead here."""

    q = django_filters.CharFilter(
        method="by_words", label=_("Cari"), widget=forms.TextInput(attrs={"type": "search"})
    )
    answer = django_filters.ChoiceFilter(
        choices=_words, method="by_stand", label=_("Jawaban"), empty_label=_("Semua")
    )
    read = django_filters.ChoiceFilter(
        choices=[("read", _("Ya")), ("unread", _("Belum"))], method="by_stand",
        label=_("Dibaca"), empty_label=_("Semua"),
    )  # fmt: skip
    told = django_filters.ChoiceFilter(
        choices=[("told", _("Ya")), ("untold", _("Belum"))], method="by_stand",
        label=_("Pesan terkirim"), empty_label=_("Semua"),
    )  # fmt: skip

    def by_words(self, rows: QuerySet[Addressee], _name: str, value: str) -> QuerySet[Addressee]:
        return rows.filter(Q(department__name__icontains=value) | Q(note__icontains=value))

    def by_stand(self, rows: QuerySet[Addressee], _name: str, value: str) -> QuerySet[Addressee]:
        return rows.filter(STANDS[value])


class ReceivedFilter(django_filters.FilterSet):
    """By what the department answered."""

    answer = django_filters.ChoiceFilter(
        choices=_words, method="by_stand", label=_("Jawaban kami"), empty_label=_("Semua")
    )

    def by_stand(self, rows: QuerySet[Addressee], _name: str, value: str) -> QuerySet[Addressee]:
        return rows.filter(STANDS[value])
