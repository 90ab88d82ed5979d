"""Why each open duty rests where it does."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from secops.rules.duty import CLOSED, State
from secops.rules.intervals import WIB
from secops.watch.policy import SENT_WITHIN

_RESTS = """
WITH speaks AS (
    SELECT o.department_id, bool_or(EXISTS (
        SELECT 1 FROM accounts_contact k
        WHERE k.person_id = t.person_id AND k.disabled_at IS NULL)) AS is_reached
    FROM accounts_position o JOIN accounts_tenure t ON t.position_id = o.id
    WHERE t.starts_on <= %(today)s AND (t.ends_on IS NULL OR t.ends_on >= %(today)s)
        AND o.role IN ('agent', 'head', 'application_administrator')
    GROUP BY 1
), rest AS (
SELECT d.id, d.directive_id, d.department_id, d.due_at, CASE
        WHEN d.state = ANY(%(offices)s) THEN 'office'
        WHEN speaks.department_id IS NULL THEN 'no_head'
        WHEN NOT speaks.is_reached THEN 'no_address'
        WHEN (b.id IS NULL OR b.cancelled_at IS NOT NULL) AND v.ordered_at <= %(sent_before)s
            AND NOT EXISTS (SELECT 1 FROM duties_duty other
                WHERE other.directive_id = v.id AND other.received_at IS NOT NULL)
            THEN 'not_sent'
        WHEN d.due_at > %(at)s THEN 'next_step'
        ELSE 'exhausted'
    END AS why
FROM duties_duty d
JOIN duties_directive v ON v.id = d.directive_id
LEFT JOIN outbox_batch b ON b.id = v.batch_id
LEFT JOIN speaks ON speaks.department_id = d.department_id
WHERE v.closed_at IS NULL
    AND (NOT d.state = ANY(%(closed)s)
        OR d.state = 'exempt' AND d.exempt_until < %(today)s)
)
SELECT directive_id, NULL, NULL, why, count(*), min(due_at) FROM rest
WHERE why = 'not_sent' GROUP BY directive_id, why
UNION ALL
SELECT NULL, id, department_id, why, 1, due_at FROM rest WHERE why <> 'not_sent'
"""

Rests = list[tuple[int | None, int | None, int | None, str, int, datetime]]


def open_duties(*, at: datetime) -> Rests:
    """Directive, duty, department, reason, number and due time of everything that is still asked;
    an order that was not sent by Siaga nor received otherwise stands once for all its duties."""
    with connection.cursor() as cursor:
        cursor.execute(
            _RESTS,
            {
                "at": at,
                "today": at.astimezone(WIB).date(),
                "closed": [state.value for state in CLOSED],
                "offices": [State.CONFIRMED.value, State.DISPUTED.value],
                "sent_before": at - SENT_WITHIN,
            },
        )
        return list(cursor.fetchall())
