"""How fast a channel may go, and how it fares: kept in its row while messages go out."""

from collections.abc import Sequence
from datetime import datetime

from secops.outbox.channels import row_of
from secops.outbox.models import ChannelRow, Message
from secops.outbox.senders.base import Refused, Result, Taken, Unreachable, Unsure


def pace_of(channel: Message.Channel, at: datetime) -> ChannelRow | None:
    """The row of a channel with a pace, held until the transaction ends: workers take turns.

    None where there is no pace, which is how mail goes unless the office slows it down.
    """
    known = ChannelRow.objects.filter(channel=channel).first() or row_of(channel)
    if known.per_minute is None:
        return None
    row = _kept(channel)
    minute = at.replace(second=0, microsecond=0)
    if row.minute_from != minute:
        row.minute_from, row.minute_used = minute, 0
    return row


def left_of(row: ChannelRow | None, size: int) -> int:
    """How many messages the minute still has room for."""
    if row is None or row.per_minute is None:
        return size
    return max(0, row.per_minute - row.minute_used)


def count_pace(row: ChannelRow | None, taken: int) -> None:
    """Count what was claimed, whatever becomes of it."""
    if row is not None and taken:
        row.minute_used += taken
        row.save(update_fields=["minute_from", "minute_used"])


def rest_asked_for(results: Sequence[Result], at: datetime) -> datetime | None:
    """Until when the channel asked to be left alone."""
    waits = [one.wait for one in results if isinstance(one, Unreachable) and one.wait]
    return at + max(waits) if waits else None


def note_health(channel: Message.Channel, results: Sequence[Result], *, at: datetime) -> None:
    """Write down how the channel fared; last in a transaction, for others want the row too."""
    success = any(isinstance(result, Taken) for result in results)
    failures = [result for result in results if _is_the_channels(result)]
    if not success and not failures:
        return
    row = _kept(channel)
    if success:
        row.last_success_at = at
    if failures:
        row.last_error_at, row.last_error = at, str(failures[-1])[:300]
    until = rest_asked_for(results, at)
    if until is not None:
        row.paused_until = max(until, row.paused_until or until)
    elif not row.is_paused(at):  # what another worker was told a moment ago stands
        row.paused_until = None
    row.save(
        update_fields=[
            "last_success_at", "last_error_at", "last_error", "paused_until"]
    )  # fmt: skip


def _is_the_channels(result: Result) -> bool:
    """Whether a failure says something about the channel, and not about one address."""
    match result:
        case Refused():
            return not result.dead_address
        case Unreachable() | Unsure():
            return True
        case _:
            return False


def _kept(channel: Message.Channel) -> ChannelRow:
    """The row of a channel, made from the policy where the office never touched it."""
    start = row_of(channel)
    row, _made = ChannelRow.objects.select_for_update().get_or_create(
        channel=channel,
        defaults={
            "enabled": start.enabled, "rank": start.rank, "per_minute": start.per_minute,
        },
    )  # fmt: skip
    return row
