"""The register of accounts: found by external_id, else username, else a former username."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.models import sort_name
from secops.compliance.rotations.derive import derive_for_facts
from secops.intake.parsers.logins import login_key
from secops.intake.registers.fields import interval_of, text_of, truth_of
from secops.intake.registers.matching import find_accounts, refuse_renames, rename_accounts
from secops.intake.registers.people import (
    MENTION,
    compare_people,
    find_people,
    name_people,
    number_new_people,
    protect_users,
    write_people,
)
from secops.intake.registers.problems import Problem
from secops.intake.registers.staging import STAGE, Stage, code_of, difference, yes_no
from secops.intake.tabular import ACCOUNTS, ParsedRow
from secops.rules.rotation_facts import READING_TOLERANCE

FILE = ACCOUNTS
STAGED = (
    ("application_code", "text"),
    ("username", "text"),
    ("login_key", 'text COLLATE "C"'),
    ("previous_username", "text"),
    ("previous_key", 'text COLLATE "C"'),
    ("external_id", "text"),
    ("holder_name", "text"),
    ("holder_sort", "text"),
    ("holder_nip", "text"),
    ("holder_email", "text"),
    ("holder_phone", "text"),
    ("department_code", "text"),
    ("kind", "text"),
    ("owner_name", "text"),
    ("owner_sort", "text"),
    ("owner_email", "text"),
    ("owner_phone", "text"),
    ("privileged", "boolean"),
    ("changed_from", "timestamptz"),
    ("changed_to", "timestamptz"),
    ("last_login", "timestamptz"),
)
RESOLVED = (
    ("application_id", "bigint"),
    ("department_id", "bigint"),
    ("account_id", "bigint"),
    ("found_by", "text"),
    ("renames", "boolean DEFAULT false"),
    ("is_new", "boolean DEFAULT false"),
    ("holder_id", "bigint"),
    ("owner_id", "bigint"),
    ("changes", "jsonb DEFAULT '[]'"),
)
KEY, NAME = "application_code || ' / ' || username", "holder_name"


def make_row(parsed: ParsedRow, problems: list[Problem]) -> tuple[Any, ...]:
    """The values of one row in the order of `STAGED`."""
    username = text_of(parsed, "username", 200, problems)
    previous = text_of(parsed, "previous_username", 200, problems)
    holder = text_of(parsed, "holder_name", 200, problems)
    owner = text_of(parsed, "owner_name", 200, problems)
    changed_from, changed_to = interval_of(parsed.values, "password_changed_at")
    return (
        text_of(parsed, "application_code", 40, problems),
        username,
        login_key(username) if username else None,
        previous,
        login_key(previous) if previous else None,
        text_of(parsed, "external_id", 100, problems),
        holder,
        sort_name(holder) if holder else None,
        parsed.values.get("holder_nip"),
        text_of(parsed, "holder_email", 254, problems),
        text_of(parsed, "holder_phone", 254, problems),
        text_of(parsed, "department_code", 30, problems),
        parsed.values.get("kind"),
        owner,
        sort_name(owner) if owner else None,
        text_of(parsed, "owner_email", 254, problems),
        text_of(parsed, "owner_phone", 254, problems),
        truth_of(parsed, "privileged"),
        changed_from,
        changed_to,
        interval_of(parsed.values, "last_login_at")[1],
    )


def compare(stage: Stage, at: datetime, today: dict[str, Any]) -> None:
    """Check the rows against each other and the register; say what each changes."""
    run = stage.run
    run(
        f"UPDATE {STAGE} s SET department_id = d.id FROM accounts_department d "
        "WHERE lower(d.code) = lower(s.department_code)"
    )
    stage.problem(
        "department_code", "s.department_code", "unknown_department",
        "s.department_code IS NOT NULL AND s.department_id IS NULL",
    )  # fmt: skip
    stage.problem(
        "password_changed_at", wib("s.changed_from"), "not_yet", "s.changed_from > %s",
        parameters=[at + READING_TOLERANCE],
    )  # fmt: skip
    stage.problem(
        "last_login_at", wib("s.last_login"), "not_yet",
        "(s.last_login AT TIME ZONE 'Asia/Jakarta')::date > %s", parameters=[today["today"]],
    )  # fmt: skip
    find_accounts(stage)
    run(f"UPDATE {STAGE} SET is_new = account_id IS NULL")
    refuse_renames(stage)
    name_people(
        stage,
        {
            role: f"(SELECT a.{role}_id FROM inventory_account a WHERE a.id = s.account_id)"
            for role in ("holder", "owner")
        },
    )
    find_people(stage)
    protect_users(stage)
    stage.drop_bad()
    number_new_people(stage)
    for role in ("holder", "owner"):
        run(
            f"UPDATE {STAGE} s SET {role}_id = m.person_id FROM {MENTION} m "
            f"WHERE m.row = s.row AND m.role = '{role}'"
        )
    changes = difference(
        (
            ("username", "a.username", "CASE WHEN s.renames THEN s.username END"),
            (
                "previous_username",
                "NULL::text",
                # Known names are told apart from the one he had before.
                "CASE WHEN NOT s.renames AND s.previous_key <> a.login_key AND NOT EXISTS "
                "(SELECT 1 FROM inventory_alias l WHERE l.application_id = a.application_id"
                " AND l.login_key = s.previous_key) THEN s.previous_username END",
            ),
            ("external_id", "a.external_id", "s.external_id"),
            ("department_code", code_of("a.department_id"), code_of("s.department_id")),
            ("kind", "a.kind", "s.kind"),
            ("privileged", yes_no("a.privileged"), yes_no("s.privileged")),
            ("password_changed_at", wib("a.register_changed_from"), wib("s.changed_from")),
            ("last_login_at", wib("a.register_last_login_at"), wib("s.last_login")),
            *(
                (
                    role,
                    f"(SELECT p.name FROM accounts_person p WHERE p.id = a.{role}_id)",
                    f"CASE WHEN s.{role}_id IS DISTINCT FROM a.{role}_id THEN "
                    f"COALESCE(s.{role}_name, s.{role}_email, s.{role}_phone, '–') END",
                )
                for role in ("holder", "owner")
            ),
        )
    )
    run(
        f"""UPDATE {STAGE} s SET changes = {changes}
        FROM inventory_account a WHERE a.id = s.account_id"""
    )
    compare_people(stage)


def wib(moment: str) -> str:
    """SQL: a moment as the office's clock shows it."""
    return f"to_char({moment} AT TIME ZONE 'Asia/Jakarta', 'YYYY-MM-DD HH24:MI:SS')"


def apply(stage: Stage, at: datetime, today: dict[str, Any]) -> None:
    """Write what `compare` found."""
    run = stage.run
    write_people(stage, at)
    rename_accounts(stage, f"'{at.isoformat()}'::timestamptz")
    run(
        f"""INSERT INTO inventory_account (application_id, username, login_key, external_id, kind,
            holder_id, owner_id, department_id, privileged, from_report, register_changed_from,
            register_changed_to, register_last_login_at, created_at)
        SELECT application_id, username, login_key, COALESCE(external_id, ''),
            COALESCE(kind, 'person'), holder_id, owner_id, department_id,
            COALESCE(privileged, false), false, changed_from, changed_to, last_login, %s
        FROM {STAGE} WHERE is_new ORDER BY row""",
        [at],
    )
    run(
        f"""UPDATE {STAGE} s SET account_id = a.id FROM inventory_account a
        WHERE s.is_new AND a.application_id = s.application_id AND a.login_key = s.login_key"""
    )
    run(
        f"""UPDATE inventory_account a SET
            external_id = COALESCE(s.external_id, a.external_id),
            kind = COALESCE(s.kind, a.kind),
            holder_id = COALESCE(s.holder_id, a.holder_id),
            owner_id = COALESCE(s.owner_id, a.owner_id),
            department_id = COALESCE(s.department_id, a.department_id),
            privileged = COALESCE(s.privileged, a.privileged),
            register_changed_from = COALESCE(s.changed_from, a.register_changed_from),
            register_changed_to = COALESCE(s.changed_to, a.register_changed_to),
            register_last_login_at = COALESCE(s.last_login, a.register_last_login_at)
        FROM {STAGE} s WHERE a.id = s.account_id AND NOT s.is_new AND s.changes <> '[]'"""
    )
    run(
        f"""INSERT INTO inventory_alias (account_id, application_id, username, login_key, until)
        SELECT a.id, a.application_id, s.previous_username, s.previous_key, %s
        FROM {STAGE} s JOIN inventory_account a ON a.id = s.account_id
        WHERE s.previous_key <> a.login_key
        ON CONFLICT (application_id, login_key) DO NOTHING""",
        [at],
    )
    derive_touched(stage, at)


def derive_touched(stage: Stage, at: datetime) -> None:
    """Derive the rotations of the accounts that are new or changed, or whose people changed."""
    stage.run("DROP TABLE IF EXISTS stage_touched")
    stage.run(
        f"""CREATE TEMP TABLE stage_touched ON COMMIT DROP AS
        SELECT account_id FROM {STAGE} WHERE is_new OR changes <> '[]'
        UNION SELECT a.id FROM inventory_account a
        JOIN {MENTION} m ON m.person_id IN (a.holder_id, a.owner_id) WHERE m.changes <> '[]'"""
    )
    derive_for_facts("stage_touched", at=at)
