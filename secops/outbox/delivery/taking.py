"""Claiming messages and composing them from the state of this moment."""

import json
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import make_msgid

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from secops.outbox.caps import over_their_cap, ring
from secops.outbox.composers import COMPOSERS, Composed, Dropped, Words
from secops.outbox.delivery.outcomes import Delivered, Outcome, State, later, run, settle
from secops.outbox.delivery.pace import count_pace, left_of, pace_of
from secops.outbox.mime import envelope_sender
from secops.outbox.models import Alarm, Message
from secops.outbox.passages import own_texts
from secops.outbox.policy import HAND_OVER_WITHIN
from secops.outbox.senders.base import Sender
from secops.outbox.stored import words_to_store
from secops.outbox.voices import listening

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Window:
    """The messages in hand, and what was settled about them while they were taken."""

    ready: list[tuple[Message, Composed]] = field(default_factory=list)
    taken: int = 0
    #: Monotonic: after this nothing of it is handed over any more.
    until: float = 0.0


def due(channel: Message.Channel, at: datetime, kinds: Sequence[str] | None) -> QuerySet[Message]:
    """What may go out by a channel now: its time has come and its voice may speak."""
    spoken = Q(asked_for=True) | Q(batch__at_any_hour_because__gt="")
    spoken |= listening(at=at).condition()
    due = Message.objects.filter(spoken, channel=channel, state=State.QUEUED, next_try_at__lte=at)
    return due if kinds is None else due.filter(kind__in=kinds)


def take(
    sender: Sender, at: datetime, size: int, done: Delivered, kinds: Sequence[str] | None
) -> Window:
    """Claim messages, compose them from the state of this moment, mark them `sending`, commit.

    Not more than the channel's pace leaves for this minute.
    """
    with transaction.atomic():
        row = pace_of(sender.channel, at)
        rows = list(
            due(sender.channel, at, kinds)
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("person", "contact")
            .order_by("next_try_at", "id")[: min(size, left_of(row, size))]
        )
        count_pace(row, len(rows))
        window = Window(taken=len(rows), until=time.monotonic() + HAND_OVER_WITHIN.total_seconds())
        outcomes: dict[int, Outcome] = {}
        usable = [message for message in rows if _address_is_usable(sender, message, outcomes)]
        capped = over_their_cap(usable, at=at)
        for message in usable:
            if message.pk in capped:
                outcomes[message.pk] = Outcome(
                    State.QUEUED, _("batas pesan per hari"), capped[message.pk]
                )
        if capped:
            ring(Alarm.Kind.PERSON_CAP, len(capped), at=at)
            done.capped += len(capped)
        rest = [message for message in usable if message.pk not in capped]
        for message, words in _compose(rest, at):
            if isinstance(words, Composed):
                window.ready.append((message, words))
            elif isinstance(words, Dropped):
                outcomes[message.pk] = Outcome(State.DROPPED, words.reason)
            else:
                outcomes[message.pk] = later(message, at, words)
        _mark_sending(window.ready, at)
        settle([(m, outcomes[m.pk]) for m in rows if m.pk in outcomes], at, done)
    return window


def _address_is_usable(sender: Sender, message: Message, outcomes: dict[int, Outcome]) -> bool:
    contact = message.contact
    fault, dead = "", False
    if contact is None:
        fault = _("alamat sudah dihapus")
    elif contact.disabled_at is not None:
        fault = contact.disabled_why or _("alamat mati")
    elif unfit := sender.fault_of(contact.address):
        fault, dead = unfit, True
    elif not sender.takes(contact):
        fault = _("penerima belum menyetujui saluran ini")
    else:
        message.address = contact.address
        return True
    outcomes[message.pk] = Outcome(State.FAILED, fault, dead_address=dead, closed=True)
    return False


def _compose(messages: Sequence[Message], at: datetime) -> list[tuple[Message, Words | str]]:
    """The words of each; a text where its composer failed, so that the others still go out."""
    if not messages:
        return []
    for message in messages:
        message.payload.pop("texts", None)  # of an earlier try, when other words were in force
    with own_texts():
        words = _compose_kinds(messages, at)
    return [(m, words.get(m.pk, "the composer returned nothing")) for m in messages]


def _compose_kinds(messages: Sequence[Message], at: datetime) -> dict[int, Words | str]:
    words: dict[int, Words | str] = {}
    for kind in sorted({message.kind for message in messages}):
        group = [message for message in messages if message.kind == kind]
        composer = COMPOSERS.get(kind)
        if composer is None:
            words |= {m.pk: f"no composer for {kind}" for m in group}
            continue
        try:
            with transaction.atomic():
                words |= composer.compose(group, at)
        except Exception:
            log.exception("composing %s messages of the kind %s failed", len(group), kind)
            words |= _compose_singly(group, at)
    return words


def _compose_singly(group: Sequence[Message], at: datetime) -> dict[int, Words | str]:
    words: dict[int, Words | str] = {}
    for message in group:
        try:
            with transaction.atomic():
                words |= COMPOSERS[message.kind].compose([message], at)
        except Exception:
            words[message.pk] = _("Pesan ini tidak dapat disusun")
    return words


_SENDING = """
UPDATE outbox_message m SET state = 'sending', claimed_at = %(at)s, attempts = m.attempts + 1,
    repeated = w.repeated, address = w.address, mail_id = w.mail_id, subject = w.subject,
    text = w.words, payload = w.payload::jsonb
FROM unnest(%(ids)s::bigint[], %(repeated)s::bool[], %(addresses)s::text[], %(mail_ids)s::text[],
    %(subjects)s::text[], %(texts)s::text[], %(payloads)s::text[])
    AS w (id, repeated, address, mail_id, subject, words, payload)
WHERE m.id = w.id
"""


def _mark_sending(ready: Sequence[tuple[Message, Composed]], at: datetime) -> None:
    if not ready:
        return
    for message, words in ready:
        message.claimed_at = at
        message.mail_id = message.mail_id or make_msgid(
            domain=envelope_sender().partition("@")[2] or "localhost"
        )
        message.payload |= words.said
    messages = [message for message, _words in ready]
    run(
        _SENDING,
        {
            "at": at,
            "ids": [m.pk for m in messages],
            "repeated": [m.repeated for m in messages],
            "addresses": [m.address for m in messages],
            "mail_ids": [m.mail_id for m in messages],
            "subjects": [words.subject[:300] for _message, words in ready],
            "texts": [words_to_store(words) for _message, words in ready],
            "payloads": [json.dumps(m.payload) for m in messages],
        },
    )
