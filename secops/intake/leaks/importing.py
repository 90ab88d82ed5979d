"""The import of one leak report: file in, exposures out, all in one transaction."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO, NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.compliance.rotations.derive import join_and_derive
from secops.intake.devices.actions import guess_departments
from secops.intake.leaks.memory import MemoryWatch
from secops.intake.leaks.outcome import LeakOrder, Receipt, counted
from secops.intake.leaks.places import Places, host_of, our_places, place_of_host
from secops.intake.models import LoginRule
from secops.intake.parsers import (
    Fingerprinter,
    LeakReading,
    LeakRow,
    Machine,
    Note,
    Reject,
    read_leak,
)
from secops.inventory.exposures import (
    SeenDevice,
    StagedRow,
    Staging,
    add_rules,
    merge,
    take_devices,
)
from secops.inventory.facts import add_exposures
from secops.inventory.models import LeakReport
from secops.jobs.registry import Progress
from secops.rules.intervals import day_end

_REJECTS_SHOWN = 1000


class _Undo(Exception):
    """A dry run ends: everything is rolled back."""


def import_leak(
    given: str | BinaryIO,
    order: LeakOrder,
    *,
    by: User,
    at: datetime,
    progress: Progress | None = None,
) -> Receipt:
    """Read a leak report, match it, derive everything that follows; one transaction.

    `given`: a path (also a folder of stealer logs) or an open binary file. Raises FileRefused
    where the file as a whole cannot be read, and `jobs.registry.Cancelled` through `progress`;
    then nothing was applied.
    """
    receipt: Receipt | None = None
    try:
        with transaction.atomic():
            check(by, Permission.IMPORT)
            receipt = _import(given, order, by, at, progress or _silent)
            if order.dry_run:
                raise _Undo
    except _Undo:
        pass
    assert receipt is not None
    return receipt


def _import(
    given: str | BinaryIO, order: LeakOrder, by: User, at: datetime, progress: Progress
) -> Receipt:
    started = time.monotonic()
    memory = MemoryWatch()
    places = our_places()
    reading = open_reading(given, order, places)
    report = LeakReport.objects.create(
        source=order.source,
        file_name=order.file_name[:255],
        sha256=order.sha256,
        bytes=order.bytes,
        format=reading.format,
        received_at=order.received_at,
        leaked_before=order.leaked_before,
        imported_at=at,
        imported_by=by,
        mapping=reading.mapping.as_dict() if reading.mapping else {},
    )
    staged = stage(reading, places, progress, memory)
    progress(reading.rows, None, "matching")
    add_rules(LoginRule.objects.values_list("application_id", "login_key", "account_id"))
    take_devices(staged.devices)
    merged = merge(report, staged.rows, dated=staged.dated, on_devices=bool(staged.devices))
    memory.look()
    if staged.devices:
        guess_departments()
    progress(reading.rows, None, "deriving")
    add_exposures()
    derived = join_and_derive("leak_touched", at=at, received_at=order.received_at)
    receipt = Receipt(
        report=None if order.dry_run else report.pk,
        format=reading.format,
        rows=reading.rows,
        outside=reading.outside + staged.not_ours,
        rejected=reading.rejected,
        **counted(merged),
        reexposed=derived.reexposed,
        joined=derived.joined,
        seconds=round(time.monotonic() - started, 2),
        start_rss_mb=round(memory.start, 1),
        peak_rss_mb=round(memory.peak, 1),
        reasons=dict(reading.reasons),
        warnings=[in_words(note) for note in reading.notes],
    )
    report.counts = receipt.as_json() | {"warnings": [note.pair for note in reading.notes]}
    report.rejects = [told(reject) for reject in reading.rejects[:_REJECTS_SHOWN]]
    report.save(update_fields=["counts", "rejects"])
    record(
        "leak_report.imported",
        report,
        by=by,
        at=at,
        sha256=order.sha256,
        source=order.source,
        **{
            name: getattr(receipt, name)
            for name in ("format", "rows", "outside", "rejected", "duplicate", "new", "accounts")
        },
    )
    return receipt


def open_reading(given: str | BinaryIO, order: LeakOrder, places: Places) -> LeakReading:
    """Open the file with our places and our key. Raises FileRefused."""
    return read_leak(
        given,
        format=order.format,
        ours=places.index,
        fingerprinter=Fingerprinter(settings.SECRET_FINGERPRINT_KEY),
        received_at=order.received_at,
        mapping=order.mapping,
        on_reject=order.on_reject,
    )


class Staged(NamedTuple):
    """What went into the temporary table."""

    rows: int
    not_ours: int
    dated: bool
    devices: dict[int, SeenDevice]


def stage(reading: LeakReading, places: Places, progress: Progress, memory: MemoryWatch) -> Staged:
    """Send all rows of the reading to the temporary table, in batches."""
    not_ours = 0
    with Staging() as staging:
        for batch in reading:
            not_ours += len(batch) - staging.add(_staged(batch, places.not_ours))
            progress(reading.rows)
            memory.look()
    devices = dict(_devices(reading.machines))
    return Staged(staging.rows, not_ours, staging.dated, devices)


def _staged(batch: list[LeakRow], not_ours: frozenset[str]) -> Iterator[StagedRow]:
    for row in batch:
        _line, _h, _p, _pkg, owner, login, key, mark, own_date, is_date, machine, _secret = row
        if own_date is not None and is_date:
            own_date = day_end(own_date.date())
        written = None if login == key else login
        if owner is not None:
            application = int(owner)
            yield mark, application, application, key, written, None, own_date, machine
            continue
        host = host_of(row)
        if host not in not_ours:
            yield mark, place_of_host(host), None, key, written, host, own_date, machine


def _devices(machines: list[Machine]) -> Iterator[tuple[int, SeenDevice]]:
    for number, machine in enumerate(machines):
        key = device_key(machine)
        if not key:
            continue
        yield (
            number,
            SeenDevice(
                key=key,
                name=(machine.computer_name or machine.machine_user or machine.machine_id)[:120],
                machine_user=machine.machine_user[:120],
                address=machine.ip[:45],
                seen_at=machine.log_date if machine.dated_by != "install_date" else None,
            ),
        )


def device_key(machine: Machine) -> str:
    """What tells one computer from another: its id, else hardware id, else name and user."""
    if machine.machine_id:
        key = f"id:{machine.machine_id}"
    elif machine.hardware_id:
        key = f"hw:{machine.hardware_id}"
    elif machine.computer_name:
        key = f"{machine.computer_name}/{machine.machine_user}"
    else:
        return ""
    return key.casefold()[:120]


def told(reject: Reject) -> dict[str, Any]:
    """A reject as the report keeps it: where and why, never what."""
    return {"line": reject.line, "code": reject.code, "part": reject.part}


def in_words(note: Note) -> str:
    """A warning in the language in use."""
    return note.sentence_en if (get_language() or "").startswith("en") else note.sentence_id


def _silent(done: int, total: int | None = None, note: str = "") -> None:
    """Nobody watches."""
