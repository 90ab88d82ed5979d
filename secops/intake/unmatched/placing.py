"""Unmatched logins find their place: exposures follow, facts and rotations derive anew.

All ways to a place (a host assigned, a login assigned, a register that knows more now) fill the
temporary table `leak_placed` and end in `apply_places`. Runs inside the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from secops.compliance.rotations.derive import join_and_derive
from secops.intake.leaks.picture import forget_pictures
from secops.intake.leaks.places import our_places
from secops.intake.parsers import read_address
from secops.inventory.exposures import MERGE_LOCK
from secops.inventory.facts import derive_exposures
from secops.inventory.models import UnmatchedLogin


@dataclass(frozen=True, slots=True)
class Placed:
    """What a placement did: findings that found an account, accounts touched, campaign joiners."""

    findings: int = 0
    accounts: int = 0
    joined: int = 0


_START = """
DROP TABLE IF EXISTS leak_placed, leak_touched;
CREATE TEMP TABLE leak_placed ON COMMIT DROP AS
SELECT u.id AS unmatched_id, u.exposure_id, u.report_id, u.login_key,
       {application}::bigint AS application_id, NULL::bigint AS account_id
FROM inventory_unmatchedlogin u {hosts} WHERE {where};
"""

_ACCOUNTS = """
UPDATE leak_placed p SET account_id = known.account_id
FROM {known} known
WHERE p.account_id IS NULL AND known.application_id = p.application_id
  AND known.login_key = p.login_key
"""
_KNOWN = (
    "(SELECT id AS account_id, application_id, login_key FROM inventory_account)",
    "inventory_alias",
    "intake_loginrule",
)

# Where the same finding is known at the new place already, this one keeps its old place.
_EXPOSURES = """
UPDATE inventory_exposure e
SET application_id = p.application_id, account_id = p.account_id,
    place = CASE WHEN EXISTS (
        SELECT FROM inventory_exposure o
        WHERE o.fingerprint = e.fingerprint AND o.place = p.application_id AND o.id <> e.id
    ) THEN e.place ELSE p.application_id END
FROM leak_placed p
WHERE e.id = p.exposure_id
  AND (e.application_id, e.account_id) IS DISTINCT FROM (p.application_id, p.account_id)
"""

_QUEUE = """
WITH done AS (
    DELETE FROM inventory_unmatchedlogin u
    USING leak_placed p LEFT JOIN inventory_application a ON a.id = p.application_id
    WHERE u.id = p.unmatched_id AND (p.account_id IS NOT NULL OR a.public_users)
)
UPDATE inventory_unmatchedlogin u SET application_id = p.application_id
FROM leak_placed p
WHERE u.id = p.unmatched_id AND p.account_id IS NULL
  AND u.application_id IS DISTINCT FROM p.application_id
"""


def place(
    where: str, params: Mapping[str, Any], *, application_id: int | None = None, at: datetime
) -> Placed:
    """Place the unmatched logins that `where` (ours, not input) names, alias `u`.

    With `application_id` they belong to that application now, else to the one they have.
    """
    application = "%(application)s" if application_id is not None else "u.application_id"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [MERGE_LOCK])
        cursor.execute(
            _START.format(application=application, hosts="", where=where),
            {**params, "application": application_id},
        )
    return apply_places(at=at)


def match_again(*, at: datetime) -> Placed:
    """Try the whole queue against what is registered now: after a register was imported."""
    hosts = _hosts_known_now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [MERGE_LOCK])
        cursor.execute(
            "DROP TABLE IF EXISTS leak_host; CREATE TEMP TABLE leak_host "
            "(host text PRIMARY KEY, application_id bigint NOT NULL) ON COMMIT DROP"
        )
        cursor.executemany("INSERT INTO leak_host VALUES (%s, %s)", list(hosts.items()))
        cursor.execute(
            _START.format(
                application="COALESCE(u.application_id, h.application_id)",
                hosts="LEFT JOIN leak_host h ON u.application_id IS NULL AND h.host = u.host",
                where="u.application_id IS NOT NULL OR h.application_id IS NOT NULL",
            )
        )
    return apply_places(at=at)


def _hosts_known_now() -> dict[str, int]:
    """Hosts of the queue without an application that belong to one by now."""
    index = our_places().index
    found: dict[str, int] = {}
    waiting = UnmatchedLogin.objects.filter(application=None).values_list("host", flat=True)
    for host in waiting.order_by("host").distinct().iterator():
        address = read_address(host)
        application = index.judge(address).application if address else None
        if application is None and address:  # an Android package is written like a host
            application = index.judge(address._replace(package=address.host)).application
        if application is not None:
            found[host] = int(application)
    return found


def apply_places(*, at: datetime) -> Placed:
    """Write what `leak_placed` says, then derive facts and rotations of the accounts."""
    with connection.cursor() as cursor:
        for known in _KNOWN:
            cursor.execute(_ACCOUNTS.format(known=known))
        cursor.execute(_EXPOSURES)
        cursor.execute(_QUEUE)
        cursor.execute(
            "CREATE TEMP TABLE leak_touched ON COMMIT DROP AS "
            "SELECT DISTINCT account_id FROM leak_placed WHERE account_id IS NOT NULL"
        )
        accounts = cursor.rowcount
        cursor.execute("SELECT count(account_id) FROM leak_placed")
        row = cursor.fetchone()
    findings = int(row[0]) if row else 0
    forget_pictures("leak_placed")
    if not accounts:
        return Placed()
    derive_exposures("leak_touched")
    derived = join_and_derive("leak_touched", at=at)
    return Placed(findings, accounts, derived.joined)
