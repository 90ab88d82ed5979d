"""Leak tables, the guess of their columns, and Shadowserver's report."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
import xlsxwriter

from secops.intake.parsers import FileRefused, guess_mapping
from secops.intake.parsers.dates import WIB

from .support import FINGERPRINTER, SAMPLES, read

NIP = "188001011905011901"
URL = "https://simpatik.kotacontoh.example/"


def test_mapping_of_the_sample() -> None:
    mapping = guess_mapping(io.BytesIO((SAMPLES / "leaks" / "table.csv").read_bytes()))
    assert [column.role for column in mapping.columns] == [
        "ignore",
        "address",
        "login",
        "secret",
        "date",
        "source",
    ]
    shapes = {column.title: column.shape_id for column in mapping.columns}
    assert shapes["Situs"] == "alamat web"
    assert "disembunyikan" in shapes["Kata Sandi"]
    assert "Contoh" not in repr(mapping)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "titles",
    [
        ("URL", "Username", "Password", "Leak Date"),
        ("Alamat Web", "NIP", "Sandi", "Tanggal"),
        ("target_url", "email", "password_plaintext", "infected_time"),
        (),
    ],
)
def test_titles_and_delimiters(titles: tuple[str, ...], delimiter: str) -> None:
    rows = [titles] if titles else []
    rows += [(URL, f"1880010119050119{n:02}", f"Rahasia{n}", "08/06/2024") for n in range(9)]
    text = "\n".join(delimiter.join(row) for row in rows)
    reading, found = read(text)
    assert reading.format == "table"
    assert len(found) == 9
    assert found[0].fingerprint == FINGERPRINTER.of_secret("188001011905011900", "Rahasia0")
    assert found[0].own_date == datetime(2024, 6, 8, tzinfo=WIB)
    assert found[0].own_is_date
    assert "Rahasia" not in repr(reading.mapping)


def test_people_correct_the_mapping() -> None:
    text = f"A;B;Situs;Akun\nrahasia1;{NIP};{URL};x\n"
    _, [row] = read(text, format="table", mapping={"B": "login", "Akun": "ignore", "#1": "secret"})
    assert row.login == NIP
    assert row.fingerprint == FINGERPRINTER.of_secret(NIP, "rahasia1")
    with pytest.raises(ValueError, match="unknown roles"):
        read(text, format="table", mapping={"B": "kata"})


def test_dates() -> None:
    days = ["08/06/2024", "08-06-2024", "2024-06-08", "13/14/2024", "", "8 Juni 2024", "08/06/2030"]
    text = "Situs;Akun;Sandi;Tanggal\n" + "".join(
        f"{URL};u{n};x{n};{day}\n" for n, day in enumerate(days)
    )
    reading, rows = read(text)
    june = datetime(2024, 6, 8, tzinfo=WIB)
    assert [row.own_date for row in rows] == [june, june, june, None, None, june, None]
    assert {note.code for note in reading.notes} == {"bad_dates", "future_dates"}


def test_quotes_that_never_close_swallow_no_rows() -> None:
    text = f'Situs;Akun;Sandi\n{URL};a;"x\n{URL};b;y\n{URL};c;"z;""\n{URL};d;w\n'
    _, rows = read(text)
    assert [row.login for row in rows] == ["a", "b", "c", "d"]


def test_quoted_line_ends_belong_to_the_cell() -> None:
    _, rows = read(f'Situs,Akun,Sandi\n{URL},a,"x\ny"\n{URL},b,z\n')
    assert [(row.login, row.line) for row in rows] == [("a", 2), ("b", 4)]
    assert rows[0].fingerprint == FINGERPRINTER.of_secret("a", "x\ny")


def test_ragged_and_blank_rows() -> None:
    reading, rows = read(f"Situs;Akun;Sandi\n;;\n{URL};a\n\n{URL}\n;b;x\n{URL};c;x;y;z\n")
    assert [row.login for row in rows] == ["a", "c"]
    assert [(r.line, r.code) for r in reading.rejects] == [(5, "no_login"), (6, "no_host")]


def test_title_above_the_header() -> None:
    _, rows = read(f"Laporan kebocoran;;\nJuni 2024;;\nSitus;Akun;Sandi\n{URL};a;x\n")
    assert [row.login for row in rows] == ["a"]


def test_table_without_address_is_refused() -> None:
    with pytest.raises(FileRefused) as refusal:
        read("Akun;Sandi\na;b\n", format="table")
    assert refusal.value.code == "no_address_column"


def test_spreadsheet_cells() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(1, 1, ["URL", "NIP", "Password", "Tanggal"])
    sheet.write_string(2, 1, URL)
    sheet.write_number(2, 2, 198001011905011901)
    sheet.write_string(3, 1, URL)
    sheet.write_number(3, 2, 123456)
    sheet.write_formula(3, 3, '=HYPERLINK("x")', None, "nilai")
    sheet.write_datetime(3, 4, datetime(2024, 6, 8), day)  # noqa: DTZ001  a spreadsheet's date
    book.close()
    reading, [row] = read(target.getvalue())
    assert [(r.line, r.code) for r in reading.rejects] == [(3, "lost_digits")]
    assert (row.line, row.login, row.own_is_date) == (4, "123456", True)
    assert row.fingerprint == FINGERPRINTER.of_secret("123456", "nilai")
    assert row.own_date == datetime(2024, 6, 8, tzinfo=WIB)


SHADOW = "timestamp,email,infection,source_url,public_source,status,tag,severity,service,username"


def test_shadowserver_is_utc_without_secret() -> None:
    text = (
        f"{SHADOW},detail\n2024-06-18 20:10:11,a@x.test,,{URL},,,data-leak,medium,,,rahasia1\n"
        f"2024-06-18 20:59:11,a@x.test,,{URL},,,data-leak,medium,,,\n"
        f"2024-06-19 20:10:11,a@x.test,,{URL},,,data-leak,medium,,B,\n"
        f"2024-06-19 20:10:11,a@x.test,,https://lain.test/,,,data-leak,medium,,B,\n"
    )
    reading, rows = read(text)
    assert (reading.format, reading.outside) == ("shadowserver", 1)
    assert rows[0].own_date == datetime(2024, 6, 18, 20, 10, 11, tzinfo=UTC)
    assert not rows[0].has_secret
    assert [row.login for row in rows] == ["a@x.test", "a@x.test", "B"]
    # The day is the city's: 03.10 on the 19th in WIB.
    assert rows[0].fingerprint == FINGERPRINTER.of_sighting(
        "a@x.test", "shadowserver", "2024-06-19"
    )
    assert rows[0].fingerprint == rows[1].fingerprint != rows[2].fingerprint


def test_shadowserver_compromised_website_names_no_account() -> None:
    reading, rows = read(
        "timestamp,ip,port,hostname,tag,application,asn,geo,url,http_host,category\n"
        "2024-06-18 20:10:11,192.0.2.1,80,x.kotacontoh.example,a,b,1,ID,/,x.kotacontoh.example,c\n"
    )
    assert reading.format == "shadowserver"
    assert [reject.code for reject in reading.rejects] == ["no_login"]
    assert [note.code for note in reading.notes] == ["no_accounts"]
    assert rows == []
