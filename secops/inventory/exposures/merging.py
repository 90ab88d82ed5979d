"""The merge: staged rows become exposures of their report, in a few set-based statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from secops.inventory.exposures import statements
from secops.inventory.models import LeakReport

#: Keeps two merges apart, the same number in every process.
MERGE_LOCK = 7_301
#: Longest text kept of a login or host nobody could place.
LOGIN_SIGNS, HOST_SIGNS = 200, 260


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
        newest = statements.NEWEST if dated else "NULL::timestamptz"
        cursor.execute(statements.DISTINCT.format(newest=newest))
        distinct = cursor.rowcount
        cursor.execute("ANALYZE leak_distinct (fingerprint, place, application_id, login_key)")
        cursor.execute(statements.KNOWN, values)
        known = cursor.rowcount
        nothing = "LIMIT 0" if known == distinct else ""
        cursor.execute(
            statements.NEW.format(fresh=statements.FRESH if known else "", nothing=nothing), values
        )
        cursor.execute(statements.BY_OTHER_NAME.format(names="inventory_alias"))
        cursor.execute(statements.BY_OTHER_NAME.format(names="leak_rule"))
        cursor.execute(
            statements.INSERT.format(
                device="m.device_id" if on_devices else "NULL", machines=machines
            ),
            values,
        )
        cursor.execute(statements.COUNTS)
        new, matched, unknown_application, already_rotated = row_of(cursor)
        if matched < new:
            cursor.execute(statements.QUEUE, values)
        revived = False
        if known:
            cursor.execute("SELECT EXISTS (SELECT FROM leak_known WHERE revived)")
            (revived,) = row_of(cursor)
            if revived:
                cursor.execute(statements.REVIVE, values)
            cursor.execute(statements.REPEATED, values)
            if dated:
                cursor.execute(statements.SEEN_LATER)
        already_rotated += _rotated_by_reading(cursor) if matched else 0
        cursor.execute(
            statements.TOUCHED.format(
                reseen="max(CASE WHEN n.newest > n.own_date THEN n.newest END)"
                if stealer and dated
                else "NULL::timestamptz",
            ),
            values,
        )
        accounts = cursor.rowcount
        if known and dated and stealer:
            cursor.execute(statements.SEEN_AGAIN)
        if revived:
            cursor.execute(statements.COUNT_REVIVED, values)
        if on_devices:
            cursor.execute(statements.SIGHTINGS, values)
            cursor.execute(statements.UNCLEAN, values)
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
        return str(row_of(cursor)[0])


def _rotated_by_reading(cursor: Any) -> int:
    """How many more (or fewer) are rotated by what systems told than by the register."""
    cursor.execute(statements.ROTATED)
    by_reading, by_register = row_of(cursor)
    return int(by_reading - by_register)


def row_of(cursor: Any) -> tuple[Any, ...]:
    row = cursor.fetchone()
    assert row is not None
    return tuple(row)
