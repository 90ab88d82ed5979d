"""Forgotten log-outs week by week, from the tallies that each reading keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from secops.inventory.models import Application
from secops.rules.intervals import WIB, day_start

WEEKS = 12
_WEEK = timedelta(days=7)

# Of each week the newest reading of each application that counts; a week's sum is over those that
# were read in it, and says how many they are.
_TREND = """
SELECT week, count(*), sum(sessions), sum(old), sum(outlived) FROM (
    SELECT DISTINCT ON (week, application_id) week, sessions, old, outlived FROM (
        SELECT r.*, date_trunc('week', r.read_at AT TIME ZONE 'Asia/Jakarta')::date AS week
        FROM login_sessions_sessionreading r
        JOIN login_sessions_sessionsfile f ON f.id = r.file_id AND f.withdrawn_at IS NULL
        WHERE r.read_at >= %(since)s AND r.application_id = ANY(%(applications)s)
    ) r ORDER BY week, application_id, read_at DESC, id DESC
) newest GROUP BY week
"""


@dataclass(frozen=True, slots=True)
class Week:
    """One week, by its Monday. Without a reading nothing is known, which is not zero."""

    monday: date
    applications: int = 0
    sessions: int | None = None
    old: int | None = None
    outlived: int | None = None


def trend(applications: QuerySet[Application], *, at: datetime, weeks: int = WEEKS) -> list[Week]:
    """The last weeks, oldest first, over these applications; one query (and their keys)."""
    today = at.astimezone(WIB).date()
    monday = today - timedelta(days=today.weekday())
    first = monday - (weeks - 1) * _WEEK
    with connection.cursor() as cursor:
        cursor.execute(
            _TREND,
            {
                "since": day_start(first),
                "applications": list(applications.values_list("pk", flat=True)),
            },
        )
        found: dict[date, tuple[Any, ...]] = {row[0]: row[1:] for row in cursor.fetchall()}
    return [
        Week(one, *(int(n) for n in found.get(one, ())))
        for one in (first + n * _WEEK for n in range(weeks))
    ]
