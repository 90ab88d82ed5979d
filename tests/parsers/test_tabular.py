"""Register and readings files: titles, cells, and words for everything that is wrong."""

from __future__ import annotations

import contextlib
import io
from datetime import UTC, date, datetime

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from secops.intake.parsers.dates import WIB
from secops.intake.tabular import (
    ACCOUNTS,
    APPLICATIONS,
    DEPARTMENTS,
    READINGS,
    CellError,
    Columns,
    FileRefused,
    ParsedRow,
    Table,
    cells,
    read_table,
)

from .support import SAMPLES

KINDS = {
    "departments": (DEPARTMENTS, 51),
    "applications": (APPLICATIONS, 20),
    "accounts": (ACCOUNTS, 1200),
    "readings": (READINGS, 767),
}


def table(
    text: str | bytes, columns: Columns = ACCOUNTS, **more: str
) -> tuple[Table, list[ParsedRow]]:
    data = text.encode() if isinstance(text, str) else text
    opened = read_table(io.BytesIO(data), columns=columns, defaults=more)
    return opened, list(opened.parsed())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_samples_read_without_a_problem(kind: str, encoding: str, delimiter: str) -> None:
    columns, count = KINDS[kind]
    text = (SAMPLES / "city" / f"{kind}.csv").read_text(encoding="utf-8-sig")
    assert '"' not in text
    opened, rows = table(text.replace(",", delimiter).encode(encoding), columns)
    assert len(rows) == count
    assert [row.errors for row in rows if row.errors] == []
    assert opened.warnings == []
    assert rows[0].number == 2


def test_spreadsheet_reads_like_csv() -> None:
    text = (SAMPLES / "city" / "accounts.csv").read_text(encoding="utf-8-sig")
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet()
    for at, line in enumerate(text.splitlines()):
        for column, cell in enumerate(line.split(",")):
            sheet.write_string(at, column, cell)
    book.add_worksheet("lain").write(0, 0, "tidak dibaca")
    book.close()
    assert table(target.getvalue())[1] == table(text)[1]


def test_all_problems_of_a_file_are_told_at_once() -> None:
    _, rows = table(
        "application_code,username,holder_nip,holder_email,privileged,password_changed_at,kind\n"
        "simpatik,a,18800101 190501 1 901,a@x.test,ya,28/06/2024,person\n"
        "simpatik,,123,bukan,barangkali,13/14/2024,robot\n"
        "simpatik,1.98001E+17,,,,,\n"
    )
    assert rows[0].errors == []
    assert rows[0].values["holder_nip"] == "188001011905011901"
    assert rows[0].values["password_changed_at"] == (datetime(2024, 6, 28, tzinfo=WIB), True)
    assert [error.column for error in rows[1].errors] == [
        "username",
        "holder_nip",
        "holder_email",
        "privileged",
        "password_changed_at",
        "kind",
    ]
    assert "tidak pernah bulan/hari/tahun" in rows[1].errors[4].problem_id
    assert "1,98E+17" in rows[2].errors[0].problem_id
    assert rows[1].errors[1].value == "123"
    assert str(rows[1].errors[1]).startswith("holder_nip: ")


def test_titles() -> None:
    opened, rows = table(
        "Daftar akun;;\n\nKode Aplikasi;Nama Pengguna;Holder-Name;usrname;\nsimpatik;a;B;c;d;e\n"
    )
    assert rows[0].values == {"application_code": "simpatik", "username": "a", "holder_name": "B"}
    assert rows[0].number == 4
    [warning] = opened.warnings
    assert "usrname" in warning.sentence_id
    assert "username" in warning.sentence_en


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("username,holder_name\na,b\n", "missing_columns"),
        ("application_code,username,Username\na,b,c\n", "double_columns"),
        ("application_code,username,uid\na,b,c\n", "double_columns"),
        ("satu,dua\na,b\n", "no_header"),
        ("satu\ndua\n", "not_a_table"),
        ("", "empty"),
        (b"\x89PNG\r\n", "picture"),
        (b"PK\x03\x04", "zip_broken"),
        (b"PK\x05\x06" + b"\0" * 18, "zip_where_table"),
    ],
)
def test_refused_files(text: str | bytes, code: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        table(text)
    assert refusal.value.code == code


def test_active_directory_and_ldap_titles() -> None:
    opened, rows = table(
        "sAMAccountName,pwdLastSet,lastLogonTimestamp\na,133640142000000000,0\nb,0,\nc,1.3364E+17,\n",
        READINGS,
        application_code="surel",
    )
    assert rows[0].values["password_changed_at"] == (
        datetime(2024, 6, 28, 2, 10, tzinfo=UTC),
        False,
    )
    assert rows[0].values["application_code"] == "surel"
    assert not rows[0].must_change
    assert (rows[1].must_change, rows[1].values["password_changed_at"]) == (True, None)
    assert "angka belakangnya hilang" in rows[2].errors[0].problem_id
    assert opened.present == {"username", "password_changed_at", "last_login_at"}
    _, rows = table(
        "uid,pwdChangedTime\na,20240630033100Z\nb,kemarin\n", READINGS, application_code="x"
    )
    assert rows[0].values["password_changed_at"] == (
        datetime(2024, 6, 30, 3, 31, tzinfo=UTC),
        False,
    )
    assert rows[1].errors[0].column == "password_changed_at"


def test_formulas_stay_text_and_broken_lines_are_told() -> None:
    _, rows = table(
        b"application_code,username,holder_name\nsimpatik,=cmd|' /C x'!A0,+62\n"
        b"simpatik,@budi,-1\nsimp\0atik,x,y\n"
    )
    assert rows[0].values["username"] == "=cmd|' /C x'!A0"
    assert rows[0].values["holder_name"] == "+62"
    assert rows[1].values["username"] == "@budi"
    assert len(rows[2].errors) == 1


def test_rows_as_text() -> None:
    opened = read_table(
        io.BytesIO(b"application_code,username\nsimpatik, a \n\nsimpatik\n"), columns=ACCOUNTS
    )
    assert [(row.number, row.cells) for row in opened.rows()] == [
        (2, {"application_code": "simpatik", "username": "a"}),
        (4, {"application_code": "simpatik", "username": ""}),
    ]


@pytest.mark.parametrize(
    ("parser", "text", "value"),
    [
        (cells.yes_no, "Ya", True),
        (cells.yes_no, "TIDAK", False),
        (cells.yes_no, " ", None),
        (cells.yes_no, "tidak  tahu", None),
        (cells.yes_no_unknown, "unknown", "unknown"),
        (cells.yes_no_unknown, "ya", "yes"),
        (cells.integer, "30", 30),
        (cells.phone, "0812-3456 7890", "+6281234567890"),
        (cells.phone, "+62 (0)812 3456 7890", "+6281234567890"),
        (cells.phone, "6281234567890", "+6281234567890"),
        (cells.phone, "81234567890", "+6281234567890"),
        (cells.phone, "0065 6123 4567", "+6561234567"),
        (cells.nip, "188001011905011901", "188001011905011901"),
        (cells.nip, "18800101 190521 2 901", "188001011905212901"),
        (cells.email, " a@x.test ", "a@x.test"),
        (cells.day, "2024-06-28T14:30", date(2024, 6, 28)),
        (cells.day, "28-6-2024 14.30", date(2024, 6, 28)),
        (cells.url, "simpatik.kotacontoh.example", "https://simpatik.kotacontoh.example"),
        (cells.host_list, "A.b.example, 192.0.2.50:6517;com.pkg",
         ("a.b.example", "192.0.2.50:6517", "com.pkg")),
        (cells.host_list, "", None),
        (cells.word_list, "A.example b.example", ("a.example", "b.example")),
    ],
)  # fmt: skip
def test_cells(parser: object, text: str, value: object) -> None:
    assert parser("kolom", text) == value  # type: ignore[operator]


@pytest.mark.parametrize(
    ("parser", "text"),
    [
        (cells.yes_no, "mungkin"),
        (cells.integer, "3,5"),
        (cells.integer, "-1"),
        (cells.nip, "18800101190501190"),
        (cells.nip, "188013011905011901"),
        (cells.nip, "188001011905131901"),
        (cells.nip, "188001011905013901"),
        (cells.nip, "1,98001E+17"),
        (cells.email, "a@b"),
        (cells.email, "a@x.test, b@x.test"),
        (cells.phone, "12"),
        (cells.phone, "6,28123E+12"),
        (cells.moment, "06/28/2024"),
        (cells.moment, "31/02/2024"),
        (cells.moment, "28/06/24"),
        (cells.moment, "2024-06-28T25:00"),
        (cells.moment, "0001-01-01"),
        (cells.filetime, "12x"),
        (cells.filetime, "9999999999999999999"),
        (cells.generalized_time, "20241330033100Z"),
        (cells.code, "dua kata"),
        (cells.host_list, "bukan_alamat"),
        (cells.url, "javascript:alert(1)"),
        (cells.url, "tanpa titik"),
    ],
)
def test_cells_refused_in_words(parser: object, text: str) -> None:
    with pytest.raises(CellError) as error:
        parser("kolom", text)  # type: ignore[operator]
    assert error.value.value == text
    assert error.value.problem_id != error.value.problem_en


def test_never_set_is_no_date() -> None:
    assert cells.filetime("x", str(2**63 - 1)) is None


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40))
def test_cells_raise_nothing_else(text: str) -> None:
    for columns in (DEPARTMENTS, APPLICATIONS, ACCOUNTS, READINGS):
        for _, parser, _ in columns.by_title().values():
            with contextlib.suppress(CellError):
                parser("kolom", text)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(content: bytes) -> None:
    for data in (content, b"application_code,username\n" + content):
        with contextlib.suppress(FileRefused):
            table(data)
