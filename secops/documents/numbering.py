"""Numbers of letters, orders, statements, incidents: each drawn once, without gaps.

The counter's row stays locked until the drawing transaction ends, so two people who draw at once
wait for each other, and a number drawn in a transaction that fails is drawn again.
"""

from datetime import datetime

from django.conf import settings
from django.db import connection

from secops.documents.models import Counter, Document
from secops.rules import document as law
from secops.rules.intervals import WIB

_DRAW = f"""
    INSERT INTO {Counter._meta.db_table} (series, year, last) VALUES (%s, %s, 1)
    ON CONFLICT (series, year) DO UPDATE SET last = {Counter._meta.db_table}.last + 1
    RETURNING last
"""
_HOLD = f"""
    INSERT INTO {Counter._meta.db_table} (series, year, last) VALUES (%s, %s, 0)
    ON CONFLICT (series, year) DO UPDATE SET last = {Counter._meta.db_table}.last
"""
#: The series of letters and minutes; one running number a year for the whole office.
LETTERS = "letters"


def draw_yearly(series: str, *, at: datetime) -> str:
    """Return the next number of a series that restarts each year: ``A-2026-009``."""
    year = at.astimezone(WIB).year
    return f"{series}-{year}-{_draw(series, year):03d}"


def draw(series: str) -> str:
    """Return the next number of a series that never restarts: ``P-0412``."""
    return f"{series}-{_draw(series, 0):04d}"


def draw_letter(classification: str, *, year: int) -> tuple[str, int]:
    """The next number of a letter, and its place in the year: ``("000.6/123/2026", 123)``.

    A running number that the city's register gave already, and somebody typed, is passed over.
    """
    while True:
        sequence = _draw(LETTERS, year)
        number = law.number_of(
            settings.DOCUMENT_NUMBER_FORMAT,
            classification=classification,
            sequence=sequence,
            year=year,
        )
        taken = Document.objects.filter(year=year, sequence=sequence)
        if not (taken | Document.objects.filter(number=number)).exists():
            return number, sequence


def take_letter(typed: str, *, year: int) -> tuple[str, int | None]:
    """A number from the city's own register with its place in the year, if its form shows one.

    MoveRefused where it is no number, or another document bears it.
    """
    number = law.check_number(typed)
    sequence = law.sequence_in(number, settings.DOCUMENT_NUMBER_FORMAT, year=year)
    # Whoever draws at the same time waits, and then passes this number over.
    _run(_HOLD, LETTERS, year)
    taken = Document.objects.filter(number=number)
    if sequence is not None:
        taken = taken | Document.objects.filter(year=year, sequence=sequence)
    if taken.exists():
        raise law.refuse(law.Refusal.NUMBER_TAKEN)
    return number, sequence


def _draw(series: str, year: int) -> int:
    return _run(_DRAW, series, year)


def _run(statement: str, series: str, year: int) -> int:
    assert connection.in_atomic_block, "a number without its document leaves a gap"
    with connection.cursor() as cursor:
        cursor.execute(statement, [series, year])
        row = cursor.fetchone() if cursor.description else (0,)
    assert row is not None
    return int(row[0])
