"""Handing messages over: claimed, composed, marked `sending`, committed before a channel sees one.

Every channel has the same loop, mail first. Two workers share the queue by SKIP LOCKED. What a
worker that died had marked stays `sending` until `sweep` finds it: nobody knows whether it went
out, so it becomes `unknown`, and only kinds that say so are repeated, once, under the same
Message-ID.
"""

import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext as _

from secops.outbox.caps import ring
from secops.outbox.channels import all_channels
from secops.outbox.composers import COMPOSERS, Composed
from secops.outbox.delivery.outcomes import (
    Delivered,
    Outcome,
    State,
    outcome_of,
    settle,
    unknown,
)
from secops.outbox.delivery.pace import note_health, rest_asked_for
from secops.outbox.delivery.stranded import free_stranded
from secops.outbox.delivery.taking import Window, due, take
from secops.outbox.models import Alarm, ChannelRow, Message
from secops.outbox.policy import PATIENCE, PER_RUN, SENDING_AT_MOST, TURN
from secops.outbox.senders import SENDERS
from secops.outbox.senders.base import (
    Parcel,
    Refused,
    Result,
    Sender,
    Taken,
    Unreachable,
    Unsure,
)

log = logging.getLogger(__name__)

__all__ = ["Delivered", "deliver", "hand_over_all", "sweep"]

#: After so many of which nobody knows what became, one after the other, the line is taken for dead.
UNSURE_IN_A_ROW = 2


def deliver(*, at: datetime, limit: int = PER_RUN, kinds: Sequence[str] | None = None) -> Delivered:
    """Send what is due by every channel; called by the tick and by `remind`.

    A channel that cannot be reached ends its own turn: nothing but the messages in hand waits
    longer for it, and the other channels go on.
    """
    done = Delivered()
    started = time.monotonic()

    def now() -> datetime:
        return at + timedelta(seconds=time.monotonic() - started)

    sweep(at=at)
    channels = all_channels()
    for row in channels.speaking(at):
        wanted = kinds if row.enabled else _tests_among(kinds)
        run = Run(row, now, limit, done, wanted)
        with SENDERS[run.channel]() as sender, ThreadPoolExecutor(1, run.channel) as postman:
            taken = _send_windows(run, sender, postman)
        if taken >= limit and (left := due(run.channel, now(), wanted).count()):
            with transaction.atomic():
                ring(Alarm.Kind.RUN_CAP, left, at=now())
    free_stranded(channels, at=now())
    return done


def _tests_among(kinds: Sequence[str] | None) -> list[str]:
    """Of a channel that is switched off only what tries it out goes."""
    tests = [kind for kind, composer in COMPOSERS.items() if composer.one_way]
    return tests if kinds is None else [kind for kind in kinds if kind in tests]


@dataclass(slots=True)
class Run:
    """One channel's turn in one run."""

    row: ChannelRow
    now: Callable[[], datetime]
    limit: int
    done: Delivered
    kinds: Sequence[str] | None

    @property
    def channel(self) -> Message.Channel:
        return Message.Channel(self.row.channel)


def _send_windows(run: Run, sender: Sender, postman: ThreadPoolExecutor) -> int:
    """Compose one window while the postman hands over the one before; return how many were taken.

    The postman only speaks to the server; whatever touches the database happens here. A channel
    other than mail has a turn of some seconds: the next run takes the rest.
    """
    taken = 0
    before: tuple[Window, Future[list[Result]]] | None = None
    reachable = True
    ends = run.now() + TURN if run.channel != Message.Channel.MAIL else None
    while reachable and taken < run.limit and (ends is None or run.now() < ends):
        size = min(sender.window, run.limit - taken)
        window = take(sender, run.now(), size, run.done, run.kinds)
        taken += window.taken
        if before is not None:
            reachable = _note(run, *before)
            before = None
        if not window.taken:
            break
        if reachable:
            parcels = [_parcel(sender, one, words, run.now()) for one, words in window.ready]
            before = window, postman.submit(hand_over_all, sender, parcels, window.until)
        else:
            failed: list[Result] = [Unreachable(_("saluran tidak menjawab"))]
            settle_results(run, window, failed * len(window.ready))
    if before is not None:
        _note(run, *before)
    return taken


def _parcel(sender: Sender, message: Message, words: Composed, at: datetime) -> Parcel | Refused:
    try:
        return sender.parcel(message, words, at)
    except Refused as refused:
        return refused
    except Exception as failure:
        log.exception("a message cannot be put as %s wants it", sender.channel)
        return Refused(type(failure).__name__, permanent=False)


def hand_over_all(
    sender: Sender, parcels: Sequence[Parcel | Refused], until: float
) -> list[Result]:
    """Give the messages to the channel one after the other; after the first *unreachable* no more.

    Nor after `until` (monotonic): a worker that was frozen, or a server that crawls, must not hand
    over what `sweep` may have given to somebody else meanwhile.
    """
    results: list[Result] = []
    unsure = 0
    for parcel in parcels:
        if results and isinstance(results[-1], Unreachable):
            results.append(Unreachable(str(results[-1]), hopeless=results[-1].hopeless))
        elif isinstance(parcel, Refused):
            results.append(parcel)
        elif time.monotonic() > until or unsure >= UNSURE_IN_A_ROW:
            results.append(Unreachable("the server is too slow"))
        else:
            results.append(_hand_over(sender, parcel))
            unsure = unsure + 1 if isinstance(results[-1], Unsure) else 0
    return results


def _hand_over(sender: Sender, parcel: Parcel) -> Result:
    try:
        return Taken(sender.hand_over(parcel))
    except (Refused, Unreachable, Unsure) as failure:
        return failure
    except Exception as failure:
        # Without its text: it may hold the address or a token.
        log.error("handing over by %s failed: %s", sender.channel, type(failure).__name__)
        sender.close()
        return Unsure(type(failure).__name__)


def _note(run: Run, window: Window, handed_over: "Future[list[Result]]") -> bool:
    """Wait for the postman and write down what became of each message; False: unreachable."""
    results = handed_over.result()
    settle_results(run, window, results)
    lost = [result for result in results if isinstance(result, Unreachable)]
    if lost:
        log.warning("%s cannot be reached: %s", run.channel, lost[0])
    return not lost


def settle_results(run: Run, window: Window, results: Sequence[Result]) -> None:
    if not window.ready:
        return
    at = run.now()
    with transaction.atomic():
        # The mark `sending` is safe on disk; losing this one leaves `unknown`, never a lie.
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")
        until = rest_asked_for(results, at)
        outcomes: list[tuple[Message, Outcome]] = []
        for (message, _words), result in zip(window.ready, results, strict=True):
            outcome = outcome_of(message, result, at)
            if until is not None and isinstance(result, Unreachable) and outcome.next_try_at:
                # What was not even tried waits as long as the one the channel turned away.
                # Not longer than its patience: then it is asked whether another way is better.
                outcome.next_try_at = max(outcome.next_try_at, min(until, at + PATIENCE))
            outcomes.append((message, outcome))
        settle(outcomes, at, run.done)
        note_health(run.channel, results, at=at)


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
