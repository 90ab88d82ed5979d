"""What a reading of one leak report says of itself, while and after it is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Self

from .decode import Lines, Source
from .mapping import Mapping
from .row import LeakRow, Machine, Note, Reject, Tally


def not_utf_8() -> Note:
    """Said of a file whose bytes are no UTF-8: letters with accents may be read wrongly."""
    return Note(
        "not_utf_8",
        "Berkas tidak disimpan sebagai UTF-8 dan dibaca sebagai Windows-1252. Periksa nama dengan "
        "huruf beraksen (misalnya é); bila keliru, simpan ulang sebagai CSV UTF-8.",
        "The file is not UTF-8 and was read as Windows-1252. Check names with accents (such as "
        "é); where they are wrong, save the file again as CSV UTF-8.",
    )


def _dates(n: int) -> str:
    return f"{n} date{'' if n == 1 else 's'}"


def _lines(lines: list[int], n: int, word: str) -> str:
    return f"{word} {', '.join(map(str, lines))}{', …' if n > len(lines) else ''}"


class LeakReading:
    """One report being read. Iterate once for the batches; the counts are whole afterwards.

    rows = outside + rejected + accepted. Duplicates are the store's to find.
    """

    def __init__(self, source: Source | None, tally: Tally, format: str) -> None:
        self._source = source
        self._tally = tally
        self.format = format
        """`table`, `stealer`, `ulp` or `shadowserver`: given, or recognised by content."""
        self.mapping: Mapping | None = None
        self.batches: Iterator[list[LeakRow]] = iter(())
        """Set by `read_leak`; callers iterate the reading itself."""
        self.lines: Lines | None = None

    def __iter__(self) -> Iterator[list[LeakRow]]:
        try:
            yield from self.batches
        finally:
            self.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; needed only where the reading is not iterated to its end."""
        if self._source is not None:
            self._source.close()

    @property
    def rows(self) -> int:
        return self._tally.rows

    @property
    def outside(self) -> int:
        return self._tally.outside

    @property
    def rejected(self) -> int:
        return self._tally.rejected

    @property
    def accepted(self) -> int:
        return self._tally.accepted

    @property
    def rejects(self) -> list[Reject]:
        """The first 1,000; `on_reject` sees all."""
        return self._tally.rejects

    @property
    def reasons(self) -> Counter[str]:
        """Reason code -> number of rejected rows."""
        return self._tally.reasons

    @property
    def machines(self) -> list[Machine]:
        return self._tally.machines

    @property
    def encoding(self) -> str:
        """`utf-8`, `utf-16-le`, `utf-16-be`, `windows-1252` (some lines), or `xlsx` / `zip`."""
        return self.lines.encoding if self.lines else "binary"

    @property
    def notes(self) -> list[Note]:
        """Warnings about the file, known once it is read."""
        notes: list[Note] = []
        bad, future = self._tally.bad_date_lines, self._tally.future_date_lines
        if n := self._tally.bad_dates:
            notes.append(
                Note(
                    "bad_dates",
                    f"{n} tanggal tidak dapat dibaca ({_lines(bad, n, 'baris')}). "
                    "Tanggal dibaca hari/bulan/tahun, misalnya 28/06/2024. Barisnya tetap diambil "
                    "dan dihitung sejak laporan diterima.",
                    f"{_dates(n)} could not be read ({_lines(bad, n, 'row')}). "
                    "Dates are read day/month/year, such as 28/06/2024. The rows were kept and "
                    "count from the day the report was received.",
                )
            )
        if n := self._tally.future_dates:
            notes.append(
                Note(
                    "future_dates",
                    f"{n} tanggal lebih baru daripada laporannya "
                    f"({_lines(future, n, 'baris')}); tanggal itu tidak "
                    "dipakai.",
                    f"{_dates(n)} later than the report itself "
                    f"({_lines(future, n, 'row')}); not used.",
                )
            )
        if self.encoding == "windows-1252":
            notes.append(not_utf_8())
        if self.format == "shadowserver" and self.mapping and not self.mapping.indexes("login"):
            notes.append(
                Note(
                    "no_accounts",
                    "Laporan ini menyebut situs yang disusupi, bukan akun. Catat sebagai insiden.",
                    "This report names compromised sites, not accounts. Register an incident.",
                )
            )
        return notes

    def __repr__(self) -> str:
        return f"LeakReading(format={self.format!r}, rows={self.rows})"
