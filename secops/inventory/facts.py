"""What is known of an account, derived from exposures and readings: the one writer of
`AccountFacts`.

Every function works on a set of accounts and runs inside its caller's transaction; `lock_facts`
keeps two writers of large sets from waiting for each other in a circle.
"""

from __future__ import annotations

from django.db import connection

#: The advisory lock of all that write many facts at once.
FACTS_LOCK = 7_302


def lock_facts() -> None:
    """Wait until no other transaction writes facts; held to the end of this one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FACTS_LOCK])


# Two plain statements: ON CONFLICT would cost a third more, and the lock makes them safe.
_ADD_TO_KNOWN = """
UPDATE inventory_accountfacts f SET
    exposures = f.exposures + t.exposures,
    first_exposure = LEAST(f.first_exposure, t.first_exposure),
    newest_exposure = GREATEST(f.newest_exposure, t.newest_exposure),
    newest_received = GREATEST(f.newest_received, t.newest_received),
    reseen_at = GREATEST(f.reseen_at, t.reseen_at),
    device_unclean = f.device_unclean OR t.device_unclean
FROM leak_touched t WHERE f.account_id = t.account_id
"""
_ADD_NEW = """
INSERT INTO inventory_accountfacts (
    account_id, exposures, first_exposure, newest_exposure, newest_received, reseen_at,
    device_unclean, change_origin, went_back, mass_reset, mass_reset_believed
)
SELECT account_id, exposures, first_exposure, newest_exposure, newest_received, reseen_at,
       device_unclean, '', false, false, false
FROM leak_touched t
WHERE NOT EXISTS (SELECT FROM inventory_accountfacts f WHERE f.account_id = t.account_id)
ORDER BY account_id
"""

# A computer cleaned before the finding is not clean of it.
_DERIVE = """
INSERT INTO inventory_accountfacts AS f (
    account_id, exposures, first_exposure, newest_exposure, newest_received, reseen_at,
    device_unclean, change_origin, went_back, mass_reset, mass_reset_believed
)
SELECT t.account_id, count(e.id), min(e.effective_at), max(e.effective_at), max(e.received_at),
       max(e.reseen_at),
       COALESCE(bool_or(u.exposure_id IS NOT NULL), false), '', false, false, false
FROM (SELECT DISTINCT account_id FROM {table}) t
LEFT JOIN (
    inventory_exposure e
    JOIN inventory_leakreport r ON r.id = e.report_id AND r.withdrawn_at IS NULL
) ON e.account_id = t.account_id
LEFT JOIN (
    SELECT DISTINCT s.exposure_id
    FROM {table} t
    JOIN inventory_exposure e ON e.account_id = t.account_id
    JOIN inventory_sighting s ON s.exposure_id = e.id
    JOIN inventory_leakreport r ON r.id = s.report_id AND r.withdrawn_at IS NULL
    JOIN inventory_device d ON d.id = s.device_id
    WHERE COALESCE(d.cleaned_at < s.seen_at, true)
) u ON u.exposure_id = e.id
GROUP BY t.account_id ORDER BY t.account_id
ON CONFLICT (account_id) DO UPDATE SET
    exposures = excluded.exposures,
    first_exposure = excluded.first_exposure,
    newest_exposure = excluded.newest_exposure,
    newest_received = excluded.newest_received,
    reseen_at = excluded.reseen_at,
    device_unclean = excluded.device_unclean
"""


def add_exposures() -> None:
    """Add what `exposures.merge` left in `leak_touched`, one row an account."""
    lock_facts()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE leak_touched (account_id)")
        cursor.execute(_ADD_TO_KNOWN)
        cursor.execute(_ADD_NEW)


def derive_exposures(table: str) -> None:
    """Count the exposures of the accounts in a (temporary) table anew; `table` is ours, not input.

    For withdrawals, assignments by hand and cleaned computers.
    """
    lock_facts()
    with connection.cursor() as cursor:
        cursor.execute(_DERIVE.format(table=table))
