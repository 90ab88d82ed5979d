"""What a channel says of a message after it took it: that it could not deliver it after all."""

from datetime import datetime

from django.db import transaction

from secops.outbox.delivery.outcomes import Delivered, Outcome, State, settle
from secops.outbox.models import Message


@transaction.atomic
def refused_later(
    provider_id: str,
    *,
    detail: str,
    dead_address: bool,
    at: datetime,
    channel: str = Message.Channel.WHATSAPP,
) -> bool:
    """Note it and send the message on by the person's next way; False where it is none of ours.

    A doubled word changes nothing: the message is on its next way by then.
    """
    ours = Message.objects.select_for_update().filter(provider_id=provider_id, channel=channel)
    message = ours.filter(state__in=[State.SENT, State.UNKNOWN]).first() if provider_id else None
    if message is None:
        return False
    Message.objects.filter(pk=message.pk).update(state=State.SENDING, sent_at=None)
    outcome = Outcome(State.FAILED, detail, dead_address=dead_address, closed=True)
    settle([(message, outcome)], at, Delivered())
    return True
