"""The queue of troubles as a list."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dashboard.trouble.queries import TroubleRow
from secops.house import icons
from secops.house.tables import ActionColumn, Column, HouseTable, LinkColumn
from secops.house.text import shown_login, wib_short

#: kind -> tone of its pill.
_TONES = {
    "takeover": "late",
    "log_in": "late",
    "objection": "soon",
    "login": "soon",
    "not_mine": "soon",
}


class TroubleTable(HouseTable):
    """One row an account in trouble: what, whose turn, since when, by when."""

    caption = gettext_lazy("Antrean kendala")
    title = "login"

    login = LinkColumn(
        verbose_name=gettext_lazy("Akun"),
        url=lambda row: f"/accounts/{row.account_id}/",
        orderable=False,
    )
    application = Column(verbose_name=gettext_lazy("Aplikasi"), orderable=False)
    department = Column(verbose_name=gettext_lazy("OPD"), orderable=False)
    kind = Column(
        verbose_name=gettext_lazy("Kendala"),
        orderable=False,
        attrs={"td": {"class": "is-pill is-bare"}},
    )
    turn = Column(verbose_name=gettext_lazy("Giliran"), orderable=False)
    until = Column(verbose_name=gettext_lazy("Batas waktu (WIB)"), orderable=False)
    go = ActionColumn(link=lambda row: (row.url, row.button))

    def render_login(self, value: str, column: LinkColumn, record: TroubleRow) -> Any:
        return column.render(value=shown_login(value), record=record)

    def value_login(self, value: str) -> str:
        return shown_login(value)

    def render_kind(self, record: TroubleRow) -> Any:
        tone = _TONES.get(record.kind, "soon")
        pill = icons.pill(tone, "", record.kind_words)
        if record.words == record.kind_words:
            return pill
        return format_html('{}<br><span class="ps-quiet">{}</span>', pill, record.words)

    def value_kind(self, record: TroubleRow) -> str:
        return f"{record.kind_words}; {record.words}"

    def render_turn(self, record: TroubleRow) -> str:
        return f"{record.turn}: {record.owner}" if record.owner else record.turn

    def value_turn(self, record: TroubleRow) -> str:
        return self.render_turn(record)

    def render_until(self, record: TroubleRow) -> Any:
        since = _("sejak %(when)s") % {"when": wib_short(record.since)}
        late = icons.pill("late", "", _("Lewat batas waktu")) if record.late else ""
        return format_html(
            '{} {}<br><span class="ps-quiet">{}</span>', wib_short(record.until), late, since
        )

    def value_until(self, record: TroubleRow) -> str:
        moment = wib_short(record.until)
        since = _("sejak %(when)s") % {"when": wib_short(record.since)}
        said = f"{moment}; {since}"
        return f"{said}; {_('Lewat batas waktu')}" if record.late else said
