"""Register and readings files: rows as text by column, and read cell by cell.

All problems of a file are collected, row by row; only what makes the whole file useless is a
FileRefused. CSV is streamed in constant memory; of an XLSX the first sheet is read.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from secops.intake.parsers.decode import Given, Lines, Source
from secops.intake.parsers.detect import container, sample_lines
from secops.intake.parsers.grid import Numbered, csv_rows, sniff_delimiter, xlsx_rows
from secops.intake.parsers.leak_reading import not_utf_8
from secops.intake.parsers.reading import is_xlsx, whole_zip
from secops.intake.parsers.refusals import refused
from secops.intake.parsers.row import Note

from .cells import CellError
from .columns import Columns, Parser, plain_title

HEADER_WITHIN = 10
"""Lines above the titles (a heading, a date) are skipped, this many at most."""


class Row(NamedTuple):
    """One row as text. `number` as a spreadsheet counts; `broken` where the line is unreadable."""

    number: int
    cells: dict[str, str]
    broken: bool = False


class ParsedRow(NamedTuple):
    """One row read: a value per column of the file (None = blank), and all its problems.

    A cell with a problem is missing in `values`. `must_change`: Active Directory said 0.
    """

    number: int
    values: dict[str, object]
    errors: list[CellError]
    must_change: bool = False


@dataclass(slots=True)
class _Reader:
    name: str
    index: int
    parser: Parser
    alias: str
    required: bool


class Table:
    """A file whose titles have been checked. Iterate once: `rows()` or `parsed()`."""

    def __init__(
        self,
        source: Source,
        rows: Iterator[Numbered],
        columns: Columns,
        defaults: Mapping[str, str],
        encoding: Lines | None,
    ) -> None:
        self._source = source
        self._rows = rows
        self._lines = encoding
        self.columns = columns
        self.defaults = {name: value for name, value in defaults.items() if value}
        self.warnings: list[Note] = []
        self._formulas: list[tuple[int, str]] = []
        self._readers = self._read_titles()

    @property
    def present(self) -> frozenset[str]:
        """The columns this file has (an empty `disabled_at` says more than a missing one)."""
        return frozenset(reader.name for reader in self._readers)

    @property
    def encoding(self) -> str:
        return self._lines.encoding if self._lines else "xlsx"

    @property
    def notes(self) -> list[Note]:
        """Warnings about the file as a whole, known once it is read."""
        found = list(self.warnings)
        if self.encoding == "windows-1252":
            found.append(not_utf_8())
        if self._formulas:
            found.append(_formula(self._formulas))
        return found

    def _read_titles(self) -> list[_Reader]:
        known = self.columns.by_title()
        best: list[str] = []
        tried = 0
        for tried, (_, cells) in enumerate(self._rows, start=1):
            if cells and sum(plain_title(cell) in known for cell in cells) >= 2:
                best = cells
                break
            if tried >= HEADER_WITHIN:
                break
        if not tried:
            raise refused("empty")
        if not best:
            raise refused("no_header", expected=", ".join(self.columns.required))
        readers: list[_Reader] = []
        unknown: list[str] = []
        for index, title in enumerate(best):
            found = known.get(plain_title(title))
            if found is None:
                if title.strip():
                    unknown.append(title.strip()[:60])
                continue
            column, parser, alias = found
            readers.append(_Reader(column.name, index, parser, alias, column.required))
        names = [reader.name for reader in readers]
        if double := sorted({name for name in names if names.count(name) > 1}):
            raise refused("double_columns", double=", ".join(double))
        missing = [
            name
            for name in self.columns.required
            if name not in names and name not in self.defaults
        ]
        if missing == ["application_code"] and self.columns.kind in ("readings", "sessions"):
            raise refused("no_application")
        if missing:
            raise refused("missing_columns", missing=", ".join(missing))
        for title in unknown:
            self.warnings.append(_unknown_column(title, [c.name for c in self.columns.columns]))
        return readers

    def rows(self) -> Iterator[Row]:
        """The rows as text; short rows are filled with blanks, cells past the titles dropped."""
        try:
            for number, cells in self._rows:
                if cells is None:
                    yield Row(number, {}, broken=True)
                    continue
                row = dict(self.defaults)
                for reader in self._readers:
                    value = cells[reader.index].strip() if reader.index < len(cells) else ""
                    if value or reader.name not in row:
                        row[reader.name] = value
                yield Row(number, row)
        finally:
            self.close()

    def parsed(self) -> Iterator[ParsedRow]:
        """The rows read cell by cell, each with all its problems."""
        parse = self._parser()
        try:
            for number, cells in self._rows:
                yield parse(number, cells)
        finally:
            self.close()

    def plain_or_parsed(
        self, order: Sequence[str], plain: re.Pattern[str]
    ) -> Iterator[tuple[int, str] | ParsedRow]:
        """The rows as one line of the columns in `order`, tabs between, where `plain` matches all
        of it; any other row is read cell by cell. A million rows take a third of the time.
        """
        parse = self._parser()
        own = {spec.name: spec.parser for spec in self.columns.columns}
        places = {reader.name: reader.index for reader in self._readers}
        fixed = [self.defaults.get(name, "") for name in order]
        indices = [places.get(name, -1) for name in order]
        width = max(indices) + 1
        # Titles of directories bring parsers of their own: there no row is plain.
        usual = all(reader.parser is own[reader.name] for reader in self._readers)
        pairs = list(zip(indices, fixed, strict=True))
        try:
            for number, cells in self._rows:
                if usual and cells is not None and len(cells) >= width:
                    line = "\t".join(
                        [cells[index] or default if index >= 0 else default
                         for index, default in pairs]
                    )  # fmt: skip
                    if plain.fullmatch(line):
                        yield number, line
                        continue
                yield parse(number, cells)
        finally:
            self.close()

    def _parser(self) -> Callable[[int, list[str] | None], ParsedRow]:
        own = {spec.name: spec.parser for spec in self.columns.columns}
        absent = [name for name in self.defaults if name not in self.present]
        filetimes = [r.index for r in self._readers if r.alias == "pwdLastSet"]

        def parse(number: int, cells: list[str] | None) -> ParsedRow:
            if cells is None:
                long = self._lines is not None and number in self._lines.too_long
                return ParsedRow(number, {}, [_broken_line(long=long)])
            width = len(cells)
            values: dict[str, object] = {}
            errors: list[CellError] = []
            for reader in self._readers:
                text = cells[reader.index].strip() if reader.index < width else ""
                text = text or self.defaults.get(reader.name, "")
                if text:
                    if text[0] == "=" and len(self._formulas) <= _NAMED:
                        self._formulas.append((number, reader.name))
                    _read_cell(reader.name, text, reader.parser, values, errors)
                elif reader.required:
                    errors.append(_blank(reader.name))
                else:
                    values[reader.name] = None
            for name in absent:
                _read_cell(name, self.defaults[name], own[name], values, errors)
            must_change = any(i < width and cells[i].strip() == "0" for i in filetimes)
            return ParsedRow(number, values, errors, must_change)

        return parse

    def close(self) -> None:
        self._source.close()


def read_table(
    given: Given, *, columns: Columns, defaults: Mapping[str, str] | None = None
) -> Table:
    """Open a register or readings file: a path or a binary file object.

    `defaults`: values for columns the file may lack (an AD export names no application).
    Raises FileRefused where the file as a whole cannot be read: no CSV or XLSX, no titles,
    required columns missing, a column twice.
    """
    source = Source(given)
    try:
        lines: Lines | None = None
        if container(source) == "zip":
            file = whole_zip(source)
            if not is_xlsx(file):
                raise refused("zip_where_table")
            rows = xlsx_rows(file)
        else:
            sample = sample_lines(source)
            titles = columns.by_title()
            delimiter = sniff_delimiter(sample, lambda cell: plain_title(cell) in titles)
            if not delimiter:
                raise refused("not_a_table")
            lines = Lines(source)
            rows = csv_rows(lines, delimiter)
        return Table(source, rows, columns, defaults or {}, lines)
    except BaseException:
        source.close()
        raise


def _read_cell(
    name: str, text: str, parser: Parser, values: dict[str, object], errors: list[CellError]
) -> None:
    try:
        values[name] = parser(name, text)
    except CellError as problem:
        errors.append(problem)


def _blank(name: str) -> CellError:
    return CellError(name, "", "wajib diisi", "must not be blank")


def _broken_line(*, long: bool) -> CellError:
    if long:
        return CellError(
            "",
            "",
            "baris ini lebih panjang dari 64 KiB; periksa apakah akhir barisnya hilang saat berkas "
            "disalin",
            "this line is over 64 KiB; check whether its line ends were lost when it was copied",
        )
    return CellError(
        "",
        "",
        "baris ini memuat tanda yang bukan teks; ketik ulang barisnya, atau ekspor lagi sebagai "
        "CSV UTF-8",
        "this line holds signs that are no text; type it again, or export the file as CSV UTF-8",
    )


_NAMED = 3
"""Cells a warning names."""


def _formula(cells: list[tuple[int, str]]) -> Note:
    more = ", …" if len(cells) > _NAMED else ""
    named_id = ", ".join(f"baris {row} {column}" for row, column in cells[:_NAMED]) + more
    named_en = ", ".join(f"row {row} {column}" for row, column in cells[:_NAMED]) + more
    return Note(
        "formula",
        f"Sel yang berisi rumus disimpan sebagai teks dan tidak pernah dihitung ({named_id}). "
        "Ganti dengan nilainya bila bukan itu maksudnya.",
        f"Cells with a formula are kept as text and never computed ({named_en}). "
        "Write the value instead where that is not what was meant.",
    )


def _unknown_column(title: str, names: list[str]) -> Note:
    close = difflib.get_close_matches(title.casefold(), names, n=1)
    hint_id = f"; maksudnya {close[0]}?" if close else ""
    hint_en = f"; did you mean {close[0]}?" if close else ""
    return Note(
        "unknown_column",
        f"Kolom “{title}” tidak dikenal dan tidak dibaca{hint_id}",
        f"Column “{title}” is unknown and was not read{hint_en}",
    )
