"""What became of a message, and writing it down."""

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from secops.outbox.actions import disable_contacts
from secops.outbox.composers import COMPOSERS
from secops.outbox.contacts import Way
from secops.outbox.delivery.rerouting import next_ways, send_on
from secops.outbox.models import Message
from secops.outbox.policy import BACK_OFF, GIVE_UP_AFTER, PATIENCE, PATIENCE_URGENT
from secops.outbox.senders.base import Refused, Result, Taken, Unreachable, Unsure

log = logging.getLogger(__name__)

State = Message.State


@dataclass(slots=True)
class Delivered:
    """What one run did, in messages."""

    sent: int = 0
    failed: int = 0
    dropped: int = 0
    again: int = 0
    unknown: int = 0
    capped: int = 0


@dataclass(slots=True)
class Outcome:
    """What became of one message of the window."""

    state: State
    detail: str = ""
    next_try_at: datetime | None = None
    dead_address: bool = False
    provider_id: str = ""
    #: This way will not take it (any more): the person's next way, where he has one.
    closed: bool = False
    next_way: Way | None = None


def outcome_of(message: Message, result: Result, at: datetime) -> Outcome:
    match result:
        case Taken():
            return Outcome(State.SENT, provider_id=result.provider_id)
        case Refused(permanent=True):
            return Outcome(State.FAILED, str(result), dead_address=result.dead_address, closed=True)
        case Refused():
            return later(message, at, str(result), wait=result.wait)
        case Unreachable():
            outcome = later(message, at, str(result), wait=result.wait)
            outcome.closed = outcome.closed or result.hopeless
            return outcome
        case Unsure():
            return unknown(message, str(result), at)


def later(message: Message, at: datetime, detail: str, *, wait: timedelta | None = None) -> Outcome:
    """Queued again with back-off, or given up after three days of trying."""
    if at - message.created_at > GIVE_UP_AFTER:
        return Outcome(State.FAILED, detail, closed=True)
    rest = BACK_OFF[min(message.attempts, len(BACK_OFF) - 1)]
    return Outcome(
        State.QUEUED,
        detail,
        at + max(rest, min(wait or rest, PATIENCE)),
        closed=out_of_patience(message, at),
    )


def out_of_patience(message: Message, at: datetime) -> bool:
    """Whether a channel had its time with it. Mail has until it is given up: most have no other."""
    if message.channel == Message.Channel.MAIL:
        return False
    patience = PATIENCE_URGENT if message.urgent or message.asked_for else PATIENCE
    return at - message.not_before > patience


def unknown(message: Message, detail: str, at: datetime) -> Outcome:
    """Nobody knows; kinds that may be repeated are, once, under the same Message-ID."""
    composer = COMPOSERS.get(message.kind)
    if composer and composer.repeat_once and not message.repeated:
        message.repeated = True
        return Outcome(State.QUEUED, detail, at + BACK_OFF[0])
    return Outcome(State.UNKNOWN, detail)


#: The states and the delivery log in one statement; a message that is settled already gets its try
#: noted all the same.
_SETTLED = """
WITH w AS (
    SELECT * FROM unnest(%(ids)s::bigint[], %(states)s::text[], %(reasons)s::text[],
        %(repeated)s::bool[], %(next)s::timestamptz[], %(tried_by)s::text[], %(provider)s::text[],
        %(tried)s::text[])
        WITH ORDINALITY
        AS w (id, state, reason, repeated, next_try_at, channel, provider_id, tried, place)
), tried AS (
    INSERT INTO outbox_attempt (message_id, at, outcome, detail, channel)
    SELECT id, %(at)s, tried, reason, channel FROM w ORDER BY place
)
UPDATE outbox_message m SET state = w.state, reason = w.reason, repeated = w.repeated,
    next_try_at = COALESCE(w.next_try_at, m.next_try_at),
    provider_id = CASE w.provider_id WHEN '' THEN m.provider_id ELSE w.provider_id END,
    sent_at = CASE w.state WHEN 'sent' THEN %(at)s ELSE m.sent_at END
FROM w WHERE m.id = w.id AND m.state IN ('queued', 'sending')
"""


def settle(outcomes: Sequence[tuple[Message, Outcome]], at: datetime, done: Delivered) -> None:
    """Write states, the delivery log and dead addresses; tell who wants to know what was sent."""
    if not outcomes:
        return
    reroute(outcomes, at)
    run(
        _SETTLED,
        {
            "at": at,
            "ids": [message.pk for message, _outcome in outcomes],
            "states": [outcome.state.value for _message, outcome in outcomes],
            "reasons": [outcome.detail[:300] for _message, outcome in outcomes],
            "repeated": [message.repeated for message, _outcome in outcomes],
            "next": [outcome.next_try_at for _message, outcome in outcomes],
            "tried_by": [message.channel for message, _outcome in outcomes],
            "provider": [outcome.provider_id for _message, outcome in outcomes],
            "tried": [
                State.FAILED.value if outcome.next_way else outcome.state.value
                for _message, outcome in outcomes
            ],
        },
    )
    send_on([(message, o.next_way) for message, o in outcomes if o.next_way is not None])
    dead = {
        message.contact_id: outcome.detail
        for message, outcome in outcomes
        if outcome.dead_address and message.contact_id is not None
    }
    if dead:
        disable_contacts(dead, at=at)
    _tell([message for message, outcome in outcomes if outcome.state is State.SENT], at)
    counted = Counter(outcome.state for _message, outcome in outcomes)
    done.sent += counted[State.SENT]
    done.failed += counted[State.FAILED]
    done.dropped += counted[State.DROPPED]
    done.unknown += counted[State.UNKNOWN]
    done.again += counted[State.QUEUED]


def reroute(outcomes: Sequence[tuple[Message, Outcome]], at: datetime) -> None:
    """Give what its way will not take to the person's next way, at once."""
    closed = [(message, outcome) for message, outcome in outcomes if outcome.closed]
    dead = {message.pk for message, outcome in closed if outcome.dead_address}
    found = next_ways([message for message, _outcome in closed], dead=dead)
    for message, outcome in closed:
        way = found.get(message.pk)
        if way is not None:
            outcome.next_way, outcome.state, outcome.next_try_at = way, State.QUEUED, at


def _tell(sent: Sequence[Message], at: datetime) -> None:
    for kind in sorted({message.kind for message in sent}):
        composer = COMPOSERS.get(kind)
        if composer is None or composer.handed_over is None:
            continue
        try:
            with transaction.atomic():
                composer.handed_over([m for m in sent if m.kind == kind], at)
        except Exception:
            # The mails are out: that must be written down whatever the listener does.
            log.exception("noting %s sent messages of the kind %s failed", len(sent), kind)


def run(sql: str, values: Mapping[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
