"""Leaving a trail. Every action calls `record` inside its own transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from django.db import connection, models

from secops import statements
from secops.audit.models import Entry


class Actor(Protocol):
    """Whoever does something: a signed-in user, or `system` for commands and the clock."""

    pk: Any

    @property
    def audit_label(self) -> str: ...


PER_STATEMENT = 1000


def record(
    verb: str,
    about: models.Model,
    *,
    by: Actor,
    at: datetime,
    department_id: int | None = None,
    **data: Any,
) -> Entry:
    """Add one entry about one object.

    `verb` is `object.deed` ("campaign.started") and has a sentence in `audit/sentences.py`; `data`
    holds what the sentence needs (plain JSON; never a secret, never a whole NIP).
    """
    assert connection.in_atomic_block, "a trail without its change, or the reverse, proves nothing"
    entry = Entry(**_fields(verb, about, by, at, department_id, data))
    statements.insert([entry])
    return entry


def record_many(
    verb: str,
    about: Iterable[models.Model],
    *,
    by: Actor,
    at: datetime,
    **data: Any,
) -> None:
    """Add one entry for each object, a thousand to a statement."""
    assert connection.in_atomic_block, "a trail without its change, or the reverse, proves nothing"
    entries = [Entry(**_fields(verb, one, by, at, None, data)) for one in about]
    for first in range(0, len(entries), PER_STATEMENT):
        statements.insert(entries[first : first + PER_STATEMENT])


def _fields(
    verb: str,
    about: models.Model,
    by: Actor,
    at: datetime,
    department_id: int | None,
    data: dict[str, Any],
) -> dict[str, Any]:
    return {
        "at": at,
        "actor_id": by.pk,
        "actor_label": by.audit_label,
        "verb": verb,
        "object_type": about._meta.label_lower,
        "object_id": str(about.pk),
        "object_label": str(about)[:300],
        "department_id": department_id or getattr(about, "department_id", None),
        "data": data,
    }
