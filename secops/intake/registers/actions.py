"""Importing a register: read, check, compare, and apply all good rows in one transaction."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.compliance.sessions.actions import REGISTER, note_register_changes
from secops.intake.models import RegisterFile
from secops.intake.parsers.decode import Given
from secops.intake.registers import accounts, applications, departments
from secops.intake.registers.outcome import SHOWN, Outcome
from secops.intake.registers.problems import Problem
from secops.intake.registers.staging import STAGE, OnRows, Stage
from secops.intake.tabular import Columns, ParsedRow, read_table
from secops.intake.unmatched.placing import match_again


@dataclass(frozen=True, slots=True)
class Register:
    """What differs between the three registers."""

    file: Columns
    staged: tuple[tuple[str, str], ...]
    resolved: tuple[tuple[str, str], ...]
    key: str
    name: str
    make_row: Callable[[ParsedRow, list[Problem]], tuple[Any, ...]]
    compare: Callable[[Stage, datetime, dict[str, Any]], None]
    apply: Callable[[Stage, datetime, dict[str, Any]], None]


REGISTERS: Final[dict[str, Register]] = {
    module.FILE.kind: Register(
        module.FILE,
        module.STAGED,
        module.RESOLVED,
        module.KEY,
        module.NAME,
        module.make_row,
        module.compare,
        module.apply,
    )
    for module in (departments, applications, accounts)
}


#: What these bring may be what leaked logins in the queue have waited for.
MATCHED_AFTER: Final = ("applications", "accounts")


def _changed_limits(stage: Stage) -> dict[int, dict[str, str | None]]:
    """Applications whose session limits the file changes, with the values before."""
    found: dict[int, dict[str, str | None]] = {}
    for pk, column, before in stage.all(
        f"SELECT s.application_id, c->>0, c->>1 FROM {STAGE} s, "
        "jsonb_array_elements(s.changes) c WHERE NOT s.is_new AND c->>0 = ANY(%s)",
        [list(REGISTER)],
    ):
        found.setdefault(pk, {})[column] = before
    return found


@transaction.atomic
def import_register(
    kind: str,
    given: Given,
    *,
    file_name: str,
    sha256: str,
    by: User,
    at: datetime,
    dry_run: bool = False,
    shown: int = SHOWN,
    on_rows: OnRows | None = None,
) -> Outcome:
    """Import a register of `kind` (departments, applications, accounts); bad rows are reported.

    All good rows are applied in one transaction; a dry run compares and changes nothing. Raises
    FileRefused where the file as a whole cannot be read, PermissionDenied without IMPORT.
    """
    check(by, Permission.IMPORT)
    began = time.monotonic()
    register = REGISTERS[kind]
    outcome = Outcome(kind)
    today = {"today": timezone.localdate(at)}
    table = read_table(given, columns=register.file)
    stage = Stage(register.staged, register.resolved)
    stage.fill(table, register.make_row, on_rows)
    register.compare(stage, at, today)
    stage.finish(outcome, table, register.key, register.name, shown)
    if not dry_run:
        if outcome.created or outcome.updated:
            limits = _changed_limits(stage) if kind == "applications" else {}
            register.apply(stage, at, today)
            note_register_changes(limits, by=by, at=at)
            if kind in MATCHED_AFTER:
                outcome.matched = match_again(at=at).findings
        file = RegisterFile.objects.create(
            kind=kind,
            file_name=file_name[:255],
            sha256=sha256,
            counts=outcome.counts(),
            imported_at=at,
            imported_by=by,
        )
        record(
            "register.imported", file, by=by, at=at, kind=kind, sha256=sha256, **outcome.counts()
        )
        outcome.applied = True
    outcome.seconds = time.monotonic() - began
    return outcome
