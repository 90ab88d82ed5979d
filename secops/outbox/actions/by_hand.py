"""Sending WhatsApp by hand: one message at a time, in one officer's hands."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.outbox.actions.arrivals import disable_contacts
from secops.outbox.composers import COMPOSERS, Composed
from secops.outbox.models import Attempt, Message
from secops.outbox.passages import own_texts
from secops.outbox.policy import HOLD, PUT_ASIDE
from secops.outbox.stored import words_to_store


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
            message.payload.pop("texts", None)
            with own_texts():
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
