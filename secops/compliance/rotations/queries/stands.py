"""How far departments are with their passwords, in the shape that all subjects share."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import connection

from secops.compliance.rotations.queries.counts import Part
from secops.compliance.rotations.tally import COUNTED, summed
from secops.rules.rotation import DONE, State
from secops.rules.stand import Stand

#: From what needs somebody most to what needs nobody.
_WORST_FIRST = (
    State.REEXPOSED,
    State.CONTRADICTED,
    State.NEEDS_HELP,
    State.DISOWNED,
    State.OPEN,
    State.TOLD,
    State.CLAIMED,
    State.PARTIAL,
    State.CONTAINED,
    State.ATTESTED,
    State.EXEMPT,
    State.DISABLED,
    State.VERIFIED,
)
#: What needs help: can still be used, is contradicted or leaked again, or is past its date.
_BAD = f"t.usable OR t.state IN ('contradicted', 'reexposed') OR ({COUNTED['late']})"
_RUNNING = "SELECT id FROM rotations_campaign WHERE state = 'running'"


def stands_of(departments: Collection[int] | None, *, at: datetime) -> dict[int, Stand]:
    """How each department stands over the running campaigns; None = all departments. Two queries.

    good = done; bad = see `_BAD`; unknown = attested, for its application gives no readings and a
    sample proves no single account; warn = the rest. Written off is not counted.
    """
    part = Part(departments=departments)
    newest = _newest_readings(part)
    with connection.cursor() as cursor:
        cursor.execute(_sql(part), part.params() | {"at": at})
        rows = cursor.fetchall()
    found: dict[int, dict[State, tuple[int, int]]] = {}
    for department, state, total, bad in rows:
        if total > 0:
            found.setdefault(department, {})[State(state)] = (int(total), int(bad))
    return {
        department: _stand(states, newest.get(department)) for department, states in found.items()
    }


def _stand(states: dict[State, tuple[int, int]], as_of: datetime | None) -> Stand:
    good = sum(n for state, (n, _bad) in states.items() if state in DONE)
    unknown = states.get(State.ATTESTED, (0, 0))[0]
    bad = sum(n for state, (_n, n) in states.items() if state not in DONE | {State.ATTESTED})
    total = sum(n for n, _bad in states.values())
    return Stand(
        good=good,
        warn=total - good - unknown - bad,
        bad=bad,
        unknown=unknown,
        worst=next(state.value for state in _WORST_FIRST if state in states),
        as_of=as_of,
    )


def _sql(part: Part) -> str:
    counted = f"NOT ({COUNTED['written_off']})"
    conditions = [f"t.campaign_id IN ({_RUNNING})", "t.department_id IS NOT NULL", counted]
    conditions += [part.condition()] if part.condition() else []
    return (
        f"SELECT t.department_id, t.state, {summed('TRUE')}, {summed(_BAD)} "
        f"FROM rotations_tally t WHERE {' AND '.join(conditions)} GROUP BY 1, 2"
    )


def _newest_readings(part: Part) -> dict[int, Any]:
    """Of when the newest reading of an account of each department is, in the applications that
    running campaigns ask about."""
    conditions = [f"t.campaign_id IN ({_RUNNING})", "t.department_id IS NOT NULL"]
    conditions += [part.condition()] if part.condition() else []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.department_id, max(newest.read_at) FROM ("
            "SELECT DISTINCT t.department_id, t.application_id FROM rotations_tally t "
            f"WHERE {' AND '.join(conditions)}) p CROSS JOIN LATERAL ("
            "SELECT c.read_at FROM inventory_readingscover c "
            "JOIN inventory_readingsfile f ON f.id = c.file_id AND f.withdrawn_at IS NULL "
            "WHERE c.department_id = p.department_id AND c.application_id = p.application_id "
            "ORDER BY c.read_at DESC LIMIT 1) newest GROUP BY 1",
            part.params(),
        )
        return dict(cursor.fetchall())
