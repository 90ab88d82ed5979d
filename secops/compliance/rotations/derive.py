"""The one writer of a rotation's state: RULES 1 as one UPDATE, written only where it changed.

Who changes a fact derives in the same transaction: actions of this app for single rotations,
imports for a table of touched accounts. Bulk derivations and small ones keep out of each other's
way by an advisory lock (bulk alone, small ones together, each behind its row locks): otherwise an
answer given while an import derives could be overwritten by what the import had read before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from secops import statements
from secops.compliance.rotations import scopes
from secops.compliance.rotations.few import derive_few
from secops.compliance.rotations.law.facts import DECIDED_IN
from secops.compliance.rotations.law.verdict import verdict_of_running_sql
from secops.compliance.rotations.membership import base_sql, join_sql, overlap_sql
from secops.compliance.rotations.scopes import Scope
from secops.inventory.mass_reset import MARKED, mark_mass_resets
from secops.rules.rotation import DEFAULT_POLICY, DONE_ANSWERS, Policy, State

#: Any number, the same for all who derive.
_LOCK = 7_261_001

#: What helps a statement over many rows: hash joins in memory whatever the statistics of a
#: table filled a moment ago say, and no compiling.
_BULK_SETTINGS = {"work_mem": "128MB", "enable_nestloop": "off", "jit": "off"}


@dataclass(frozen=True, slots=True)
class DeriveResult:
    """What a derivation did: accounts that joined a campaign, rows changed, moves between states.

    `moves` counts (state before, state now) of the changed rows.
    """

    joined: int = 0
    changed: int = 0
    moves: dict[tuple[str, str], int] = field(default_factory=dict)

    def entered(self, state: State) -> int:
        """How many came into a state they were not in."""
        return sum(n for (was, now), n in self.moves.items() if now == state and was != state)

    @property
    def reexposed(self) -> int:
        """How many leaked again after they had been changed."""
        return self.entered(State.REEXPOSED)


def join_and_derive(
    table: str, *, at: datetime, received_at: datetime | None = None
) -> DeriveResult:
    """After an import of exposures: let newly exposed accounts join, then derive all touched ones.

    `table` has a column `account_id bigint` with the touched accounts (twice is harmless); their
    `AccountFacts` are up to date. Those that are exposed and in the scope of a running campaign but
    not in it join it, marked `joined_later`. `received_at` is the report's: only a report received
    before a campaign's order (or an account's joining) can move a base, and looking for that costs
    time; None looks always.
    """
    with transaction.atomic(), connection.cursor() as cursor, _alone(cursor):
        cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")
        if _may_move_a_base(cursor, received_at):
            cursor.execute(base_sql(scopes.accounts_in(table).sql))
        cursor.execute(join_sql(table), {"at": at})
        joined = cursor.rowcount
        if joined:
            cursor.execute(overlap_sql(table))
        return _derive(cursor, scopes.accounts_in(table), at, DEFAULT_POLICY, joined)


def derive_for_facts(table: str, *, at: datetime) -> DeriveResult:
    """After an import of readings or registers, or a withdrawal of readings: look for mass resets,
    then derive the accounts named in `table` (column `account_id bigint`), and those whose mark of
    a mass reset changed, in all running campaigns."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {connection.ops.quote_name(table)} (account_id)")
        mark_mass_resets(table)
        with _alone(cursor):
            return _derive(cursor, scopes.accounts_in(table, MARKED), at, DEFAULT_POLICY)


def derive_for_readings(told: str, read: str, *, at: datetime) -> DeriveResult:
    """After an import of readings: the accounts in `told`, about which it said something new, and
    of those in `read` the ones whose holder says that he has changed his password. Where it is
    still as it was, only the later time of reading can turn a state, and only theirs."""
    with transaction.atomic(), connection.cursor() as cursor:
        lock_all_rotations()
        cursor.execute(_ANSWERED.format(told=told, read=read), {"done": sorted(DONE_ANSWERS)})
        return derive_for_facts(told, at=at)


def derive_after_withdrawal(table: str, *, at: datetime) -> DeriveResult:
    """After a report was withdrawn or its `leaked_before` was set: the base may move, too."""
    with transaction.atomic(), connection.cursor() as cursor, _alone(cursor):
        cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")
        cursor.execute(base_sql(scopes.accounts_in(table).sql))
        return _derive(cursor, scopes.accounts_in(table), at, DEFAULT_POLICY)


def derive_rotations(
    where: Scope, *, at: datetime, policy: Policy = DEFAULT_POLICY
) -> DeriveResult:
    """Derive the rotations of a scope and write what changed."""
    with transaction.atomic(), connection.cursor() as cursor:
        if where.bulk:
            with _alone(cursor):
                return _derive(cursor, where, at, policy)
        return derive_locked(lock_rotations(where), at=at, policy=policy)


def derive_locked(
    rotation_ids: Sequence[int], *, at: datetime, policy: Policy = DEFAULT_POLICY
) -> DeriveResult:
    """Derive rotations that this transaction has locked, and write what changed."""
    if len(rotation_ids) <= scopes.FEW:
        moves = derive_few(rotation_ids, at=at, policy=policy)
        return DeriveResult(changed=moves.total(), moves=dict(moves))
    with connection.cursor() as cursor:
        return _derive(cursor, scopes.these(rotation_ids), at, policy)


def recheck(*, at: datetime) -> int:
    """Derive what time alone may have turned (an exemption's end); every minute."""
    return derive_rotations(scopes.due_for_recheck(at), at=at).changed


def lock_rotations(where: Scope) -> list[int]:
    """Take the rows of a small scope for this transaction, in order; return their ids.

    An action does this before it writes the fact from which it will derive.
    """
    statements.rows("SELECT pg_advisory_xact_lock_shared(%s)", [_LOCK])
    sql = (
        "SELECT r.id FROM rotations_rotation r "
        "JOIN rotations_campaign c ON c.id = r.campaign_id "
        "JOIN inventory_account a ON a.id = r.account_id "
        f"WHERE {where.running} ORDER BY r.id FOR UPDATE OF r"
    )
    if where.by_key:
        return [row[0] for row in statements.rows(sql, where.params)]
    with connection.cursor() as cursor:
        cursor.execute(sql, where.params)
        return [row[0] for row in cursor.fetchall()]


def lock_all_rotations() -> None:
    """Take the whole table against other derivations, before an action that writes facts of many
    rotations and then derives them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def policy_params(policy: Policy) -> dict[str, Any]:
    """The figures of the law that stand in the expression."""
    return {
        "contradiction_after": policy.contradiction_after,
        "early_window": policy.early_window,
    }


@contextmanager
def _alone(cursor: CursorWrapper) -> Iterator[None]:
    """Keep other derivations out until the transaction ends, and plan for many rows meanwhile."""
    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    names = list(_BULK_SETTINGS)
    cursor.execute("SELECT " + ", ".join(f"current_setting('{name}')" for name in names))
    before = dict(zip(names, cursor.fetchone(), strict=True))
    _set(cursor, _BULK_SETTINGS)
    yield
    _set(cursor, before)


def _set(cursor: CursorWrapper, settings: dict[str, str]) -> None:
    calls = ", ".join("set_config(%s, %s, TRUE)" for _ in settings)
    cursor.execute(f"SELECT {calls}", [part for item in settings.items() for part in item])


def _may_move_a_base(cursor: CursorWrapper, received_at: datetime | None) -> bool:
    cursor.execute(
        "SELECT EXISTS (SELECT 1 FROM rotations_campaign c "
        "WHERE c.state = 'running' AND c.cutoff IS NULL AND (%(received_at)s::timestamptz IS NULL "
        "OR c.ordered_at >= %(received_at)s OR EXISTS (SELECT 1 FROM rotations_rotation r "
        "WHERE r.campaign_id = c.id AND r.joined_later AND r.joined_at >= %(received_at)s)))",
        {"received_at": received_at},
    )
    (may,) = cursor.fetchone()
    return bool(may)


_ANSWERED = """
INSERT INTO {told} (account_id)
SELECT r.account_id FROM rotations_rotation r
JOIN rotations_campaign c ON c.id = r.campaign_id
WHERE r.answer = ANY(%(done)s) AND c.state = 'running'
  AND r.account_id IN (SELECT account_id FROM {read})
  AND r.account_id NOT IN (SELECT account_id FROM {told})
"""

#: Column of `Rotation` -> what the verdict says of it.
_WRITTEN = {
    "state": "state",
    "reasons": "reasons",
    "turn": "turn",
    "usable": "usable",
    "exposed": "newest_exposure IS NOT NULL",
    "possible_takeover": "possible_takeover",
    "alarming": "alarming",
    "answer": "COALESCE(answer, '')",
    "answered_at": "answered_at",
    "recheck_at": "next_recheck_at",
    "department_id": "department_id",
}

_SAID = ", ".join(f"{value} AS {column}" for column, value in _WRITTEN.items())

# Only what is written leaves the subquery: an UPDATE carries whole rows of what it joins.
_VERDICTS = f"SELECT id, was_state, {_SAID} FROM ({{verdict}}) AS verdict OFFSET 0"
_UPDATE = f"""
WITH {{before}} changed AS (
    UPDATE rotations_rotation AS rotation
    SET {", ".join(f"{column} = v.{column}" for column in _WRITTEN)}, derived_at = %(at)s
    FROM {{verdicts}} AS v
    WHERE rotation.id = v.id AND {{written}}
      AND ({", ".join(f"rotation.{column}" for column in _WRITTEN)})
          IS DISTINCT FROM ({", ".join(f"v.{column}" for column in _WRITTEN)})
    RETURNING v.was_state, rotation.state
)
SELECT was_state, state, count(*) FROM changed GROUP BY was_state, state
"""


def _update_sql(share: Scope, nowhere: frozenset[str]) -> str:
    """The statement for one share. Without nested loops the verdicts are joined as they come; with
    them they are gathered once, whatever a planner without statistics takes them for."""
    verdicts = _VERDICTS.format(verdict=verdict_of_running_sql(share, nowhere))
    if share.bulk:
        return _UPDATE.format(before="", verdicts=f"({verdicts})", written=share.written)
    return _UPDATE.format(
        before=f"verdicts AS MATERIALIZED ({verdicts}),", verdicts="verdicts", written=share.written
    )


_EXTENT = """
SELECT count(*), min(account_id), max(account_id) FROM (
    SELECT r.account_id FROM rotations_rotation r
    JOIN rotations_campaign c ON c.id = r.campaign_id
    JOIN inventory_account a ON a.id = r.account_id
    WHERE {scope}
) AS known
"""
_TABLES = "(SELECT account_id FROM {names}) AS known"
_EXTENT_OF_TABLES = f"SELECT count(*), min(account_id), max(account_id) FROM {_TABLES}"
_BY_SHARE = f"""
SELECT (account_id - %(first)s) / %(width)s, count(*) FROM {_TABLES} GROUP BY 1 ORDER BY 1
"""

#: So many accounts are derived at a time: their hash tables then fit into the processor's cache,
#: which halves the time of the joins (measured at 1,000,000), and memory stays bounded.
SHARE = 131_072
#: Of a share whose accounts are named by so many in the hundred all are derived: to look for each
#: of them costs more than to derive the few others, which changes nothing in them.
NEARLY_ALL = 80


def _derive(
    cursor: CursorWrapper, where: Scope, at: datetime, policy: Policy, joined: int = 0
) -> DeriveResult:
    moves: Counter[tuple[str, str]] = Counter()
    nowhere = _empty_tables(cursor) if where.bulk else frozenset()
    for share in _shares(cursor, where) if where.bulk else [where]:
        cursor.execute(
            _update_sql(share, nowhere),
            share.params | policy_params(policy) | {"at": at},
        )
        for was, now, n in cursor.fetchall():
            moves[was, now] += n
    return DeriveResult(joined=joined, changed=moves.total(), moves=dict(moves))


def _empty_tables(cursor: CursorWrapper) -> frozenset[str]:
    """Which tables of what people said and decided hold nothing; nobody adds to them meanwhile,
    for who does waits for the lock that a bulk derivation holds."""
    tables = sorted(set(DECIDED_IN.values()))
    cursor.execute("SELECT " + ", ".join(f"EXISTS (SELECT FROM {table})" for table in tables))
    return frozenset(
        table for table, filled in zip(tables, cursor.fetchone(), strict=True) if not filled
    )


def _shares(cursor: CursorWrapper, where: Scope) -> list[Scope]:
    """Cut a bulk scope by ranges of accounts, of about `SHARE` each where they lie evenly."""
    names = " UNION ALL SELECT account_id FROM ".join(map(connection.ops.quote_name, where.tables))
    if where.tables:
        cursor.execute(_EXTENT_OF_TABLES.format(names=names))
    else:
        cursor.execute(_EXTENT.format(scope=where.running), where.params)
    accounts, first, last = cursor.fetchone()
    if accounts <= SHARE:
        return [where]
    width = (last - first) // -(-accounts // SHARE) + 1
    if not where.tables:
        return [where.part(low, low + width - 1) for low in range(first, last + 1, width)]
    cursor.execute(_BY_SHARE.format(names=names), {"first": first, "width": width})
    shares = []
    for number, named in cursor.fetchall():
        low = first + number * width
        high = min(low + width - 1, last)
        nearly_all = 100 * named >= NEARLY_ALL * (high - low + 1)
        shares.append((replace(where, tables=()) if nearly_all else where).part(low, high))
    return shares


def derive_people(person_ids: Iterable[int], *, at: datetime) -> DeriveResult:
    """Derive the accounts of people whose addresses or holdings changed."""
    return derive_rotations(scopes.of_people(person_ids), at=at)
