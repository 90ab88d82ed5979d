"""Accounts that are closed because their application is, and readings that are taken back.

Closing is a fact like any other: a reading of each account, with its origin and its file. A later
reading of the system that still finds an account open says so, and counts.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from accounts.models import User
from secops.inventory.models import Application, ReadingsFile
from secops.inventory.reading_facts import add_readings, derive_readings

#: Where the accounts are left whose facts changed; `derive_for_facts` reads it.
CLOSED, WITHDRAWN = "accounts_closed", "readings_withdrawn"

_CLOSE = """
INSERT INTO inventory_reading (file_id, account_id, read_at, carries_disabled, disabled_at)
SELECT %(file)s, a.id, %(at)s, true, %(disabled_at)s
FROM inventory_account a LEFT JOIN inventory_accountfacts f ON f.account_id = a.id
WHERE a.application_id = %(application)s AND f.disabled_at IS NULL ORDER BY a.id
"""


def close_accounts(
    application: Application,
    *,
    source: str,
    sha256: str,
    disabled_at: datetime,
    by: User,
    at: datetime,
) -> ReadingsFile:
    """Note that every account of an application that was open is closed since `disabled_at`.

    `source` says in words where that is known from, `sha256` is that of its proof. Leaves the
    accounts in the table `CLOSED`; permission, trail and derivation are the caller's.
    """
    file = ReadingsFile.objects.create(
        source=source[:200],
        file_name=source[:255],
        sha256=sha256,
        origin=ReadingsFile.Origin.OFFICE,
        imported_at=at,
        imported_by=by,
    )
    with connection.cursor() as cursor:
        cursor.execute(
            _CLOSE,
            {
                "file": file.pk,
                "at": at,
                "disabled_at": disabled_at,
                "application": application.pk,
            },
        )
        accounts = cursor.rowcount
    _table_of(file, CLOSED)
    add_readings(CLOSED, file, several=False)
    file.counts = {
        "rows": accounts,
        "applied": accounts,
        "unchanged": 0,
        "unknown": 0,
        "failed": 0,
        "renamed": 0,
    }
    file.save(update_fields=["counts"])
    return file


def withdraw_file(file: ReadingsFile, *, why: str, by: User, at: datetime) -> None:
    """Take a file of readings back: its rows stay and count no more.

    The file's row is the caller's, locked. Leaves the accounts in the table `WITHDRAWN`;
    permission, trail and derivation are the caller's.
    """
    file.withdrawn_at, file.withdrawn_by, file.withdrawn_why = at, by, why.strip()[:300]
    file.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    _table_of(file, WITHDRAWN)
    derive_readings(WITHDRAWN)


def _table_of(file: ReadingsFile, name: str) -> None:
    """The readings of a file as a table that ends with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {name}")
        cursor.execute(
            f"CREATE TEMP TABLE {name} ON COMMIT DROP AS "
            "SELECT * FROM inventory_reading WHERE file_id = %s",
            [file.pk],
        )
