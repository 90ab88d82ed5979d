"""The register of departments: codes, names, parents, heads and agents."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.models import User, sort_name
from accounts.roles import Role
from accounts.sessions import end_all
from secops.intake.registers.fields import text_of, truth_of
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
from secops.intake.registers.staging import PROBLEM, STAGE, Stage, difference, yes_no
from secops.intake.tabular import DEPARTMENTS, Columns, ColumnSpec, ParsedRow
from secops.intake.tabular.cells import yes_no as yes_no_cell

FILE = Columns(
    "departments",
    (*DEPARTMENTS.columns, ColumnSpec("office", yes_no_cell, aliases=(("kantor", None),))),
)
STAGED = (
    ("code", "text"),
    ("name", "text"),
    ("sort_name", "text"),
    ("kind", "text"),
    ("parent_code", "text"),
    ("head_name", "text"),
    ("head_sort", "text"),
    ("head_email", "text"),
    ("head_phone", "text"),
    ("agent_name", "text"),
    ("agent_sort", "text"),
    ("agent_email", "text"),
    ("agent_phone", "text"),
    ("office", "boolean"),
)
RESOLVED = (
    ("department_id", "bigint"),
    ("parent_id", "bigint"),
    ("is_new", "boolean DEFAULT false"),
    ("head_id", "bigint"),
    ("agent_id", "bigint"),
    ("changes", "jsonb DEFAULT '[]'"),
)
KEY, NAME = "code", "name"
#: Prefix of the columns -> role of the position, and how its title begins.
POSITIONS = {"head": (Role.HEAD, "Kepala "), "agent": (Role.AGENT, "Agen Siber ")}

HELD = """(SELECT t.person_id FROM accounts_position p
    JOIN accounts_tenure t ON t.position_id = p.id
    WHERE p.department_id = {department} AND p.role = '{role}' AND t.kind = 'definitive'
      AND t.starts_on <= %(today)s AND (t.ends_on IS NULL OR t.ends_on >= %(today)s)
    ORDER BY p.id, t.starts_on DESC, t.id DESC LIMIT 1)"""


def make_row(parsed: ParsedRow, problems: list[Problem]) -> tuple[Any, ...]:
    """The values of one row in the order of `STAGED`."""
    name = text_of(parsed, "name", 200, problems)
    head = text_of(parsed, "head_name", 200, problems)
    agent = text_of(parsed, "agent_name", 200, problems)
    return (
        text_of(parsed, "code", 30, problems),
        name,
        sort_name(name) if name else None,
        text_of(parsed, "kind", 30, problems),
        text_of(parsed, "parent_code", 30, problems),
        head,
        sort_name(head) if head else None,
        text_of(parsed, "head_email", 254, problems),
        text_of(parsed, "head_phone", 254, problems),
        agent,
        sort_name(agent) if agent else None,
        text_of(parsed, "agent_email", 254, problems),
        text_of(parsed, "agent_phone", 254, problems),
        truth_of(parsed, "office"),
    )


def held(department: str, role: Role) -> str:
    """SQL: the person who holds the position of that role today, not as Plt., Plh. or deputy."""
    return HELD.format(department=department, role=role.value)


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
        f"UPDATE {STAGE} s SET department_id = d.id FROM accounts_department d "
        "WHERE lower(d.code) = lower(s.code)"
    )
    run(f"UPDATE {STAGE} SET is_new = true WHERE department_id IS NULL")
    stage.problem(
        "parent_code", "s.parent_code", "own_parent", "lower(s.parent_code) = lower(s.code)"
    )
    # A parent that itself fails is no parent, all the way down.
    while stage.problem(
        "parent_code", "s.parent_code", "unknown_parent",
        f"""s.parent_code IS NOT NULL AND s.row NOT IN (SELECT row FROM {PROBLEM})
        AND NOT EXISTS (SELECT 1 FROM {STAGE} o WHERE lower(o.code) = lower(s.parent_code)
                        AND o.row NOT IN (SELECT row FROM {PROBLEM}))
        AND NOT EXISTS (SELECT 1 FROM accounts_department d
                        WHERE lower(d.code) = lower(s.parent_code))""",
    ):  # fmt: skip
        pass
    stage.problem(
        "office", "'yes'", "second_office",
        "s.office AND EXISTS (SELECT 1 FROM accounts_department d WHERE d.is_office "
        "AND d.id IS DISTINCT FROM s.department_id)",
        "(SELECT d.name FROM accounts_department d WHERE d.is_office)",
    )  # fmt: skip
    stage.problem(
        "office", "'yes'", "twice", "s.n > 1", "s.first_row::text",
        f"(SELECT row, row_number() OVER w AS n, first_value(row) OVER w AS first_row "
        f"FROM {STAGE} WHERE office WINDOW w AS (ORDER BY row)) s",
    )  # fmt: skip

    name_people(
        stage,
        {
            prefix: held("s.department_id", role) % {"today": f"'{today['today']}'::date"}
            for prefix, (role, _) in POSITIONS.items()
        },
    )
    find_people(stage)
    protect_users(stage)
    for prefix, (role, _) in POSITIONS.items():
        stage.cursor.execute(
            f"""INSERT INTO {PROBLEM} (row, col, value, code, detail)
            SELECT s.row, '{prefix}_name', s.name, 'protected_position', ''
            FROM {MENTION} s JOIN accounts_user u ON u.person_id = s.person_id
            JOIN {STAGE} r ON r.row = s.row
            WHERE s.role = '{prefix}'
              AND s.person_id IS DISTINCT FROM {held("r.department_id", role)}""",
            today,
        )
    stage.drop_bad()
    number_new_people(stage)
    for prefix in POSITIONS:
        run(
            f"UPDATE {STAGE} s SET {prefix}_id = m.person_id FROM {MENTION} m "
            f"WHERE m.row = s.row AND m.role = '{prefix}'"
        )
    # A parent of the same file has no number yet, so parents are compared by their codes.
    stored_parent = "(SELECT p.code FROM accounts_department p WHERE p.id = d.parent_id)"
    parent = (
        f"CASE WHEN lower(s.parent_code) IS DISTINCT FROM lower({stored_parent}) "
        "THEN s.parent_code END"
    )
    changes = difference(
        (
            ("name", "d.name", "s.name"),
            ("kind", "d.kind", "s.kind"),
            ("parent_code", stored_parent, parent),
            ("office", yes_no("d.is_office"), yes_no("s.office")),
            *(
                (
                    f"{prefix}_name",
                    f"(SELECT name FROM accounts_person WHERE id = {held('d.id', role)})",
                    f"CASE WHEN s.{prefix}_id IS DISTINCT FROM {held('d.id', role)} "
                    f"THEN s.{prefix}_name END",
                )
                for prefix, (role, _) in POSITIONS.items()
            ),
        )
    )
    stage.cursor.execute(
        f"""UPDATE {STAGE} s SET changes = {changes}
        FROM accounts_department d WHERE d.id = s.department_id""",
        today,
    )
    compare_people(stage)


def apply(stage: Stage, at: datetime, today: dict[str, Any]) -> None:
    """Write what `compare` found."""
    run = stage.run
    write_people(stage, at)
    run(
        f"""INSERT INTO accounts_department
            (code, name, sort_name, kind, is_office, works_in_shifts)
        SELECT code, name, sort_name, COALESCE(kind, ''), COALESCE(office, false), false
        FROM {STAGE} WHERE is_new ORDER BY row"""
    )
    run(
        f"UPDATE {STAGE} s SET department_id = d.id FROM accounts_department d "
        "WHERE s.is_new AND d.code = s.code"
    )
    run(
        f"""UPDATE {STAGE} s SET parent_id = d.id FROM accounts_department d
        WHERE lower(d.code) = lower(s.parent_code)"""
    )
    run(
        f"""UPDATE accounts_department d SET name = s.name, sort_name = s.sort_name,
            kind = COALESCE(s.kind, d.kind), parent_id = COALESCE(s.parent_id, d.parent_id),
            is_office = COALESCE(s.office, d.is_office)
        FROM {STAGE} s WHERE d.id = s.department_id
          AND (s.changes <> '[]' OR (s.is_new AND s.parent_id IS NOT NULL))"""
    )
    run(
        """UPDATE accounts_department SET is_office = true WHERE id = (
            SELECT id FROM accounts_department WHERE sort_name LIKE '%%komunikasi%%'
            ORDER BY kind <> 'DINAS', code LIMIT 1)
        AND NOT EXISTS (SELECT 1 FROM accounts_department WHERE is_office)"""
    )
    for prefix, (role, title) in POSITIONS.items():
        appoint(stage, prefix, role, title, today)


def appoint(stage: Stage, prefix: str, role: Role, title: str, today: dict[str, Any]) -> None:
    """Make the position where it is missing; end the tenure of who stood there, begin the new."""
    execute = stage.cursor.execute
    execute(
        f"""INSERT INTO accounts_position (role, title, department_id)
        SELECT %(role)s, left(%(title)s || d.name, 200), d.id
        FROM {STAGE} s JOIN accounts_department d ON d.id = s.department_id
        WHERE s.{prefix}_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM accounts_position p WHERE p.department_id = d.id AND p.role = %(role)s)
        ORDER BY s.row""",
        {"role": role.value, "title": title},
    )
    execute(
        f"""CREATE TEMP TABLE stage_{prefix} ON COMMIT DROP AS
        SELECT s.row, s.{prefix}_id AS person_id,
          (SELECT p.id FROM accounts_position p WHERE p.department_id = s.department_id
           AND p.role = '{role.value}' ORDER BY p.id LIMIT 1) AS position_id
        FROM {STAGE} s
        WHERE s.{prefix}_id IS NOT NULL
          AND s.{prefix}_id IS DISTINCT FROM {held("s.department_id", role)}""",
        today,
    )
    current = """t.position_id = n.position_id AND t.kind = 'definitive'
        AND t.starts_on <= %(today)s AND (t.ends_on IS NULL OR t.ends_on >= %(today)s)"""
    # What they may do here changes with the position: who signs in does so anew.
    execute(
        f"""SELECT u.id FROM accounts_user u WHERE u.person_id IN (
            SELECT t.person_id FROM accounts_tenure t JOIN stage_{prefix} n ON {current}
            WHERE t.person_id <> n.person_id)""",
        today,
    )
    for user in User.objects.filter(pk__in=[pk for (pk,) in stage.cursor.fetchall()]):
        end_all(user)
    # Who was appointed only today was a slip of the pen: the tenure is corrected, not ended.
    execute(
        f"""UPDATE accounts_tenure t SET person_id = n.person_id FROM stage_{prefix} n
        WHERE {current} AND t.starts_on = %(today)s""",
        today,
    )
    execute(
        f"""UPDATE accounts_tenure t SET ends_on = %(today)s::date - 1 FROM stage_{prefix} n
        WHERE {current} AND t.person_id <> n.person_id""",
        today,
    )
    execute(
        f"""INSERT INTO accounts_tenure (position_id, person_id, kind, starts_on, order_number)
        SELECT n.position_id, n.person_id, 'definitive', %(today)s, '' FROM stage_{prefix} n
        WHERE NOT EXISTS (SELECT 1 FROM accounts_tenure t WHERE {current}
                          AND t.person_id = n.person_id)""",
        today,
    )
    execute(f"DROP TABLE stage_{prefix}")
