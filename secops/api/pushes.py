"""A push of open sessions: JSON rows become the file that the importer reads, checks and all."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from accounts.models import ApiToken, User
from secops.compliance.sessions.models import SessionPush, SessionsFile
from secops.intake.brought import Brought
from secops.intake.sessions.actions import SessionsReceipt, import_sessions
from secops.inventory.models import Application, ReadingsFile

ROWS_AT_MOST: Final = 10_000
COLUMNS: Final = (
    "username", "session_id", "started_at", "last_seen_at", "open_sessions", "oldest_started_at",
    "read_at",
)  # fmt: skip


class PushRefused(Exception):
    """Nothing of the push was taken; `errors` say why, row by row."""

    def __init__(self, title: str, errors: list[dict[str, Any]] | None = None) -> None:
        super().__init__(title)
        self.errors = errors or []


class KeyReused(Exception):
    """The key stood for other content before."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did; `again`: it, or its content, was known and nothing was added."""

    file: SessionsFile
    again: bool


def push_sessions(body: bytes, given: Any, *, token: ApiToken, key: str, at: datetime) -> Pushed:
    """Take all rows of a push, or none. The same key and body again answer as the first did.

    Raises PushRefused for what cannot be read, KeyReused for a key with another body.
    """
    digest = hashlib.sha256(f"{token.subject_id}\0".encode() + body).hexdigest()
    known = SessionPush.objects.filter(token=token, key=key).select_related("file").first()
    if known is not None:
        if known.sha256 != digest:
            raise KeyReused
        return Pushed(known.file, True)
    content = _as_file(given)
    application = Application.objects.filter(pk=token.subject_id).first()
    if application is None:
        raise PushRefused("The application of this token is registered no more")
    by = User.objects.system().acting_as(f"API {token.name}")
    with transaction.atomic():
        receipt = import_sessions(
            io.BytesIO(content),
            Brought(
                file_name=f"{application.code}-{at:%Y%m%dT%H%M%SZ}.json",
                sha256=digest,
                source=f"API {token.name}",
                origin=ReadingsFile.Origin.OWNER,
                application_code=application.code,
            ),
            by=by,
            at=at,
        )
        if receipt.failed:
            raise PushRefused(
                f"{receipt.failed} rows cannot be taken; nothing was stored", _errors(receipt)
            )
        assert receipt.file is not None
        # Two of the same key at once: the second finds the first's row and answers like it.
        push, _new = SessionPush.objects.get_or_create(
            token=token,
            key=key,
            defaults={"sha256": digest, "file": receipt.file, "pushed_at": at},
        )
    return Pushed(push.file, receipt.known)


def _errors(receipt: SessionsReceipt) -> list[dict[str, Any]]:
    """Rows are counted from 1, as in the push; the file has a line of titles above them."""
    return [one.as_json() | {"row": one.row - 1} for one in receipt.problems[:100]]


def _as_file(given: Any) -> bytes:
    """The rows as the importer reads them. Raises PushRefused where they are no rows."""
    rows = given.get("sessions") if isinstance(given, dict) else None
    if not isinstance(rows, list):
        raise PushRefused("The body must be an object with a list `sessions`")
    if not rows:
        raise PushRefused(
            "`sessions` is empty; where nobody is logged in, send each account with open_sessions 0"
        )
    if len(rows) > ROWS_AT_MOST:
        raise PushRefused(f"At most {ROWS_AT_MOST} rows in one push; send the rest in another")
    read_at = given.get("read_at", "")
    if not isinstance(read_at, str):
        raise PushRefused("`read_at` must be a time as text, such as 2026-11-27T08:00:00+07:00")
    errors: list[dict[str, Any]] = []
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for number, row in enumerate(rows, start=1):
        errors += _wrong(number, row)
        if not errors:
            cells = {name: "" if value is None else str(value) for name, value in row.items()}
            writer.writerow({"read_at": read_at} | cells)
    if errors:
        raise PushRefused("Rows that are no rows; nothing was stored", errors[:100])
    return out.getvalue().encode()


def _wrong(number: int, row: Any) -> list[dict[str, Any]]:
    """What keeps a row from being read as columns; values of sessions are never repeated."""

    def error(column: str, words: str) -> dict[str, Any]:
        return {"row": number, "column": column, "value": "", "problem": words}

    if not isinstance(row, dict):
        return [error("", "a row must be an object")]
    unknown = [error(str(name)[:60], "unknown column") for name in row if name not in COLUMNS]
    kinds = [
        error(name, "must be text or a whole number")
        for name, value in row.items()
        if name in COLUMNS and not (value is None or type(value) in (str, int))
    ]
    lines = [
        error(name, "must not hold line ends")
        for name, value in row.items()
        if isinstance(value, str) and ("\n" in value or "\r" in value)
    ]
    return unknown + kinds + lines
