"""The heat map as a table: one column a subject, tinted, with its number in each cell."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from dashboard.compliance.queries import Cell, HeatRow
from secops.compliance.stands.subjects import SUBJECTS
from secops.house import icons
from secops.house.tables import Column, HouseTable, LinkColumn, TimeColumn
from secops.rules.tone import Tone

#: How the stylesheet calls a tint.
TINTS = {
    Tone.BAD: "is-low",
    Tone.WARN: "is-mid",
    Tone.GOOD: "is-high",
    Tone.UNKNOWN: "ps-unknown",
    Tone.CALM: "is-nothing",
}


def shown(cell: Cell) -> Any:
    """Symbol and number; the word is spoken, and stands there where there is no number."""
    _tone, symbol, said = cell.look
    if cell.tone is Tone.CALM:
        hidden = '<span aria-hidden="true">–</span><span class="visually-hidden">{}</span>'
        return format_html(hidden, said)
    if not cell.number:
        return format_html("<span>{} {}</span>", icons.symbol(symbol), said)
    inside = format_html(
        '<span aria-hidden="true">{} {}</span><span class="visually-hidden">{}</span>',
        icons.symbol(symbol),
        cell.number,
        cell.spoken,
    )
    return format_html('<a href="{}">{}</a>', cell.url, inside) if cell.url else inside


def tint(key: str) -> Any:
    """The class of a cell of one subject, from its row."""

    def css(record: HeatRow | None = None, **_: Any) -> str:
        return f"is-phone-hidden {TINTS[record.cells[key].tone]}" if record else "is-phone-hidden"

    return css


class CellColumn(Column):
    """One subject."""

    def __init__(self, key: str, label: Any) -> None:
        super().__init__(
            accessor=f"cells__{key}",
            verbose_name=label,
            orderable=False,
            attrs={"td": {"class": tint(key)}},
        )

    def render(self, value: Cell, **_: Any) -> Any:
        return shown(value)

    def value(self, **kwargs: Any) -> Any:
        return kwargs["value"].spoken


class HeatTable(HouseTable):
    """Departments by subjects. A phone shows the worst subject of each department alone."""

    caption = gettext_lazy("Kepatuhan OPD: berapa yang terbukti, menurut OPD dan tugas")
    title = "name"
    phone_hidden = ("as_of",)

    name = LinkColumn(
        verbose_name=gettext_lazy("OPD"), url=lambda row: row.url, order_by=("sort_name",)
    )
    worst = Column(
        verbose_name=gettext_lazy("Yang paling perlu dibantu"),
        orderable=False,
        attrs={"td": {"class": "is-full is-worst"}, "th": {"class": "is-worst"}},
    )
    as_of = TimeColumn(verbose_name=gettext_lazy("Data per (WIB)"), orderable=False)

    class Meta:
        attrs = {"class": "ps-heat"}
        sequence = ("name", "...", "worst", "as_of")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        extra = [(one.key, CellColumn(one.key, one.label)) for one in SUBJECTS]
        super().__init__(*args, extra_columns=extra, **kwargs)

    def render_worst(self, value: Cell) -> Any:
        tone, symbol, said = value.look
        words = f"{value.subject.label}: {value.number or said}"
        return format_html("{} {}", words, icons.pill(tone, symbol, said))

    def value_worst(self, value: Cell) -> str:
        return f"{value.subject.label}: {value.spoken}"


class PlainHeatTable(HeatTable):
    """For a reader of summaries: nothing leads to a department's rows."""

    name = Column(verbose_name=gettext_lazy("OPD"), order_by=("sort_name",))
