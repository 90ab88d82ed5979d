"""Requests as a table, and what it can be narrowed to."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secops.house.tables import CodeColumn, Column, HouseTable, PillColumn, TimeColumn
from secops.incidents.requests.models import OutgoingRequest, RequestQuerySet
from secops.incidents.requests.terms import look_of_request


class RequestTable(HouseTable):
    """Requests, the newest first."""

    caption = _("Permintaan keluar")
    title = "code"
    phone_hidden = ("letter_number", "sent_at")
    code = CodeColumn(verbose_name=_("Nomor"))
    to = Column(verbose_name=_("Kepada"))
    kind = Column(accessor="get_kind_display", verbose_name=_("Yang diminta"), orderable=False)
    state = PillColumn(
        accessor="pk", verbose_name=_("Keadaan"), orderable=False, look=lambda value: value
    )
    sent_at = TimeColumn(verbose_name=_("Dikirim (WIB)"))
    awaited_by = TimeColumn(verbose_name=_("Ditunggu sampai (WIB)"))
    answered_at = TimeColumn(verbose_name=_("Dijawab (WIB)"))
    letter_number = Column(verbose_name=_("Nomor surat"))
    incident = Column(
        accessor="incident__code", verbose_name=_("Insiden"), attrs={"td": {"class": "ps-nowrap"}}
    )

    def render_state(self, record: OutgoingRequest, column: PillColumn) -> Any:
        return column.render(look_of_request(record, at=timezone.now()))

    def value_state(self, record: OutgoingRequest) -> str:
        return look_of_request(record, at=timezone.now())[2]


class RequestFilter(django_filters.FilterSet):
    """By words, state, kind, receiver."""

    q = django_filters.CharFilter(
        method="by_words", label=_("Cari"), widget=forms.TextInput(attrs={"type": "search"})
    )
    show = django_filters.ChoiceFilter(
        choices=[
            ("unsent", _("Belum dikirim")),
            ("waiting", _("Menunggu jawaban")),
            ("late", _("Lewat batas waktu")),
            ("answered", _("Dijawab")),
            ("withdrawn", _("Ditarik")),
        ],
        method="by_show",
        label=_("Tampilkan"),
        empty_label=_("Semua"),
    )
    kind = django_filters.ChoiceFilter(
        choices=OutgoingRequest.Kind.choices, label=_("Yang diminta"), empty_label=_("Semua")
    )
    receiver = django_filters.ChoiceFilter(
        choices=OutgoingRequest.Receiver.choices, label=_("Pihak"), empty_label=_("Semua")
    )

    def by_words(
        self, rows: QuerySet[OutgoingRequest], _name: str, value: str
    ) -> QuerySet[OutgoingRequest]:
        return rows.filter(
            Q(code__icontains=value)
            | Q(to__icontains=value)
            | Q(text__icontains=value)
            | Q(letter_number__icontains=value)
            | Q(answer__icontains=value)
        )

    def by_show(self, rows: RequestQuerySet, _name: str, value: str) -> RequestQuerySet:
        match value:
            case "unsent":
                return rows.open().filter(sent_at=None)
            case "waiting":
                return rows.waiting()
            case "late":
                return rows.waiting().filter(awaited_by__lt=timezone.now())
            case "answered":
                return rows.filter(answered_at__isnull=False)
            case _:
                return rows.filter(withdrawn_at__isnull=False)
