"""Documents of others as a list."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from secops.advisories.looks import look_of_marking
from secops.advisories.sharing.models import ReceivedDocument
from secops.house.tables import CodeColumn, Column, HouseTable, PillColumn, TimeColumn


class ReceivedTable(HouseTable):
    """Documents that came in, the newest first."""

    caption = _("Dokumen dari mitra")
    title = "code"
    phone_hidden = ("source_id",)
    code = CodeColumn(verbose_name=_("Nomor"))
    name = Column(
        accessor="title", verbose_name=_("Judul"), attrs={"td": {"class": "is-full is-bare"}}
    )
    tlp = PillColumn(
        accessor="marked", order_by=("tlp",), verbose_name=_("Tanda"), look=look_of_marking
    )
    organisation = Column(accessor="organisation__name", verbose_name=_("Mitra"))
    format = Column(accessor="get_format_display", order_by=("format",), verbose_name=_("Format"))
    source_id = Column(verbose_name=_("Nomor asal"))
    recommendation = Column(accessor="recommendation__code", verbose_name=_("Menjadi rekomendasi"))
    received_at = TimeColumn(verbose_name=_("Diterima (WIB)"))


class ReceivedFilter(django_filters.FilterSet):
    """By words, by what is still to be looked at."""

    q = django_filters.CharFilter(
        method="by_words", label=_("Cari"), widget=forms.TextInput(attrs={"type": "search"})
    )
    show = django_filters.ChoiceFilter(
        choices=[("open", _("Belum menjadi rekomendasi")), ("done", _("Menjadi rekomendasi"))],
        method="by_show", label=_("Tampilkan"), empty_label=_("Semua"),
    )  # fmt: skip

    def by_words(
        self, rows: QuerySet[ReceivedDocument], _name: str, value: str
    ) -> QuerySet[ReceivedDocument]:
        found = Q(code__icontains=value) | Q(title__icontains=value)
        return rows.filter(found | Q(source_id__icontains=value) | Q(text__icontains=value))

    def by_show(
        self, rows: QuerySet[ReceivedDocument], _name: str, value: str
    ) -> QuerySet[ReceivedDocument]:
        return rows.filter(recommendation__isnull=value == "open")
