"""So that no flood fills the disk: of each plan the newest bodies and pings are kept."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

#: The newest pings of a plan that keep their bodies.
BODIES_KEPT = 200
#: The newest pings of a plan that are kept at all: more than a year of three runs a day.
PINGS_KEPT = 2_500
#: A plan is tidied when so many pings have come since.
_EVERY = 50

_CROWDED = """
SELECT plan_id FROM backups_standing WHERE pings >= tidied + %(kept)s + %(every)s
ORDER BY plan_id LIMIT 500 FOR UPDATE SKIP LOCKED
"""
_BODIES = """
UPDATE backups_ping p SET body = '', body_gone = true FROM backups_standing s
WHERE s.plan_id = ANY(%(plans)s) AND p.plan_id = s.plan_id AND p.n > s.tidied
    AND p.n <= s.pings - %(kept)s AND p.body <> '' AND p.way <> 'by_hand'
"""
_PINGS = """
DELETE FROM backups_ping p USING backups_standing s
WHERE s.plan_id = ANY(%(plans)s) AND p.plan_id = s.plan_id AND p.n <= s.pings - %(rows)s
    AND p.way <> 'by_hand'
"""
_DONE = """
UPDATE backups_standing SET tidied = pings - %(kept)s WHERE plan_id = ANY(%(plans)s)
"""


@transaction.atomic
def tidy_pings(*, at: datetime) -> int:
    """Drop old bodies and pings of plans that got many; return how many plans. Every minute.

    What a person recorded stays, with its evidence.
    """
    values = {"kept": BODIES_KEPT, "rows": PINGS_KEPT, "every": _EVERY}
    with connection.cursor() as cursor:
        cursor.execute(_CROWDED, values)
        plans = [row[0] for row in cursor.fetchall()]
        if plans:
            for statement in (_BODIES, _PINGS, _DONE):
                cursor.execute(statement, values | {"plans": plans})
    return len(plans)
