"""What the clock asks: the stands of each day, kept once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import connection, transaction

from secops.compliance.stands.models import StandDay
from secops.compliance.stands.subjects import SUBJECTS
from secops.rules.intervals import WIB

_LOCK = 7_261_025
#: A year and a month can be compared; what is older is forgotten (policy).
KEPT = timedelta(days=400)
#: So many rows go into the database at once.
AT_ONCE = 5_000
_COUNTS = ["good", "warn", "bad", "unknown"]


@transaction.atomic
def keep_day(*, at: datetime) -> int:
    """Keep how everybody stands when the day begins; every minute, the first one writes.

    Counts that are kept stay what they were: a second call of the same day changes nothing. A day
    on which nothing ran has no rows, and is a gap. Returns how many rows were written.
    """
    day = at.astimezone(WIB).date()
    if StandDay.objects.filter(day=day).exists():
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
    StandDay.objects.filter(day__lt=day - KEPT).delete()
    return write_day(day, at=at)


def write_day(day: date, *, at: datetime) -> int:
    """Write the stands of `at` under a day; what is there already stays."""
    rows = [
        StandDay(
            department_id=pk,
            subject=subject.key,
            day=day,
            **{name: getattr(stand, name) for name in _COUNTS},
        )
        for subject in SUBJECTS
        for pk, stand in subject.stands(None, at=at).items()
    ]
    StandDay.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)
    return len(rows)
