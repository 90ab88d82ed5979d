"""Dates and times as people, spreadsheets and specifications write them.

ISO 8601 (without a zone: WIB), `d/m/Y`, `d-m-Y`, `28 Juni 2024`; never `m/d/Y`
(source: the contract of the product, "Registers and readings").
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

WIB: Final = ZoneInfo("Asia/Jakarta")
_YEARS: Final = range(1900, 2200)
_DMY = re.compile(
    r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[ T,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?: WIB)?)?"
)
_NAMED = re.compile(
    r"(\d{1,2}) ([A-Za-z]{3,9}) (\d{4})(?:[ ,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?: WIB)?)?"
)
_YMD_SLASH = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")
_ISO = re.compile(r"\d{4}-\d\d-\d\d.*|\d{8}T\d{4,6}.*|\d{8}")
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january",
            "feb februari february pebruari",
            "mar maret march",
            "apr april",
            "mei may",
            "jun juni june",
            "jul juli july",
            "agu agt ags aug agustus august",
            "sep sept september",
            "okt oct oktober october",
            "nov nop november nopember",
            "des dec desember december",
        ),
        start=1,
    )
    for name in names.split()
}


class Moment(NamedTuple):
    """A point in time; `is_date` where only the day is known (then midnight of that day)."""

    at: datetime
    is_date: bool


class DateProblem(ValueError):
    """The text is no date we accept; says why without repeating it."""

    def __init__(self, problem_id: str, problem_en: str) -> None:
        super().__init__(problem_id, problem_en)
        self.problem_id = problem_id
        self.problem_en = problem_en


def _unknown() -> DateProblem:
    return DateProblem(
        "bukan tanggal yang dikenal; tulis 2024-06-28, 28/06/2024, atau 2024-06-28T14:30",
        "no date we know; write 2024-06-28, 28/06/2024 or 2024-06-28T14:30",
    )


def _month_over_12() -> DateProblem:
    return DateProblem(
        "bulannya lebih dari 12; tanggal dibaca hari/bulan/tahun (misalnya 28/06/2024), tidak "
        "pernah bulan/hari/tahun",
        "the month is over 12; dates are read day/month/year (such as 28/06/2024), never "
        "month/day/year",
    )


@lru_cache(maxsize=8192)  # the same day or read_at stands on row after row
def read_moment(text: str, zone: tzinfo = WIB) -> Moment | None:
    """The moment written in `text`, None where it is blank.

    `zone` holds where the text names none: WIB, or UTC for formats whose specification says so.
    Raises DateProblem.
    """
    text = text.strip()
    if not text:
        return None
    try:
        if _ISO.fullmatch(text):
            return _iso(text.removesuffix(" WIB"), zone)
        if match := _DMY.fullmatch(text):
            day, _, month, year, *clock = match.groups()
            return _build(int(year), int(month), int(day), clock, zone)
        if match := _NAMED.fullmatch(text):
            day, name, year, *clock = match.groups()
            return _build(int(year), _MONTHS.get(name.casefold(), 0), int(day), clock, zone)
        if match := _YMD_SLASH.fullmatch(text):
            year, month, day = match.groups()
            return _build(int(year), int(month), int(day), [], zone)
    except (ValueError, OverflowError) as problem:
        if isinstance(problem, DateProblem):
            raise
        raise _unknown() from None
    raise _unknown()


def _iso(text: str, zone: tzinfo) -> Moment:
    at = datetime.fromisoformat(text)
    if at.year not in _YEARS:
        raise _unknown()
    return Moment(at if at.tzinfo else at.replace(tzinfo=zone), len(text) in (8, 10))


def _build(
    year: int, month: int, day: int, clock: list[str | None] | list[str], zone: tzinfo
) -> Moment:
    if month > 12:
        raise _month_over_12()
    if year not in _YEARS:
        raise _unknown()
    hour, minute, second = [int(part or 0) for part in clock] or [0, 0, 0]
    at = datetime(year, month, day, hour, minute, second, tzinfo=zone)
    return Moment(at, not clock or clock[0] is None)


def read_filetime(text: str) -> datetime | None:
    """Active Directory `pwdLastSet`: 100 ns since 1601-01-01 UTC; 0 = must change, no date.

    Source: learn.microsoft.com, a-pwdlastset. Raises DateProblem.
    """
    text = text.strip()
    if not text or text == "0":
        return None
    # isascii: Python's int() would also read other scripts' digits.
    if not (text.isascii() and text.isdigit() and len(text) <= 19):
        raise DateProblem(
            "bukan waktu Active Directory (bilangan bulat, misalnya 133640142000000000)",
            "no Active Directory time (a whole number such as 133640142000000000)",
        )
    at = datetime(1601, 1, 1, tzinfo=UTC)
    ticks = int(text)
    # 2**63 - 1 means "never"; anything past the year 2200 is no time of a change.
    if ticks // 10_000_000 > (datetime(2200, 1, 1, tzinfo=UTC) - at).total_seconds():
        return None if ticks == 2**63 - 1 else _raise_unknown()
    return at + timedelta(microseconds=ticks // 10)


def _raise_unknown() -> datetime:
    raise _unknown()


_GENERALIZED = re.compile(r"(\d{14})(?:[.,]\d+)?(Z|[+-]\d{4})")


def read_generalized(text: str) -> datetime | None:
    """LDAP `pwdChangedTime` (generalized time): `20240630033100Z`. Raises DateProblem."""
    text = text.strip()
    if not text:
        return None
    match = _GENERALIZED.fullmatch(text)
    if not match:
        raise DateProblem(
            "bukan waktu LDAP (misalnya 20240630033100Z)",
            "no LDAP time (such as 20240630033100Z)",
        )
    try:
        at = datetime.strptime(match[1] + match[2].replace("Z", "+0000"), "%Y%m%d%H%M%S%z")
    except ValueError:
        raise _unknown() from None
    if at.year not in _YEARS:
        raise _unknown()
    return at.astimezone(UTC)


def day_in_wib(at: datetime | None) -> str:
    """The city's calendar day of a moment, '' for none: part of a fingerprint without secret."""
    if at is None:
        return ""
    day: date = at.astimezone(WIB).date()
    return day.isoformat()
