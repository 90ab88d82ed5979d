"""Rows of cells as text, from CSV or from the first sheet of an XLSX.

A cell is always text and never evaluated: `=2+3` stays `=2+3`. A number of more than 15 digits
from a spreadsheet comes out as `1.98001E+17`, the form in which lost digits are recognised.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO, Final

from python_calamine import CalamineWorkbook

from .decode import LINE_LIMIT, Lines
from .refusals import FileRefused, refused
from .zips import check_sheets, open_zip

RECORD_LINES: Final = 20
"""Lines one quoted record may span; past that a quote was never closed."""
_EXACT: Final = 10**15
"""Spreadsheets keep 15 digits of a number."""

Numbered = tuple[int, list[str] | None]
"""Row number and its cells; None where the row is unreadable."""


class _Runaway(Exception):
    """A quote that swallows the following lines: the record is read again without quotes."""


class _Unreadable(Exception):
    pass


class _Feed:
    """Lines for csv.reader, with the way back when a quote runs away."""

    def __init__(self, lines: Iterable[tuple[int, list[str | None]]]) -> None:
        self._lines = (
            (number, line) for first, chunk in lines for number, line in enumerate(chunk, first)
        )
        self._back: deque[tuple[int, str | None]] = deque()
        self.taken: list[tuple[int, str]] = []
        self.size = 0
        self.number = 0

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        number, line = self._back.popleft() if self._back else next(self._lines)
        if line is None:
            if self.taken:
                self._back.appendleft((number, line))
                raise _Runaway
            self.number = number
            raise _Unreadable
        taken = self.taken
        taken.append((number, line))
        self.size += len(line)
        if len(taken) > 1 and (self.size > LINE_LIMIT or len(taken) > RECORD_LINES):
            raise _Runaway
        return line + "\n"

    def again(self, delimiter: str) -> list[str]:
        """The record's first line cut without regard to quotes; the others are read anew."""
        self._back.extendleft(reversed(self.taken[1:]))
        return [
            cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell
            for cell in self.taken[0][1].split(delimiter)
        ]


def csv_rows(lines: Lines, delimiter: str) -> Iterator[Numbered]:
    """Rows of a CSV, numbered by the line on which each starts; blank lines are skipped."""
    feed = _Feed(lines)
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    while True:
        feed.taken.clear()
        feed.size = 0
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _Unreadable:
            yield feed.number, None
            continue
        except _Runaway:
            cells = feed.again(delimiter)
        except csv.Error:  # strict: text after a closing quote, or the file ended inside one
            if not feed.taken:
                return
            cells = feed.again(delimiter)
        if any(cells) and any(cell and not cell.isspace() for cell in cells):
            yield feed.taken[0][0], cells


def sniff_delimiter(lines: list[str], is_title: Callable[[str], bool]) -> str:
    """Comma, semicolon, tab or pipe; '' where none cuts the lines into columns.

    The one that lays open most known titles near the top, else the one that cuts most lines into
    the same number of cells.
    """
    best, best_score = "", 0.0
    for delimiter in ";\t,|":
        try:
            rows = [row for row in csv.reader(lines, delimiter=delimiter) if row]
        except csv.Error:  # a quote that never closes
            rows = [line.split(delimiter) for line in lines]
        widths = [len(row) for row in rows]
        common = max(set(widths), key=widths.count, default=0)
        score = 0.0
        if common >= 2 and widths.count(common) * 2 >= len(widths):
            score = widths.count(common) / len(widths) * (1 + common / 100)
        titles = max((sum(map(is_title, row)) for row in rows[:10] if len(row) > 1), default=0)
        if titles >= 2:
            score += 10 * titles
        if score > best_score:
            best, best_score = delimiter, score
    return best


def xlsx_rows(file: BinaryIO) -> Iterator[Numbered]:
    """Rows of the first sheet, numbered as the spreadsheet shows them; empty rows are skipped.

    Raises FileRefused before anything is unpacked where the file is over the limits, and where
    it turns out to be damaged.
    """
    with _spreadsheet_errors():
        with open_zip(file, xlsx=True) as archive:
            check_sheets(archive)
        file.seek(0)
        workbook = CalamineWorkbook.from_filelike(file)
        if not workbook.sheet_names:
            raise refused("zip_broken")
        sheet = workbook.get_sheet_by_index(0)
        rows = sheet.iter_rows() if sheet.start else iter(())
    return _numbered(rows)


@contextmanager
def _spreadsheet_errors() -> Iterator[None]:
    """The reader is Rust: damaged files reach us as its own errors or as a panic, and a panic is
    no Exception. Everything that is not a wish to stop means: cannot be opened."""
    try:
        yield
    except (FileRefused, KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException:
        raise refused("zip_broken") from None


def _numbered(rows: Iterator[Sequence[object]]) -> Iterator[Numbered]:
    number = 0
    while True:
        with _spreadsheet_errors():
            row = next(rows, None)
        if row is None:
            return
        number += 1
        cells = [cell_text(cell) for cell in row]
        if any(cell and not cell.isspace() for cell in cells):
            yield number, cells


def cell_text(cell: object) -> str:
    """A spreadsheet's cell as the text a person would have typed."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, (int, float)):
        if abs(cell) >= _EXACT:
            return f"{cell:.5E}"
        return str(int(cell)) if cell == int(cell) else repr(cell)
    if isinstance(cell, dt.datetime):
        # Spreadsheets know no date without a time: midnight means the day.
        at_midnight = cell.time() == dt.time(0)
        return cell.date().isoformat() if at_midnight else cell.isoformat(timespec="seconds")
    if isinstance(cell, (dt.date, dt.time)):
        return cell.isoformat()
    return str(cell)
