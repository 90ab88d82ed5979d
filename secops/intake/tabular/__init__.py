"""Register and readings files (CSV, XLSX): checked titles, rows, and cells read with words.

`read_table` is the door; `DEPARTMENTS`, `APPLICATIONS`, `ACCOUNTS`, `READINGS`, `SESSIONS` name the
columns.
"""

from secops.intake.parsers.dates import Moment
from secops.intake.parsers.refusals import FileRefused
from secops.intake.parsers.row import Note

from .cells import CellError
from .columns import (
    ACCOUNTS,
    APPLICATIONS,
    DEPARTMENTS,
    READINGS,
    SESSIONS,
    Choice,
    Columns,
    ColumnSpec,
)
from .reader import ParsedRow, Row, Table, read_table

__all__ = [
    "ACCOUNTS",
    "APPLICATIONS",
    "DEPARTMENTS",
    "READINGS",
    "SESSIONS",
    "CellError",
    "Choice",
    "ColumnSpec",
    "Columns",
    "FileRefused",
    "Moment",
    "Note",
    "ParsedRow",
    "Row",
    "Table",
    "read_table",
]
