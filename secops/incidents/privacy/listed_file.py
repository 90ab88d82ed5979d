"""A list of persons as a file (CSV or XLSX), read as registers are: every problem with its row,
column and value, and nothing joins before all are mended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from django.utils.translation import gettext as _

from secops.house.text import english
from secops.incidents.privacy.refusals import NoticeRefused
from secops.intake.tabular import CellError, Columns, ColumnSpec, FileRefused, cells, read_table

LARGEST: Final = 10 * 1024 * 1024
#: So many problems are named; the rest is a number.
NAMED: Final = 20
_DIGITS: Final = re.compile(r"\d{5,}")

PERSONS: Final = Columns(
    "persons",
    (
        ColumnSpec("nip", cells.nip),
        ColumnSpec("email", cells.email, aliases=(("mail", None), ("surel", None))),
        ColumnSpec("name", cells.text, aliases=(("nama", None),)),
    ),
)


def lines_of(file: BinaryIO) -> str:
    """The list as lines of NIP, address and name. NoticeRefused names what is to be mended."""
    problems: list[str] = []
    lines: list[str] = []
    try:
        table = read_table(file, columns=PERSONS)
        for row in table.parsed():
            problems += [_problem(row.number, one) for one in row.errors]
            parts = [str(row.values.get(name) or "") for name in ("nip", "email", "name")]
            line = " ".join(part for part in parts if part)
            if not line and not row.errors:
                problems.append(
                    _("Baris %(row)s: isi nip, email, atau nama.") % {"row": row.number}
                )
            elif line:
                lines.append(line)
    except FileRefused as refused:
        raise NoticeRefused(refused.sentence_en if english() else refused.sentence_id) from None
    if problems:
        raise NoticeRefused(" ".join(_shown(problems)))
    return "\n".join(lines)


def _shown(problems: list[str]) -> Iterator[str]:
    yield from problems[:NAMED]
    if len(problems) > NAMED:
        yield _("Dan %(n)s masalah lain.") % {"n": len(problems) - NAMED}


def _problem(row: int, error: CellError) -> str:
    value = _DIGITS.sub(lambda run: f"{run[0][:2]}••••", error.value)[:60]
    return _("Baris %(row)s, kolom %(column)s, “%(value)s”: %(problem)s.") % {
        "row": row,
        "column": error.column or "–",
        "value": value,
        "problem": error.problem_en if english() else error.problem_id,
    }
