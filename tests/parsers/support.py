"""A city in memory: registers, and the store's part of the counting (duplicates, accounts)."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path

from secops.intake.parsers import (
    Fingerprinter,
    HostIndex,
    LeakReading,
    LeakRow,
    login_key,
    read_leak,
)
from secops.intake.parsers.dates import WIB

SAMPLES = Path(__file__).parent.parent / "data" / "samples"
RECEIVED = datetime(2024, 6, 28, 9, tzinfo=WIB)
FINGERPRINTER = Fingerprinter("kunci-uji-kunci-uji")


def city() -> HostIndex:
    ours = HostIndex(["kotacontoh.example"])
    with (SAMPLES / "city" / "applications.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            assert ours.add(row["code"], row["url"], row["other_hosts"]) == []
    return ours


def accounts() -> set[tuple[str, str]]:
    with (SAMPLES / "city" / "accounts.csv").open(encoding="utf-8-sig", newline="") as file:
        return {
            (row["application_code"], login_key(row["username"])) for row in csv.DictReader(file)
        }


def read(
    content: bytes | str, *, format: str = "auto", ours: HostIndex | None = None, **more: object
) -> tuple[LeakReading, list[LeakRow]]:
    """Read bytes as a file; all rows at once."""
    data = content.encode() if isinstance(content, str) else content
    reading = read_leak(
        io.BytesIO(data),
        format=format,
        ours=ours or city(),
        fingerprinter=FINGERPRINTER,
        received_at=RECEIVED,
        **more,  # type: ignore[arg-type]
    )
    rows = [row for batch in reading for row in batch]
    assert reading.rows == reading.outside + reading.rejected + len(rows)
    return reading, rows


def counts(reading: LeakReading, rows: list[LeakRow]) -> dict[str, int]:
    """What the importer counts, by a store that is a set."""
    known, seen = accounts(), set()
    tally = dict.fromkeys(
        ("duplicate", "new", "matched", "unknown_account", "unknown_application"), 0
    )
    for row in rows:
        place = (row.fingerprint, row.application if row.application is not None else row.host)
        if place in seen:
            tally["duplicate"] += 1
            continue
        seen.add(place)
        tally["new"] += 1
        if row.application is None:
            tally["unknown_application"] += 1
        elif (row.application, row.login_key) in known:
            tally["matched"] += 1
        else:
            tally["unknown_account"] += 1
    return {
        "rows": reading.rows,
        "outside": reading.outside,
        "rejected": reading.rejected,
    } | tally
