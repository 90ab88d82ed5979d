"""Readings of many accounts, up to their states in a running campaign, against their floor.

`python -m tests.bench.readings [accounts]` makes a database of its own and drops it. The floor is
what the server needs at least: the same columns, ready made, by COPY into a temporary table, and
one UPDATE of the facts of the same accounts from it, in one transaction.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import django
from django.db import connection, transaction

from tests.bench.leak import APPLICATIONS, SEEN_AT, Measured, login_of, make_accounts, own_database

WIB = ZoneInfo("Asia/Jakarta")
READ_AT = (SEEN_AT + timedelta(days=2)).astimezone(WIB)
#: Every so many accounts one did not change, one ended no session, one is disabled.
UNCHANGED, ALIVE, DISABLED = 3, 5, 50


def readings_of(accounts: int, read_at: datetime = READ_AT) -> Iterator[str]:
    """The lines of a readings file, shaped as samples/city/readings.csv, in no order."""
    yield (
        "application_code,username,previous_username,read_at,password_changed_at,"
        "username_changed_at,sessions_revoked_at,disabled_at,open_sessions,last_login_at\n"
    )
    step = 611_953
    stamp = read_at.isoformat()
    for at in range(accounts):
        number = at * step % accounts
        before = SEEN_AT - timedelta(days=30) if number % UNCHANGED == 0 else SEEN_AT
        changed = (before + timedelta(seconds=3600 + number % 72_000)).astimezone(WIB)
        revoked = "" if number % ALIVE == 0 else (changed + timedelta(seconds=1)).isoformat()
        disabled = changed.isoformat() if number % DISABLED == 0 else ""
        sessions = 2 if number % ALIVE == 0 else 0
        yield (
            f"app{1 + number % APPLICATIONS},{login_of(number)},,{stamp},{changed.isoformat()},"
            f",{revoked},{disabled},{sessions},{stamp}\n"
        )


def write_readings(path: Path, accounts: int, read_at: datetime = READ_AT) -> None:
    """The file."""
    with path.open("w") as out:
        out.writelines(readings_of(accounts, read_at))


def measure_import(path: Path) -> tuple[float, int]:
    """Seconds of one import, committed, and how many states it changed."""
    from secops.intake.brought import Brought  # noqa: PLC0415
    from secops.intake.readings.actions import import_readings  # noqa: PLC0415
    from secops.intake.registers.command import system_user  # noqa: PLC0415

    started = time.perf_counter()
    receipt = import_readings(
        path,
        Brought(file_name=path.name, sha256="0" * 64),
        by=system_user(),
        at=READ_AT + timedelta(days=10),
    )
    return time.perf_counter() - started, receipt.states_changed


def measure_floor() -> float:
    """Seconds of the floor for the readings that are stored now."""
    columns = (
        "account_id, read_at, changed_from, changed_to, username_changed_at, sessions_revoked_at, "
        "open_sessions, disabled_at, last_login_at"
    )
    with tempfile.TemporaryDirectory() as folder, connection.cursor() as cursor:
        ready = Path(folder, "rows")
        with (
            ready.open("wb") as out,
            cursor.copy(
                f"COPY (SELECT {columns} FROM inventory_reading ORDER BY md5(id::text)) TO STDOUT"
            ) as copy,
        ):
            for block in copy:
                out.write(block)
        cursor.execute("VACUUM ANALYZE inventory_accountfacts")
        cursor.execute("CHECKPOINT")
        started = time.perf_counter()
        with transaction.atomic():
            cursor.execute(
                "CREATE TEMP TABLE ready ON COMMIT DROP AS "
                f"SELECT {columns} FROM inventory_reading WITH NO DATA"
            )
            with cursor.copy(f"COPY ready ({columns}) FROM STDIN") as copy, ready.open("rb") as it:
                while block := it.read(1 << 18):
                    copy.write(block)
            cursor.execute(
                "UPDATE inventory_accountfacts f SET read_at = r.read_at, "
                "change_from = r.changed_from, change_to = r.changed_to, "
                "sessions_revoked_at = r.sessions_revoked_at, open_sessions = r.open_sessions, "
                "disabled_at = r.disabled_at, last_login_at = r.last_login_at "
                "FROM ready r WHERE f.account_id = r.account_id"
            )
        return time.perf_counter() - started


def measure(accounts: int) -> list[Measured]:
    """All measurements for one size, in an empty database."""
    make_accounts(accounts)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "baca.csv")
        write_readings(path, accounts)
        first, states = measure_import(path)
        assert states > accounts / 2, "the campaign's states must follow"
        later = Path(folder, "besok.csv")
        write_readings(later, accounts, READ_AT + timedelta(days=1))
        second, _states = measure_import(later)
        again, _states = measure_import(later)
    floor = measure_floor()
    return [
        Measured(f"readings for {accounts} accounts -> states", first, floor, 2.0),
        Measured("the readings of the next day", second, floor, 2.0),
        Measured("the same file again", again, floor, 1.0),
    ]


def main(arguments: list[str]) -> int:
    """Measure and print; exit 1 where a goal is missed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secops.settings")
    django.setup()
    with own_database("bench_readings"):
        results = measure(int(arguments[0]) if arguments else 1_000_000)
    for result in results:
        print(result.line())
    return 0 if all(result.ratio <= result.goal for result in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
