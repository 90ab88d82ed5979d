"""Rows of a file in a temporary table: written by COPY, checked and compared in SQL.

Every statement here works on all rows at once; a register of 100,000 rows is about forty
statements. The tables live in one transaction and are dropped with it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from secops.intake.parsers.refusals import refused
from secops.intake.registers.outcome import Change, Outcome
from secops.intake.registers.problems import SENTENCES, Problem, problem_of
from secops.intake.tabular import ParsedRow, Table

STAGE = "stage_row"
PROBLEM = "stage_problem"
PROGRESS_ROWS = 2000
#: After so many rows a file in which nearly all have failed is read no further.
HOPELESS_ROWS, HOPELESS_SHARE = 10_000, 0.99

#: A row as the stage takes it, or the problems found while making it.
MakeRow = Callable[[ParsedRow, list[Problem]], Sequence[Any]]
OnRows = Callable[[int], None]


class Stage:
    """The staged rows of one file. `columns` are (name, SQL type), the first being the key's."""

    def __init__(
        self, columns: Sequence[tuple[str, str]], extra: Sequence[tuple[str, str]]
    ) -> None:
        self.columns = columns
        self.cursor: CursorWrapper = connection.cursor()
        self.rows = 0
        self.cell_problems: list[Problem] = []
        filled = ", ".join(f"{name} {kind}" for name, kind in columns)
        later = ", ".join(f"{name} {kind}" for name, kind in extra)
        self.run(f"DROP TABLE IF EXISTS {STAGE}, {PROBLEM}")
        self.run(f"CREATE TEMP TABLE {STAGE} (row int, {filled}, {later}) ON COMMIT DROP")
        self.run(
            f"CREATE TEMP TABLE {PROBLEM} (row int, col text, value text, code text, detail text) "
            "ON COMMIT DROP"
        )

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """Execute one statement; return how many rows it touched."""
        self.cursor.execute(sql, parameters)
        return int(self.cursor.rowcount)

    def all(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        self.cursor.execute(sql, parameters)
        return list(self.cursor.fetchall())

    def one(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """The single value of a query."""
        return self.all(sql, parameters)[0][0]

    def fill(self, table: Table, make: MakeRow, on_rows: OnRows | None = None) -> None:
        """Read all rows into the stage, also those with problems: later checks add theirs."""
        names = ", ".join(["row", *(name for name, _ in self.columns)])
        with self.cursor.copy(f"COPY {STAGE} ({names}) FROM STDIN") as copy:
            for parsed in table.parsed():
                self.rows += 1
                copy.write_row((parsed.number, *make(parsed, self.cell_problems)))
                self.cell_problems += [
                    Problem(parsed.number, e.column, e.value, e.problem_id, e.problem_en)
                    for e in parsed.errors
                ]
                if self.rows % PROGRESS_ROWS == 0:
                    self._refuse_hopeless()
                    if on_rows is not None:
                        on_rows(self.rows)
        self._refuse_empty()
        self.run(f"ANALYZE {STAGE}")
        self.note_cell_problems()

    def fill_quickly(
        self,
        table: Table,
        make: MakeRow,
        order: Sequence[str],
        plain: re.Pattern[str],
        on_rows: OnRows | None = None,
    ) -> None:
        """As `fill`; rows that match `plain` go to the server as they are.

        `order` are the names of the file's columns for the columns of the stage, as far as they
        are the same; the others stay empty in plain rows.
        """
        names = ", ".join(["row", *(name for name, _ in self.columns)])
        empty = "\t" * (len(self.columns) - len(order)) + "\n"
        with self.cursor.copy(f"COPY {STAGE} ({names}) FROM STDIN (NULL '')") as copy:
            block: list[str] = []
            for row in table.plain_or_parsed(order, plain):
                self.rows += 1
                if isinstance(row, ParsedRow):
                    values = (row.number, *make(row, self.cell_problems))
                    block.append("\t".join(copy_text(value) for value in values) + "\n")
                    self.cell_problems += [
                        Problem(row.number, e.column, e.value, e.problem_id, e.problem_en)
                        for e in row.errors
                    ]
                else:
                    block.append(f"{row[0]}\t{row[1]}{empty}")
                if len(block) == PROGRESS_ROWS:
                    copy.write("".join(block))
                    block.clear()
                    self._refuse_hopeless()
                    if on_rows is not None:
                        on_rows(self.rows)
            copy.write("".join(block))
        self._refuse_empty()
        self.note_cell_problems()

    def _refuse_empty(self) -> None:
        if not self.rows:
            raise refused("only_titles")

    def _refuse_hopeless(self) -> None:
        """A file that is not what it is said to be is refused early, in constant memory."""
        if self.rows < HOPELESS_ROWS or len(self.cell_problems) < self.rows * HOPELESS_SHARE:
            return
        if len({problem.row for problem in self.cell_problems}) < self.rows * HOPELESS_SHARE:
            return
        first = self.cell_problems[0]
        whole = ("seluruh baris", "the whole row")
        raise refused(
            "all_rows_fail",
            rows=self.rows,
            row=first.row,
            column=first.column or whole,
            problem_id=first.problem_id,
            problem_en=first.problem_en,
        )

    def note_cell_problems(self) -> None:
        """Let the later checks know which rows have a problem already."""
        bad = {(p.row, p.column) for p in self.cell_problems}
        with self.cursor.copy(f"COPY {PROBLEM} (row, col) FROM STDIN") as copy:
            for row, column in sorted(bad):
                copy.write_row((row, column))
        self.run(f"ANALYZE {PROBLEM}")

    def problem(
        self, column: str, value: str, code: str, where: str, detail: str = "''",
        source: str = f"{STAGE} s", parameters: Sequence[Any] = (),
    ) -> int:  # fmt: skip
        """Note `code` for every row of `source` (alias s) that meets `where`."""
        assert code in SENTENCES, code
        return self.run(
            f"INSERT INTO {PROBLEM} (row, col, value, code, detail) "
            f"SELECT s.row, %s, {value}, %s, {detail} FROM {source} WHERE {where}",
            [column, code, *parameters],
        )

    def drop_bad(self) -> None:
        """Take the rows with a problem out of the stage."""
        self.run(f"DELETE FROM {STAGE} WHERE row IN (SELECT row FROM {PROBLEM})")

    def problems(self) -> list[Problem]:
        """All problems in the order of the file; at most one of a kind for a cell."""
        found = list(self.cell_problems)
        for row, column, value, code, detail in self.all(
            f"SELECT DISTINCT row, col, value, code, detail FROM {PROBLEM} WHERE code IS NOT NULL"
        ):
            found.append(problem_of(row, column, value or "", code, detail or ""))
        return sorted(found, key=lambda p: (p.row, p.column, p.problem_id))

    def finish(self, outcome: Outcome, table: Table, key: str, name: str, shown: int) -> None:
        """Count, and keep the first rows of each kind for the preview."""
        outcome.rows = self.rows
        outcome.problems = self.problems()
        outcome.failed = len({problem.row for problem in outcome.problems})
        outcome.created, outcome.updated, outcome.unchanged = self.all(
            f"""SELECT count(*) FILTER (WHERE is_new),
                       count(*) FILTER (WHERE NOT is_new AND changes <> '[]'),
                       count(*) FILTER (WHERE NOT is_new AND changes = '[]') FROM {STAGE}"""
        )[0]
        outcome.notes += table.notes
        if not shown:
            return
        outcome.new = [
            Change(*row)
            for row in self.all(
                f"SELECT row, {key}, COALESCE({name}, '') FROM {STAGE} WHERE is_new "
                "ORDER BY row LIMIT %s",
                [shown],
            )
        ]
        outcome.changed = [
            Change(row, k, n, tuple(tuple(cell) for cell in cells))  # type: ignore[misc]
            for row, k, n, cells in self.all(
                f"SELECT row, {key}, COALESCE({name}, ''), changes::text FROM {STAGE} "
                "WHERE NOT is_new AND changes <> '[]' ORDER BY row LIMIT %s",
                [shown],
            )
            for cells in [decode(cells)]
        ]


def copy_text(value: Any) -> str:
    """A value as COPY reads it, '' for null; the stage holds no line ends and no tabs."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value).replace("\\", "\\\\")


def decode(cells: str) -> list[list[str | None]]:
    """The changes of one row as the database wrote them."""
    found = json.loads(cells)
    assert isinstance(found, list)
    return found


def yes_no(truth: str) -> str:
    """SQL: a truth in the words of the files."""
    return f"CASE {truth} WHEN true THEN 'yes' WHEN false THEN 'no' END"


def code_of(department: str) -> str:
    """SQL: the code of a department by its id."""
    return f"(SELECT d.code FROM accounts_department d WHERE d.id = {department})"


def difference(pairs: Iterable[tuple[str, str, str]]) -> str:
    """SQL that says which columns a row changes, as a JSON array of [column, before, after].

    `pairs` are (column, stored value, value of the file); a blank of the file changes nothing.
    """
    return " || ".join(
        f"CASE WHEN {new} IS NOT NULL AND {new} IS DISTINCT FROM {old} THEN "
        f"jsonb_build_array(jsonb_build_array('{column}', ({old})::text, ({new})::text)) "
        "ELSE '[]'::jsonb END"
        for column, old, new in pairs
    )
