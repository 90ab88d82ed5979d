"""The inbox as a list."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from secops.house.tables import Column, HouseTable, LinkColumn, PillColumn, TimeColumn
from secops.inbox.models import Incoming

State = Incoming.State
_LOOKS = {
    State.NEW: ("claim", "", State.NEW.label),
    State.TAKEN: ("ok", "", State.TAKEN.label),
    State.WAITING: ("soon", "", State.WAITING.label),
    State.SETTLED: ("quiet", "", State.SETTLED.label),
}


def look(state: str) -> tuple[str, str, Any]:
    """Tone, sign and words of a state."""
    return _LOOKS[State(state)]


class IncomingTable(HouseTable):
    """Replies, those that wait first the newest."""

    caption = _("Balasan yang masuk")
    title = "said"

    said = LinkColumn(accessor="text", verbose_name=_("Balasan"), orderable=False, empty_values=())
    who = Column(accessor="person", verbose_name=_("Dari"), orderable=False, empty_values=())
    channel = Column(verbose_name=_("Saluran"), orderable=False)
    why = Column(verbose_name=_("Mengapa di sini"), orderable=False, empty_values=())
    sent_at = TimeColumn(verbose_name=_("Ditulis (WIB)"))
    state = PillColumn(verbose_name=_("Keadaan"), orderable=False, look=look)

    def render_said(self, column: LinkColumn, record: Incoming) -> Any:
        return column.render(value=self.value_said(record), record=record)

    def value_said(self, record: Incoming) -> str:
        words = " ".join(record.text.split())
        if not words:
            return str(_("(berkas atau gambar)"))
        return words if len(words) <= 90 else words[:89].rstrip() + "…"

    def render_who(self, record: Incoming) -> str:
        return record.person.name if record.person else str(_("belum dikenal"))

    def value_who(self, record: Incoming) -> str:
        return self.render_who(record)

    def render_channel(self, record: Incoming) -> str:
        return str(record.get_channel_display())

    def value_channel(self, record: Incoming) -> str:
        return self.render_channel(record)

    def render_why(self, record: Incoming) -> str:
        return str(record.get_why_display()) if record.why else record.word

    def value_why(self, record: Incoming) -> str:
        return self.render_why(record)


class IncomingFilter(django_filters.FilterSet):
    """What waits, unless something else is asked for."""

    state = django_filters.ChoiceFilter(
        method="by_state",
        label=_("Keadaan"),
        choices=(
            ("taken", State.TAKEN.label),
            ("settled", State.SETTLED.label),
            ("all", _("Semua")),
        ),
        empty_label=_("Menunggu kantor"),
    )
    why = django_filters.ChoiceFilter(
        label=_("Mengapa di sini"), choices=Incoming.Why.choices, empty_label=_("Semua")
    )
    channel = django_filters.ChoiceFilter(
        label=_("Saluran"), choices=Incoming.Channel.choices, empty_label=_("Semua")
    )

    def filter_queryset(self, queryset: QuerySet[Incoming]) -> QuerySet[Incoming]:
        rows: QuerySet[Incoming] = super().filter_queryset(queryset)
        asked = self.form.cleaned_data.get("state")
        return rows if asked else rows.filter(state=State.WAITING)

    def by_state(self, rows: QuerySet[Incoming], _name: str, value: str) -> QuerySet[Incoming]:
        return rows if value == "all" else rows.filter(state=value)
