"""Exports equal the page and carry nothing that runs."""

import csv
import io
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import FileResponse
from django.test import RequestFactory
from django.utils import translation
from python_calamine import CalamineWorkbook

from secops.house.export import ExportNote, csv_cell, export, harmless
from secops.house.lists import list_page
from secops.house.tables import (
    ActionColumn,
    BarColumn,
    Column,
    HouseTable,
    LinkColumn,
    MaskedColumn,
    NumberColumn,
    PickColumn,
    PillColumn,
    ReadyRows,
    TimeColumn,
)

# Closing a streamed answer ends the request, and that tidies the database connections.
pytestmark = pytest.mark.django_db
EVIL = ["=1+1", "+62812", "-5", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://x","y")']


class PeopleTable(HouseTable):
    """One of each column that an export meets."""

    caption = "Orang"
    title = "name"
    personal = ("nip",)
    pick = PickColumn()
    name = LinkColumn(verbose_name="Nama", url=lambda row: f"/orang/{row.pk}/")
    nip = Column(verbose_name="NIP")
    count = NumberColumn(verbose_name="Temuan")
    at = TimeColumn(verbose_name="Sejak")
    state = PillColumn(verbose_name="Keadaan", look=lambda value: ("late", "", f"Lewat {value}"))
    share = BarColumn(verbose_name="Terbukti", orderable=False)
    owner = MaskedColumn(verbose_name="Pemilik")
    go = ActionColumn(link=lambda row: ("/x/", "Buka"))


def person(number: int, name: str) -> Any:
    return SimpleNamespace(
        pk=number, name=name, nip="188012345678901234", count=number * 1000, state="x",
        at=datetime(2026, 11, 22, 7, 5, tzinfo=UTC), share=(1, 4), owner="Siti Wulandari",
    )  # fmt: skip


def body(response: Any) -> bytes:
    assert isinstance(response, FileResponse)
    content = b"".join(response.streaming_content)  # type: ignore[arg-type]
    response.close()
    return content


def get(query: str, rows: list[Any], **more: Any) -> Any:
    request = RequestFactory().get(f"/orang/?{query}")
    wanted = {"title": "Orang", "table": PeopleTable, "queryset": rows, "order": ("name",)}
    return list_page(request, **(wanted | {"export_name": "orang"} | more))


@pytest.mark.parametrize("words", EVIL)
def test_csv_cells_cannot_run(words: str) -> None:
    assert harmless(words) == "'" + words
    assert csv_cell(words).startswith("'")
    assert csv_cell(-5) == "-5"


def test_csv_equals_the_page() -> None:
    rows = [person(n, name) for n, name in enumerate([*EVIL, "Biasa"], 1)]
    with translation.override("id"):
        response = get("export=csv", rows)
        content = body(response)
    assert content.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert table[0] == ["Nama", "NIP", "Temuan", "Sejak", "Keadaan", "Terbukti", "Pemilik"]
    assert len(table) == 1 + len(rows)
    normal = next(row for row in table if row[0] == "Biasa")
    assert normal[2:] == ["8000", "2026-11-22 14:05", "Lewat x", "25", "S••• W•••"]
    assert all(not row[0].startswith(("=", "+", "-", "@", "\t", "\r")) for row in table)
    assert "orang.csv" in response["Content-Disposition"]
    assert response["Cache-Control"] == "no-store"


def test_xlsx_keeps_text_as_text_and_digits_whole() -> None:
    rows = [person(n, name) for n, name in enumerate(EVIL, 1)]
    with translation.override("id"):
        content = body(get("export=xlsx&sort=-name", rows))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    table = sheet.to_python()
    assert sorted(row[0] for row in table[1:]) == sorted(w.replace("\r", "\n") for w in EVIL) or (
        {row[0] for row in table[1:]} >= {"=1+1", "@SUM(A1)"}
    )
    assert {row[1] for row in table[1:]} == {"188012345678901234"}
    assert b"<f>" not in content
    first_cells = [row[3] for row in table[1:]]
    assert first_cells[0] == datetime(2026, 11, 22, 14, 5)  # noqa: DTZ001


def test_personal_columns_need_leave_and_the_trail_hears_first() -> None:
    heard: list[ExportNote] = []
    rows = [person(1, "Ani"), person(2, "Budi")]
    response = get("export=csv&opd=x&page=3", rows, personal=False, on_export=heard.append)
    assert "188012345678901234" not in body(response).decode()
    assert heard[0].rows == 2
    assert heard[0].query == "opd=x"
    assert "NIP" not in heard[0].columns
    assert not heard[0].personal

    def broken(note: ExportNote) -> None:
        raise RuntimeError("the trail is full")

    with pytest.raises(RuntimeError):
        get("export=csv", rows, on_export=broken)


def test_without_leave_there_is_no_export() -> None:
    rows = [person(1, "Ani")]
    page = get("export=csv", rows, may_export=False, template="house/_list.html")
    assert "text/html" in page["Content-Type"]
    assert "export=" not in page.content.decode()


def test_export_of_nothing_has_headings() -> None:
    content = body(export(PeopleTable, [], format="csv", name="kosong"))
    assert content.decode("utf-8-sig").startswith("Nama,NIP")


def test_export_streams_in_chunks() -> None:
    rows = (person(n, f"N{n}") for n in range(2500))
    content = body(export(PeopleTable, rows, format="csv", name="banyak"))
    assert content.count(b"\n") == 2501


def test_dates_and_unknowns() -> None:
    assert csv_cell(date(2026, 1, 2)) == "2026-01-02"
    assert csv_cell(None) == ""
    assert csv_cell(True) == "True"


def test_a_value_method_of_the_table_is_heard() -> None:
    class OwnTable(HouseTable):
        caption = "x"
        name = Column(verbose_name="Nama")

        def value_name(self, value: str) -> str:
            return value.upper()

    content = body(export(OwnTable, [person(1, "ani")], format="csv", name="x"))
    assert "ANI" in content.decode()
    assert OwnTable(ReadyRows([person(1, "ani")])).exported() == ["name"]
