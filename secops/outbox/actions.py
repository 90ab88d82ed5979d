"""Promising messages, undoing a bulk send, and sending WhatsApp by hand."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import Contact, Person, User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.outbox.composers import COMPOSERS, Composed
from secops.outbox.contacts import CHANNEL_OF
from secops.outbox.models import Attempt, Batch, Message
from secops.outbox.policy import HOLD, PUT_ASIDE, UNDO
from secops.outbox.stored import words_to_store

PER_STATEMENT = 1000


@dataclass(frozen=True, slots=True)
class Promise:
    """One message that shall go out. The key says why it exists; the same key is one message."""

    key: str
    kind: str
    person_id: int
    contact: Contact
    payload: dict[str, Any] = field(default_factory=dict)
    urgent: bool = False
    asked_for: bool = False

    @property
    def channel(self) -> str:
        return CHANNEL_OF[Contact.Kind(self.contact.kind)]


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
    batch: Batch | None = None,
) -> Message:
    """Promise one message; a second call with the same key returns the first message."""
    wanted = Promise(key, kind, person.pk, contact, payload, urgent, asked_for)
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
    for first in range(0, len(rows), PER_STATEMENT):
        new |= _insert(rows[first : first + PER_STATEMENT], at, not_before or at, batch, revive)
    return new


_INSERT = """
INSERT INTO outbox_message (key, kind, person_id, contact_id, channel, address, payload, urgent,
    asked_for, batch_id, state, repeated, not_before, next_try_at, attempts, mail_id, created_at,
    reason, subject, text)
SELECT key, kind, person_id, contact_id, channel, address, payload::jsonb, urgent, asked_for,
    %(batch)s, 'queued', false, %(from)s, %(from)s, 0, '', %(at)s, '', '', ''
FROM unnest(%(keys)s::text[], %(kinds)s::text[], %(persons)s::bigint[], %(contacts)s::bigint[],
    %(channels)s::text[], %(addresses)s::text[], %(payloads)s::text[], %(urgent)s::bool[],
    %(asked)s::bool[])
    AS w (key, kind, person_id, contact_id, channel, address, payload, urgent, asked_for)
ON CONFLICT (key) DO {conflict}
RETURNING key, id
"""

_REVIVE = """UPDATE SET state = 'queued', reason = '', attempts = 0, batch_id = excluded.batch_id,
    contact_id = excluded.contact_id, channel = excluded.channel, address = excluded.address,
    payload = excluded.payload, not_before = excluded.not_before,
    next_try_at = excluded.next_try_at, created_at = excluded.created_at
WHERE outbox_message.state IN ('cancelled', 'dropped')"""


def _insert(
    rows: Sequence[Promise],
    at: datetime,
    not_before: datetime,
    batch: Batch | None,
    revive: bool,
) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT.format(conflict=_REVIVE if revive else "NOTHING"),
            {
                "batch": batch.pk if batch else None,
                "from": not_before,
                "at": at,
                "keys": [row.key for row in rows],
                "kinds": [row.kind for row in rows],
                "persons": [row.person_id for row in rows],
                "contacts": [row.contact.pk for row in rows],
                "channels": [row.channel for row in rows],
                "addresses": [row.contact.address for row in rows],
                "payloads": [json.dumps(row.payload) for row in rows],
                "urgent": [row.urgent for row in rows],
                "asked": [row.asked_for for row in rows],
            },
        )
        return dict(cursor.fetchall())


# --- bulk sends --------------------------------------------------------------------------------


class BatchRefused(Exception):
    """A bulk send cannot be started; the sentence is fit for the page."""


@transaction.atomic
def start_batch(
    title: str,
    wanted: Sequence[Promise],
    *,
    by: User,
    at: datetime,
    at_any_hour_because: str = "",
) -> Batch:
    """Promise many messages at once; they wait 30 seconds in which they can be undone."""
    check(by, Permission.RUN_CAMPAIGN)
    if not wanted:
        raise BatchRefused(_("Tidak ada pesan yang perlu dikirim."))
    batch = Batch.objects.create(
        title=title,
        started_by=by,
        created_at=at,
        not_before=at + UNDO,
        at_any_hour_because=at_any_hour_because.strip()[:200],
    )
    new = promise_many(wanted, at=at, not_before=batch.not_before, batch=batch, revive=True)
    record(
        "batch.started",
        batch,
        by=by,
        at=at,
        messages=len(new),
        because=batch.at_any_hour_because,
    )
    return batch


@transaction.atomic
def cancel_batch(batch: Batch, *, by: User, at: datetime) -> int:
    """Undo what of a bulk send is still waiting; return how many messages that was."""
    check(by, Permission.RUN_CAMPAIGN)
    Batch.objects.filter(pk=batch.pk, cancelled_at=None).update(cancelled_at=at)
    stopped = Message.objects.filter(batch=batch, state=Message.State.QUEUED).update(
        state=Message.State.CANCELLED, reason=_("oleh %(who)s") % {"who": by}
    )
    for kind in batch.messages.order_by("kind").values_list("kind", flat=True).distinct():
        composer = COMPOSERS.get(kind)
        if composer and composer.taken_back:
            composer.taken_back(batch, at)
    record("batch.cancelled", batch, by=by, at=at, messages=stopped)
    return stopped


# --- WhatsApp by hand --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ByHand:
    """A WhatsApp message in an officer's hands; the only time its words exist in full."""

    message: Message
    composed: Composed


def take_next(*, by: User, at: datetime) -> ByHand | None:
    """Give the officer the next WhatsApp message, composed afresh; None when none waits.

    One that he holds already comes first. Messages nobody needs any more are dropped on the way.
    Two officers never hold the same.
    """
    check(by, Permission.RUN_CAMPAIGN)
    while True:
        with transaction.atomic():
            message = _hold_next(by, at)
            if message is None:
                return None
            words = COMPOSERS[message.kind].compose([message], at)[message.pk]
            if isinstance(words, Composed):
                message.payload |= words.said
                message.subject = words.subject[:300]
                message.text = words_to_store(words)
                message.save(update_fields=["payload", "subject", "text"])
                return ByHand(message, words)
            _settle(message, Message.State.DROPPED, at, words.reason)


def _hold_next(by: User, at: datetime) -> Message | None:
    waiting = (
        Message.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("person", "contact")
        .filter(
            channel=Message.Channel.WHATSAPP_BY_HAND,
            state=Message.State.QUEUED,
            kind__in=list(COMPOSERS),
        )
    )
    own = waiting.filter(held_by=by, held_until__gt=at).order_by("pk").first()
    free = waiting.filter(Q(held_until=None) | Q(held_until__lte=at), next_try_at__lte=at)
    message = own or free.order_by("-urgent", "next_try_at", "pk").first()
    if message is not None:
        message.held_by, message.held_until = by, at + HOLD
        message.save(update_fields=["held_by", "held_until"])
    return message


@transaction.atomic
def mark_sent_by_hand(message_id: int, *, by: User, at: datetime) -> bool:
    """Note that the officer sent it; False where it is not in his hands any more."""
    check(by, Permission.RUN_CAMPAIGN)
    message = _held(message_id, by)
    if message is None:
        return False
    message.sent_by = by
    _settle(message, Message.State.SENT, at, "")
    composer = COMPOSERS.get(message.kind)
    if composer and composer.handed_over:
        composer.handed_over([message], at)
    return True


@transaction.atomic
def mark_wrong_number(message_id: int, *, by: User, at: datetime) -> bool:
    """Note that the number is wrong or not in use: the message failed, the number is not used."""
    check(by, Permission.RUN_CAMPAIGN)
    message = _held(message_id, by)
    if message is None:
        return False
    reason = _("Nomor salah atau tidak aktif")
    message.sent_by = by
    if message.contact_id is not None:
        disable_contacts({message.contact_id: reason}, at=at)
    _settle(message, Message.State.FAILED, at, reason)
    return True


@transaction.atomic
def put_aside(message_id: int, *, by: User, at: datetime) -> bool:
    """Lay the message aside for an hour; somebody else may take it then."""
    check(by, Permission.RUN_CAMPAIGN)
    message = _held(message_id, by)
    if message is None:
        return False
    message.held_by, message.held_until, message.next_try_at = None, None, at + PUT_ASIDE
    message.save(update_fields=["held_by", "held_until", "next_try_at"])
    return True


def _held(message_id: int, by: User) -> Message | None:
    return (
        Message.objects.select_for_update(of=("self",))
        .select_related("person", "contact")
        .filter(pk=message_id, state=Message.State.QUEUED, held_by=by)
        .first()
    )


def _settle(message: Message, state: Message.State, at: datetime, reason: str) -> None:
    message.state, message.reason = state, reason[:300]
    message.held_until = None
    if state == Message.State.SENT:
        message.sent_at = at
    if state != Message.State.DROPPED:
        message.attempts += 1
    message.save()
    Attempt.objects.create(message=message, at=at, outcome=state, detail=reason[:300])


def disable_contacts(reasons: dict[int, str], *, at: datetime) -> None:
    """Never write to these addresses again, until somebody enters them anew."""
    for reason in set(reasons.values()):
        ids = [pk for pk, why in reasons.items() if why == reason]
        Contact.objects.filter(pk__in=ids, disabled_at=None).update(
            disabled_at=at, disabled_why=reason[:200]
        )


def mark_reached(message_id: int, *, at: datetime) -> None:
    """Somebody answered from it or signed for it: it did not only go out, it arrived."""
    Message.objects.filter(
        pk=message_id, state__in=[Message.State.SENT, Message.State.UNKNOWN]
    ).update(state=Message.State.REACHED, reached_at=at)
