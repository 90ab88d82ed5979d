"""Handing mails over: claimed, composed, marked `sending` and committed before the server sees one.

Two workers share the queue by SKIP LOCKED. What a worker that died had marked stays `sending` until
`sweep` finds it: nobody knows whether it went out, so it becomes `unknown`, and only kinds that say
so are repeated, once, under the same Message-ID.
"""

import json
import logging
import re
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import make_msgid
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from secops.outbox.actions import disable_contacts
from secops.outbox.caps import over_their_cap, ring
from secops.outbox.composers import COMPOSERS, Composed, Dropped, Words
from secops.outbox.line import Line, Parcel, Refused, Unreachable, Unsure
from secops.outbox.mime import as_bytes, as_mail, envelope_sender
from secops.outbox.models import Alarm, Attempt, Message
from secops.outbox.policy import (
    BACK_OFF,
    GIVE_UP_AFTER,
    HAND_OVER_WITHIN,
    PER_RUN,
    SENDING_AT_MOST,
    WINDOW,
)
from secops.outbox.stored import words_to_store
from secops.outbox.voices import may_speak

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
class _Outcome:
    """What became of one message of the window."""

    state: State
    detail: str = ""
    next_try_at: datetime | None = None
    dead_address: bool = False


@dataclass(slots=True)
class _Window:
    """The messages in hand, and what was settled about them while they were taken."""

    ready: list[tuple[Message, Composed]] = field(default_factory=list)
    taken: int = 0
    #: Monotonic: after this nothing of it is handed over any more.
    until: float = 0.0


def deliver(*, at: datetime, limit: int = PER_RUN, kinds: Sequence[str] | None = None) -> Delivered:
    """Send what is due by mail; called by the tick and by `remind`.

    A server that cannot be reached ends the run: nothing but the mails in hand waits longer for it.
    """
    done = Delivered()
    started = time.monotonic()

    def now() -> datetime:
        return at + timedelta(seconds=time.monotonic() - started)

    sweep(at=at)
    with Line() as line, ThreadPoolExecutor(1, "mail") as postman:
        taken = _send_windows(line, postman, now, limit, done, kinds)
    if taken >= limit and (left := _due(now(), kinds).count()):
        with transaction.atomic():
            ring(Alarm.Kind.RUN_CAP, left, at=now())
    return done


def _send_windows(
    line: Line,
    postman: ThreadPoolExecutor,
    now: Callable[[], datetime],
    limit: int,
    done: Delivered,
    kinds: Sequence[str] | None,
) -> int:
    """Compose one window while the postman hands over the one before; return how many were taken.

    The postman only speaks to the server; whatever touches the database happens here.
    """
    taken = 0
    before: tuple[_Window, Future[list[Result]]] | None = None
    reachable = True
    while reachable and taken < limit:
        window = _take(now(), min(WINDOW, limit - taken), done, kinds)
        taken += window.taken
        if before is not None:
            reachable = _note(*before, now(), done)
            before = None
        if not window.taken:
            break
        if reachable:
            parcels = [_parcel(line, message, words) for message, words in window.ready]
            before = window, postman.submit(hand_over_all, line, parcels, window.until)
        else:
            failed: list[Result] = [Unreachable(_("peladen email tidak menjawab"))]
            _settle_results(window, failed * len(window.ready), now(), done)
    if before is not None:
        _note(*before, now(), done)
    return taken


#: What became of a parcel: None where the server took it.
Result = Refused | Unreachable | Unsure | None


def hand_over_all(line: Line, parcels: Sequence[Parcel], until: float) -> list[Result]:
    """Give the mails to the server one after the other; after the first *unreachable* no more.

    Nor after `until` (monotonic): a worker that was frozen, or a server that crawls, must not hand
    over what `sweep` may have given to somebody else meanwhile.
    """
    results: list[Result] = []
    for parcel in parcels:
        if results and isinstance(results[-1], Unreachable):
            results.append(results[-1])
        elif time.monotonic() > until:
            results.append(Unreachable("the mail server is too slow"))
        else:
            results.append(_hand_over(line, parcel))
    return results


def _hand_over(line: Line, parcel: Parcel) -> Result:
    try:
        line.hand_over(parcel)
    except (Refused, Unreachable, Unsure) as failure:
        return failure
    except Exception as failure:
        log.exception("handing over a mail failed")
        line.close()
        return Unsure(type(failure).__name__)
    return None


def _parcel(line: Line, message: Message, words: Composed) -> Parcel:
    if line.is_smtp:
        return Parcel(envelope_sender(), message.address, as_bytes(message, words))
    return Parcel(envelope_sender(), message.address, mail=as_mail(message, words))


def _note(
    window: _Window, handed_over: "Future[list[Result]]", at: datetime, done: Delivered
) -> bool:
    """Wait for the postman and write down what became of each mail; False: unreachable."""
    results = handed_over.result()
    _settle_results(window, results, at, done)
    lost = [result for result in results if isinstance(result, Unreachable)]
    if lost:
        log.warning("the mail server cannot be reached: %s", lost[0])
    return not lost


def _due(at: datetime, kinds: Sequence[str] | None) -> QuerySet[Message]:
    """Mails that may go out at this moment: their time has come and their voice may speak."""
    spoken = Q(asked_for=True) | Q(batch__at_any_hour_because__gt="")
    for urgent in (True, False):
        if may_speak(urgent, at=at):
            spoken |= Q(urgent=urgent)
    due = Message.objects.filter(
        spoken, channel=Message.Channel.MAIL, state=State.QUEUED, next_try_at__lte=at
    )
    return due if kinds is None else due.filter(kind__in=kinds)


def _take(at: datetime, size: int, done: Delivered, kinds: Sequence[str] | None) -> _Window:
    """Claim messages, compose them from the state of this moment, mark them `sending`, commit."""
    with transaction.atomic():
        rows = list(
            _due(at, kinds)
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("person", "contact")
            .order_by("next_try_at", "id")[:size]
        )
        window = _Window(taken=len(rows), until=time.monotonic() + HAND_OVER_WITHIN.total_seconds())
        outcomes: dict[int, _Outcome] = {}
        usable = [message for message in rows if _address_is_usable(message, outcomes)]
        capped = over_their_cap(usable, at=at)
        for message in usable:
            if message.pk in capped:
                outcomes[message.pk] = _Outcome(
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
                outcomes[message.pk] = _Outcome(State.DROPPED, words.reason)
            else:
                outcomes[message.pk] = _later(message, at, words)
        _mark_sending(window.ready, at)
        _settle([(m, outcomes[m.pk]) for m in rows if m.pk in outcomes], at, done)
    return window


def _address_is_usable(message: Message, outcomes: dict[int, _Outcome]) -> bool:
    contact = message.contact
    if contact is None:
        outcomes[message.pk] = _Outcome(State.FAILED, _("alamat sudah dihapus"))
    elif contact.disabled_at is not None:
        outcomes[message.pk] = _Outcome(State.FAILED, contact.disabled_why or _("alamat mati"))
    elif not _ADDRESS.fullmatch(contact.address):
        outcomes[message.pk] = _Outcome(
            State.FAILED, _("alamat email tidak sah"), dead_address=True
        )
    else:
        message.address = contact.address
        return True
    return False


#: What the line can carry; a mail server says the rest.
_ADDRESS = re.compile(r"[!-~]+@[!-~]+")


def _compose(messages: Sequence[Message], at: datetime) -> list[tuple[Message, Words | str]]:
    """The words of each; a text where its composer failed, so that the others still go out."""
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
    return [(m, words.get(m.pk, "the composer returned nothing")) for m in messages]


def _compose_singly(group: Sequence[Message], at: datetime) -> dict[int, Words | str]:
    words: dict[int, Words | str] = {}
    for message in group:
        try:
            with transaction.atomic():
                words |= COMPOSERS[message.kind].compose([message], at)
        except Exception:
            words[message.pk] = _("Pesan ini tidak dapat disusun")
    return words


def _settle_results(
    window: _Window, results: Sequence[Result], at: datetime, done: Delivered
) -> None:
    if not window.ready:
        return
    outcomes = [
        (message, _outcome(message, result, at))
        for (message, _words), result in zip(window.ready, results, strict=True)
    ]
    with transaction.atomic():
        # The mark `sending` is safe on disk; losing this one leaves `unknown`, never a lie.
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")
        _settle(outcomes, at, done)


def _outcome(message: Message, result: Result, at: datetime) -> _Outcome:
    match result:
        case Refused():
            return _refused(message, result, at)
        case Unreachable():
            return _later(message, at, str(result))
        case Unsure():
            return _unknown(message, str(result), at)
        case None:
            return _Outcome(State.SENT)


def _refused(message: Message, refused: Refused, at: datetime) -> _Outcome:
    if refused.permanent:
        return _Outcome(State.FAILED, str(refused), dead_address=True)
    return _later(message, at, str(refused))


def _later(message: Message, at: datetime, detail: str) -> _Outcome:
    """Queued again with back-off, or given up after three days of trying."""
    if at - message.created_at > GIVE_UP_AFTER:
        return _Outcome(State.FAILED, detail)
    wait = BACK_OFF[min(message.attempts, len(BACK_OFF) - 1)]
    return _Outcome(State.QUEUED, detail, at + wait)


def _unknown(message: Message, detail: str, at: datetime) -> _Outcome:
    """Nobody knows; kinds that may be repeated are, once, under the same Message-ID."""
    composer = COMPOSERS.get(message.kind)
    if composer and composer.repeat_once and not message.repeated:
        message.repeated = True
        return _Outcome(State.QUEUED, detail, at + BACK_OFF[0])
    return _Outcome(State.UNKNOWN, detail)


def sweep(*, at: datetime) -> int:
    """Find what a dead worker left as `sending`; return how many messages that was."""
    with transaction.atomic():
        lost = list(
            Message.objects.select_for_update(skip_locked=True).filter(
                state=State.SENDING, claimed_at__lt=at - SENDING_AT_MOST
            )[:5000]
        )
        detail = _("Pengirim berhenti di tengah pengiriman")
        _settle([(message, _unknown(message, detail, at)) for message in lost], at, Delivered())
    return len(lost)


# --- writing it down ---------------------------------------------------------------------------

_SENDING = """
UPDATE outbox_message m SET state = 'sending', claimed_at = %(at)s, attempts = m.attempts + 1,
    repeated = w.repeated, address = w.address, mail_id = w.mail_id, subject = w.subject,
    text = w.words, payload = w.payload::jsonb
FROM unnest(%(ids)s::bigint[], %(repeated)s::bool[], %(addresses)s::text[], %(mail_ids)s::text[],
    %(subjects)s::text[], %(texts)s::text[], %(payloads)s::text[])
    AS w (id, repeated, address, mail_id, subject, words, payload)
WHERE m.id = w.id
"""

_SETTLED = """
UPDATE outbox_message m SET state = w.state, reason = w.reason, repeated = w.repeated,
    next_try_at = COALESCE(w.next_try_at, m.next_try_at),
    sent_at = CASE w.state WHEN 'sent' THEN %(at)s ELSE m.sent_at END
FROM unnest(%(ids)s::bigint[], %(states)s::text[], %(reasons)s::text[], %(repeated)s::bool[],
    %(next)s::timestamptz[]) AS w (id, state, reason, repeated, next_try_at)
WHERE m.id = w.id AND m.state IN ('queued', 'sending')
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
    _run(
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


def _settle(outcomes: Sequence[tuple[Message, _Outcome]], at: datetime, done: Delivered) -> None:
    """Write states, the delivery log and dead addresses; tell who wants to know what was sent."""
    if not outcomes:
        return
    _run(
        _SETTLED,
        {
            "at": at,
            "ids": [message.pk for message, _outcome in outcomes],
            "states": [outcome.state.value for _message, outcome in outcomes],
            "reasons": [outcome.detail[:300] for _message, outcome in outcomes],
            "repeated": [message.repeated for message, _outcome in outcomes],
            "next": [outcome.next_try_at for _message, outcome in outcomes],
        },
    )
    Attempt.objects.bulk_create(
        Attempt(message=message, at=at, outcome=outcome.state, detail=outcome.detail[:300])
        for message, outcome in outcomes
    )
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


def _run(sql: str, values: Mapping[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
