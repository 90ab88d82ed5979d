"""The counts of the contract, file by file, and the spreadsheet twin of the agency's table."""

from __future__ import annotations

import csv
import io
import json

import pytest
import xlsxwriter

from .support import SAMPLES, counts, read

EXPECTED = json.loads((SAMPLES / "expected.json").read_text())
LEAKS = ["ulp.txt", "stealer.txt", "table.csv", "shadowserver.csv"]


@pytest.mark.parametrize("name", LEAKS)
def test_sample_counts(name: str) -> None:
    reading, rows = read((SAMPLES / "leaks" / name).read_bytes())
    assert reading.format == name.split(".")[0]
    assert counts(reading, rows) == EXPECTED[name]


def test_spreadsheet_twin_counts_the_same() -> None:
    text = (SAMPLES / "leaks" / "table.csv").read_bytes().decode("windows-1252")
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    for at, cells in enumerate(csv.reader(text.splitlines(), delimiter=";")):
        for column, cell in enumerate(cells):
            if cell == "1,98001E+17":
                sheet.write_number(at, column, 198001011905011901)
            else:
                sheet.write_string(at, column, cell)
    book.close()
    reading, rows = read(target.getvalue())
    assert reading.format == "table"
    assert counts(reading, rows) == EXPECTED["table.csv"]
    _, plain = read(text.encode("windows-1252"))
    assert [row.fingerprint for row in rows] == [row.fingerprint for row in plain]
    assert [row.own_date for row in rows] == [row.own_date for row in plain]
    assert [row.line for row in rows] == [row.line for row in plain]


@pytest.mark.parametrize("name", LEAKS)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-16-le"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encoding_and_line_ends_change_no_count(name: str, encoding: str, end: str) -> None:
    text = (SAMPLES / "leaks" / name).read_bytes().decode("windows-1252")
    text = text.replace("\r\n", "\n").replace("\n", end)
    reading, rows = read(text.encode(encoding))
    assert counts(reading, rows) == EXPECTED[name]
