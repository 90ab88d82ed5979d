"""Why each open account rests where it does, in one statement.

The order of the lines is the order of the questions: whose turn is it, can that one be told, and
does the ladder still hold a step for him.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from secops.compliance.rotations.models import Campaign
from secops.reminders.items import HOLDER, SETTLED
from secops.reminders.stands import JOINED, LEAKED_AGAIN, Stand, stands_of
from secops.rules.intervals import WIB

_RESTS = f"""
WITH over AS (
    SELECT * FROM unnest(%(campaigns)s::bigint[], %(dues)s::timestamptz[],
        %(joined)s::timestamptz[], %(leaked)s::timestamptz[])
        AS k (campaign_id, due_at, joined_at, leaked_at)
), present AS (
    SELECT DISTINCT o.department_id, o.role FROM accounts_position o
    JOIN accounts_tenure t ON t.position_id = o.id
    WHERE t.starts_on <= %(today)s AND (t.ends_on IS NULL OR t.ends_on >= %(today)s)
        AND o.role IN ('agent', 'head', 'application_administrator')
), reached AS (
    SELECT DISTINCT person_id FROM accounts_contact WHERE disabled_at IS NULL
)
SELECT r.campaign_id, r.department_id, CASE
        WHEN r.turn = 'office' THEN 'office'
        WHEN r.turn = 'agent' AND r.department_id IS NULL THEN 'no_department'
        WHEN r.turn = 'agent' AND agent.role IS NULL THEN 'no_agent'
        WHEN r.turn = 'agent' THEN 'agent'
        WHEN r.turn = 'application_administrator' AND p.owner_id IS NULL THEN 'no_owner'
        WHEN r.turn = 'application_administrator' AND NOT EXISTS (
            SELECT 1 FROM present WHERE present.department_id = p.owner_id)
            THEN 'no_administrator'
        WHEN r.turn = 'application_administrator' THEN 'administrator'
        WHEN r.turn <> 'holder' THEN 'nobody'
        WHEN {HOLDER} IS NULL THEN 'no_holder'
        WHEN c.messages_from IS NULL THEN 'not_begun'
        WHEN c.messages_from > %(at)s THEN 'scheduled'
        WHEN r.acknowledged_until > %(at)s THEN 'snoozed'
        WHEN reached.person_id IS NULL THEN 'no_address'
        WHEN over.campaign_id IS NOT NULL THEN 'exhausted'
        ELSE 'next_step'
    END, count(*), min(r.due_at)
FROM rotations_rotation r
JOIN rotations_campaign c ON c.id = r.campaign_id
JOIN inventory_account a ON a.id = r.account_id
JOIN inventory_application p ON p.id = r.application_id
LEFT JOIN present agent ON agent.department_id = r.department_id AND agent.role = 'agent'
LEFT JOIN reached ON reached.person_id = {HOLDER}
LEFT JOIN over ON over.campaign_id = r.campaign_id AND over.due_at = r.due_at
    AND over.joined_at IS NOT DISTINCT FROM {JOINED}
    AND over.leaked_at IS NOT DISTINCT FROM {LEAKED_AGAIN}
WHERE c.state = 'running' AND r.written_off_at IS NULL AND NOT r.state = ANY(%(settled)s)
GROUP BY 1, 2, 3
"""

Rests = list[tuple[int, int | None, str, int, datetime]]


def open_accounts(*, at: datetime) -> Rests:
    """Campaign, department, reason, how many, and their earliest due time."""
    over = _past_their_last_rung(at)
    with connection.cursor() as cursor:
        cursor.execute(
            _RESTS,
            {
                "campaigns": [one.campaign_id for one in over],
                "dues": [one.due_at for one in over],
                "joined": [one.joined_at for one in over],
                "leaked": [one.leaked_at for one in over],
                "today": at.astimezone(WIB).date(),
                "settled": SETTLED,
                "at": at,
            },
        )
        return list(cursor.fetchall())


def _past_their_last_rung(at: datetime) -> list[Stand]:
    """The ladders of running campaigns that hold no further step."""
    campaigns = {one.pk: one for one in Campaign.objects.running().filter(messages_from__lte=at)}
    return [
        stand
        for stand in stands_of(list(campaigns))
        if stand.next(campaigns[stand.campaign_id], at=at) is None
    ]
