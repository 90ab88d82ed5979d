"""Importing readings: matched, added, and the accounts' facts and states derived from them."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission, Reach
from secops.audit.actions import record
from secops.compliance.rotations.derive import derive_for_facts
from secops.intake.parsers.decode import Given
from secops.intake.readings import rows
from secops.intake.registers.matching import (
    HOW,
    match_accounts,
    refuse_unknown_applications,
    rename_accounts,
)
from secops.intake.registers.outcome import ERRORS_IN_JSON
from secops.intake.registers.problems import Problem, speaks_english
from secops.intake.registers.staging import STAGE, OnRows, Stage
from secops.intake.tabular import Table, read_table
from secops.intake.unmatched.placing import match_again
from secops.inventory.models import ReadingsFile
from secops.inventory.reading_facts import add_readings, derive_readings
from secops.rules.refusal import MoveRefused
from secops.rules.rotation_facts import READING_TOLERANCE

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
    warnings: list[str] = field(default_factory=list)
    seconds: float = 0.0

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingsOrder:
    """What is said about a file by who brings it."""

    file_name: str
    sha256: str
    source: str = ""
    origin: str = ReadingsFile.Origin.OWNER
    read_at: datetime | None = None
    application_code: str = ""


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
    given: Given, order: ReadingsOrder, *, by: User, at: datetime, on_rows: OnRows | None = None
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
    receipt.warnings = warnings_of(table, order)
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
    receipt.unchanged = drop_known(stage, order.origin)
    receipt.applied = insert(stage, file)
    if receipt.applied:
        add_readings(STAGE, order.origin)
    if receipt.applied or receipt.renamed:
        receipt.states_changed = derive_for_facts(STAGE, at=at).changed
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


def warnings_of(table: Table, order: ReadingsOrder) -> list[str]:
    """What the person should know about the file as a whole."""
    english = speaks_english()
    found = [note.sentence_en if english else note.sentence_id for note in table.warnings]
    if "read_at" not in table.present and order.read_at is None:
        found.append(
            _("Berkas tidak menyebut waktu baca (read_at); dipakai waktu impor. Isi kolom itu agar "
              "data lama tidak dibaca sebagai data hari ini.")
        )  # fmt: skip
    return found


def settle_times(stage: Stage, table: Table, at: datetime) -> None:
    """Fill in the reading time where none is given; refuse what cannot have been read then."""
    known = "read_at" in table.present or "read_at" in table.defaults
    # A reading of today, by its day only, was true at the latest now.
    stage.run(
        f"UPDATE {STAGE} SET read_at = %s WHERE "
        + ("read_at > %s AND read_at - interval '1 day' < %s" if known else "read_at IS NULL")
        + (" AND read_at = date_trunc('day', read_at AT TIME ZONE 'Asia/Jakarta') "
           "AT TIME ZONE 'Asia/Jakarta' + interval '1 day' - interval '1 microsecond'"
           if known else ""),
        [at, at, at] if known else [at],
    )  # fmt: skip
    if known:
        stage.run(f"UPDATE {STAGE} SET read_at = %s WHERE read_at IS NULL", [at])
    stage.problem(
        "read_at", wib("s.read_at"), "from_the_future", "s.read_at > %s",
        parameters=[at + READING_TOLERANCE],
    )  # fmt: skip
    for column, fact in (
        ("password_changed_at", "changed_from"),
        ("username_changed_at", "username_changed_at"),
        ("sessions_revoked_at", "sessions_revoked_at"),
        ("last_login_at", "last_login_from"),
    ):
        stage.problem(
            column, wib(f"s.{fact}"), "later_than_read", f"s.{fact} > s.read_at + %s",
            parameters=[READING_TOLERANCE],
        )  # fmt: skip


def wib(moment: str) -> str:
    """SQL: a moment as the office's clock shows it."""
    return f"to_char({moment} AT TIME ZONE 'Asia/Jakarta', 'YYYY-MM-DD HH24:MI:SS')"


def find(stage: Stage, table: Table, own: frozenset[int] | None) -> None:
    """Find the accounts: all by username in one join, the few others one way after the other."""
    carries = "true" if "disabled_at" in table.present else "false"
    by_name = "external_id" not in table.present
    key = rows.WORKED_OUT["login_key"]
    account = (
        f"LEFT JOIN inventory_account a ON a.application_id = p.id AND a.login_key = {key}"
        if by_name
        else ""
    )
    found = (
        "a.id AS account_id, CASE WHEN a.id IS NOT NULL THEN 'username' END"
        if by_name
        else "NULL::bigint AS account_id, NULL::text"
    )
    names = ", ".join(
        f"{rows.WORKED_OUT.get(name, f's.{name}')} AS {name}"
        for name in ("row", *(name for name, _ in rows.STAGED))
    )
    stage.run("DROP TABLE IF EXISTS stage_found")
    stage.run(
        f"""CREATE TEMP TABLE stage_found ON COMMIT DROP AS
        SELECT {names}, p.id AS application_id, {found} AS found_by, false AS renames,
            {carries} AS carries_disabled
        FROM {STAGE} s
        LEFT JOIN inventory_application p ON lower(p.code) = lower(s.application_code)
        {account}"""
    )
    stage.run(f"DROP TABLE {STAGE}")
    stage.run(f"ALTER TABLE stage_found RENAME TO {STAGE}")
    stage.run(f"ANALYZE {STAGE}")
    refuse_unknown_applications(stage)
    if own is not None:
        stage.problem(
            "application_code", "s.application_code", "foreign_application",
            "NOT EXISTS (SELECT 1 FROM inventory_application p WHERE p.id = s.application_id "
            "AND p.owner_id = ANY(%s)) AND s.application_id IS NOT NULL",
            parameters=[list(own)],
        )  # fmt: skip
    how = (
        HOW if not by_name else tuple(way for way in HOW if way not in ("external_id", "username"))
    )
    if not by_name or stage.one(f"SELECT EXISTS (SELECT 1 FROM {STAGE} WHERE account_id IS NULL)"):
        match_accounts(stage, how, spelling=False)
        stage.problem(
            "username", "s.username", "username_taken", "s.renames AND a.id <> s.account_id",
            source=f"{STAGE} s JOIN inventory_account a "
            "ON a.application_id = s.application_id AND a.login_key = s.login_key",
        )  # fmt: skip
        # Two rows that give one account two new names, or one name to two accounts.
        stage.problem(
            "username", "s.username", "twice", "s.n > 1 AND s.first_key <> s.key",
            "s.first_row::text",
            f"""(SELECT row, username, row_number() OVER w AS n,
                first_value(row) OVER w AS first_row,
                first_value(login_key) OVER w AS first_key, login_key AS key
            FROM {STAGE} WHERE renames WINDOW w AS (PARTITION BY account_id ORDER BY row)) s""",
        )  # fmt: skip
        stage.problem(
            "username", "s.username", "twice", "s.n > 1 AND s.first_account <> s.account_id",
            "s.first_row::text",
            f"""(SELECT row, username, account_id, row_number() OVER w AS n,
                first_value(row) OVER w AS first_row,
                first_value(account_id) OVER w AS first_account
            FROM {STAGE} WHERE renames
            WINDOW w AS (PARTITION BY application_id, login_key ORDER BY row)) s""",
        )  # fmt: skip


def date_renames(stage: Stage) -> None:
    """A renamed account's name changed when the row says, else when it was first read so."""
    stage.run(
        f"""UPDATE {STAGE} s SET username_changed_at = l.until FROM inventory_alias l
        WHERE s.username_changed_at IS NULL AND (s.previous_key IS NOT NULL OR s.renames)
          AND l.account_id = s.account_id
          AND l.login_key = COALESCE(s.previous_key, (
              SELECT o.login_key FROM inventory_alias o WHERE o.account_id = s.account_id
              ORDER BY o.until DESC, o.id DESC LIMIT 1))
          AND l.until <= s.read_at"""
    )


def drop_known(stage: Stage, origin: str) -> int:
    """Take out the readings that a file of the same origin, still standing, has said before."""
    same = ", ".join(f"r.{fact}" for fact in rows.FACTS)
    said = ", ".join(f"s.{fact}" for fact in rows.FACTS)
    known = 0
    if stage.one("SELECT EXISTS (SELECT 1 FROM inventory_reading)"):
        known = stage.run(
            f"""DELETE FROM {STAGE} s USING inventory_reading r
            JOIN inventory_readingsfile f ON f.id = r.file_id
            WHERE r.account_id = s.account_id AND r.read_at = s.read_at
              AND f.withdrawn_at IS NULL AND f.origin = %s
              AND ({same}) IS NOT DISTINCT FROM ({said})""",
            [origin],
        )
    stage.run("DROP TABLE IF EXISTS stage_twice")
    twice = stage.run(
        f"""CREATE TEMP TABLE stage_twice ON COMMIT DROP AS
        SELECT account_id FROM {STAGE} GROUP BY account_id HAVING count(*) > 1"""
    )
    if twice > 0:
        known += stage.run(
            f"""DELETE FROM {STAGE} s USING {STAGE} r
            WHERE s.account_id IN (SELECT account_id FROM stage_twice)
              AND r.account_id = s.account_id AND r.read_at = s.read_at AND r.row < s.row
              AND ({same}) IS NOT DISTINCT FROM ({said})"""
        )
    return known


def insert(stage: Stage, file: ReadingsFile) -> int:
    """Add what is left; nothing is ever changed in a reading."""
    facts = ", ".join(rows.FACTS)
    return stage.run(
        f"""INSERT INTO inventory_reading (file_id, account_id, read_at, {facts})
        SELECT %s, account_id, read_at, {facts} FROM {STAGE}
        ORDER BY account_id, row""",
        [file.pk],
    )


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
    file.withdrawn_at, file.withdrawn_by, file.withdrawn_why = at, by, why.strip()[:300]
    file.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS readings_withdrawn")
        cursor.execute(
            "CREATE TEMP TABLE readings_withdrawn ON COMMIT DROP AS "
            "SELECT DISTINCT account_id FROM inventory_reading WHERE file_id = %s",
            [file.pk],
        )
    derive_readings("readings_withdrawn")
    changed = derive_for_facts("readings_withdrawn", at=at).changed
    record("readings.withdrawn", file, by=by, at=at, why=file.withdrawn_why, states=changed)
    return changed
