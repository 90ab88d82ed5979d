"""What the pages about messages read."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from accounts.models import User
from secops.outbox.models import Alarm, Batch, Message
from secops.outbox.passages import PASSAGES

S = Message.State

#: state -> tone of its pill; handed over is not the same as arrived, unknown is never green.
TONES: dict[str, str] = {
    S.QUEUED: "quiet",
    S.SENDING: "info",
    S.SENT: "info",
    S.REACHED: "ok",
    S.FAILED: "late",
    S.UNKNOWN: "unknown",
    S.DROPPED: "quiet",
    S.CANCELLED: "quiet",
}


def look(state: str) -> tuple[str, str, str]:
    """Tone, symbol and word of a state, for pills."""
    return TONES[state], "", str(S(state).label)


@dataclass(frozen=True, slots=True)
class Queue:
    """How many messages wait for an officer's hands."""

    waiting: int
    in_other_hands: int
    sent_today: int


def whatsapp_queue(user: User, *, at: datetime, since: datetime) -> Queue:
    """The WhatsApp messages that wait now, those others hold, and those sent since a moment."""
    rows = Message.objects.filter(channel=Message.Channel.WHATSAPP_BY_HAND)
    held = Q(held_until__gt=at) & ~Q(held_by=user)
    counted = rows.filter(Q(state=S.QUEUED, next_try_at__lte=at) | Q(sent_at__gte=since)).aggregate(
        waiting=Count("pk", filter=Q(state=S.QUEUED, next_try_at__lte=at) & ~held),
        held=Count("pk", filter=Q(state=S.QUEUED) & held),
        sent=Count("pk", filter=Q(sent_at__gte=since)),
    )
    return Queue(counted["waiting"], counted["held"], counted["sent"])


def states_of(batch: Batch) -> list[tuple[str, int]]:
    """How many messages of a bulk send are in which state, in the order of a message's life."""
    counted: Counter[str] = Counter(
        dict(batch.messages.order_by().values_list("state").annotate(n=Count("pk")))
    )
    return [(state, counted[state]) for state in S.values if counted[state]]


def alarms_since(moment: datetime) -> list[Alarm]:
    """The caps that held messages back since then."""
    return list(Alarm.objects.filter(last_at__gte=moment))


def chat_address(number: str, text: str) -> str:
    """The address that opens WhatsApp with the text, ready to be sent by hand."""
    digits = "".join(sign for sign in number if sign.isdigit())
    if digits.startswith("0"):
        digits = "62" + digits[1:]
    elif digits.startswith("8"):
        digits = "62" + digits
    return f"https://wa.me/{digits}?text={quote(text)}"


def texts_said(message: Message) -> list[str]:
    """The office's own passages a message said, each with its version."""
    said = message.payload.get("texts", {})
    return [
        _("%(title)s (versi %(version)s)") % {"title": passage.title, "version": said[key]}
        for key, passage in PASSAGES.items()
        if said.get(key)
    ]
