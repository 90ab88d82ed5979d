"""Importing open sessions: matched to accounts, added, and put to use for the rotation."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from accounts.models import User
from secops.compliance.rotations.derive import derive_for_readings, derive_rotations
from secops.compliance.rotations.scopes import whole_application
from secops.compliance.sessions.actions import (
    SessionsOrder,
    add_open_sessions,
    standing_file,
    withdraw_sessions,
)
from secops.compliance.sessions.models import PolicyChange, SessionsFile
from secops.intake.brought import Brought
from secops.intake.parsers.decode import Given
from secops.intake.parsers.row import Note
from secops.intake.readings.actions import own_departments, withdraw_readings
from secops.intake.readings.steps import wib
from secops.intake.registers.matching import match_accounts, refuse_unknown_applications
from secops.intake.registers.outcome import ERRORS_IN_JSON
from secops.intake.registers.problems import Problem, in_my_words
from secops.intake.registers.staging import STAGE, OnRows, Stage
from secops.intake.sessions import rows
from secops.intake.tabular import Table, read_table
from secops.inventory.models import ReadingsFile
from secops.inventory.reading_facts import TOLD, add_readings
from secops.rules.rotation_facts import READING_TOLERANCE

#: Names of unknown accounts kept for the receipt.
UNKNOWN_SHOWN: Final = 200
_AS_READINGS: Final = "sessions_as_readings"


@dataclass(slots=True)
class SessionsReceipt:
    """What a file did: `rows = applied + repeated + unknown + failed`.

    `known`: this very content counts already; then nothing was added and `file` is that one.
    """

    file: SessionsFile | None = None
    known: bool = False
    rows: int = 0
    applied: int = 0
    repeated: int = 0
    unknown: int = 0
    failed: int = 0
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
            "repeated": self.repeated,
            "unknown": self.unknown,
            "failed": self.failed,
        }

    def as_json(self) -> dict[str, Any]:
        """The JSON of `import_sessions`."""
        found = self.file.counts if self.file else {}
        return {
            **self.counts(),
            **{name: found.get(name, 0) for name in ("sessions", "old", "unsure", "outlived")},
            "known": self.known,
            "errors": [problem.as_json() for problem in self.problems[:ERRORS_IN_JSON]],
            "warnings": self.warnings,
            "seconds": round(self.seconds, 3),
        }


@transaction.atomic
def import_sessions(
    given: Given, brought: Brought, *, by: User, at: datetime, on_rows: OnRows | None = None
) -> SessionsReceipt:
    """Add the open sessions of a file. The same content again adds nothing.

    Raises FileRefused where the file as a whole cannot be read, PermissionDenied without leave.
    """
    own = own_departments(by)
    began = time.monotonic()
    known = standing_file(
        brought.sha256, application_code=brought.application_code, read_at=brought.read_at
    )
    if known is not None:
        return _of_known(known)
    receipt = SessionsReceipt()
    defaults = {"application_code": brought.application_code}
    if brought.read_at is not None:
        defaults["read_at"] = brought.read_at.isoformat()
    table = read_table(given, columns=rows.FILE, defaults=defaults)
    stage = Stage(rows.STAGED, rows.RESOLVED)
    stage.fill(table, rows.row_maker(settings.SECRET_FINGERPRINT_KEY), on_rows)
    receipt.rows = stage.rows
    receipt.notes = _notes(table, brought)
    _check(stage, own, at)
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
    receipt.repeated = _drop_repeated(stage)
    receipt.applied = stage.one(f"SELECT count(*) FROM {STAGE}")
    counted = stage.one(f"SELECT COALESCE(bool_or(counted), false) FROM {STAGE}")
    shape = SessionsFile.Shape.COUNTS if counted else SessionsFile.Shape.LIST
    order = SessionsOrder(
        file_name=brought.file_name,
        sha256=brought.sha256,
        origin=brought.origin,
        shape=shape,
        source=brought.source,
    )
    receipt.file = add_open_sessions(STAGE, order, counts=receipt.counts(), by=by, at=at)
    _serve_rotation(stage, receipt.file, by=by, at=at)
    receipt.seconds = time.monotonic() - began
    return receipt


def _of_known(file: SessionsFile) -> SessionsReceipt:
    """The receipt of a file that was taken before: its numbers, and that nothing was added."""
    receipt = SessionsReceipt(file=file, known=True, notes=[_KNOWN])
    for name in receipt.counts():
        setattr(receipt, name, int(file.counts.get(name, 0)))
    return receipt


_KNOWN: Final = Note(
    "known",
    "Berkas ini sudah pernah disimpan dan tidak disimpan dua kali.",
    "This file has been stored before and is not stored twice.",
)


def _notes(table: Table, brought: Brought) -> list[Note]:
    found = table.notes
    if "read_at" not in table.present and brought.read_at is None:
        found.append(
            Note(
                "no_read_at",
                "Berkas tidak menyebut waktu baca (read_at); dipakai waktu impor. Isi kolom itu "
                "agar umur sesi login tidak terhitung terlalu lama.",
                "The file does not say when it was read (read_at); the time of the import was "
                "taken. Fill that column so that sessions are not counted as older than they are.",
            )
        )
    return found


def _check(stage: Stage, own: frozenset[int] | None, at: datetime) -> None:
    """Find applications and accounts; note what cannot be."""
    stage.run(
        f"UPDATE {STAGE} s SET application_id = a.id FROM inventory_application a "
        "WHERE lower(a.code) = lower(s.application_code)"
    )
    refuse_unknown_applications(stage)
    if own is not None:
        stage.problem(
            "application_code", "s.application_code", "foreign_application",
            "NOT EXISTS (SELECT 1 FROM inventory_application p WHERE p.id = s.application_id "
            "AND p.owner_id = ANY(%s)) AND s.application_id IS NOT NULL",
            parameters=[list(own)],
        )  # fmt: skip
    match_accounts(stage, ("username", "former"), spelling=False)
    # A reading of today, by its day only, was true at the latest now.
    stage.run(
        f"UPDATE {STAGE} SET read_at = %s WHERE read_at IS NULL OR (read_at > %s "
        "AND read_at - interval '1 day' < %s "
        "AND read_at = date_trunc('day', read_at AT TIME ZONE 'Asia/Jakarta') "
        "AT TIME ZONE 'Asia/Jakarta' + interval '1 day' - interval '1 microsecond')",
        [at, at, at],
    )
    stage.problem(
        "read_at", wib("s.read_at"), "from_the_future", "s.read_at > %s",
        parameters=[at + READING_TOLERANCE],
    )  # fmt: skip
    for name, where in (("started_at", "NOT s.counted"), ("oldest_started_at", "s.counted")):
        stage.problem(
            name, wib("s.started_from"), "later_than_read",
            f"s.started_from > s.read_at + %s AND {where}",
            parameters=[READING_TOLERANCE],
        )  # fmt: skip


def _drop_repeated(stage: Stage) -> int:
    """Take out what stands twice: a session of the same number, an account counted twice a day."""
    day = "(read_at AT TIME ZONE 'Asia/Jakarta')::date"
    return stage.run(
        f"""DELETE FROM {STAGE} s USING (
            SELECT row, row_number() OVER (
                PARTITION BY account_id, {day}, COALESCE(key::text, '') ORDER BY read_at DESC, row
            ) AS n FROM {STAGE} WHERE key IS NOT NULL OR counted
        ) t WHERE t.row = s.row AND t.n > 1"""
    )


def _serve_rotation(stage: Stage, file: SessionsFile, *, by: User, at: datetime) -> None:
    """Let the numbers of open sessions be readings of the accounts, and derive what they change.

    Only what a row says: an account that a list leaves out is not thereby without sessions.
    """
    stage.run(f"DROP TABLE IF EXISTS {_AS_READINGS}")
    found = stage.run(
        f"""CREATE TEMP TABLE {_AS_READINGS} ON COMMIT DROP AS
        SELECT account_id, max(read_at) AS read_at,
            NULL::timestamptz AS changed_from, NULL::timestamptz AS changed_to,
            NULL::timestamptz AS username_changed_at, NULL::timestamptz AS sessions_revoked_at,
            sum(sessions)::int AS open_sessions, false AS carries_disabled,
            NULL::timestamptz AS disabled_at, NULL::timestamptz AS last_login_at,
            NULL::boolean AS must_change
        FROM {STAGE}
        GROUP BY account_id, (read_at AT TIME ZONE 'Asia/Jakarta')::date"""
    )
    if not found:
        return
    facts = (
        "changed_from, changed_to, username_changed_at, sessions_revoked_at, open_sessions, "
        "carries_disabled, disabled_at, last_login_at, must_change"
    )
    file.readings_file = ReadingsFile.objects.create(
        source=file.source,
        file_name=file.file_name,
        sha256=file.sha256,
        origin=file.origin,
        imported_at=at,
        imported_by=by,
        counts={
            "rows": found, "applied": found, "unchanged": 0, "unknown": 0, "failed": 0,
            "renamed": 0,
        },
    )  # fmt: skip
    file.save(update_fields=["readings_file"])
    stage.run(
        f"""INSERT INTO inventory_reading (file_id, account_id, read_at, {facts})
        SELECT %s, account_id, read_at, {facts} FROM {_AS_READINGS} ORDER BY account_id, read_at""",
        [file.readings_file.pk],
    )
    several = stage.one(f"SELECT count(*) > count(DISTINCT account_id) FROM {_AS_READINGS}")
    add_readings(_AS_READINGS, file.readings_file, several=several)
    derive_for_readings(TOLD, _AS_READINGS, at=at)


@transaction.atomic
def take_back_sessions(file: SessionsFile, *, why: str, by: User, at: datetime) -> SessionsFile:
    """Withdraw a file, and the readings that its numbers became, if they still count."""
    file = withdraw_sessions(file, why=why, by=by, at=at)
    readings = file.readings_file
    if readings is not None and readings.withdrawn_at is None:
        withdraw_readings(readings, why=why, by=by, at=at)
    return file


@transaction.atomic
def follow_policies(*, at: datetime) -> int:
    """Derive the rotations of applications that now end sessions on a change of password, or no
    longer do; every minute. Returns how many applications were looked at.
    """
    waiting = PolicyChange.objects.select_for_update(skip_locked=True).filter(followed_at=None)
    changes = list(waiting.order_by("pk"))
    applications = sorted({change.application_id for change in changes})
    for pk in applications:
        derive_rotations(whole_application(pk), at=at)
    PolicyChange.objects.filter(pk__in=[one.pk for one in changes]).update(followed_at=at)
    return len(applications)
