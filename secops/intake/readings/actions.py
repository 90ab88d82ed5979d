"""Importing readings: matched, added, and the accounts' facts and states derived from them."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission, Reach
from secops.audit.actions import record
from secops.compliance.rotations.derive import derive_for_facts, derive_for_readings
from secops.intake.brought import Brought
from secops.intake.parsers.decode import Given
from secops.intake.parsers.row import Note
from secops.intake.readings import rows
from secops.intake.readings.steps import date_renames, drop_known, find, insert, settle_times
from secops.intake.registers.matching import rename_accounts
from secops.intake.registers.outcome import ERRORS_IN_JSON
from secops.intake.registers.problems import Problem, in_my_words
from secops.intake.registers.staging import STAGE, OnRows, Stage
from secops.intake.tabular import Table, read_table
from secops.intake.unmatched.placing import match_again
from secops.inventory.closing import WITHDRAWN, withdraw_file
from secops.inventory.models import ReadingsFile
from secops.inventory.reading_facts import TOLD, add_readings
from secops.rules.refusal import MoveRefused

#: Memory the server may use for one sort or hash of an import; only for this transaction.
WORK_MEM: Final = "128MB"
#: Names of unknown accounts kept for the receipt.
UNKNOWN_SHOWN: Final = 200


@dataclass(slots=True)
class ReadingsReceipt:
    """What a readings file did: `rows = applied + unchanged + unknown + failed`."""

    file: ReadingsFile | None = None
    rows: int = 0
    applied: int = 0
    unchanged: int = 0
    unknown: int = 0
    failed: int = 0
    renamed: int = 0
    states_changed: int = 0
    problems: list[Problem] = field(default_factory=list)
    unknown_names: list[tuple[int, str, str]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def warnings(self) -> list[str]:
        """What the person should know about the file as a whole, in his language."""
        return [in_my_words(note.pair) for note in self.notes]

    def counts(self) -> dict[str, int]:
        """The numbers kept with the file."""
        return {
            "rows": self.rows,
            "applied": self.applied,
            "unchanged": self.unchanged,
            "unknown": self.unknown,
            "failed": self.failed,
            "renamed": self.renamed,
        }

    def as_json(self) -> dict[str, Any]:
        """The JSON of CONTRACT for `import_readings`."""
        return {
            "rows": self.rows,
            "applied": self.applied,
            "unchanged": self.unchanged,
            "unknown": self.unknown,
            "failed": self.failed,
            "errors": [problem.as_json() for problem in self.problems[:ERRORS_IN_JSON]],
            "warnings": self.warnings,
            "seconds": round(self.seconds, 3),
        }


def own_departments(by: User) -> frozenset[int] | None:
    """The departments whose applications' readings he may bring; None where all.

    Raises PermissionDenied for who may bring none.
    """
    if by.may(Permission.IMPORT):
        return None
    scope = by.scope(Permission.IMPORT_READINGS)
    if scope.everything:
        return None
    if scope.reach is Reach.OWN_APPLICATIONS:
        return scope.departments
    raise PermissionDenied


@transaction.atomic
def import_readings(
    given: Given, order: Brought, *, by: User, at: datetime, on_rows: OnRows | None = None
) -> ReadingsReceipt:
    """Add the readings of a file and derive what they change.

    Raises FileRefused where the file as a whole cannot be read, PermissionDenied without leave.
    """
    own = own_departments(by)
    began = time.monotonic()
    receipt = ReadingsReceipt()
    defaults = {"application_code": order.application_code}
    if order.read_at is not None:
        defaults["read_at"] = order.read_at.isoformat()
    table = read_table(given, columns=rows.FILE, defaults=defaults)
    stage = Stage(rows.STAGED, rows.RESOLVED)
    stage.run(f"SET LOCAL work_mem = '{WORK_MEM}'")
    stage.fill_quickly(table, rows.make_row, rows.ORDER, rows.PLAIN, on_rows)
    receipt.rows = stage.rows
    receipt.notes = notes_of(table, order)
    find(stage, table, own)
    settle_times(stage, table, at)
    receipt.problems = stage.problems()
    receipt.failed = len({problem.row for problem in receipt.problems})
    stage.drop_bad()
    receipt.unknown_names = [
        (row, code, name)
        for row, code, name in stage.all(
            f"SELECT row, application_code, username FROM {STAGE} WHERE account_id IS NULL "
            "ORDER BY row LIMIT %s",
            [UNKNOWN_SHOWN],
        )
    ]
    receipt.unknown = stage.run(f"DELETE FROM {STAGE} WHERE account_id IS NULL")
    receipt.renamed = stage.one(f"SELECT count(*) FROM {STAGE} WHERE renames")
    if receipt.renamed:
        rename_accounts(stage, "COALESCE(s.username_changed_at, s.read_at)")
    date_renames(stage)
    file = ReadingsFile.objects.create(
        source=order.source[:200],
        file_name=order.file_name[:255],
        sha256=order.sha256,
        origin=order.origin,
        imported_at=at,
        imported_by=by,
    )
    receipt.unchanged, several = drop_known(stage, order.origin)
    receipt.applied = insert(stage, file)
    if receipt.applied:
        add_readings(STAGE, file, several=several)
        receipt.states_changed = derive_for_readings(TOLD, STAGE, at=at).changed
    if receipt.renamed:
        match_again(at=at)
    receipt.file = file
    file.counts = receipt.counts()
    file.save(update_fields=["counts"])
    record(
        "readings.imported", file, by=by, at=at, origin=order.origin, sha256=order.sha256,
        source=order.source, states=receipt.states_changed, **receipt.counts(),
    )  # fmt: skip
    receipt.seconds = time.monotonic() - began
    return receipt


def notes_of(table: Table, order: Brought) -> list[Note]:
    """What the person should know about the file as a whole."""
    found = table.notes
    if "read_at" not in table.present and order.read_at is None:
        found.append(
            Note(
                "no_read_at",
                "Berkas tidak menyebut waktu baca (read_at); dipakai waktu impor. Isi kolom itu "
                "agar data lama tidak dibaca sebagai data hari ini.",
                "The file does not say when it was read (read_at); the time of the import was "
                "taken. Fill that column so that old data is not taken for today's.",
            )
        )
    return found


@transaction.atomic
def withdraw_readings(file: ReadingsFile, *, why: str, by: User, at: datetime) -> int:
    """Take back a file found false: its rows stay and count no more. Returns the states changed.

    Raises MoveRefused where it is withdrawn already or no reason is given.
    """
    check(by, Permission.DECIDE)
    file = ReadingsFile.objects.select_for_update().get(pk=file.pk)
    if file.withdrawn_at is not None:
        raise MoveRefused(
            "already_withdrawn",
            "Berkas ini sudah ditarik.",
            "This file has been withdrawn already.",
        )
    if not why.strip():
        raise MoveRefused(
            "reason_missing",
            "Tuliskan alasan penarikan; alasan itu tampil di catatan audit.",
            "Write why it is withdrawn; the trail shows it.",
        )
    withdraw_file(file, why=why, by=by, at=at)
    changed = derive_for_facts(WITHDRAWN, at=at).changed
    record("readings.withdrawn", file, by=by, at=at, why=file.withdrawn_why, states=changed)
    return changed
