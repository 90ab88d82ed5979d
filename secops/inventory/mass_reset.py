"""Passwords changed by an administrator for many at once are no act of their holders.

RULES 1, *mass reset*: at least `Policy.mass_reset_accounts` accounts of one application whose
password changed in the same second; values that know only the day never count. Whether the office
believes such a reset is a decision kept by the rotations.
"""

from __future__ import annotations

from django.db import connection

from secops.inventory.facts import lock_facts
from secops.inventory.models import AccountFacts
from secops.rules.rotation import DEFAULT_POLICY, Policy

_CHANGE = "COALESCE(f.change_from, a.register_changed_from)"
_CHANGE_END = "CASE WHEN f.change_from IS NULL THEN a.register_changed_to ELSE f.change_to END"

#: Where the accounts are left whose mark changed.
MARKED = "mass_reset_marked"
_MARKED = f"""
CREATE TEMP TABLE IF NOT EXISTS {MARKED} (account_id bigint NOT NULL) ON COMMIT DROP;
TRUNCATE {MARKED};
"""

# An account without a row of facts gets one only where there is something to say.
_MARK = """
WITH known AS (
    SELECT a.id, a.application_id, f.mass_reset,
           CASE WHEN {change} = {change_end} THEN date_trunc('second', {change}) END AS second
    FROM inventory_account a
    LEFT JOIN inventory_accountfacts f ON f.account_id = a.id
    WHERE a.application_id IN (
        SELECT DISTINCT touched.application_id
        FROM inventory_account touched
        WHERE touched.id IN (SELECT account_id FROM {table})
    )
), resets AS (
    SELECT application_id, second
    FROM known WHERE second IS NOT NULL
    GROUP BY application_id, second
    HAVING count(*) >= %(accounts)s
), judged AS (
    SELECT known.id, known.mass_reset, resets.second IS NOT NULL AS by_administrator
    FROM known LEFT JOIN resets USING (application_id, second)
), written AS (
    INSERT INTO inventory_accountfacts AS f (account_id, mass_reset, {columns})
    SELECT id, by_administrator, {defaults}
    FROM judged
    WHERE COALESCE(mass_reset, FALSE) <> by_administrator
    ORDER BY id
    ON CONFLICT (account_id) DO UPDATE SET mass_reset = excluded.mass_reset
    RETURNING f.account_id
)
INSERT INTO {marked} SELECT account_id FROM written
"""


def mark_mass_resets(table: str, *, policy: Policy = DEFAULT_POLICY) -> int:
    """Look for mass resets in the applications of the accounts in `table`; write what changed.

    `table` (ours, with a column `account_id`) is what an import touched. The accounts whose mark
    changed, also those that the import did not name, are left in the temporary table
    `mass_reset_marked`, so that they are derived, too. Returns how many.
    """
    lock_facts()
    needed = {
        str(field.column): _literal(field.get_default())
        for field in AccountFacts._meta.concrete_fields
        if not field.null and field.column not in ("account_id", "mass_reset")
    }
    sql = _MARK.format(
        table=connection.ops.quote_name(table),
        marked=MARKED,
        change=_CHANGE,
        change_end=_CHANGE_END,
        columns=", ".join(needed),
        defaults=", ".join(needed.values()),
    )
    with connection.cursor() as cursor:
        cursor.execute(_MARKED)
        cursor.execute(sql, {"accounts": policy.mass_reset_accounts})
        return int(cursor.rowcount)


def _literal(default: object) -> str:
    """The default of a column of facts as SQL: a number, a truth or an empty text."""
    return "''" if default == "" else str(default).upper()
