"""The auditor: each open duty and account has a next step in the future, or a reason why not.

Every few minutes, as part of the tick. What has neither is a finding: a row with when it was first
and last seen, resolved by the round that does not see it any more. Reasons are counted, not stored
one by one; a round over a million accounts is a handful of statements.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from secops.reminders.engine import remind
from secops.watch.accounts import open_accounts
from secops.watch.duties import open_duties
from secops.watch.models import Finding, Round
from secops.watch.policy import DUE_WITHIN, ROUND_EVERY

FINDINGS = frozenset(Finding.Kind.values)


@dataclass(frozen=True, slots=True)
class Rest:
    """Open accounts of one campaign and department, or one duty, that rest for the same reason."""

    why: str
    n: int
    oldest_at: datetime | None = None
    campaign_id: int | None = None
    department_id: int | None = None
    directive_id: int | None = None
    duty_id: int | None = None


def go_round(*, at: datetime) -> bool:
    """Look at everything that is open, if the last round is long enough ago; part of the tick."""
    if not _claim(at):
        return False
    accounts = [
        Rest(why, n, oldest, campaign, department)
        for campaign, department, why, n, oldest in open_accounts(at=at)
    ]
    duties = [
        Rest(why, n, due, None, department, directive, duty)
        for directive, duty, department, why, n, due in open_duties(at=at)
    ]
    with transaction.atomic():
        settle([*accounts, *duties, *_stuck(at)], at=at)
        Round.objects.filter(pk=1).update(
            finished_at=at, accounts=_by_reason(accounts), duties=_by_reason(duties)
        )
    return True


_CLAIM = """
INSERT INTO watch_round (id, started_at, accounts, duties) VALUES (1, %(at)s, '{}', '{}')
ON CONFLICT (id) DO UPDATE SET started_at = excluded.started_at
WHERE watch_round.started_at <= %(before)s
RETURNING id
"""


def _claim(at: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"at": at, "before": at - ROUND_EVERY})
        return cursor.fetchone() is not None


def _stuck(at: datetime) -> list[Rest]:
    """People to whom a reminder should have been promised a while ago: asked of the engine itself,
    as it would have answered then."""
    missed = remind(at=at - DUE_WITHIN, dry_run=True)
    return [Rest(Finding.Kind.STUCK, len(missed.people))] if missed.people else []


def _by_reason(rests: Iterable[Rest]) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for rest in rests:
        counted[rest.why] += rest.n
    return dict(counted)


_SETTLE = """
WITH seen AS (
    SELECT * FROM jsonb_to_recordset(%(rows)s::jsonb) AS w (
        kind text, campaign_id bigint, department_id bigint, directive_id bigint,
        duty_id bigint, n int, oldest_at timestamptz)
), kept AS (
    INSERT INTO watch_finding (kind, campaign_id, department_id, directive_id, duty_id, n,
        oldest_at, first_seen_at, last_seen_at)
    SELECT kind, campaign_id, department_id, directive_id, duty_id, n, oldest_at, %(at)s, %(at)s
    FROM seen
    ON CONFLICT (kind, campaign_id, department_id, directive_id, duty_id)
        WHERE resolved_at IS NULL
    DO UPDATE SET n = excluded.n, oldest_at = excluded.oldest_at, last_seen_at = %(at)s
)
UPDATE watch_finding f SET resolved_at = %(at)s
WHERE f.resolved_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM seen WHERE seen.kind = f.kind
        AND seen.campaign_id IS NOT DISTINCT FROM f.campaign_id
        AND seen.department_id IS NOT DISTINCT FROM f.department_id
        AND seen.directive_id IS NOT DISTINCT FROM f.directive_id
        AND seen.duty_id IS NOT DISTINCT FROM f.duty_id)
"""


def settle(rests: Iterable[Rest], *, at: datetime) -> None:
    """Write what this round found, and resolve what it did not find again."""
    rows: list[dict[str, Any]] = [
        {
            "kind": rest.why,
            "campaign_id": rest.campaign_id,
            "department_id": rest.department_id,
            "directive_id": rest.directive_id,
            "duty_id": rest.duty_id,
            "n": rest.n,
            "oldest_at": rest.oldest_at.isoformat() if rest.oldest_at else None,
        }
        for rest in rests
        if rest.why in FINDINGS
    ]
    with connection.cursor() as cursor:
        cursor.execute(_SETTLE, {"rows": json.dumps(rows), "at": at})
