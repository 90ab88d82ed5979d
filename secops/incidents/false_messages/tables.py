"""The inbox of reported messages as a list."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from secops.house.tables import Column, HouseTable, LinkColumn, PillColumn, TimeColumn
from secops.incidents.models import FalseMessage

_LOOKS = {
    "": ("soon", "", _("Belum diperiksa")),
    "false": ("late", "", _("Palsu")),
    "genuine": ("ok", "", _("Asli, dari kami")),
}


class FalseMessageTable(HouseTable):
    """Reported messages, the newest first."""

    caption = _("Pesan palsu yang dilaporkan")
    title = "said"
    phone_hidden = ("reporter",)

    said = LinkColumn(accessor="text", verbose_name=_("Pesan"), orderable=False, empty_values=())
    channel = Column(verbose_name=_("Saluran"), orderable=False)
    sender = Column(verbose_name=_("Pengirim"), orderable=False)
    reporter = Column(verbose_name=_("Pelapor"), orderable=False, empty_values=())
    reported_at = TimeColumn(verbose_name=_("Dilaporkan (WIB)"))
    finding = PillColumn(
        verbose_name=_("Keadaan"), orderable=False, empty_values=(None,),
        look=lambda value: _LOOKS[value],
    )  # fmt: skip

    def render_said(self, column: LinkColumn, record: FalseMessage) -> Any:
        return column.render(value=self.value_said(record), record=record)

    def value_said(self, record: FalseMessage) -> str:
        words = " ".join(record.text.split())
        if not words:
            return str(_("Tangkapan layar"))
        return words if len(words) <= 90 else words[:89].rstrip() + "…"

    def render_channel(self, record: FalseMessage) -> str:
        return str(record.get_channel_display())

    def value_channel(self, record: FalseMessage) -> str:
        return self.render_channel(record)

    def render_reporter(self, record: FalseMessage) -> str:
        if record.reported_by is not None:
            return record.reported_by.display_name
        return record.reporter or str(_("tanpa nama"))

    def value_reporter(self, record: FalseMessage) -> str:
        return self.render_reporter(record)


class FalseMessageFilter(django_filters.FilterSet):
    """Those that wait, or by what was found."""

    finding = django_filters.ChoiceFilter(
        method="by_finding",
        label=_("Keadaan"),
        choices=(
            ("waiting", _("Belum diperiksa")),
            ("false", _("Palsu")),
            ("genuine", _("Asli, dari kami")),
        ),
        empty_label=_("Semua"),
    )

    def by_finding(
        self, rows: QuerySet[FalseMessage], _name: str, value: str
    ) -> QuerySet[FalseMessage]:
        return rows.filter(finding="" if value == "waiting" else value)
