"""Days, times and numbers as official Indonesian papers spell them, whatever the reader's language.

``Pada hari ini, Jumat, tanggal dua puluh tujuh bulan November tahun dua ribu dua puluh enam``.
"""

from __future__ import annotations

from datetime import date, datetime

from secops.rules.intervals import WIB

_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_ONES = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
    "sepuluh", "sebelas",
)  # fmt: skip


def spelled(number: int) -> str:
    """A number below a million in words: ``dua ribu dua puluh enam``."""
    assert 0 <= number < 1_000_000, "no letter spells more"
    if number < 12:
        return _ONES[number]
    if number < 20:
        return f"{_ONES[number - 10]} belas"
    for unit, name, one in ((1000, "ribu", "seribu"), (100, "ratus", "seratus"), (10, "puluh", "")):
        if number >= unit:
            many, rest = divmod(number, unit)
            head = one if many == 1 and one else f"{spelled(many)} {name}"
            return f"{head} {spelled(rest)}" if rest else head
    raise AssertionError("every number below a million has a unit")


def day(moment: date | datetime | None) -> str:
    """``27 November 2026``; empty where there is none."""
    if moment is None:
        return ""
    found = _local(moment)
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


def weekday(moment: date | datetime) -> str:
    """``Jumat``."""
    return _DAYS[_local(moment).weekday()]


def day_in_full(moment: date | datetime | None) -> str:
    """``Jumat, 27 November 2026``."""
    return f"{weekday(moment)}, {day(moment)}" if moment is not None else ""


def clock(moment: datetime) -> str:
    """``14.05 WIB``."""
    return f"{moment.astimezone(WIB):%H.%M} WIB"


def moment_in_full(moment: datetime | None) -> str:
    """``Jumat, 27 November 2026, 14.05 WIB``."""
    return f"{day_in_full(moment)}, {clock(moment)}" if moment is not None else ""


def this_day(moment: datetime) -> str:
    """How minutes begin: the day spelled out, with the figures beside it."""
    found = _local(moment)
    return (
        f"Pada hari ini, {weekday(moment)}, tanggal {spelled(found.day)} bulan "
        f"{_MONTHS[found.month - 1]} tahun {spelled(found.year)} "
        f"({found:%d-%m-%Y}), pukul {clock(moment)}"
    )


def number(value: int) -> str:
    """``1.204``, as Indonesian papers group digits."""
    return f"{value:,}".replace(",", ".")


def _local(moment: date | datetime) -> date:
    return moment.astimezone(WIB).date() if isinstance(moment, datetime) else moment
