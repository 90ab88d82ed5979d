"""Rows of a readings file as the stage takes them."""

from __future__ import annotations

import re
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
#: First the columns that a plain row gives as they stand in the file, then those worked out.
STAGED = (
    ("application_code", "text"),
    ("username", "text"),
    ("previous_username", "text"),
    ("external_id", "text"),
    ("read_at", "timestamptz"),
    ("changed_from", "timestamptz"),
    ("username_changed_at", "timestamptz"),
    ("sessions_revoked_at", "timestamptz"),
    ("disabled_at", "timestamptz"),
    ("open_sessions", "int"),
    ("last_login_at", "timestamptz"),
    ("login_key", 'text COLLATE "C"'),
    ("previous_key", 'text COLLATE "C"'),
    ("changed_to", "timestamptz"),
    ("last_login_from", "timestamptz"),
    ("must_change", "boolean"),
)
#: The columns of the file in the order of the stage.
ORDER = (
    "application_code",
    "username",
    "previous_username",
    "external_id",
    "read_at",
    "password_changed_at",
    "username_changed_at",
    "sessions_revoked_at",
    "disabled_at",
    "open_sessions",
    "last_login_at",
)
#: What a plain row leaves to the server: its times are moments, its names plain letters.
WORKED_OUT = {
    "login_key": "COALESCE(s.login_key, lower(s.username))",
    "previous_key": "COALESCE(s.previous_key, lower(s.previous_username))",
    "changed_to": "COALESCE(s.changed_to, s.changed_from)",
    "last_login_from": "COALESCE(s.last_login_from, s.last_login_at)",
    "must_change": "COALESCE(s.must_change, CASE WHEN s.changed_from IS NOT NULL THEN false END)",
}
_TIME = (
    r"(?:(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d"
    r":[0-5]\d(?:\+0\d:00|Z))?"
)
#: Printable ASCII without blank and backslash: what `lower` and `casefold` agree on.
_NAME = r"[!-\[\]-~]"
#: Digits that a spreadsheet ruined are for the parser to refuse.
_WHOLE = r"(?![+-]?\d(?:[.,]\d+)?[Ee]\+\d{1,3}\t)"
#: A row the server can read by itself. The days 29 to 31 are left to the parser, so that no date
#: that does not exist can break the whole COPY.
PLAIN = re.compile(
    rf"[A-Za-z0-9][\w.-]{{0,39}}\t{_WHOLE}{_NAME}{{1,200}}\t{_WHOLE}{_NAME}{{0,200}}\t{_WHOLE}{_NAME}{{0,100}}"
    rf"\t{_TIME}\t{_TIME}\t{_TIME}\t{_TIME}\t{_TIME}\t\d{{0,9}}\t{_TIME}",
    re.ASCII,
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
        previous,
        text_of(parsed, "external_id", 100, problems),
        read_at,
        changed_from,
        interval_of(values, "username_changed_at")[0],
        interval_of(values, "sessions_revoked_at")[0],
        interval_of(values, "disabled_at")[1],
        number_of(parsed, "open_sessions"),
        last_login_to,
        login_key(username) if username else None,
        login_key(previous) if previous else None,
        changed_to,
        last_login_from,
        must_change,
    )
