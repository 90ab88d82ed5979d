"""Numbers, times and masks in both languages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import formats, translation

from secops.house import text

MOMENT = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (1234567, "1.234.567", "1,234,567"),
        (0, "0", "0"),
        (-4182, "-4.182", "-4,182"),
        (12.5, "12,5", "12.5"),
        (Decimal("1234.5"), "1.234,5", "1,234.5"),
        (None, "–", "–"),
        ("18 jam", "18 jam", "18 jam"),
    ],
)
def test_numbers(value: object, indonesian: str, english: str) -> None:
    with translation.override("id"):
        assert text.angka(value) == indonesian
    with translation.override("en"):
        assert text.angka(value) == english


def test_big_numbers_are_short_only_in_charts() -> None:
    with translation.override("id"):
        assert [text.short_angka(n) for n in (0, 950, 12_000, 12_400, 2_500_000)] == [
            "0", "950", "12 rb", "12,4 rb", "2,5 jt",
        ]  # fmt: skip
    with translation.override("en"):
        assert text.short_angka(12_400) == "12.4k"


def test_time_is_spoken_in_full() -> None:
    with translation.override("id"):
        assert text.wib(MOMENT) == "Minggu, 22 November 2026, 14.05 WIB"
        assert text.wib_short(MOMENT) == "22 Nov 2026, 14.05"
        assert text.wib_clock(MOMENT) == "14.05 WIB"
        assert text.wib(date(2026, 8, 17)) == "Senin, 17 Agustus 2026"
    with translation.override("en"):
        assert text.wib(MOMENT) == "Sunday, 22 November 2026, 14:05 WIB"
        assert text.wib_short(MOMENT) == "22 Nov 2026, 14:05"
    assert text.iso(MOMENT) == "2026-11-22T07:05:00Z"


def test_django_formats_agree() -> None:
    with translation.override("id"):
        assert formats.date_format(MOMENT.date(), "SHORT_DATE_FORMAT") == "22 Nov 2026"
        assert formats.number_format(1234567.8, 1, force_grouping=True) == "1.234.567,8"
        assert "%m/%d/%Y" not in formats.get_format("DATE_INPUT_FORMATS")
    with translation.override("en"):
        assert "%m/%d/%Y" not in formats.get_format("DATE_INPUT_FORMATS")
        assert formats.number_format(1234567.8, 1, force_grouping=True) == "1,234,567.8"


def test_percent_never_rounds_up_to_all() -> None:
    assert text.percent(12_429, 12_430) == 99
    assert text.percent(12_430, 12_430) == 100
    assert text.percent(None, 10) is None
    assert text.percent(3, 0) is None


def test_masks_tell_nothing_more_than_they_must() -> None:
    assert text.masked_nip("188012345678901234") == "1880**************"
    assert text.masked_nip("123") == "***"
    assert text.masked_name("Siti Wulandari") == "S••• W•••"
    assert text.masked_name(None) == ""
    assert text.masked_email("budi@kotacontoh.example") == "b•••@kotacontoh.example"
    assert text.initials("Dr. Rani A. Contoh") == "DC"
