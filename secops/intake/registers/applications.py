"""The register of applications, with the hosts under which they are found in a leak."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from accounts.models import sort_name
from secops.intake.parsers.hosts import read_address
from secops.intake.registers.fields import day_of, number_of, text_of, truth_of, words_of
from secops.intake.registers.problems import Problem, problem_of
from secops.intake.registers.staging import PROBLEM, STAGE, Stage, code_of, difference, yes_no
from secops.intake.tabular import APPLICATIONS, ParsedRow

FILE = APPLICATIONS
STAGED = (
    ("code", "text"),
    ("name", "text"),
    ("sort_name", "text"),
    ("owner_code", "text"),
    ("url", "text"),
    ("criticality", "text"),
    ("personal_data", "text"),
    ("iiv", "text"),
    ("status", "text"),
    ("idle_timeout_minutes", "int"),
    ("absolute_timeout_hours", "int"),
    ("kills_sessions_on_password_change", "text"),
    ("reports_sessions", "boolean"),
    ("reads_passwords", "boolean"),
    ("carries_mail_for", "text"),
    ("public_users", "boolean"),
    ("vendor", "text"),
    ("stack", "text"),
    ("last_used_on", "date"),
    ("last_deployed_on", "date"),
    ("hosts", "jsonb"),
)
RESOLVED = (
    ("application_id", "bigint"),
    ("owner_id", "bigint"),
    ("is_new", "boolean DEFAULT false"),
    ("changes", "jsonb DEFAULT '[]'"),
)
KEY, NAME = "code", "name"
STATUS = {
    "active": "active", "aktif": "active",
    "dormant": "dormant", "tidak-terpakai": "dormant", "tidak_terpakai": "dormant",
    "retired": "retired", "dihentikan": "retired",
}  # fmt: skip
#: column -> value of a new application that says nothing about it
PLAIN = {
    "url": "''",
    "criticality": "'medium'",
    "personal_data": "'unknown'",
    "iiv": "'unknown'",
    "status": "'active'",
    "idle_timeout_minutes": "NULL::int",
    "absolute_timeout_hours": "NULL::int",
    "kills_sessions_on_password_change": "'unknown'",
    "reports_sessions": "true",
    "reads_passwords": "true",
    "carries_mail_for": "''",
    "public_users": "false",
    "vendor": "''",
    "stack": "''",
    "last_used_on": "NULL::date",
    "last_deployed_on": "NULL::date",
}
TRUTHS = {name for name, kind in STAGED if kind == "boolean"}
HOST = "stage_host"


def make_row(parsed: ParsedRow, problems: list[Problem]) -> tuple[Any, ...]:
    """The values of one row in the order of `STAGED`."""
    name = text_of(parsed, "name", 200, problems)
    status = text_of(parsed, "status", 40, problems)
    if status is not None and status.casefold() not in STATUS:
        problems.append(problem_of(parsed.number, "status", status, "unknown_status"))
        status = None
    mail = " ".join(words_of(parsed, "carries_mail_for")) or None
    if mail and len(mail) > 300:
        problems.append(problem_of(parsed.number, "carries_mail_for", mail, "too_long", "300"))
        mail = None
    return (
        text_of(parsed, "code", 40, problems),
        name,
        sort_name(name) if name else None,
        text_of(parsed, "owner_code", 30, problems),
        text_of(parsed, "url", 300, problems),
        parsed.values.get("criticality"),
        yes_or_no(truth_of(parsed, "personal_data")),
        yes_or_no(truth_of(parsed, "iiv")),
        STATUS[status.casefold()] if status else None,
        number_of(parsed, "idle_timeout_minutes"),
        number_of(parsed, "absolute_timeout_hours"),
        parsed.values.get("kills_sessions_on_password_change"),
        truth_of(parsed, "reports_sessions"),
        truth_of(parsed, "reads_passwords"),
        mail,
        truth_of(parsed, "public_users"),
        text_of(parsed, "vendor", 200, problems),
        text_of(parsed, "stack", 40, problems),
        day_of(parsed, "last_used_on"),
        day_of(parsed, "last_deployed_on"),
        json.dumps(hosts_of(parsed)),
    )


def yes_or_no(answer: bool | None) -> str | None:
    """As it is stored."""
    return None if answer is None else "yes" if answer else "no"


def shown(column: str) -> str:
    """SQL: a value as the preview shows it."""
    return yes_no(column) if column[2:] in TRUTHS else column


def hosts_of(parsed: ParsedRow) -> list[list[Any]]:
    """Host, port and column of the address and of the other hosts."""
    url = parsed.values.get("url")
    found: list[list[Any]] = []
    for token in ([str(url)] if url else []) + list(words_of(parsed, "other_hosts")):
        address = read_address(token)
        if address is not None and [address.host, address.port] not in [one[:2] for one in found]:
            found.append([address.host, address.port, "url" if token == url else "other_hosts"])
    return found


def compare(stage: Stage, at: datetime, today: dict[str, Any]) -> None:
    """Check the rows against each other and the register; say what each changes."""
    run = stage.run
    stage.problem(
        "code", "s.code", "twice", "s.n > 1", "s.first_row::text",
        f"(SELECT row, code, row_number() OVER w AS n, first_value(row) OVER w AS first_row "
        f"FROM {STAGE} WHERE code IS NOT NULL "
        "WINDOW w AS (PARTITION BY lower(code) ORDER BY row)) s",
    )  # fmt: skip
    run(
        f"UPDATE {STAGE} s SET application_id = a.id FROM inventory_application a "
        "WHERE lower(a.code) = lower(s.code)"
    )
    run(f"UPDATE {STAGE} SET is_new = true WHERE application_id IS NULL")
    run(
        f"UPDATE {STAGE} s SET owner_id = d.id FROM accounts_department d "
        "WHERE lower(d.code) = lower(s.owner_code)"
    )
    stage.problem(
        "owner_code", "s.owner_code", "unknown_department",
        "s.owner_code IS NOT NULL AND s.owner_id IS NULL",
    )  # fmt: skip
    stage.problem(
        "status", "s.status", "archived_here",
        "s.status <> 'retired' AND EXISTS (SELECT FROM retirements_retirement r "
        "WHERE r.application_id = s.application_id AND r.state = 'archived')",
    )  # fmt: skip
    run(f"DROP TABLE IF EXISTS {HOST}")
    run(
        f"""CREATE TEMP TABLE {HOST} ON COMMIT DROP AS
        SELECT s.row, s.code, s.application_id, h.host->>0 AS name, (h.host->>1)::int AS port,
            h.host->>2 AS col
        FROM {STAGE} s, jsonb_array_elements(s.hosts) h(host)"""
    )
    for column in ("url", "other_hosts"):
        stage.problem(
            column, "s.name", "host_taken",
            f"s.application_id IS DISTINCT FROM o.application_id AND s.col = '{column}'", "o.code",
            f"""{HOST} s JOIN (SELECT h.name, h.port, h.application_id, a.code
                FROM inventory_host h JOIN inventory_application a ON a.id = h.application_id) o
                ON o.name = s.name AND o.port IS NOT DISTINCT FROM s.port""",
        )  # fmt: skip
        stage.problem(
            column, "s.name", "host_taken",
            f"s.first_row <> s.row AND s.col = '{column}' "
            "AND lower(s.first_code) IS DISTINCT FROM lower(s.code)",
            "s.first_code",
            f"""(SELECT row, name, col, code, first_value(row) OVER w AS first_row,
                        first_value(code) OVER w AS first_code
                 FROM {HOST} WINDOW w AS (PARTITION BY name, port ORDER BY row)) s""",
        )  # fmt: skip
    for column in ("last_used_on", "last_deployed_on"):
        stage.problem(
            column, f"s.{column}::text", "not_yet", f"s.{column} > %s",
            parameters=[today["today"]],
        )  # fmt: skip
    stage.drop_bad()
    run(f"DELETE FROM {HOST} WHERE row IN (SELECT row FROM {PROBLEM})")
    run(
        f"""DELETE FROM {HOST} s USING inventory_host h
        WHERE h.name = s.name AND h.port IS NOT DISTINCT FROM s.port"""
    )
    hosts = f"(SELECT string_agg(h.name, ' ' ORDER BY h.name) FROM {HOST} h WHERE h.row = s.row)"
    changes = difference(
        (
            ("name", "a.name", "s.name"),
            ("owner_code", code_of("a.owner_id"), code_of("s.owner_id")),
            *((column, shown(f"a.{column}"), shown(f"s.{column}")) for column in PLAIN),
            ("other_hosts", "NULL::text", hosts),
        )
    )
    run(
        f"""UPDATE {STAGE} s SET changes = {changes}
        FROM inventory_application a WHERE a.id = s.application_id"""
    )


def apply(stage: Stage, at: datetime, today: dict[str, Any]) -> None:
    """Write what `compare` found. Hosts are added, never taken away: old leaks name old hosts."""
    run = stage.run
    columns = ", ".join(PLAIN)
    values = ", ".join(f"COALESCE(s.{column}, {plain})" for column, plain in PLAIN.items())
    run(
        f"""INSERT INTO inventory_application (code, name, sort_name, owner_id, {columns})
        SELECT s.code, s.name, s.sort_name, s.owner_id, {values}
        FROM {STAGE} s WHERE s.is_new ORDER BY s.row"""
    )
    kept = ", ".join(f"{column} = COALESCE(s.{column}, a.{column})" for column in PLAIN)
    run(
        f"""UPDATE inventory_application a SET name = s.name, sort_name = s.sort_name,
            owner_id = COALESCE(s.owner_id, a.owner_id), {kept}
        FROM {STAGE} s WHERE a.id = s.application_id AND s.changes <> '[]'"""
    )
    run(
        f"""INSERT INTO inventory_host (application_id, name, port)
        SELECT a.id, h.name, h.port FROM {HOST} h
        JOIN inventory_application a ON lower(a.code) = lower(h.code) ORDER BY h.row"""
    )
