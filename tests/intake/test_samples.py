"""The counts of the contract from the command to the database, file by file."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import xlsxwriter
from django.core.management import call_command

from secops.inventory.exposures import orphans
from secops.inventory.models import Exposure, LeakReport, UnmatchedLogin
from tests.intake.support import COUNTS, LEAKS, SAMPLES, load_city

pytestmark = pytest.mark.django_db
EXPECTED = json.loads((SAMPLES / "expected.json").read_text())


@pytest.fixture(autouse=True)
def _city(db: None) -> None:
    load_city()


def run(capsys: pytest.CaptureFixture[str], path: Path, *more: str) -> dict[str, object]:
    call_command("import_leak", str(path), "--json", *more)
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("name", LEAKS)
def test_sample_counts_and_again_all_are_duplicates(
    capsys: pytest.CaptureFixture[str], name: str
) -> None:
    path = SAMPLES / "leaks" / name
    first = run(capsys, path)
    assert {key: first[key] for key in COUNTS} == EXPECTED[name]
    assert first["format"] == name.split(".")[0]
    assert Exposure.objects.count() == first["new"]
    again = run(capsys, path)
    assert again["new"] == 0
    assert again["duplicate"] == int(str(first["new"])) + int(str(first["duplicate"]))
    assert (again["outside"], again["rejected"]) == (first["outside"], first["rejected"])
    assert Exposure.objects.count() == first["new"]
    assert not any(orphans().values())


def test_receipt_has_the_names_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    receipt = run(capsys, SAMPLES / "leaks" / "ulp.txt")
    assert {
        *("report", "format", *COUNTS, "accounts", "already_rotated", "reexposed"),
        *("seconds", "start_rss_mb", "peak_rss_mb"),
    } <= set(receipt)
    assert receipt["warnings"] == []


@pytest.mark.parametrize("name", LEAKS)
def test_dry_run_counts_the_same_and_leaves_nothing(
    capsys: pytest.CaptureFixture[str], name: str
) -> None:
    receipt = run(capsys, SAMPLES / "leaks" / name, "--dry-run")
    assert {key: receipt[key] for key in COUNTS} == EXPECTED[name]
    assert receipt["report"] is None
    for model in (Exposure, LeakReport, UnmatchedLogin):
        assert not model.objects.exists()


def test_rejects_file_says_where_and_why(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "ditolak.csv"
    run(capsys, SAMPLES / "leaks" / "table.csv", "--rejects", str(out))
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    assert len(rows) == 6
    assert {row["reason"] for row in rows} == {"lost_digits"}


def test_spreadsheet_twin_counts_the_same(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = (SAMPLES / "leaks" / "table.csv").read_bytes().decode("windows-1252")
    twin = tmp_path / "table.xlsx"
    book = xlsxwriter.Workbook(twin, {"strings_to_formulas": False})
    sheet = book.add_worksheet()
    for at, cells in enumerate(csv.reader(text.splitlines(), delimiter=";")):
        for column, cell in enumerate(cells):
            sheet.write_string(at, column, cell)
    book.close()
    receipt = run(capsys, twin)
    assert {key: receipt[key] for key in COUNTS} == EXPECTED["table.csv"]
    again = run(capsys, SAMPLES / "leaks" / "table.csv")
    assert again["new"] == 0
