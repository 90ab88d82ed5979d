"""Rows of a readings file as the stage takes them."""

from __future__ import annotations

from typing import Any

from secops.intake.parsers.logins import login_key
from secops.intake.registers.fields import DAY, TICK, interval_of, number_of, text_of
from secops.intake.registers.problems import Problem
from secops.intake.tabular import READINGS, Moment, ParsedRow

FILE = READINGS
#: The facts of a reading, named as in `inventory.models.Reading`.
FACTS = (
    "changed_from",
    "changed_to",
    "username_changed_at",
    "sessions_revoked_at",
    "open_sessions",
    "carries_disabled",
    "disabled_at",
    "last_login_at",
    "must_change",
)
STAGED = (
    ("application_code", "text"),
    ("username", "text"),
    ("login_key", 'text COLLATE "C"'),
    ("previous_username", "text"),
    ("previous_key", 'text COLLATE "C"'),
    ("external_id", "text"),
    ("read_at", "timestamptz"),
    ("changed_from", "timestamptz"),
    ("changed_to", "timestamptz"),
    ("username_changed_at", "timestamptz"),
    ("sessions_revoked_at", "timestamptz"),
    ("open_sessions", "int"),
    ("disabled_at", "timestamptz"),
    ("last_login_at", "timestamptz"),
    ("last_login_from", "timestamptz"),
    ("must_change", "boolean"),
)
RESOLVED = (
    ("application_id", "bigint"),
    ("account_id", "bigint"),
    ("found_by", "text"),
    ("renames", "boolean DEFAULT false"),
    ("carries_disabled", "boolean DEFAULT false"),
)


def make_row(parsed: ParsedRow, problems: list[Problem]) -> tuple[Any, ...]:
    """The values of one row in the order of `STAGED`.

    A bare day counts as RULES 1 says: a change of name or a revocation at its start, the end of an
    account at its end; a reading of a day was true at that day's end, a log-in may have been then.
    """
    values = parsed.values
    username = text_of(parsed, "username", 200, problems)
    previous = text_of(parsed, "previous_username", 200, problems)
    changed_from, changed_to = interval_of(values, "password_changed_at")
    read_at = values.get("read_at")
    if isinstance(read_at, Moment):
        read_at = read_at.at + DAY - TICK if read_at.is_date else read_at.at
    last_login_from, last_login_to = interval_of(values, "last_login_at")
    must_change = True if parsed.must_change else False if changed_from else None
    return (
        text_of(parsed, "application_code", 40, problems),
        username,
        login_key(username) if username else None,
        previous,
        login_key(previous) if previous else None,
        text_of(parsed, "external_id", 100, problems),
        read_at,
        changed_from,
        changed_to,
        interval_of(values, "username_changed_at")[0],
        interval_of(values, "sessions_revoked_at")[0],
        number_of(parsed, "open_sessions"),
        interval_of(values, "disabled_at")[1],
        last_login_to,
        last_login_from,
        must_change,
    )
