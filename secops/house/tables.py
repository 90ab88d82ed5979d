"""Tables of the house: one base class, a few columns, one template.

A table declares ``caption`` and, for phones, ``title`` (the column that names the row) and
``phone_hidden``. Sorting and slicing are done before the table sees its rows (``lists.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import django_tables2 as tables2
from django.utils.html import format_html
from django.utils.translation import gettext
from django_tables2.data import TableListData
from django_tables2.utils import OrderByTuple

from secops.house import charts, icons, text


class ReadyRows(TableListData):
    """Rows that are already in order and cut to the page: the table must not sort them again."""

    def order_by(self, aliases: OrderByTuple) -> None:
        """Leave the order as the database gave it."""


class HouseTable(tables2.Table):
    """Base of every table: a caption, a row title, a list form on phones."""

    #: What the table holds, in words; read out, not drawn. Required.
    caption: Any = ""
    #: The column that names a row; without it the first one that is not a tick box.
    title = ""
    #: Columns that a phone leaves out.
    phone_hidden: tuple[str, ...] = ()
    #: Columns that hold personal data; exported and shown only with the door's leave.
    personal: tuple[str, ...] = ()
    #: Columns that never go into an export.
    not_exported: tuple[str, ...] = ()
    #: Columns of an export that would make the page too narrow.
    only_exported: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.attrs.get("class", "")
        self.attrs["class"] = f"ps-table is-list {own}".strip()
        self.template_name = "house/table.html"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not cls.caption:
            raise TypeError(f"{cls.__name__} needs a caption")

    @property
    def title_name(self) -> str:
        """The name of the column that becomes the row's heading."""
        if self.title:
            return self.title
        for column in self.columns.itervisible():
            if not isinstance(column.column, PickColumn):
                return str(column.name)
        return ""

    @property
    def has_pick(self) -> bool:
        """Whether rows can be ticked."""
        return any(isinstance(c.column, PickColumn) for c in self.columns.itervisible())

    def exported(self) -> list[str]:
        """Names of the columns of an export: those of the page without tick boxes and buttons."""
        return [
            column.name
            for column in self.columns.itervisible()
            if not isinstance(column.column, PickColumn | ActionColumn)
            and column.name not in self.not_exported
        ]


class Column(tables2.Column):
    """Plain text; nothing known reads as a dash, never as a zero."""

    css = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        attrs = dict(kwargs.pop("attrs", {}))
        if self.css:
            for part in ("td", "th"):
                own = dict(attrs.get(part, {}))
                own["class"] = f"{self.css} {own.get('class', '')}".strip()
                attrs[part] = own
        kwargs.setdefault("default", "–")
        super().__init__(*args, attrs=attrs, **kwargs)


class LinkColumn(Column):
    """Text that leads to the row's own page: ``url`` is called with the record."""

    def __init__(self, *args: Any, url: Callable[[Any], str] | None = None, **kwargs: Any) -> None:
        self.url = url
        super().__init__(*args, **kwargs)

    def render(self, value: Any, record: Any = None, **_: Any) -> Any:
        address = self.url(record) if self.url else record.get_absolute_url()
        return format_html('<a href="{}">{}</a>', address, value) if address else value

    def value(self, **kwargs: Any) -> Any:
        return str(kwargs["value"])


class CodeColumn(LinkColumn):
    """The number of a row (I-2026-006), which leads to its page and stays on one line."""

    css = "ps-nowrap"


class NumberColumn(Column):
    """Whole or decimal numbers, right-aligned, with the language's thousands sign."""

    css = "ps-n"

    def __init__(
        self, *args: Any, url: Callable[[Any], str] | None = None, unit: str = "", **kwargs: Any
    ) -> None:
        self.url = url
        self.unit = unit
        super().__init__(*args, **kwargs)

    def render(self, value: Any, record: Any = None, **_: Any) -> Any:
        shown = text.angka(value) + (f" {self.unit}" if self.unit else "")
        address = self.url(record) if self.url else ""
        return format_html('<a href="{}">{}</a>', address, shown) if address else shown

    def value(self, **kwargs: Any) -> Any:
        return kwargs["value"]


class TimeColumn(Column):
    """A moment or a date, ``22 Nov 2026, 14.05`` (WIB); in a tight table the hour goes below."""

    css = "ps-when"

    def render(self, value: Any, **_: Any) -> Any:
        return format_html('<time datetime="{}">{}</time>', text.iso(value), text.wib_short(value))

    def value(self, **kwargs: Any) -> Any:
        return kwargs["value"]


class PillColumn(Column):
    """A state as symbol, word and colour. ``look`` maps the value to (tone, symbol, label)."""

    css = "is-pill is-bare"

    def __init__(
        self, *args: Any, look: Callable[[Any], tuple[str, str, Any]], **kwargs: Any
    ) -> None:
        self.look = look
        super().__init__(*args, **kwargs)

    def render(self, value: Any, record: Any = None, bound_column: Any = None, **_: Any) -> Any:
        return icons.pill(*self.look(self._code(value, record, bound_column)))

    def value(self, **kwargs: Any) -> Any:
        code = self._code(kwargs["value"], kwargs.get("record"), kwargs.get("bound_column"))
        return str(self.look(code)[2])

    def _code(self, value: Any, record: Any, bound_column: Any) -> Any:
        """The stored code: django-tables2 hands over the words of a field with choices."""
        code = bound_column.accessor.resolve(record, quiet=True) if bound_column else None
        return value if code is None else code


class BarColumn(Column):
    """Share of a whole. The value is a pair (part, whole); the export holds the percent."""

    def render(self, value: Any, bound_column: Any = None, **_: Any) -> Any:
        part, whole = value
        share = text.percent(part, whole)
        if share is None:
            return icons.pill("unknown", "", gettext("belum ada data"))
        return format_html(
            '<span class="ps-bar"><progress value="{}" max="{}" aria-label="{}">{} %</progress>'
            '<span class="ps-num" aria-hidden="true">{} %</span></span>',
            part,
            whole,
            bound_column.header if bound_column else "",
            share,
            share,
        )

    def value(self, **kwargs: Any) -> Any:
        return text.percent(*kwargs["value"])


class SparkColumn(Column):
    """A small line of the last days; the number stands in another column."""

    def render(self, value: Any, **_: Any) -> Any:
        return charts.sparkline(value)

    def value(self, **kwargs: Any) -> Any:
        return " ".join("" if n is None else str(n) for n in kwargs["value"])


class MaskedColumn(Column):
    """Personal data with ``mask`` over it, on the page and in the export alike."""

    def __init__(
        self, *args: Any, mask: Callable[[str | None], str] = text.masked_name, **kwargs: Any
    ) -> None:
        self.mask = mask
        super().__init__(*args, **kwargs)

    def render(self, value: Any, **_: Any) -> Any:
        return self.mask(str(value))

    def value(self, **kwargs: Any) -> Any:
        return self.mask(str(kwargs["value"]))


class ActionColumn(Column):
    """One quiet link at the end of a row; ``link`` gives (address, words) or None."""

    def __init__(
        self, *args: Any, link: Callable[[Any], tuple[str, Any] | None], **kwargs: Any
    ) -> None:
        self.leads_to = link  # `link` is taken: django-tables2 calls it itself
        kwargs |= {"empty_values": (), "orderable": False}
        kwargs.setdefault("verbose_name", "")
        super().__init__(*args, **kwargs)

    def render(self, record: Any, **_: Any) -> Any:
        found = self.leads_to(record)
        return format_html('<a href="{}">{}</a>', *found) if found else ""


class PickColumn(Column):
    """A tick box per row that belongs to the bulk bar with the same ``key``."""

    css = "is-pick is-bare"

    def __init__(self, *args: Any, key: str = "bulk", **kwargs: Any) -> None:
        self.key = key
        kwargs |= {"orderable": False, "verbose_name": ""}
        kwargs.setdefault("accessor", "pk")
        super().__init__(*args, **kwargs)

    def render(self, value: Any, record: Any = None, table: Any = None, **_: Any) -> Any:
        name = table.rows.table.title_name if table is not None else ""
        title = tables2.A(name).resolve(record, quiet=True) if name else value
        return format_html(
            '<label class="ps-pick"><input type="checkbox" name="pick" value="{}" form="{}" '
            'aria-label="{}"></label>',
            value,
            self.key,
            gettext("Pilih %(row)s") % {"row": title},
        )


def in_chunks(rows: Iterable[Any], size: int = 1000) -> Iterator[Sequence[Any]]:
    """Cut a long stream into lists, so that an export never holds all of it."""
    chunk: list[Any] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
