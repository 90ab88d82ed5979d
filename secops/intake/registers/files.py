"""Files that leave: empty templates, and failed rows with what is wrong with them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter
from django.http import FileResponse
from django.utils.translation import gettext as _

from secops.house.export import TYPES
from secops.intake.registers.problems import speaks_english
from secops.intake.tabular import Columns


def _workbook(titles: Sequence[str], rows: Iterable[Sequence[str]], name: str) -> FileResponse:
    """All cells are text, so that no program turns a NIP into 1,98E+17."""
    out = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it
    book = xlsxwriter.Workbook(
        out,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
         "strings_to_numbers": False},
    )  # fmt: skip
    sheet = book.add_worksheet()
    plain, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
    sheet.set_column(0, max(0, len(titles) - 1), 22, plain)
    for place, title in enumerate(titles):
        sheet.write_string(0, place, title, bold)
    for line, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            sheet.write_string(line, place, value, plain)
    sheet.freeze_panes(1, 0)
    book.close()
    out.seek(0)
    answer = FileResponse(
        out, as_attachment=True, filename=f"{name}.xlsx", content_type=TYPES["xlsx"]
    )
    answer["Cache-Control"] = "no-store"
    return answer


def empty_template(columns: Columns) -> FileResponse:
    """A workbook with the titles of a register, the required ones first."""
    ordered = sorted(columns.columns, key=lambda column: not column.required)
    return _workbook([column.name for column in ordered], [], f"templat-{columns.kind}")


def failed_workbook(failed: dict[str, Any], name: str) -> FileResponse:
    """The failed rows with a column of reasons: mend them and upload this very file."""
    place = 3 if speaks_english() else 2

    def lines() -> Iterable[list[str]]:
        for row in failed.get("rows", []):
            reasons = "; ".join(
                f"{p[0]}: {p[place]}" if p[0] else p[place] for p in row["problems"]
            )
            yield [*row["cells"], reasons]

    return _workbook([*failed.get("titles", []), _("alasan")], lines(), f"gagal-{name}")
