"""What readings say together about an account: the readings half of `AccountFacts`.

Each fact is that of the newest reading that carries it (RULES 1, *Readings*), from files that were
not withdrawn. A new file is added to what is known; only accounts for which that is not enough (a
late older reading, two readings of one account, a change that went back) are counted anew.
Both ways give the same facts: `tests/readings` proves it on random readings.
"""

from __future__ import annotations

from django.db import connection

from secops.inventory.facts import lock_facts
from secops.inventory.models import ReadingsFile

#: Columns of this half, in the order of the statements below.
COLUMNS = (
    "read_at",
    "change_from",
    "change_to",
    "change_read_at",
    "change_origin",
    "went_back",
    "username_changed_at",
    "sessions_revoked_at",
    "open_sessions",
    "sessions_read_at",
    "zero_sessions_at",
    "disabled_at",
    "last_login_at",
    "must_change",
)
#: Columns of the other halves that a new row must have.
_OTHERS = "exposures, device_unclean, mass_reset, mass_reset_believed"
_OTHERS_NONE = "0, false, false, false"

#: Where the accounts are left whose readings said something new.
TOLD = "readings_told"

# One look at what was known sorts the accounts: of most a daily file says nothing new but that it
# is still so. A change, an origin, an end, a revocation other than before is new; so is the first
# reading without sessions since the change.
_SORT = f"""
CREATE TEMP TABLE {TOLD} ON COMMIT DROP AS
SELECT sorted.* FROM (
    SELECT r.account_id, f.account_id IS NULL AS first,
        COALESCE(f.read_at > r.read_at OR f.went_back OR r.changed_to < f.change_to, FALSE)
            OR {{several}} AS again,
        f.account_id IS NULL
        OR (r.changed_from IS NOT NULL AND (
            (r.changed_from, r.changed_to) IS DISTINCT FROM (f.change_from, f.change_to)
            OR (f.change_origin <> %(origin)s AND %(origin)s <> 'department')))
        OR r.username_changed_at <> COALESCE(f.username_changed_at, '-infinity')
        OR r.sessions_revoked_at <> COALESCE(f.sessions_revoked_at, '-infinity')
        OR (r.carries_disabled AND r.disabled_at IS DISTINCT FROM f.disabled_at)
        OR (r.open_sessions = 0 AND NOT COALESCE(f.zero_sessions_at > f.change_to, FALSE))
        AS news
    FROM {{table}} r LEFT JOIN inventory_accountfacts f ON f.account_id = r.account_id
) sorted WHERE news OR again
"""
_SEVERAL = """
r.account_id IN (SELECT account_id FROM {table} GROUP BY account_id HAVING count(*) > 1)
"""
_SORTED = f"""
SELECT count(*) FILTER (WHERE again), count(*) FILTER (WHERE first AND NOT again),
    (SELECT count(*) FROM {{table}}) - count(*) FILTER (WHERE first OR again)
FROM {TOLD}
"""
_NOT_AGAIN = f"NOT EXISTS (SELECT 1 FROM {TOLD} t WHERE t.account_id = r.account_id AND t.again)"

# A department's own measurement of what somebody else has read before does not weaken it.
_NEXT = """
UPDATE inventory_accountfacts f SET
    read_at = r.read_at,
    change_from = COALESCE(r.changed_from, f.change_from),
    change_to = COALESCE(r.changed_to, f.change_to),
    change_read_at = CASE WHEN r.changed_from IS NULL THEN f.change_read_at ELSE r.read_at END,
    change_origin = CASE
        WHEN r.changed_from IS NULL THEN f.change_origin
        WHEN %(origin)s = 'department' AND f.change_origin <> ''
             AND (r.changed_from, r.changed_to) = (f.change_from, f.change_to)
        THEN f.change_origin ELSE %(origin)s END,
    username_changed_at = COALESCE(r.username_changed_at, f.username_changed_at),
    sessions_revoked_at = COALESCE(r.sessions_revoked_at, f.sessions_revoked_at),
    open_sessions = COALESCE(r.open_sessions, f.open_sessions),
    sessions_read_at = CASE WHEN r.open_sessions IS NULL THEN f.sessions_read_at ELSE r.read_at END,
    zero_sessions_at = CASE WHEN r.open_sessions = 0 THEN r.read_at ELSE f.zero_sessions_at END,
    disabled_at = CASE WHEN r.carries_disabled THEN r.disabled_at ELSE f.disabled_at END,
    last_login_at = COALESCE(r.last_login_at, f.last_login_at),
    must_change = COALESCE(r.must_change, f.must_change)
FROM {table} r WHERE f.account_id = r.account_id AND {fresh}
"""

_FIRST = f"""
INSERT INTO inventory_accountfacts (account_id, {_OTHERS}, {", ".join(COLUMNS)})
SELECT account_id, {_OTHERS_NONE}, read_at, changed_from, changed_to,
       CASE WHEN changed_from IS NOT NULL THEN read_at END,
       CASE WHEN changed_from IS NOT NULL THEN %(origin)s ELSE '' END,
       false, username_changed_at, sessions_revoked_at, open_sessions,
       CASE WHEN open_sessions IS NOT NULL THEN read_at END,
       CASE WHEN open_sessions = 0 THEN read_at END,
       disabled_at, last_login_at, must_change
FROM {{table}} r
WHERE NOT EXISTS (SELECT 1 FROM inventory_accountfacts f WHERE f.account_id = r.account_id)
  AND {{fresh}}
ORDER BY account_id
"""


def _newest(column: str, carried: str) -> str:
    return f"(array_agg({column} ORDER BY r.read_at DESC, r.id DESC) FILTER (WHERE {carried}))[1]"


_ANEW = f"""
INSERT INTO inventory_accountfacts AS f (account_id, {_OTHERS}, {", ".join(COLUMNS)})
SELECT k.account_id, {_OTHERS_NONE}, k.read_at, k.changed_from, k.changed_to, k.change_read_at,
    COALESCE(CASE WHEN k.change_origin = 'department' THEN (
        SELECT o.origin FROM inventory_reading r
        JOIN inventory_readingsfile o ON o.id = r.file_id AND o.withdrawn_at IS NULL
        WHERE r.account_id = k.account_id AND o.origin <> 'department'
          AND (r.changed_from, r.changed_to) = (k.changed_from, k.changed_to)
        ORDER BY r.read_at DESC, r.id DESC LIMIT 1) END, k.change_origin, ''),
    COALESCE(k.latest_change > k.changed_to, false),
    k.username_changed_at, k.sessions_revoked_at, k.open_sessions, k.sessions_read_at,
    k.zero_sessions_at, k.disabled_at, k.last_login_at, k.must_change
FROM (
    SELECT t.account_id, max(r.read_at) AS read_at,
        {_newest("r.changed_from", "r.changed_from IS NOT NULL")} AS changed_from,
        {_newest("r.changed_to", "r.changed_from IS NOT NULL")} AS changed_to,
        {_newest("r.read_at", "r.changed_from IS NOT NULL")} AS change_read_at,
        {_newest("r.origin", "r.changed_from IS NOT NULL")} AS change_origin,
        max(r.changed_from) AS latest_change,
        {_newest("r.username_changed_at", "r.username_changed_at IS NOT NULL")}
            AS username_changed_at,
        {_newest("r.sessions_revoked_at", "r.sessions_revoked_at IS NOT NULL")}
            AS sessions_revoked_at,
        {_newest("r.open_sessions", "r.open_sessions IS NOT NULL")} AS open_sessions,
        {_newest("r.read_at", "r.open_sessions IS NOT NULL")} AS sessions_read_at,
        max(r.read_at) FILTER (WHERE r.open_sessions = 0) AS zero_sessions_at,
        {_newest("r.disabled_at", "r.carries_disabled")} AS disabled_at,
        {_newest("r.last_login_at", "r.last_login_at IS NOT NULL")} AS last_login_at,
        {_newest("r.must_change", "r.must_change IS NOT NULL")} AS must_change
    FROM (SELECT DISTINCT account_id FROM {{table}} AS named) t
    LEFT JOIN (
        SELECT r.*, o.origin FROM inventory_reading r
        JOIN inventory_readingsfile o ON o.id = r.file_id AND o.withdrawn_at IS NULL
    ) r ON r.account_id = t.account_id
    GROUP BY t.account_id
) k ORDER BY k.account_id
ON CONFLICT (account_id) DO UPDATE SET {", ".join(f"{c} = excluded.{c}" for c in COLUMNS)}
"""


_COVERED = """
INSERT INTO inventory_readingscover (file_id, application_id, department_id, accounts, read_at)
SELECT %(file)s, a.application_id, a.department_id, count({distinct} t.account_id), max(t.read_at)
FROM {table} t JOIN inventory_account a ON a.id = t.account_id
GROUP BY a.application_id, a.department_id
"""


def add_readings(table: str, file: ReadingsFile, *, several: bool) -> None:
    """Add readings just inserted to what is known of their accounts.

    `table` (temporary, ours, not input) holds them with the columns of `Reading`; `file` is theirs;
    `several` says whether an account may have more than one of them. Leaves in `readings_told` the
    accounts about which they say something new; of the others only the time moved at which it was
    still so. Keeps with the file what it covers (`ReadingsCover`).
    """
    lock_facts()
    with connection.cursor() as cursor:
        distinct = "DISTINCT" if several else ""
        cursor.execute(_COVERED.format(table=table, distinct=distinct), {"file": file.pk})
        cursor.execute(f"DROP TABLE IF EXISTS {TOLD}")
        repeated = _SEVERAL.format(table=table) if several else "FALSE"
        cursor.execute(_SORT.format(table=table, several=repeated), {"origin": file.origin})
        cursor.execute(_SORTED.format(table=table))
        again, first, known = cursor.fetchone()
        places = {"table": table, "fresh": _NOT_AGAIN if again else "true"}
        for wanted, statement in ((known, _NEXT), (first, _FIRST)):
            if wanted:
                cursor.execute(statement.format(**places), {"origin": file.origin})
        if again:
            cursor.execute(_ANEW.format(table=f"(SELECT account_id FROM {TOLD} WHERE again)"))


def derive_readings(table: str) -> None:
    """Count the readings of the accounts in a (temporary) table anew; `table` is ours, not input.

    For withdrawals. `table` has a column `account_id`.
    """
    lock_facts()
    with connection.cursor() as cursor:
        cursor.execute(_ANEW.format(table=table))
