"""Handing mails over: claimed, composed, marked `sending` and committed before the server sees one.

Two workers share the queue by SKIP LOCKED. What a worker that died had marked stays `sending` until
`sweep` finds it: nobody knows whether it went out, so it becomes `unknown`, and only kinds that say
so are repeated, once, under the same Message-ID.
"""

import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext as _

from secops.outbox.caps import ring
from secops.outbox.composers import Composed
from secops.outbox.delivery.outcomes import (
    Delivered,
    Result,
    State,
    outcome_of,
    settle,
    unknown,
)
from secops.outbox.delivery.taking import Window, due, take
from secops.outbox.line import Line, Parcel, Refused, Unreachable, Unsure
from secops.outbox.mime import as_bytes, as_mail, envelope_sender
from secops.outbox.models import Alarm, Message
from secops.outbox.policy import PER_RUN, SENDING_AT_MOST, WINDOW

log = logging.getLogger(__name__)

__all__ = ["Delivered", "deliver", "hand_over_all", "sweep"]


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
    if taken >= limit and (left := due(now(), kinds).count()):
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
    before: tuple[Window, Future[list[Result]]] | None = None
    reachable = True
    while reachable and taken < limit:
        window = take(now(), min(WINDOW, limit - taken), done, kinds)
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
            settle_results(window, failed * len(window.ready), now(), done)
    if before is not None:
        _note(*before, now(), done)
    return taken


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
    window: Window, handed_over: "Future[list[Result]]", at: datetime, done: Delivered
) -> bool:
    """Wait for the postman and write down what became of each mail; False: unreachable."""
    results = handed_over.result()
    settle_results(window, results, at, done)
    lost = [result for result in results if isinstance(result, Unreachable)]
    if lost:
        log.warning("the mail server cannot be reached: %s", lost[0])
    return not lost


def settle_results(
    window: Window, results: Sequence[Result], at: datetime, done: Delivered
) -> None:
    if not window.ready:
        return
    outcomes = [
        (message, outcome_of(message, result, at))
        for (message, _words), result in zip(window.ready, results, strict=True)
    ]
    with transaction.atomic():
        # The mark `sending` is safe on disk; losing this one leaves `unknown`, never a lie.
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")
        settle(outcomes, at, done)


def sweep(*, at: datetime) -> int:
    """Find what a dead worker left as `sending`; return how many messages that was."""
    with transaction.atomic():
        lost = list(
            Message.objects.select_for_update(skip_locked=True).filter(
                state=State.SENDING, claimed_at__lt=at - SENDING_AT_MOST
            )[:5000]
        )
        detail = _("Pengirim berhenti di tengah pengiriman")
        settle([(message, unknown(message, detail, at)) for message in lost], at, Delivered())
    return len(lost)
