"""What the parsers give: rows without secrets, rejects without content, counts that add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Final, NamedTuple

AppId = int | str
"""Whatever the caller's store calls an application; the parsers only hand it back."""


class LeakRow(NamedTuple):
    """One accepted row. The secret is not here: it died in the parser as `fingerprint`."""

    line: int
    """Line of the file (table: row as a spreadsheet counts) on which it starts, from 1."""
    host: str
    """Casefolded, without port; for an Android app its package. Never empty."""
    port: int | None
    package: str
    """Android package, '' for the web."""
    application: AppId | None
    """None: ours, but of no registered application; then `host` is the place."""
    login: str
    login_key: str
    """As logins are compared: casefolded, no blanks between digits."""
    fingerprint: str
    """32 hex signs (a UUID's text): keyed hash of login + secret, or of login + kind + day."""
    own_date: datetime | None
    """Aware; when the source itself says the leak was seen."""
    own_is_date: bool
    """Only the day of `own_date` is known."""
    machine: int | None
    """Index into `LeakReading.machines`."""
    has_secret: bool


new_row: Callable[[tuple[object, ...]], LeakRow] = partial(tuple.__new__, LeakRow)
"""A LeakRow from a tuple of all its fields: a third of the price of calling the class."""


class Machine(NamedTuple):
    """The infected computer a stealer log names. `ip` is kept as written, never looked up."""

    computer_name: str
    machine_id: str
    hardware_id: str
    machine_user: str
    ip: str
    country: str
    log_date: datetime | None
    log_is_date: bool
    dated_by: str
    """`log_date`, `last_seen`, `install_date` or ''. An install date never dates a leak row."""


# code -> (expected id, expected en, mend id, mend en)
REASONS: Final[dict[str, tuple[str, str, str, str]]] = {
    "unreadable": (
        "Baris harus berupa teks yang dapat dibaca.",
        "The line must be readable text.",
        "Minta kiriman ulang dalam UTF-8.",
        "Ask for the file again in UTF-8.",
    ),
    "too_long": (
        "Satu baris paling panjang 64 KiB.",
        "A line is at most 64 KiB long.",
        "Periksa apakah akhir baris hilang saat berkas disalin.",
        "Check whether line ends were lost when the file was copied.",
    ),
    "no_host": (
        "Baris harus memuat alamat situs, aplikasi, atau IP.",
        "The row must hold the address of a site, an app or an IP.",
        "Tanyakan alamatnya kepada pengirim; tanpa alamat, akun tidak dapat dicocokkan.",
        "Ask the sender for the address; without it the account cannot be matched.",
    ),
    "no_login": (
        "Baris harus memuat nama pengguna.",
        "The row must hold a login.",
        "Tanyakan nama penggunanya kepada pengirim.",
        "Ask the sender for the login.",
    ),
    "login_too_long": (
        "Nama pengguna paling panjang 320 tanda.",
        "A login is at most 320 signs long.",
        "Periksa pemisah kolom pada baris ini.",
        "Check the separators on this line.",
    ),
    "lost_digits": (
        "NIP atau nomor harus utuh; lembar kerja telah mengubahnya menjadi bentuk 1,98E+17 "
        "dan angka belakangnya hilang.",
        "A NIP or number must be whole; the spreadsheet turned it into the form 1,98E+17 "
        "and its last digits are gone.",
        "Ekspor ulang dari sumbernya dengan kolom itu sebagai teks.",
        "Export it again from the source with that column as text.",
    ),
}


class Reject(NamedTuple):
    """A row not taken. Only where and why: the line itself may hold a password."""

    line: int
    code: str
    part: str = ""
    """Which log inside a ZIP or folder, as its number (names of folders name persons)."""

    @property
    def sentence_id(self) -> str:
        reason = REASONS[self.code]
        return f"{reason[0]} {reason[2]}"

    @property
    def sentence_en(self) -> str:
        reason = REASONS[self.code]
        return f"{reason[1]} {reason[3]}"


class Note(NamedTuple):
    """A warning about the whole file, without its content."""

    code: str
    sentence_id: str
    sentence_en: str

    @property
    def pair(self) -> tuple[str, str]:
        """As it is kept with a job or a report: Indonesian, English."""
        return self.sentence_id, self.sentence_en


REJECTS_KEPT: Final = 1000
LINES_NAMED: Final = 5
"""Lines a warning names."""


@dataclass(slots=True)
class Tally:
    """Counts of one reading: rows = outside + rejected + accepted, at any time between batches."""

    rows: int = 0
    outside: int = 0
    rejected: int = 0
    rejects: list[Reject] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    machines: list[Machine] = field(default_factory=list)
    bad_dates: int = 0
    future_dates: int = 0
    bad_date_lines: list[int] = field(default_factory=list)
    future_date_lines: list[int] = field(default_factory=list)
    on_reject: Callable[[Reject], None] | None = None

    @property
    def accepted(self) -> int:
        return self.rows - self.outside - self.rejected

    def undated(self, line: int, *, future: bool) -> None:
        """Count a date that was left out; the first lines are named in the warning."""
        lines = self.future_date_lines if future else self.bad_date_lines
        if future:
            self.future_dates += 1
        else:
            self.bad_dates += 1
        if len(lines) < LINES_NAMED:
            lines.append(line)

    def reject(self, line: int, code: str, part: str = "") -> None:
        """Count a rejected row (the caller has counted it in `rows`); the first 1,000 are kept."""
        self.rejected += 1
        self.reasons[code] += 1
        reject = Reject(line, code, part)
        if len(self.rejects) < REJECTS_KEPT:
            self.rejects.append(reject)
        if self.on_reject is not None:
            self.on_reject(reject)
