"""Numbers that stay ready: folding the tallies, and the numbers at the end of each day.

Reading sums the rows of `Tally`; a page never counts rotations. The triggers that write them are in
`tally_triggers.py`.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from secops.compliance.rotations.models import Campaign
from secops.compliance.rotations.tally_triggers import COLUMNS
from secops.rules.intervals import WIB
from secops.rules.rotation import DONE, DONE_ANSWERS, SETTLED, State

_FOLD_LOCK = 7_261_002
_SNAPSHOT_LOCK = 7_261_003


def _in(values: frozenset[State]) -> str:
    return "(" + ", ".join(f"'{value}'" for value in sorted(values)) + ")"


#: What a row of tallies counts, as a condition over it; `%(at)s` is now. The names are those of
#: `CampaignDay` and `queries.Counts`.
COUNTED = {
    "total": "TRUE",
    "told": "t.told",
    "answered": "t.answer <> ''",
    "claimed": "t.answer IN (" + ", ".join(f"'{answer}'" for answer in sorted(DONE_ANSWERS)) + ")",
    "verified": "t.state = 'verified'",
    "contained": "t.state = 'contained'",
    "done": f"t.state IN {_in(DONE)}",
    "attested": "t.state = 'attested'",
    "usable": "t.usable",
    "exposed": "t.exposed",
    "late": f"t.due_at < %(at)s AND NOT t.written_off AND t.state NOT IN {_in(SETTLED)}",
    "written_off": f"t.written_off AND t.state NOT IN {_in(SETTLED)}",
}

#: Still to be done: neither done, attested nor written off.
OPEN = f"NOT t.written_off AND t.state NOT IN {_in(SETTLED)}"


def summed(condition: str) -> str:
    """The number of rotations for which a condition over a row of tallies holds."""
    return f"COALESCE(sum(t.n) FILTER (WHERE {condition}), 0)"


_FOLD = f"""
WITH gone AS (DELETE FROM rotations_tally RETURNING {COLUMNS}, n)
INSERT INTO rotations_tally ({COLUMNS}, n)
SELECT {COLUMNS}, sum(n) FROM gone GROUP BY {COLUMNS} HAVING sum(n) <> 0
"""

_WORTH_FOLDING = f"""
SELECT count(*) > 2 * count(DISTINCT ({COLUMNS})) FROM rotations_tally
"""


@transaction.atomic
def fold_tallies(*, at: datetime) -> bool:
    """Put the rows of each kind together, once they are twice as many as kinds; every minute.

    Rows written meanwhile by others are not seen and stay. Says whether anything was folded.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_FOLD_LOCK])
        if not cursor.fetchone()[0]:
            return False
        cursor.execute(_WORTH_FOLDING)
        if not cursor.fetchone()[0]:
            return False
        cursor.execute(_FOLD)
        return True


_DAY_COLUMNS = ", ".join(COUNTED)
_SNAPSHOT = f"""
INSERT INTO rotations_campaignday AS kept (campaign_id, department_id, day, {_DAY_COLUMNS})
SELECT t.campaign_id, t.department_id, %(day)s,
    {", ".join(summed(condition) for condition in COUNTED.values())}
FROM rotations_tally t
WHERE t.campaign_id = ANY(%(campaigns)s)
GROUP BY GROUPING SETS ((t.campaign_id), (t.campaign_id, t.department_id))
HAVING GROUPING(t.department_id) = 1 OR t.department_id IS NOT NULL
ORDER BY t.campaign_id, t.department_id
ON CONFLICT (campaign_id, department_id, day) DO UPDATE
SET {", ".join(f"{column} = excluded.{column}" for column in COUNTED)}
WHERE ({", ".join(f"kept.{column}" for column in COUNTED)})
    IS DISTINCT FROM ({", ".join(f"excluded.{column}" for column in COUNTED)})
"""


def snapshot_day(*, at: datetime) -> int:
    """Keep today's numbers of every running campaign, whole and by department; every minute.

    The last of a day stand for that day. Returns how many rows changed.
    """
    running = Campaign.objects.running().values_list("pk", flat=True)
    return _snapshot(list(running), at)


def snapshot_campaign(campaign: Campaign, *, at: datetime) -> None:
    """Keep the numbers of one campaign now: at its start and its end."""
    _snapshot([campaign.pk], at)


@transaction.atomic
def _snapshot(campaigns: list[int], at: datetime) -> int:
    if not campaigns:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SNAPSHOT_LOCK])
        cursor.execute(
            _SNAPSHOT, {"campaigns": campaigns, "day": at.astimezone(WIB).date(), "at": at}
        )
        return int(cursor.rowcount)


def counts_of_open(campaign_id: int) -> dict[State, int]:
    """How many accounts keep a campaign open, by state, most first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT t.state, sum(t.n) FROM rotations_tally t WHERE t.campaign_id = %s AND {OPEN} "
            "GROUP BY t.state HAVING sum(t.n) > 0 ORDER BY 2 DESC, 1",
            [campaign_id],
        )
        return {State(state): int(n) for state, n in cursor.fetchall()}
