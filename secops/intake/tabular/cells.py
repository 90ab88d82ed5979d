"""Cells of register and readings files: text in, value out, or a CellError in words.

A cell is text and never evaluated, also where it begins with `=`, `+`, `-` or `@`. Blank is None.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

from secops.house.phones import dialled
from secops.intake.parsers.dates import (
    DateProblem,
    Moment,
    read_filetime,
    read_generalized,
    read_moment,
)
from secops.intake.parsers.hosts import read_address
from secops.intake.parsers.logins import LOGIN_LIMIT, has_lost_digits

_SHOWN: Final = 100


class CellError(ValueError):
    """One cell that cannot be taken: which column, what stood there, what is wrong with it."""

    def __init__(self, column: str, value: str, problem_id: str, problem_en: str) -> None:
        shown = value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…"
        super().__init__(column, shown, problem_id, problem_en)
        self.column = column
        self.value = shown
        self.problem_id = problem_id
        self.problem_en = problem_en

    def __str__(self) -> str:
        return f"{self.column}: {self.problem_id}"


_YES: Final = frozenset(["yes", "y", "ya", "true", "benar", "1", "ada", "aktif"])
_NO: Final = frozenset(["no", "n", "tidak", "tdk", "false", "salah", "0", "bukan"])
_UNKNOWN: Final = frozenset({"unknown", "tidak tahu", "belum tahu", "belum diketahui", "?"})


def text(column: str, value: str) -> str | None:
    """Any text, trimmed; digits ruined by a spreadsheet are refused."""
    value = value.strip()
    if has_lost_digits(value):
        raise _lost_digits(column, value)
    return value or None


def _lost_digits(column: str, value: str) -> CellError:
    return CellError(
        column,
        value,
        "angka belakangnya hilang: lembar kerja mengubah nomor panjang menjadi bentuk 1,98E+17. "
        "Ekspor ulang dari sumbernya dengan kolom ini sebagai teks",
        "its last digits are lost: the spreadsheet turned a long number into the form 1,98E+17. "
        "Export it again from the source with this column as text",
    )


def yes_no(column: str, value: str) -> bool | None:
    """yes / no (also Indonesian); blank and `unknown` are None."""
    word = " ".join(value.casefold().split())
    if not word or word in _UNKNOWN:
        return None
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise CellError(column, value, "isi ya, tidak, atau kosongkan", "write yes, no, or leave blank")


def yes_no_unknown(column: str, value: str) -> str | None:
    """`yes`, `no` or `unknown` as written; blank is None."""
    if " ".join(value.casefold().split()) in _UNKNOWN:
        return "unknown"
    answer = yes_no(column, value)
    return None if answer is None else "yes" if answer else "no"


def integer(column: str, value: str) -> int | None:
    """A whole number from 0 on."""
    value = value.strip()
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) <= 9):
        raise CellError(
            column,
            value,
            "isi bilangan bulat mulai dari 0, misalnya 30",
            "write a whole number from 0 on, such as 30",
        )
    return int(value)


def moment(column: str, value: str) -> Moment | None:
    """A date or time: `(at, is_date)`; without a zone it is WIB."""
    try:
        return read_moment(value)
    except DateProblem as problem:
        raise CellError(column, value, problem.problem_id, problem.problem_en) from None


def day(column: str, value: str) -> date | None:
    """A date alone (a time written with it is dropped)."""
    found = moment(column, value)
    return found.at.date() if found else None


def filetime(column: str, value: str) -> Moment | None:
    """Active Directory time (`pwdLastSet`), UTC; 0 = must change, which is no date: None."""
    if has_lost_digits(value):
        raise _lost_digits(column, value)
    try:
        at = read_filetime(value)
    except DateProblem as problem:
        raise CellError(column, value, problem.problem_id, problem.problem_en) from None
    return Moment(at, False) if at else None


def generalized_time(column: str, value: str) -> Moment | None:
    """LDAP generalized time (`pwdChangedTime`): `20240630033100Z`."""
    try:
        at: datetime | None = read_generalized(value)
    except DateProblem as problem:
        raise CellError(column, value, problem.problem_id, problem.problem_en) from None
    return Moment(at, False) if at else None


def nip(column: str, value: str) -> str | None:
    """A civil servant's number: 18 digits, blanks tolerated.

    yyyymmdd of birth, year and month of appointment (PPPK: 21 and up instead of the month),
    sex 1 or 2, three of sequence (Perka BKN 22/2007).
    """
    digits = "".join(value.split())
    if not digits:
        return None
    if has_lost_digits(digits):
        raise _lost_digits(column, value)
    if not (digits.isascii() and digits.isdigit() and len(digits) == 18):
        raise CellError(column, value, "NIP terdiri atas 18 angka", "a NIP has 18 digits")
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        born = None
    # Made-up people of examples are born in the years 18xx, so that no living owner exists.
    if born is None or not 1800 <= born.year <= 2015:
        raise CellError(
            column,
            value,
            "8 angka pertama NIP bukan tanggal lahir (tahun, bulan, hari)",
            "the first 8 digits of the NIP are no date of birth (year, month, day)",
        )
    appointed, month = int(digits[8:12]), int(digits[12:14])
    if not (born.year < appointed <= born.year + 75 and (1 <= month <= 12 or month >= 21)):
        raise CellError(
            column,
            value,
            "angka 9-14 NIP bukan tahun dan bulan pengangkatan",
            "digits 9-14 of the NIP are no year and month of appointment",
        )
    if digits[14] not in "12":
        raise CellError(
            column, value, "angka ke-15 NIP harus 1 atau 2", "digit 15 of the NIP must be 1 or 2"
        )
    return digits


_MAIL = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")


def email(column: str, value: str) -> str | None:
    """A mail address, as written but trimmed."""
    value = value.strip().removeprefix("mailto:")
    if not value:
        return None
    if len(value) > 254 or not _MAIL.fullmatch(value):
        raise CellError(
            column,
            value,
            "bukan alamat email (misalnya nama@kotacontoh.example)",
            "no mail address (such as nama@kotacontoh.example)",
        )
    return value


def phone(column: str, value: str) -> str | None:
    """A telephone number as +62...: 0812 / 62812 / +62 (0) 812 become +62812; others keep +."""
    value = value.strip()
    if not value:
        return None
    if has_lost_digits(value):
        raise _lost_digits(column, value)
    number = dialled(value)
    if not number:
        raise CellError(
            column,
            value,
            "bukan nomor telepon (misalnya 081234567890)",
            "no telephone number (such as 081234567890)",
        )
    return number


_CODE = re.compile(r"[\w][\w.-]{0,63}")


def code(column: str, value: str) -> str | None:
    """A short code: letters, digits, dot, hyphen, underscore."""
    value = value.strip()
    if not value:
        return None
    if not _CODE.fullmatch(value):
        if has_lost_digits(value):
            raise _lost_digits(column, value)
        raise CellError(
            column,
            value,
            "kode hanya huruf, angka, titik, dan tanda hubung, paling panjang 64",
            "a code is letters, digits, dots and hyphens, at most 64",
        )
    return value


def login(column: str, value: str) -> str | None:
    """A username as written but trimmed."""
    value = value.strip()
    if not value:
        return None
    if has_lost_digits(value):
        raise _lost_digits(column, value)
    if len(value) > LOGIN_LIMIT:
        raise CellError(column, value, "paling panjang 320 tanda", "at most 320 signs long")
    return value


def url(column: str, value: str) -> str | None:
    """A web address with its scheme; one without is taken as https."""
    value = value.strip()
    if not value:
        return None
    address = read_address(value)
    if address is None or address.scheme not in ("", "http", "https") or " " in value:
        raise CellError(
            column,
            value,
            "bukan alamat web (misalnya https://simpatik.kotacontoh.example/)",
            "no web address (such as https://simpatik.kotacontoh.example/)",
        )
    return value if address.scheme else f"https://{value}"


def host_list(column: str, value: str) -> tuple[str, ...] | None:
    """`a.b c.d 192.0.2.50:6517 com.pkg`, also cut by comma or semicolon; casefolded."""
    hosts: list[str] = []
    for token in re.split(r"[\s,;]+", value.strip()):
        if not token:
            continue
        address = read_address(token)
        if address is None:
            raise CellError(
                column,
                value,
                "bukan daftar alamat; pisahkan dengan spasi (misalnya a.example 192.0.2.50:6517)",
                "no list of hosts; put blanks between (such as a.example 192.0.2.50:6517)",
            )
        host = f"[{address.host}]" if ":" in address.host and address.port else address.host
        hosts.append(f"{host}:{address.port}" if address.port else host)
    return tuple(dict.fromkeys(hosts)) or None


def word_list(column: str, value: str) -> tuple[str, ...] | None:
    """Domains or codes with blanks, commas or semicolons between; casefolded."""
    words = [word.casefold() for word in re.split(r"[\s,;]+", value.strip()) if word]
    return tuple(dict.fromkeys(words)) or None


def opaque(column: str, value: str) -> str | None:
    """A number that says nothing to people, as it stands; no error ever repeats it."""
    value = value.strip()
    if len(value) > 1000:
        raise CellError(column, "", "paling panjang 1.000 tanda", "at most 1,000 signs long")
    return value or None


def dropped(column: str, value: str) -> None:
    """A column that is known and not kept."""
