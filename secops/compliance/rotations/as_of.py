"""The verdicts of another moment: the clock moves, the facts are those stored now up to then.

For a moment to come the law is read with that clock. For one that has passed, later exposures and
readings are taken away and the facts counted anew, by the very code that counts them every day, in
a transaction that is then undone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction

from secops.compliance.rotations.derive import policy_params
from secops.compliance.rotations.facts import facts_in
from secops.compliance.rotations.law.verdict import verdict_sql
from secops.compliance.rotations.models import Campaign, Rotation
from secops.compliance.rotations.scopes import Scope, these, whole_campaign
from secops.inventory.facts import derive_exposures, lock_facts
from secops.inventory.mass_reset import mark_mass_resets
from secops.inventory.reading_facts import derive_readings
from secops.rules.rotation import DEFAULT_POLICY, DONE, Facts, State, Verdict, derive


@dataclass(slots=True)
class Status:
    """How a campaign stands at a moment: accounts by state, altogether and by department's code
    ("" = without one)."""

    states: dict[State, int] = field(default_factory=lambda: dict.fromkeys(State, 0))
    by_department: dict[str, dict[State, int]] = field(default_factory=dict)
    usable: int = 0

    @property
    def total(self) -> int:
        return sum(self.states.values())

    @property
    def done(self) -> int:
        return sum(n for state, n in self.states.items() if state in DONE)


_STORED = """
SELECT r.department_id, r.state, r.usable FROM rotations_rotation r
JOIN rotations_campaign c ON c.id = r.campaign_id
JOIN inventory_account a ON a.id = r.account_id WHERE {scope}
"""


def status_at(campaign: Campaign, *, at: datetime, now: datetime) -> Status:
    """Derive a whole campaign for a moment, without writing; a closed one stays what it was."""
    where = whole_campaign(campaign.pk)
    closed = campaign.state == Campaign.State.CLOSED
    rows = _STORED.format(scope=where.sql) if closed else verdict_sql(where)
    status = Status()
    with _facts_up_to(where, at, now), connection.cursor() as cursor:
        cursor.execute(
            "SELECT COALESCE(d.code, ''), v.state, count(*), count(*) FILTER (WHERE v.usable) "
            f"FROM ({rows}) AS v LEFT JOIN accounts_department d ON d.id = v.department_id "
            "GROUP BY 1, 2 ORDER BY 1, 2",
            where.params | policy_params(DEFAULT_POLICY) | {"at": at},
        )
        for code, name, accounts, usable in cursor.fetchall():
            state = State(name)
            status.states[state] += accounts
            status.by_department.setdefault(code, {})[state] = accounts
            status.usable += usable
    return status


def verdict_at(rotation: Rotation, *, at: datetime, now: datetime) -> tuple[Facts, Verdict]:
    """The facts of one account up to a moment, and what the law says of them then."""
    where = these([rotation.pk])
    with _facts_up_to(where, at, now):
        facts = facts_in(where, at=at)[rotation.pk]
    return facts, derive(facts, at=at)


_SCOPED = """
CREATE TEMP TABLE as_of ON COMMIT DROP AS
SELECT DISTINCT r.account_id FROM rotations_rotation r
JOIN rotations_campaign c ON c.id = r.campaign_id
JOIN inventory_account a ON a.id = r.account_id
WHERE {scope}
"""
_LATER_EXPOSURES = """
DELETE FROM inventory_exposure e USING as_of WHERE e.account_id = as_of.account_id
AND e.received_at > %(at)s
"""
_LATER_READINGS = """
DELETE FROM inventory_reading r USING as_of WHERE r.account_id = as_of.account_id
AND r.read_at > %(at)s
"""


@contextmanager
def _facts_up_to(where: Scope, at: datetime, now: datetime) -> Iterator[None]:
    if at >= now:
        yield
        return
    with transaction.atomic():
        lock_facts()
        with connection.cursor() as cursor:
            cursor.execute(_SCOPED.format(scope=where.sql), where.params)
            cursor.execute(_LATER_EXPOSURES, {"at": at})
            later_exposures = cursor.rowcount
            cursor.execute(_LATER_READINGS, {"at": at})
            later_readings = cursor.rowcount
        if later_exposures:
            derive_exposures("as_of")
        if later_readings:
            derive_readings("as_of")
            mark_mass_resets("as_of")
        yield
        transaction.set_rollback(True)
