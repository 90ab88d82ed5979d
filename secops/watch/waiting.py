"""For how long the oldest message that may go out waits, by channel.

A message that is due in the night waits for the morning, not for us: its waiting counts from when
its voice may speak.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from secops.outbox.models import Message
from secops.outbox.voices import may_speak
from secops.watch.policy import DUE_WITHIN

#: How finely, and how far back, the opening of a voice is looked for.
STEP, BACK = timedelta(minutes=15), timedelta(hours=15)
#: Sent by an officer's hands: that it waits is his matter, not a fault of the product.
BY_HAND = frozenset({Message.Channel.WHATSAPP_BY_HAND.value})


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits on one channel: how many in all, and since when the oldest that may go out."""

    channel: str
    label: str
    queued: int
    due: int
    oldest_at: datetime | None

    @property
    def by_machine(self) -> bool:
        return self.channel not in BY_HAND


def is_stuck(line: Waiting, at: datetime) -> bool:
    """Whether it waits longer than it takes to send."""
    return line.oldest_at is not None and at - line.oldest_at > DUE_WITHIN


def oldest_due(*, at: datetime) -> list[Waiting]:
    """Every channel with something in its queue, one query."""
    rows = (
        Message.objects.filter(state=Message.State.QUEUED)
        .annotate(free=Q(asked_for=True) | Q(batch__at_any_hour_because__gt=""))
        .order_by()
        .values("channel", "urgent", "free")
        .annotate(
            n=Count("pk"),
            due=Count("pk", filter=Q(next_try_at__lte=at)),
            oldest=Min("next_try_at", filter=Q(next_try_at__lte=at)),
        )
    )
    opened = {urgent: open_since(urgent, at=at) for urgent in (False, True)}
    found: dict[str, Waiting] = {}
    for row in rows:
        since = row["oldest"]
        if since is not None and not row["free"] and row["channel"] not in BY_HAND:
            opening = opened[row["urgent"]]
            since = max(since, opening) if opening else None
        before = found.get(row["channel"], Waiting(row["channel"], "", 0, 0, None))
        found[row["channel"]] = Waiting(
            row["channel"],
            str(Message.Channel(row["channel"]).label),
            before.queued + row["n"],
            before.due + (row["due"] if since is not None else 0),
            min((one for one in (before.oldest_at, since) if one), default=None),
        )
    return sorted(found.values(), key=lambda one: one.channel)


def open_since(urgent: bool, *, at: datetime) -> datetime | None:
    """Since when this voice may speak, to a quarter of an hour; None while it may not."""
    if not may_speak(urgent, at=at):
        return None
    since = at
    while at - since < BACK and may_speak(urgent, at=since - STEP):
        since -= STEP
    return since
