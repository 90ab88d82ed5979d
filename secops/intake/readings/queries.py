"""What a readings file holds, for its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from secops.inventory.models import ReadingsFile


@dataclass(frozen=True, slots=True)
class ReadApplication:
    """One application in a readings file."""

    code: str
    name: str
    accounts: int
    changed: int
    disabled: int
    oldest: datetime
    newest: datetime


def applications_of(file: ReadingsFile) -> list[ReadApplication]:
    """The applications whose accounts the file reads, the largest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT p.code, p.name, count(DISTINCT r.account_id), count(r.changed_from),
                count(r.disabled_at), min(r.read_at), max(r.read_at)
            FROM inventory_reading r
            JOIN inventory_account a ON a.id = r.account_id
            JOIN inventory_application p ON p.id = a.application_id
            WHERE r.file_id = %s GROUP BY p.id, p.code, p.name ORDER BY 3 DESC, p.code""",
            [file.pk],
        )
        return [ReadApplication(*row) for row in cursor.fetchall()]
