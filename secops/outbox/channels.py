"""Which channels there are, in which order, and whether they take messages now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from secops import statements
from secops.outbox.models import ChannelRow, Message
from secops.outbox.policy import CHANNELS
from secops.outbox.senders import SENDERS

BY_HAND = Message.Channel.WHATSAPP_BY_HAND


#: Channels whose replies are read: the address at which they knock, and what must be set for it.
HOOKS: Mapping[Message.Channel, tuple[str, tuple[str, ...]]] = {
    Message.Channel.WHATSAPP: (
        "whatsapp-hook", ("WHATSAPP_APP_SECRET", "WHATSAPP_VERIFY_TOKEN"),
    ),
    Message.Channel.TELEGRAM: ("telegram-hook", ("TELEGRAM_WEBHOOK_SECRET",)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hook:
    """Where a channel hands its replies in, and which settings are still empty for it."""

    address: str
    missing: tuple[str, ...]


def hook_of(channel: Message.Channel) -> Hook | None:
    """Whether and where the replies of a channel are read."""
    if channel not in HOOKS:
        return None
    name, needs = HOOKS[channel]
    missing = tuple(setting for setting in needs if not getattr(settings, setting))
    return Hook(settings.PUBLIC_BASE_URL + reverse(name), missing)


def row_of(channel: Message.Channel) -> ChannelRow:
    """A channel as the office begins with it; not saved."""
    enabled, rank, per_minute = CHANNELS[channel]
    return ChannelRow(channel=channel, enabled=enabled, rank=rank, per_minute=per_minute)


def is_set_up(channel: Message.Channel) -> bool:
    """Whether every setting it needs is there."""
    return channel == BY_HAND or (channel in SENDERS and not SENDERS[channel].missing())


@dataclass(frozen=True, slots=True)
class Channels:
    """All channels that the product can send by, in the office's order."""

    rows: tuple[ChannelRow, ...]

    @property
    def open(self) -> dict[Message.Channel, int]:
        """Those that are switched on and set up, with their place in the order."""
        return {
            channel: place
            for place, row in enumerate(self.rows)
            if row.enabled and is_set_up(channel := Message.Channel(row.channel))
        }

    def of(self, channel: Message.Channel) -> ChannelRow:
        """One of them."""
        return next(row for row in self.rows if row.channel == channel)

    def speaking(self, at: datetime) -> list[ChannelRow]:
        """Those a machine can send by now, switched on or not: a test goes either way."""
        return [
            row
            for row in self.rows
            if row.channel != BY_HAND
            and is_set_up(Message.Channel(row.channel))
            and not row.is_paused(at)
        ]


def all_channels() -> Channels:
    """The channels as they stand, in one query."""
    # A handful of rows: every one of them is wanted, whatever the plan expects.
    known = {row.channel: row for row in statements.objects(ChannelRow, "rank >= 0", [])}
    rows = [known.get(channel) or row_of(channel) for channel in (*SENDERS, BY_HAND)]
    return Channels(tuple(sorted(rows, key=lambda row: (row.rank, row.channel))))
