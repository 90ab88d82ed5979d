"""Rows of a file of open sessions as the stage takes them."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime
from typing import Any

from secops.intake.parsers.logins import login_key
from secops.intake.registers.fields import DAY, TICK, interval_of, number_of, text_of
from secops.intake.registers.problems import Problem, problem_of
from secops.intake.tabular import SESSIONS, Moment, ParsedRow

FILE = SESSIONS
STAGED = (
    ("application_code", "text"),
    ("username", "text"),
    ("login_key", 'text COLLATE "C"'),
    ("key", "uuid"),
    ("sessions", "int"),
    ("counted", "boolean"),
    ("started_from", "timestamptz"),
    ("started_to", "timestamptz"),
    ("last_seen_at", "timestamptz"),
    ("read_at", "timestamptz"),
)
RESOLVED = (
    ("application_id", "bigint"),
    ("account_id", "bigint"),
    ("found_by", "text"),
    ("renames", "boolean DEFAULT false"),
)


def row_maker(key: str) -> Callable[[ParsedRow, list[Problem]], tuple[Any, ...]]:
    """What makes rows of the stage; the numbers of sessions leave it as hashes keyed with `key`."""
    derived = hashlib.sha256(b"open session 1\0" + key.encode()).digest()

    def hashed(application: str | None, number: object) -> str | None:
        if not number:
            return None
        words = f"{(application or '').casefold()}\0{number}".encode()
        return hmac.new(derived, words, hashlib.sha256).hexdigest()[:32]

    def make_row(parsed: ParsedRow, problems: list[Problem]) -> tuple[Any, ...]:
        application = text_of(parsed, "application_code", 40, problems)
        username = text_of(parsed, "username", 200, problems)
        counted = number_of(parsed, "open_sessions")
        started = interval_of(parsed.values, "started_at")
        if counted is not None:
            oldest = interval_of(parsed.values, "oldest_started_at")
            started = oldest if oldest[0] is not None else started
        elif started[0] is None and not any(e.column == "started_at" for e in parsed.errors):
            problems.append(problem_of(parsed.number, "started_at", "", "no_session"))
        return (
            application,
            username,
            login_key(username) if username else None,
            hashed(application, parsed.values.get("session_id")) if counted is None else None,
            1 if counted is None else counted,
            counted is not None,
            *started,
            interval_of(parsed.values, "last_seen_at")[1],
            _read_at(parsed),
        )

    return make_row


def _read_at(parsed: ParsedRow) -> datetime | None:
    """A reading of a day was true at that day's end."""
    moment = parsed.values.get("read_at")
    if not isinstance(moment, Moment):
        return None
    return moment.at + DAY - TICK if moment.is_date else moment.at
