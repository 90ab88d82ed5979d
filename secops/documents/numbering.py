"""Numbers of letters, orders, statements, incidents: each drawn once, without gaps.

The counter's row stays locked until the drawing transaction ends, so two people who draw at once
wait for each other, and a number drawn in a transaction that fails is drawn again.
"""

from datetime import datetime

from django.db import connection

from secops.documents.models import Counter
from secops.rules.intervals import WIB

_DRAW = f"""
    INSERT INTO {Counter._meta.db_table} (series, year, last) VALUES (%s, %s, 1)
    ON CONFLICT (series, year) DO UPDATE SET last = {Counter._meta.db_table}.last + 1
    RETURNING last
"""


def draw_yearly(series: str, *, at: datetime) -> str:
    """Return the next number of a series that restarts each year: ``A-2026-009``."""
    year = at.astimezone(WIB).year
    return f"{series}-{year}-{_draw(series, year):03d}"


def draw(series: str) -> str:
    """Return the next number of a series that never restarts: ``P-0412``."""
    return f"{series}-{_draw(series, 0):04d}"


def _draw(series: str, year: int) -> int:
    assert connection.in_atomic_block, "a number without its document leaves a gap"
    with connection.cursor() as cursor:
        cursor.execute(_DRAW, [series, year])
        row = cursor.fetchone()
    assert row is not None
    return int(row[0])
