"""The import of a leak report against its floor, both measured in one run on one machine.

`python -m tests.bench.leak [rows]` makes a database of its own and drops it. The floor F0 is what
the server needs at least: the kept distinct rows, ready made, by COPY into a temporary table and
one unsorted INSERT ... SELECT into an empty table with the same primary key and indexes.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import django
from django.db import connection, transaction

SEEN_AT = datetime(2026, 11, 20, tzinfo=UTC)
APPLICATIONS = 20
#: From so many rows on the fixed costs weigh less: the goal is stricter.
MANY = 4_000_000
#: Every so many lines one is repeated, one is outside, one is broken.
REPEATED, OUTSIDE, BROKEN = 50, 97, 993


@dataclass(frozen=True, slots=True)
class Measured:
    """One measurement: seconds, and memory where a Python process worked."""

    name: str
    seconds: float
    floor: float
    goal: float
    growth_mb: float = 0.0

    @property
    def ratio(self) -> float:
        return self.seconds / self.floor

    def line(self) -> str:
        met = "met" if self.ratio <= self.goal else "NOT met"
        memory = f", grew by {self.growth_mb:.0f} MB" if self.growth_mb else ""
        return (
            f"{self.name}: {self.seconds:.1f} s = {self.ratio:.2f} x {self.floor:.1f} s "
            f"(goal {self.goal}: {met}{memory})"
        )


def login_of(number: int) -> str:
    """A made-up NIP (born 18xx)."""
    return f"1880010119{number:08d}"


def make_accounts(count: int, *, campaign: bool = True) -> None:
    """Fill an empty database: applications with hosts, accounts, a running campaign over all."""
    run = _run
    run(
        "INSERT INTO inventory_application (code, name, sort_name, url, criticality, personal_data,"
        " iiv, status, stack, kills_sessions_on_password_change, reports_sessions,"
        " reads_passwords, carries_mail_for, public_users, vendor) "
        "SELECT 'app' || i, 'App ' || i, 'app ' || i, '', 'medium', 'unknown', 'unknown', 'active',"
        f" '', 'unknown', true, true, '', false, '' FROM generate_series(1, {APPLICATIONS}) i"
    )
    run(
        "INSERT INTO inventory_host (application_id, name) "
        "SELECT id, code || '.kotacontoh.example' FROM inventory_application"
    )
    run(
        "INSERT INTO inventory_account (application_id, username, login_key, external_id, kind,"
        " privileged, from_report, created_at) "
        "SELECT p.id, n.login, n.login, '', 'person', false, false, %s FROM "
        "(SELECT i, '1880010119' || lpad(i::text, 8, '0') AS login "
        f" FROM generate_series(0, {count - 1}) i) n "
        f"JOIN inventory_application p ON p.code = 'app' || (1 + n.i %% {APPLICATIONS})",
        [SEEN_AT],
    )
    if campaign:
        _make_campaign()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _make_campaign() -> None:
    from secops.compliance.rotations.membership import freeze_sql  # noqa: PLC0415
    from secops.compliance.rotations.models import Campaign  # noqa: PLC0415
    from secops.inventory.models import Application  # noqa: PLC0415

    with transaction.atomic():
        campaign = Campaign.objects.create(
            code="ukur",
            name="Pengukuran",
            state=Campaign.State.RUNNING,
            exposed_only=False,
            cutoff=SEEN_AT,
            ordered_at=SEEN_AT,
            due_privileged=SEEN_AT,
            due_exposed=SEEN_AT,
            due_others=SEEN_AT,
            created_at=SEEN_AT,
        )
        campaign.applications.set(Application.objects.all())
        with connection.cursor() as cursor:
            cursor.execute(freeze_sql(), {"campaign_id": campaign.pk, "at": SEEN_AT})


def write_report(path: Path, rows: int, *, secret: str = "Contoh") -> None:
    """A URL-login-password list in no order, with repetitions, strangers and broken lines."""
    step = 611_953  # prime: walks through all accounts in no order of theirs
    with path.open("w") as out:
        for at in range(rows):
            number = at * step % rows
            if at % REPEATED == 1:
                number = (at - 1) * step % rows
            if at % BROKEN == 2:
                out.write("tanpa alamat\n")
                continue
            app = 1 + number % APPLICATIONS
            domain = "contoh.test" if at % OUTSIDE == 3 else "kotacontoh.example"
            out.write(f"https://app{app}.{domain}/masuk:{login_of(number)}:{secret}{number}\n")


def _run(sql: str, params: list[object] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def measure_floor() -> float:
    """Seconds of F0 for the exposures that are stored now."""
    with tempfile.TemporaryDirectory() as folder, connection.cursor() as cursor:
        ready = Path(folder, "rows")
        columns = _columns(cursor)
        with (
            ready.open("wb") as out,
            cursor.copy(
                f"COPY (SELECT {columns} FROM inventory_exposure ORDER BY md5(id::text)) TO STDOUT"
            ) as copy,
        ):
            for block in copy:
                out.write(block)
        cursor.execute("DROP TABLE IF EXISTS bench_floor")
        cursor.execute("CREATE TABLE bench_floor (LIKE inventory_exposure INCLUDING ALL)")
        cursor.execute("CHECKPOINT")
        started = time.perf_counter()
        with transaction.atomic():
            cursor.execute(
                "CREATE TEMP TABLE ready ON COMMIT DROP AS "
                f"SELECT {columns} FROM bench_floor WITH NO DATA"
            )
            with cursor.copy(f"COPY ready ({columns}) FROM STDIN") as copy, ready.open("rb") as it:
                while block := it.read(1 << 18):
                    copy.write(block)
            cursor.execute(f"INSERT INTO bench_floor ({columns}) SELECT {columns} FROM ready")
        seconds = time.perf_counter() - started
        cursor.execute("DROP TABLE bench_floor")
    return seconds


def _columns(cursor: object) -> str:
    from secops.inventory.models import Exposure  # noqa: PLC0415

    return ", ".join(field.column for field in Exposure._meta.fields if not field.primary_key)


def measure_import(path: Path) -> tuple[float, float]:
    """Seconds and growth in MB of one import, commit included."""
    from accounts.models import User  # noqa: PLC0415
    from secops.intake.leaks.files import digest_of  # noqa: PLC0415
    from secops.intake.leaks.importing import import_leak  # noqa: PLC0415
    from secops.intake.leaks.outcome import LeakOrder  # noqa: PLC0415

    by = User.objects.system()
    _run("CHECKPOINT")
    started = time.perf_counter()
    sha256, size = digest_of(path)
    order = LeakOrder(file_name=path.name, sha256=sha256, bytes=size, received_at=SEEN_AT)
    receipt = import_leak(str(path), order, by=by, at=SEEN_AT)
    seconds = time.perf_counter() - started
    return seconds, receipt.peak_rss_mb - receipt.start_rss_mb


def measure(rows: int) -> list[Measured]:
    """All measurements for one size, in an empty database."""
    goal = 1.7 if rows < MANY else 1.5
    make_accounts(rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "laporan.txt")
        write_report(path, rows)
        seconds, growth = measure_import(path)
        again, _growth = measure_import(path)
    floor = measure_floor()
    return [
        Measured(f"leak report of {rows} rows", seconds, floor, goal, growth),
        Measured("the same file again", again, floor, 0.5),
    ]


@contextmanager
def own_database(name: str = "bench_leak") -> Iterator[None]:
    """A database of our own on the configured server, gone afterwards."""
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    usual = settings.DATABASES["default"]["NAME"]
    _run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    _run(f"CREATE DATABASE {name}")
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0)
        yield
    finally:
        connection.close()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = usual
        _run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def main(arguments: list[str]) -> int:
    """Measure and print; exit 1 where a goal is missed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secops.settings")
    django.setup()
    rows = int(arguments[0]) if arguments else 1_000_000
    with own_database():
        results = measure(rows)
    for result in results:
        print(result.line())
    return 0 if all(result.ratio <= result.goal for result in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
