"""Leaked rows become exposures: each is told once, whoever reports it and how often.

The caller stages the rows of one report (`Staging`), then `merge` does the rest in a few set-based
statements inside the caller's transaction: drop what is known, find the accounts, insert in the
order of accounts (two of four indexes then grow in order: a sixth cheaper than by fingerprint and
half the price of no order, measured at a million rows). An advisory lock keeps two merges apart;
the unique constraint stays as guard. Exposures have no foreign keys in the database (they cost more
than the whole import); `orphans` finds what a key would have refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, NamedTuple, Self

from django.db import connection

from secops.inventory.models import LeakReport

#: Advisory locks of this module, one number each, the same in every process.
MERGE_LOCK = 7_301
#: Memory the server may use for one sort or hash of a merge; only for this transaction.
WORK_MEM = "128MB"
#: Longest text kept of a login or host nobody could place.
LOGIN_SIGNS, HOST_SIGNS = 200, 260


StagedRow = tuple[str, int, int | None, str, str | None, str | None, datetime | None, int | None]
"""One row on its way in, in the order of `_COLUMNS`; a plain tuple, for there are millions.

`place` is the application's id, or `place_of_host` where it is unknown; only then `host` is given.
`login` is given where it is written otherwise than its key.
"""
_COLUMNS = (
    "fingerprint", "place", "application_id", "login_key", "login", "host", "own_date", "machine",
)  # fmt: skip


class SeenDevice(NamedTuple):
    """An infected computer as the report names it."""

    key: str
    name: str
    machine_user: str
    address: str
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did, in rows; `accounts` are distinct and matched."""

    duplicate: int
    already_known: int
    new: int
    matched: int
    unknown_account: int
    unknown_application: int
    accounts: int
    already_rotated: int


_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class Staging:
    """A temporary table that takes the rows of one report by COPY, batch by batch.

    Inside a transaction; the table is gone at its end. Memory stays constant.
    """

    def __init__(self) -> None:
        self._cursor = connection.cursor()
        self._cursor.execute(f"SET LOCAL work_mem = '{WORK_MEM}'")
        self._cursor.execute(_STAGED)
        self._context: Any = None
        self.rows = 0
        self.dated = False
        """Whether some row carries its own date."""

    def __enter__(self) -> Self:
        columns = ", ".join(_COLUMNS)
        self._context = self._cursor.copy(f"COPY leak_staged ({columns}) FROM STDIN")
        self._copy = self._context.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._context.__exit__(kind, error, trace)

    def add(self, rows: Iterable[StagedRow]) -> int:
        """Send one batch; returns how many rows it had."""
        lines = []
        for mark, place, application, key, login, host, own, machine in rows:
            if "\\" in key or not key.isprintable():
                key = key.translate(_ESCAPES)
            when = _NULL
            if own is not None:
                when = own.isoformat()
                self.dated = True
            lines.append(
                f"{mark}\t{place}\t{_NULL if application is None else application}\t{key}"
                f"\t{_NULL if login is None else login.translate(_ESCAPES)}"
                f"\t{_NULL if host is None else host.translate(_ESCAPES)}"
                f"\t{when}\t{_NULL if machine is None else machine}\n"
            )
        self._copy.write("".join(lines))
        self.rows += len(lines)
        return len(lines)


_NULL = "\\N"


_STAGED = """
DROP TABLE IF EXISTS leak_staged, leak_rule, leak_machine, leak_distinct, leak_known, leak_new,
    leak_touched;
CREATE TEMP TABLE leak_staged (
    fingerprint uuid NOT NULL, place bigint NOT NULL, application_id bigint,
    login_key text COLLATE "C" NOT NULL, login text, host text, own_date timestamptz, machine int
) ON COMMIT DROP;
CREATE TEMP TABLE leak_rule (
    application_id bigint NOT NULL, login_key text COLLATE "C" NOT NULL, account_id bigint NOT NULL
) ON COMMIT DROP;
CREATE TEMP TABLE leak_machine (
    machine int PRIMARY KEY, device_id bigint NOT NULL
) ON COMMIT DROP;
"""

# Repetitions inside the file: the earliest own date stands, the latest is when it was last seen.
_DISTINCT = """
CREATE TEMP TABLE leak_distinct ON COMMIT DROP AS
SELECT DISTINCT ON (fingerprint, place) *, {newest} AS newest
FROM leak_staged ORDER BY fingerprint, place, own_date NULLS LAST
"""
_NEWEST = "max(own_date) OVER (PARTITION BY fingerprint, place)"

_KNOWN = """
CREATE TEMP TABLE leak_known ON COMMIT DROP AS
SELECT e.id, e.account_id, d.fingerprint, d.place, d.newest, d.own_date,
       r.withdrawn_at IS NOT NULL AS revived,
       COALESCE(d.newest > COALESCE(e.last_seen_at, e.own_date, '-infinity'), false) AS later,
       %(stealer)s AND COALESCE(
           d.newest > COALESCE(e.reseen_at, e.own_date, '-infinity'), false
       ) AS stolen_again
FROM leak_distinct d
JOIN inventory_exposure e ON e.fingerprint = d.fingerprint AND e.place = d.place
LEFT JOIN inventory_leakreport r ON r.id = e.report_id
"""

# Known only from a report that was withdrawn: this report tells it, so it counts again.
_REVIVE = """
WITH back AS (
    UPDATE inventory_exposure e
    SET report_id = %(report)s, own_date = k.own_date, received_at = %(received_at)s,
        effective_at = LEAST(k.own_date, %(leaked_before)s, %(received_at)s),
        from_stealer = %(stealer)s, last_seen_at = NULL, reseen_at = NULL
    FROM leak_known k WHERE k.id = e.id AND k.revived
    RETURNING e.id
)
UPDATE inventory_unmatchedlogin u SET report_id = %(report)s
FROM back WHERE u.exposure_id = back.id
"""
_COUNT_REVIVED = """
WITH back AS (
    SELECT e.account_id, count(*) AS exposures, min(e.effective_at) AS first_exposure,
           max(e.effective_at) AS newest_exposure
    FROM leak_known k JOIN inventory_exposure e ON e.id = k.id
    WHERE k.revived AND e.account_id IS NOT NULL GROUP BY e.account_id
), known AS (
    UPDATE leak_touched t
    SET exposures = t.exposures + b.exposures,
        first_exposure = LEAST(t.first_exposure, b.first_exposure),
        newest_exposure = GREATEST(t.newest_exposure, b.newest_exposure),
        newest_received = %(received_at)s
    FROM back b WHERE b.account_id = t.account_id RETURNING t.account_id
)
INSERT INTO leak_touched (
    account_id, exposures, first_exposure, newest_exposure, newest_received, reseen_at,
    device_unclean
)
SELECT account_id, exposures, first_exposure, newest_exposure, %(received_at)s, NULL, false
FROM back WHERE account_id NOT IN (SELECT account_id FROM known)
"""

_NEW = """
CREATE TEMP TABLE leak_new ON COMMIT DROP AS
SELECT nextval(%(sequence)s) AS id, d.*,
       a.id AS account_id, a.register_changed_from,
       LEAST(d.own_date, %(leaked_before)s, %(received_at)s) AS effective_at
FROM leak_distinct d
LEFT JOIN inventory_account a
  ON a.application_id = d.application_id AND a.login_key = d.login_key
{fresh}
ORDER BY a.id {nothing}
"""
_FRESH = """
WHERE NOT EXISTS (
    SELECT FROM leak_known k WHERE k.fingerprint = d.fingerprint AND k.place = d.place
)
"""

_BY_OTHER_NAME = """
UPDATE leak_new n SET account_id = o.account_id, register_changed_from = a.register_changed_from
FROM {names} o JOIN inventory_account a ON a.id = o.account_id
WHERE n.account_id IS NULL
  AND o.application_id = n.application_id AND o.login_key = n.login_key
"""

_INSERT = """
INSERT INTO inventory_exposure (
    id, fingerprint, place, report_id, application_id, account_id, device_id, from_stealer,
    own_date, effective_at, received_at, last_seen_at, reseen_at
) OVERRIDING SYSTEM VALUE
SELECT n.id, n.fingerprint, n.place, %(report)s, n.application_id, n.account_id, {device},
       %(stealer)s, n.own_date, n.effective_at, %(received_at)s,
       CASE WHEN n.newest > n.own_date THEN n.newest END,
       CASE WHEN %(stealer)s AND n.newest > n.own_date THEN n.newest END
FROM leak_new n {machines}
"""

_QUEUE = """
INSERT INTO inventory_unmatchedlogin (
    exposure_id, report_id, host, login, login_key, application_id, ignored_why
)
SELECT n.id, %(report)s, left(COALESCE(n.host, ''), %(host_signs)s),
       left(COALESCE(n.login, n.login_key), %(login_signs)s),
       left(n.login_key, %(login_signs)s), n.application_id, ''
FROM leak_new n LEFT JOIN inventory_application p ON p.id = n.application_id
WHERE n.account_id IS NULL AND p.public_users IS NOT TRUE
"""

_REPEATED = """
INSERT INTO inventory_repetition (report_id, exposure_id, own_date, from_stealer)
SELECT %(report)s, id, newest, %(stealer)s FROM leak_known WHERE NOT revived ORDER BY id
"""

_SEEN_LATER = """
UPDATE inventory_exposure e
SET last_seen_at = CASE WHEN k.later THEN k.newest ELSE e.last_seen_at END,
    reseen_at = CASE WHEN k.stolen_again THEN k.newest ELSE e.reseen_at END
FROM leak_known k
WHERE k.id = e.id AND NOT k.revived AND (k.later OR k.stolen_again)
"""

_TOUCHED = """
CREATE TEMP TABLE leak_touched ON COMMIT DROP AS
SELECT n.account_id, count(*) AS exposures, min(n.effective_at) AS first_exposure,
       max(n.effective_at) AS newest_exposure, %(received_at)s::timestamptz AS newest_received,
       {reseen} AS reseen_at, false AS device_unclean
FROM leak_new n
WHERE n.account_id IS NOT NULL
GROUP BY n.account_id
"""

# Every computer counts, also where the login itself was known: it may be clean here, not there.
_SIGHTINGS = """
INSERT INTO inventory_sighting (report_id, device_id, exposure_id, seen_at)
SELECT %(report)s, m.device_id, e.id,
       max(LEAST(s.own_date, %(leaked_before)s, %(received_at)s))
FROM leak_staged s
JOIN leak_machine m ON m.machine = s.machine
JOIN inventory_exposure e ON e.fingerprint = s.fingerprint AND e.place = s.place
GROUP BY m.device_id, e.id
"""
_UNCLEAN = """
WITH unclean AS (
    SELECT DISTINCT e.account_id
    FROM inventory_sighting s
    JOIN inventory_device d ON d.id = s.device_id
    JOIN inventory_exposure e ON e.id = s.exposure_id
    WHERE s.report_id = %(report)s AND e.account_id IS NOT NULL
      AND COALESCE(d.cleaned_at < s.seen_at, true)
), known AS (
    UPDATE leak_touched t SET device_unclean = true
    FROM unclean u WHERE u.account_id = t.account_id RETURNING t.account_id
)
INSERT INTO leak_touched (
    account_id, exposures, first_exposure, newest_exposure, newest_received, reseen_at,
    device_unclean
)
SELECT account_id, 0, NULL, NULL, NULL, NULL, true FROM unclean
WHERE account_id NOT IN (SELECT account_id FROM known)
"""

# A stealer row that repeats a known secret later: the same password after a change?
_SEEN_AGAIN = """
WITH again AS (
    SELECT account_id, max(newest) AS reseen_at FROM leak_known
    WHERE account_id IS NOT NULL AND stolen_again AND NOT revived GROUP BY account_id
), known AS (
    UPDATE leak_touched t SET reseen_at = GREATEST(t.reseen_at, a.reseen_at)
    FROM again a WHERE a.account_id = t.account_id RETURNING t.account_id
)
INSERT INTO leak_touched (
    account_id, exposures, first_exposure, newest_exposure, newest_received, reseen_at,
    device_unclean
)
SELECT account_id, 0, NULL, NULL, NULL, reseen_at, false FROM again
WHERE account_id NOT IN (SELECT account_id FROM known)
"""

_COUNTS = """
SELECT count(*), count(account_id), count(*) FILTER (WHERE application_id IS NULL),
       count(*) FILTER (WHERE effective_at < register_changed_from)
FROM leak_new
"""

# The register's date serves only while no system has told one.
_ROTATED = """
SELECT count(*) FILTER (WHERE n.effective_at < f.change_from),
       count(*) FILTER (WHERE n.effective_at < n.register_changed_from)
FROM leak_new n JOIN inventory_accountfacts f ON f.account_id = n.account_id
WHERE f.change_from IS NOT NULL
"""


def take_devices(devices: dict[int, SeenDevice]) -> None:
    """Note the infected computers of the staged report: number in the file -> computer."""
    # In one order everywhere, or two imports of the same computers wait for each other.
    ordered = sorted(devices.items(), key=lambda item: item[1].key)
    with connection.cursor() as cursor:
        cursor.executemany(
            _DEVICE, [{"number": number, **device._asdict()} for number, device in ordered]
        )


_DEVICE = """
WITH device AS (
    INSERT INTO inventory_device (
        key, name, machine_user, address, first_seen, last_seen, note, photo, photo_sha256
    )
    VALUES (%(key)s, %(name)s, %(machine_user)s, %(address)s, %(seen_at)s, %(seen_at)s, '', '', '')
    ON CONFLICT (key) DO UPDATE SET
        first_seen = LEAST(inventory_device.first_seen, excluded.first_seen),
        last_seen = GREATEST(inventory_device.last_seen, excluded.last_seen)
    RETURNING id
)
INSERT INTO leak_machine SELECT %(number)s, id FROM device
"""


def add_rules(rules: Iterable[tuple[int, str, int]]) -> None:
    """Logins assigned by hand: (application, login key, account)."""
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO leak_rule VALUES (%s, %s, %s)", list(rules))


def merge(report: LeakReport, staged: int, *, dated: bool, on_devices: bool) -> Merged:
    """Turn the staged rows into exposures of the report; leaves `leak_touched` for the facts.

    `dated`: some row carries its own date; `on_devices`: some row names a computer.
    """
    stealer = report.format == "stealer"
    values = {
        "report": report.pk,
        "stealer": stealer,
        "leaked_before": report.leaked_before,
        "received_at": report.received_at,
        "sequence": _sequence(),
        "host_signs": HOST_SIGNS,
        "login_signs": LOGIN_SIGNS,
    }
    machines = "LEFT JOIN leak_machine m ON m.machine = n.machine" if on_devices else ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [MERGE_LOCK])
        newest = _NEWEST if dated else "NULL::timestamptz"
        cursor.execute(_DISTINCT.format(newest=newest))
        distinct = cursor.rowcount
        cursor.execute("ANALYZE leak_distinct (fingerprint, place, application_id, login_key)")
        cursor.execute(_KNOWN, values)
        known = cursor.rowcount
        nothing = "LIMIT 0" if known == distinct else ""
        cursor.execute(_NEW.format(fresh=_FRESH if known else "", nothing=nothing), values)
        cursor.execute(_BY_OTHER_NAME.format(names="inventory_alias"))
        cursor.execute(_BY_OTHER_NAME.format(names="leak_rule"))
        cursor.execute(
            _INSERT.format(device="m.device_id" if on_devices else "NULL", machines=machines),
            values,
        )
        cursor.execute(_COUNTS)
        new, matched, unknown_application, already_rotated = _row(cursor)
        if matched < new:
            cursor.execute(_QUEUE, values)
        revived = False
        if known:
            cursor.execute("SELECT EXISTS (SELECT FROM leak_known WHERE revived)")
            (revived,) = _row(cursor)
            if revived:
                cursor.execute(_REVIVE, values)
            cursor.execute(_REPEATED, values)
            if dated:
                cursor.execute(_SEEN_LATER)
        already_rotated += _rotated_by_reading(cursor) if matched else 0
        cursor.execute(
            _TOUCHED.format(
                reseen="max(CASE WHEN n.newest > n.own_date THEN n.newest END)"
                if stealer and dated
                else "NULL::timestamptz",
            ),
            values,
        )
        accounts = cursor.rowcount
        if known and dated and stealer:
            cursor.execute(_SEEN_AGAIN)
        if revived:
            cursor.execute(_COUNT_REVIVED, values)
        if on_devices:
            cursor.execute(_SIGHTINGS, values)
            cursor.execute(_UNCLEAN, values)
    return Merged(
        duplicate=staged - new,
        already_known=known,
        new=new,
        matched=matched,
        unknown_account=new - matched - unknown_application,
        unknown_application=unknown_application,
        accounts=accounts,
        already_rotated=already_rotated,
    )


def _sequence() -> str:
    """The sequence of exposure ids, asked once: per row it would cost a second in a million."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence('inventory_exposure', 'id')")
        return str(_row(cursor)[0])


def _rotated_by_reading(cursor: Any) -> int:
    """How many more (or fewer) are rotated by what systems told than by the register."""
    cursor.execute(_ROTATED)
    by_reading, by_register = _row(cursor)
    return int(by_reading - by_register)


def _row(cursor: Any) -> tuple[Any, ...]:
    row = cursor.fetchone()
    assert row is not None
    return tuple(row)


_PASS_ON = """
WITH next AS (
    SELECT DISTINCT ON (p.exposure_id) p.exposure_id, p.report_id, p.own_date, p.from_stealer,
           r.received_at, r.leaked_before
    FROM inventory_exposure e
    JOIN inventory_repetition p ON p.exposure_id = e.id
    JOIN inventory_leakreport r ON r.id = p.report_id AND r.withdrawn_at IS NULL
    WHERE e.report_id = %(report)s
    ORDER BY p.exposure_id, r.received_at, p.report_id
), passed AS (
    UPDATE inventory_exposure e
    SET report_id = n.report_id, own_date = n.own_date, received_at = n.received_at,
        effective_at = LEAST(n.own_date, n.leaked_before, n.received_at),
        from_stealer = n.from_stealer, last_seen_at = NULL, reseen_at = NULL
    FROM next n WHERE e.id = n.exposure_id
    RETURNING e.id, e.report_id
), queue AS (
    UPDATE inventory_unmatchedlogin u SET report_id = p.report_id
    FROM passed p WHERE u.exposure_id = p.id
)
DELETE FROM inventory_repetition p USING passed
WHERE p.exposure_id = passed.id AND p.report_id = passed.report_id
"""

_LATER_AGAIN = """
UPDATE inventory_exposure e
SET last_seen_at = NULLIF(GREATEST(s.seen, e.own_date), e.own_date), reseen_at = s.reseen
FROM (
    SELECT t.exposure_id, max(p.own_date) FILTER (WHERE r.withdrawn_at IS NULL) AS seen,
           max(p.own_date) FILTER (
               WHERE r.withdrawn_at IS NULL AND p.from_stealer
           ) AS reseen
    FROM inventory_repetition t
    JOIN inventory_repetition p ON p.exposure_id = t.exposure_id
    JOIN inventory_leakreport r ON r.id = p.report_id
    WHERE t.report_id = %(report)s
    GROUP BY t.exposure_id
) s
WHERE e.id = s.exposure_id AND e.last_seen_at IS NOT NULL
"""


def pass_on(report: LeakReport) -> None:
    """After a report was withdrawn: what other reports told too passes on to the next of them.

    The rest keeps its rows, which count no more. Leaves the touched accounts in `leak_touched`.
    """
    values = {"report": report.pk}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [MERGE_LOCK])
        cursor.execute("DROP TABLE IF EXISTS leak_touched")
        cursor.execute(
            "CREATE TEMP TABLE leak_touched ON COMMIT DROP AS "
            "SELECT DISTINCT e.account_id FROM inventory_exposure e WHERE e.account_id IS NOT NULL "
            "AND (e.report_id = %(report)s OR e.id IN (SELECT exposure_id "
            "FROM inventory_repetition WHERE report_id = %(report)s))",
            values,
        )
        cursor.execute(_PASS_ON, values)
        cursor.execute(_LATER_AGAIN, values)


_ORPHANS = """
SELECT count(*) FILTER (WHERE r.id IS NULL),
       count(*) FILTER (WHERE e.account_id IS NOT NULL AND a.id IS NULL),
       count(*) FILTER (WHERE e.application_id IS NOT NULL AND p.id IS NULL),
       count(*) FILTER (WHERE e.device_id IS NOT NULL AND d.id IS NULL)
FROM inventory_exposure e
LEFT JOIN inventory_leakreport r ON r.id = e.report_id
LEFT JOIN inventory_account a ON a.id = e.account_id
LEFT JOIN inventory_application p ON p.id = e.application_id
LEFT JOIN inventory_device d ON d.id = e.device_id
"""


def orphans() -> dict[str, int]:
    """Exposures that point at nothing, by what is missing: the check instead of foreign keys."""
    with connection.cursor() as cursor:
        cursor.execute(_ORPHANS)
        return dict(zip(("report", "account", "application", "device"), _row(cursor), strict=True))
