"""Why each open duty rests where it does: who can be told of it, and where its ladder stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from secops.reminders.duties.escalating import unresolved
from secops.reminders.duties.standing import Standing, standings
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
)
SELECT d.directive_id, d.id, d.department_id, CASE
        WHEN d.state = ANY(%(offices)s) THEN 'office'
        WHEN speaks.department_id IS NULL THEN 'no_head'
        WHEN NOT speaks.is_reached THEN 'no_address'
        WHEN v.messages_from IS NULL AND v.ordered_at <= %(sent_before)s THEN 'not_sent'
        WHEN v.messages_from IS NULL OR v.messages_from > %(at)s THEN 'scheduled'
        ELSE ''
    END, d.due_at
FROM duties_duty d
JOIN duties_directive v ON v.id = d.directive_id
LEFT JOIN speaks ON speaks.department_id = d.department_id
WHERE v.closed_at IS NULL
    AND (NOT d.state = ANY(%(closed)s)
        OR d.state = 'exempt' AND d.exempt_until < %(today)s)
"""

Rests = list[tuple[int | None, int | None, int | None, str, int, datetime]]


def open_duties(*, at: datetime) -> Rests:
    """Directive, duty, department, reason, number and due time of everything that is still asked;
    an order that was not sent stands once for all its duties."""
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
        rows = list(cursor.fetchall())
    climbing = {one.duty.pk: one for one in standings(at=at)}
    decided_by_lead = set(unresolved().values_list("duty_id", flat=True))
    rests: Rests = []
    unsent: dict[int, tuple[int, datetime]] = {}
    for directive, duty, department, why, due_at in rows:
        if why == "not_sent":
            n, earliest = unsent.get(directive, (0, due_at))
            unsent[directive] = (n + 1, min(earliest, due_at))
            continue
        reason = why or _on_its_ladder(duty, climbing, decided_by_lead, at)
        rests.append((None, duty, department, reason, 1, due_at))
    for directive, (n, earliest) in unsent.items():
        rests.append((directive, None, None, "not_sent", n, earliest))
    return rests


def _on_its_ladder(
    duty: int, climbing: Mapping[int, Standing], decided_by_lead: set[int], at: datetime
) -> str:
    """What comes next for a duty whose order went out."""
    standing = climbing.get(duty)
    if standing is None:
        return "exhausted"
    if standing.held_until is not None and standing.held_until > at:
        return "snoozed"
    if standing.next(at=at) is not None:
        return "next_step"
    return "office" if duty in decided_by_lead else "exhausted"
