"""Exports that equal the page: same rows, same columns, never a live formula.

Rows stream through chunks into a temporary file. Only when all of it is written is the export
logged, and only then does it leave: a log that fails lets nothing out.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any, Literal

import xlsxwriter
from django.db.models import Model, QuerySet
from django.http import FileResponse, HttpResponseBase
from django_tables2.columns import BoundColumn
from django_tables2.utils import Accessor

from secops.house.tables import Column, HouseTable, ReadyRows, in_chunks
from secops.house.text import local

Format = Literal["csv", "xlsx"]
FORMATS: tuple[Format, ...] = ("csv", "xlsx")
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: A cell that starts so can run in a spreadsheet program.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class ExportNote:
    """What the trail must know of an export: the filter, how many rows, which columns."""

    name: str
    format: Format
    query: str
    rows: int
    columns: tuple[str, ...]
    personal: bool


def harmless(words: str) -> str:
    """An apostrophe before what a spreadsheet program would run."""
    return "'" + words if words.startswith(DANGEROUS) else words


def plain(value: Any) -> Any:
    """The value of a cell without markup: numbers stay numbers, times are WIB."""
    if value is None or isinstance(value, bool | int | float | Decimal):
        return value
    if isinstance(value, datetime):
        return local(value).replace(tzinfo=None, microsecond=0)
    return value if isinstance(value, date | str) else str(value)


def csv_cell(value: Any) -> str:
    """Text for CSV; numbers cannot run, everything else is guarded."""
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, bool | int | float | Decimal | date):
        return str(value)
    return harmless(str(value))


def fast_getter(column: BoundColumn, sample: Any) -> Callable[[Any], Any] | None:
    """A plain way to a cell's value where the table adds nothing of its own to it."""
    if hasattr(column._table, f"value_{column.name}"):
        return None
    if hasattr(column._table, f"render_{column.name}"):
        return None
    accessor = Accessor(column.accessor)
    choices = f"get_{column.accessor}_display"
    if isinstance(sample, Model) and hasattr(sample, choices):
        return lambda record: getattr(record, choices)()
    own = type(column.column).value
    if own is Column.value:

        def simple(record: Any) -> Any:
            return accessor.resolve(record, quiet=True)

        return simple

    def spoken(record: Any) -> Any:
        value = accessor.resolve(record, quiet=True)
        if value in column.column.empty_values:
            return None
        return column.column.value(value=value, record=record, bound_column=column)

    return spoken


def cells(
    table: type[HouseTable], rows: Iterable[Any], exclude: Sequence[str]
) -> Iterator[tuple[list[str], Iterator[list[Any]]]]:
    """For each chunk of rows: the headings and the values."""
    for chunk in in_chunks(rows):
        shown = table(ReadyRows(chunk), exclude=tuple(exclude))
        names = shown.exported()
        columns = [shown.columns[name] for name in names]
        getters = [fast_getter(column, chunk[0]) for column in columns]

        def values(
            shown: HouseTable = shown,
            names: list[str] = names,
            getters: list[Callable[[Any], Any] | None] = getters,
        ) -> Iterator[list[Any]]:
            if None not in getters:
                for record in shown.data:
                    yield [get(record) for get in getters if get]
                return
            for row in shown.rows:
                yield [
                    get(row.record) if get else row.get_cell_value(name)
                    for name, get in zip(names, getters, strict=True)
                ]

        yield [str(column.header) for column in columns], values()


def headings(table: type[HouseTable], exclude: Sequence[str]) -> list[str]:
    """The headings, for an export without rows too."""
    empty = table(ReadyRows([]), exclude=tuple(exclude))
    return [str(empty.columns[name].header) for name in empty.exported()]


def write_csv(
    out: IO[bytes], table: type[HouseTable], rows: Iterable[Any], exclude: Sequence[str]
) -> int:
    """UTF-8 with a byte order mark, or spreadsheet programs break the accents."""
    words = io.TextIOWrapper(out, "utf-8-sig", newline="", write_through=True)
    writer = csv.writer(words)
    writer.writerow(headings(table, exclude))
    count = 0
    for _, chunk in cells(table, rows, exclude):
        for row in chunk:
            writer.writerow([csv_cell(value) for value in row])
            count += 1
    words.flush()
    words.detach()
    return count


def write_xlsx(
    out: IO[bytes], table: type[HouseTable], rows: Iterable[Any], exclude: Sequence[str]
) -> int:
    """Row by row; text stays text, whatever sign it starts with."""
    book = xlsxwriter.Workbook(
        out,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
         "strings_to_numbers": False, "nan_inf_to_errors": True},
    )  # fmt: skip
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    names = headings(table, exclude)
    for place, name in enumerate(names):
        sheet.write_string(0, place, name, bold)
        sheet.set_column(place, place, max(12, min(40, len(name) + 4)))
    sheet.freeze_panes(1, 0)
    line = 0
    for _, chunk in cells(table, rows, exclude):
        for row in chunk:
            line += 1
            for place, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(line, place, value)
                elif value is None:
                    continue
                elif isinstance(value, datetime):
                    sheet.write_datetime(line, place, plain(value), moment)
                elif isinstance(value, date):
                    sheet.write_datetime(line, place, value, day)
                elif isinstance(value, bool):
                    sheet.write_boolean(line, place, value)
                elif isinstance(value, int | float | Decimal):
                    sheet.write_number(line, place, value)
                else:
                    sheet.write_string(line, place, str(value))
    if names:
        sheet.autofilter(0, 0, max(1, line), len(names) - 1)
    book.close()
    return line


def export(
    table: type[HouseTable],
    rows: QuerySet[Any] | Iterable[Any],
    *,
    format: Format,
    name: str,
    query: str = "",
    exclude: Sequence[str] = (),
    personal: bool = False,
    on_export: Callable[[ExportNote], None] | None = None,
) -> HttpResponseBase:
    """Write, log, hand over."""
    stream = rows.iterator(chunk_size=2000) if isinstance(rows, QuerySet) else iter(rows)
    out = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        count = (write_csv if format == "csv" else write_xlsx)(out, table, stream, exclude)
        if on_export:
            columns = tuple(headings(table, exclude))
            on_export(ExportNote(name, format, query, count, columns, personal))
    except BaseException:
        out.close()
        raise
    out.seek(0)
    response = FileResponse(
        out, as_attachment=True, filename=f"{name}.{format}", content_type=TYPES[format]
    )
    response["Cache-Control"] = "no-store"
    return response
