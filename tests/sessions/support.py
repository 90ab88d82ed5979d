"""Files of open sessions for the tests, and what they say."""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, datetime, timedelta
from typing import Any

from accounts.models import User
from secops.intake.brought import Brought
from secops.intake.sessions.actions import SessionsReceipt, import_sessions

NOW = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LIST = "application_code,username,session_id,started_at,last_seen_at,read_at"
COUNTS = "application_code,username,open_sessions,oldest_started_at,read_at"


def iso(moment: datetime | str) -> str:
    return moment if isinstance(moment, str) else moment.isoformat()


def row(
    application: str,
    username: str,
    started: datetime | str,
    *,
    read_at: datetime | str = NOW - HOUR,
    number: str = "",
) -> str:
    """One line of a list."""
    number = number or f"{username}-{iso(started)}"
    return f"{application},{username},{number},{iso(started)},,{iso(read_at)}"


def bring(
    lines: list[str], by: User, *, at: datetime = NOW, head: str = LIST, **said: Any
) -> SessionsReceipt:
    """Import these lines as a file."""
    content = "\n".join([head, *lines]).encode()
    brought = Brought(file_name="sesi.csv", sha256=hashlib.sha256(content).hexdigest(), **said)
    return import_sessions(io.BytesIO(content), brought, by=by, at=at)
