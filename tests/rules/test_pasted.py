"""Pasted lines: every way people write a time, and nothing lost where they write none."""

from datetime import date, datetime

import pytest

from secops.rules.incident import Certainty
from secops.rules.intervals import WIB
from secops.rules.pasted import Unread, read_lines

TODAY = date(2026, 11, 27)
NOW = datetime(2026, 11, 27, 20, tzinfo=WIB)


def read(text):
    return read_lines(text, today=TODAY, now=NOW)


@pytest.mark.parametrize(
    ("line", "moment", "certainty"),
    [
        ("27/06 09.10 Unggahan", (2026, 6, 27, 9, 10), "exact"),
        ("27/06/2026 09:10 Unggahan", (2026, 6, 27, 9, 10), "exact"),
        ("27-06-26, 09.10: Unggahan", (2026, 6, 27, 9, 10), "exact"),
        ("2026-06-27 09:10 Unggahan", (2026, 6, 27, 9, 10), "exact"),
        ("27 Juni 2026 pukul 09.10 WIB: Unggahan", (2026, 6, 27, 9, 10), "exact"),
        ("Sabtu, 27 Juni 2026, 09.10 WIB – Unggahan", (2026, 6, 27, 9, 10), "exact"),
        ("- 27/06 09.10 Unggahan", (2026, 6, 27, 9, 10), "exact"),
        ("1. 27/06 09.10 Unggahan", (2026, 6, 27, 9, 10), "exact"),
        ("27/06 9:10 PM Unggahan", (2026, 6, 27, 21, 10), "exact"),
        ("± 27/06 09.10 Unggahan", (2026, 6, 27, 9, 10), "approximate"),
        ("27/06 sekitar 09.10 Unggahan", (2026, 6, 27, 9, 10), "approximate"),
        ("2026-06-27T09:10:00+07:00 Unggahan", (2026, 6, 27, 9, 10), "exact"),
        ("2026-06-27T02:10:00.123Z Unggahan", (2026, 6, 27, 9, 10), "exact"),
        ("2026-06-27T09:10 Unggahan", (2026, 6, 27, 9, 10), "exact"),
        ("6/27/26, 9:10 PM Unggahan", (2026, 6, 27, 21, 10), "exact"),
        ("27/06 Unggahan", (2026, 6, 27), "date_only"),
        ("29/12 08.00 Unggahan", (2025, 12, 29, 8), "exact"),
        ("08.00 Unggahan", (2026, 11, 27, 8), "exact"),
    ],
)
def test_a_time_is_read_however_it_is_written(line, moment, certainty):
    (found,) = read(line)
    assert found.at == datetime(*moment, tzinfo=WIB)
    assert found.certainty == certainty
    assert found.event == "Unggahan"


def test_a_time_alone_is_on_the_day_of_the_line_before():
    lines = read("26/06 09.10 satu\n10.15 dua")
    assert lines[1].at == datetime(2026, 6, 26, 10, 15, tzinfo=WIB)


@pytest.mark.parametrize(
    "chat",
    [
        "[27/06/26 09.10.22] Sari Uji: servernya menyala\ndan sudah dicek",
        "\u200e27/06/26 09.10 - Sari Uji: servernya menyala\ndan sudah dicek",
    ],
)
def test_a_chat_has_speakers_and_messages_of_several_lines(chat):
    (found,) = read(chat)
    assert found.person == "Sari Uji"
    assert found.event == "servernya menyala\ndan sudah dicek"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("tanpa waktu sama sekali", Unread.NO_TIME),
        ("10 akun bocor", Unread.NO_TIME),
        ("31/02 09.00 tidak ada", Unread.NO_SUCH_DAY),
        ("25.99 tidak ada", Unread.NO_SUCH_DAY),
        ("27/11/2026 23.00 nanti malam", Unread.AHEAD),
    ],
)
def test_a_line_that_cannot_be_read_is_kept_and_says_why(line, why):
    (found,) = read(line)
    assert (found.at, found.why, found.event) == (None, why, line)
    assert found.certainty is Certainty.UNKNOWN_ORDER


def test_an_american_telephone_is_read_where_only_one_way_is_possible_else_asked():
    first, second = read(
        "[11/26/26, 1:05:10\u202fPM] Sari Uji: servernya menyala\ndan sudah dicek\n"
        "[11/12/26, 1:06:10\u202fPM] Sari Uji: kapan?\nlanjutannya"
    )
    assert first.at == datetime(2026, 11, 26, 13, 5, 10, tzinfo=WIB)
    assert (first.person, first.event) == ("Sari Uji", "servernya menyala\ndan sudah dicek")
    assert (second.at, second.why) == (None, Unread.DAY_OR_MONTH)
    assert second.event.endswith("kapan?\nlanjutannya")


def test_no_line_is_lost_and_each_keeps_its_number():
    text = "27/06 09.10 satu\n\ntanpa waktu\n28/06 10.00 dua"
    assert [(one.number, one.event) for one in read(text)] == [
        (1, "satu"), (3, "tanpa waktu"), (4, "dua"),
    ]  # fmt: skip


def test_a_megabyte_without_a_space_is_read_at_once():
    (found,) = read("9" * 1_000_000)
    assert found.why is Unread.NO_TIME
