"""The sample city straight into the database, and leak files made up on the spot."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from accounts.models import Department, User, sort_name
from secops.intake.leaks.importing import import_leak
from secops.intake.leaks.outcome import LeakOrder, Receipt
from secops.intake.parsers import login_key, read_address
from secops.intake.parsers.dates import WIB
from secops.inventory.models import Account, Application, Host
from tests.factories import LONG_AGO

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
RECEIVED = datetime(2024, 6, 28, 9, tzinfo=WIB)
LEAKS = ["ulp.txt", "stealer.txt", "table.csv", "shadowserver.csv"]


def rows_of(name: str) -> Iterator[dict[str, str]]:
    with (SAMPLES / "city" / name).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def load_city() -> None:
    """Departments, applications with their hosts, and accounts of samples/city."""
    departments = {
        row["code"]: Department.objects.create(code=row["code"], name=row["name"])
        for row in rows_of("departments.csv")
    }
    applications = {}
    for row in rows_of("applications.csv"):
        application = Application.objects.create(
            code=row["code"],
            name=row["name"],
            sort_name=sort_name(row["name"]),
            owner=departments.get(row["owner_code"]),
            public_users=row["public_users"] == "yes",
        )
        applications[row["code"]] = application
        for text in {*row["url"].split(), *row["other_hosts"].split()}:
            address = read_address(text)
            assert address
            Host.objects.get_or_create(
                name=address.host, port=address.port, defaults={"application": application}
            )
    Account.objects.bulk_create(
        Account(
            application=applications[row["application_code"]],
            username=row["username"],
            login_key=login_key(row["username"]),
            department=departments.get(row["department_code"]),
            register_changed_from=_moment(row["password_changed_at"]),
            register_changed_to=_moment(row["password_changed_at"]),
            created_at=LONG_AGO,
        )
        for row in rows_of("accounts.csv")
    )


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def order(name: str = "laporan.txt", **more: object) -> LeakOrder:
    values: dict[str, object] = {"sha256": "0" * 64, "bytes": 1, "received_at": RECEIVED}
    return LeakOrder(file_name=name, **(values | more))  # type: ignore[arg-type]


def take(content: bytes | str, *, by: User | None = None, **more: object) -> Receipt:
    """Import bytes as a file."""
    data = content.encode() if isinstance(content, str) else content
    return import_leak(io.BytesIO(data), order(**more), by=by or User.objects.system(), at=RECEIVED)


COUNTS = (
    "rows", "outside", "rejected", "duplicate", "new", "matched", "unknown_account",
    "unknown_application",
)  # fmt: skip


def counts(receipt: Receipt) -> dict[str, int]:
    return {name: getattr(receipt, name) for name in COUNTS}
