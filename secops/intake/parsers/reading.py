"""The door of the parsers: a leak report in, batches of rows without secrets out."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

from .dates import WIB
from .decode import Given, Lines, Source
from .detect import FORMATS, container, is_shadowserver, sample_lines, text_format
from .fingerprint import Fingerprinter
from .grid import csv_rows, sniff_delimiter, xlsx_rows
from .hosts import HostIndex
from .judge import Judge
from .leak_reading import LeakReading
from .mapping import Mapping, is_title, map_columns
from .refusals import refused
from .row import Reject, Tally
from .stealer import parse_stealer
from .stealer_folder import open_stealer_folder, open_stealer_zip
from .table import (
    SHADOWSERVER_ZONE,
    Peeked,
    parse_table,
    require_columns,
    shadowserver_mapping,
)
from .ulp import parse_ulp
from .zips import MEGABYTES, ZIP_BYTES

BATCH: Final = 5_000


@dataclass(frozen=True, slots=True)
class _Order:
    """What the caller asked for, handed on whole."""

    ours: HostIndex
    fingerprinter: Fingerprinter
    received_at: datetime
    mapping: Mapping | MappingABC[str, str] | None
    batch_size: int
    tally: Tally

    def judge(self, kind: str) -> Judge:
        return Judge(self.ours, self.fingerprinter, self.tally, kind)


def read_leak(
    stream: Given,
    *,
    format: str = "auto",
    ours: HostIndex,
    fingerprinter: Fingerprinter,
    received_at: datetime,
    mapping: Mapping | MappingABC[str, str] | None = None,
    batch_size: int = BATCH,
    on_reject: Callable[[Reject], None] | None = None,
) -> LeakReading:
    """Open a leak report: a path (also a folder of stealer logs) or a binary file object.

    `format` overrules recognition; `mapping` (a Mapping, or title -> role) overrules the guessed
    columns of a table. Raises FileRefused at once where the file as a whole cannot be read;
    ValueError for an unknown format or a naive `received_at`.
    """
    if format not in FORMATS:
        raise ValueError(f"unknown format {format!r}")
    if received_at.tzinfo is None:
        raise ValueError("received_at needs a time zone")
    tally = Tally(on_reject=on_reject)
    order = _Order(ours, fingerprinter, received_at, mapping, batch_size, tally)
    if isinstance(stream, (str, os.PathLike)) and Path(stream).is_dir():
        judge = order.judge("stealer")
        reading = LeakReading(None, tally, "stealer")
        reading.batches = open_stealer_folder(stream).parse(judge, batch_size)
        return reading
    source = Source(stream)
    try:
        if container(source) == "zip":
            return _from_zip(source, format, order)
        return _from_text(source, format, order)
    except BaseException:
        source.close()
        raise


def _from_text(source: Source, format: str, order: _Order) -> LeakReading:
    sample = sample_lines(source)
    if format == "auto":
        format = text_format(sample)
    lines = Lines(source)
    reading = LeakReading(source, order.tally, format)
    reading.lines = lines
    judge = order.judge(format)
    if format == "ulp":
        reading.batches = parse_ulp(
            lines, order.ours, order.fingerprinter, order.tally, order.batch_size
        )
    elif format == "stealer":
        reading.batches = parse_stealer(lines, judge, order.batch_size)
    else:
        delimiter = sniff_delimiter(sample, is_title)
        if not delimiter:
            raise refused("not_a_table")
        rows = Peeked(csv_rows(lines, delimiter))
        _as_table(reading, rows, judge, order, lines)
    return reading


def _from_zip(source: Source, format: str, order: _Order) -> LeakReading:
    file = whole_zip(source)
    if not is_xlsx(file):
        if format not in ("auto", "stealer"):
            raise refused("zip_where_table")
        reading = LeakReading(source, order.tally, "stealer")
        judge = order.judge("stealer")
        reading.batches = open_stealer_zip(file).parse(judge, order.batch_size)
        return reading
    if format in ("ulp", "stealer"):
        format = "table"  # a spreadsheet is a table, whatever it holds
    rows = Peeked(xlsx_rows(file))
    if format == "auto":
        titles = rows.sample[0] if rows.sample else []
        shadowserver = bool(titles) and text_format([",".join(titles)]) == "shadowserver"
        format = "shadowserver" if shadowserver else "table"
    reading = LeakReading(source, order.tally, format)
    judge = order.judge(format)
    _as_table(reading, rows, judge, order, None)
    return reading


def _as_table(
    reading: LeakReading, rows: Peeked, judge: Judge, order: _Order, lines: Lines | None
) -> None:
    mapping = order.mapping
    if not rows.first:
        raise refused("empty")
    shadowserver = reading.format == "shadowserver"
    # Chosen by hand over another file, its first row would be shown as titles: refuse instead.
    if shadowserver and not (rows.sample and is_shadowserver(",".join(rows.sample[0]))):
        raise refused("not_shadowserver")
    if isinstance(mapping, Mapping):
        columns = mapping
    else:
        columns = shadowserver_mapping(rows.sample) if shadowserver else map_columns(rows.sample)
        if mapping:
            columns = columns.with_roles(mapping)
    if columns.header_row and len(rows.first) <= columns.header_row:
        raise refused("only_titles")
    if not shadowserver:
        require_columns(columns)
    reading.mapping = columns
    zone = SHADOWSERVER_ZONE if shadowserver else WIB
    reading.batches = parse_table(
        rows, columns, judge, order.received_at, order.batch_size, lines=lines, zone=zone
    )


def guess_mapping(given: Given) -> Mapping:
    """The columns of a table, guessed from its first 200 rows; shown by shape, never by value.

    Raises FileRefused.
    """
    with Source(given) as source:
        if container(source) == "zip":
            file = whole_zip(source)
            if not is_xlsx(file):
                raise refused("zip_where_table")
            return map_columns(Peeked(xlsx_rows(file)).sample)
        sample = sample_lines(source)
        delimiter = sniff_delimiter(sample, is_title)
        if not delimiter:
            raise refused("not_a_table")
        rows = Peeked(csv_rows(Lines(source), delimiter))
        if sample and is_shadowserver(sample[0]):
            return shadowserver_mapping(rows.sample)
        return map_columns(rows.sample)


def whole_zip(source: Source) -> BinaryIO:
    """The source as a seekable file; refused over 512 MiB."""
    file = source.whole(ZIP_BYTES)
    if file is None:
        raise refused("zip_too_big", what=MEGABYTES, found=">512", limit=ZIP_BYTES >> 20)
    return file


def is_xlsx(file: BinaryIO) -> bool:
    """Whether the ZIP is a workbook. Raises FileRefused where it is damaged."""
    try:
        names = set(zipfile.ZipFile(file).namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        raise refused("zip_broken") from None
    return "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names)
