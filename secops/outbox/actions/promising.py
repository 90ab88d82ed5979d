"""Promising messages: a key says why each exists, and asking twice is harmless."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from accounts.models import Contact, Person
from secops import statements
from secops.outbox.channels import all_channels
from secops.outbox.contacts import channel_for
from secops.outbox.models import Batch, Message

PER_STATEMENT = 1000


@dataclass(frozen=True, slots=True)
class Promise:
    """One message that shall go out. The key says why it exists; the same key is one message.

    `code_beside`: it holds a code for a link that went to this kind of contact, so it never goes
    there, whatever channel refuses it.
    """

    key: str
    kind: str
    person_id: int
    contact: Contact
    payload: dict[str, Any] = field(default_factory=dict)
    urgent: bool = False
    asked_for: bool = False
    code_beside: str = ""


def promise(
    key: str,
    kind: str,
    person: Person,
    contact: Contact,
    *,
    payload: dict[str, Any],
    at: datetime,
    not_before: datetime | None = None,
    urgent: bool = False,
    asked_for: bool = False,
    code_beside: str = "",
    batch: Batch | None = None,
) -> Message:
    """Promise one message; a second call with the same key returns the first message."""
    wanted = Promise(key, kind, person.pk, contact, payload, urgent, asked_for, code_beside)
    promise_many([wanted], at=at, not_before=not_before, batch=batch)
    return Message.objects.get(key=key)


def promise_many(
    wanted: Iterable[Promise],
    *,
    at: datetime,
    not_before: datetime | None = None,
    batch: Batch | None = None,
    revive: bool = False,
) -> dict[str, int]:
    """Promise messages, a thousand to a statement; return the ids of the new ones by key.

    A key that exists is left alone; with `revive` a cancelled or dropped one is queued again (the
    office starts a bulk send anew after undoing it).
    """
    new: dict[str, int] = {}
    rows = list(wanted)
    mail_alone = all(row.contact.kind == Contact.Kind.MAIL for row in rows)
    order = {} if mail_alone else all_channels().open
    for first in range(0, len(rows), PER_STATEMENT):
        part = [
            (row, channel_for(row.contact, order)) for row in rows[first : first + PER_STATEMENT]
        ]
        new |= _insert(part, at, not_before or at, batch, revive)
    return new


_INSERT = """
INSERT INTO outbox_message (key, kind, person_id, contact_id, channel, address, payload, urgent,
    asked_for, code_beside, batch_id, state, repeated, not_before, next_try_at, attempts, mail_id,
    created_at, reason, subject, text)
SELECT key, kind, person_id, contact_id, channel, address, payload::jsonb, urgent, asked_for,
    code_beside, %(batch)s::bigint, 'queued', false, %(from)s, %(from)s, 0, '', %(at)s, '', '', ''
FROM unnest(%(keys)s::text[], %(kinds)s::text[], %(persons)s::bigint[], %(contacts)s::bigint[],
    %(channels)s::text[], %(addresses)s::text[], %(payloads)s::text[], %(urgent)s::bool[],
    %(asked)s::bool[], %(beside)s::text[])
    AS w (key, kind, person_id, contact_id, channel, address, payload, urgent, asked_for,
        code_beside)
ON CONFLICT (key) DO {conflict}
RETURNING key, id
"""

_REVIVE = """UPDATE SET state = 'queued', reason = '', attempts = 0, refused_by = '',
    batch_id = excluded.batch_id,
    contact_id = excluded.contact_id, channel = excluded.channel, address = excluded.address,
    payload = excluded.payload, not_before = excluded.not_before,
    next_try_at = excluded.next_try_at, created_at = excluded.created_at
WHERE outbox_message.state IN ('cancelled', 'dropped')"""


def _insert(
    part: Sequence[tuple[Promise, Message.Channel]],
    at: datetime,
    not_before: datetime,
    batch: Batch | None,
    revive: bool,
) -> dict[str, int]:
    rows = [row for row, _channel in part]
    values = {
        "batch": batch.pk if batch else None,
        "from": not_before,
        "at": at,
        "keys": [row.key for row in rows],
        "kinds": [row.kind for row in rows],
        "persons": [row.person_id for row in rows],
        "contacts": [row.contact.pk for row in rows],
        "channels": [channel.value for _row, channel in part],
        "addresses": [row.contact.address for row in rows],
        "payloads": [json.dumps(row.payload) for row in rows],
        "urgent": [row.urgent for row in rows],
        "asked": [row.asked_for for row in rows],
        "beside": [row.code_beside for row in rows],
    }
    return dict(statements.rows(_INSERT.format(conflict=_REVIVE if revive else "NOTHING"), values))
