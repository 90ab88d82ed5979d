"""Messages whose channel was switched off, is not set up or rests for long: on to the next way."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from secops.outbox.channels import BY_HAND, Channels, is_set_up
from secops.outbox.delivery.outcomes import Delivered, State, later, out_of_patience, settle
from secops.outbox.models import Message
from secops.outbox.policy import PATIENCE, PATIENCE_URGENT

#: Looked at in one run; the next run takes the rest.
AT_ONCE = 500


def free_stranded(channels: Channels, *, at: datetime) -> int:
    """Send on what waited longer than its patience for a channel that does not speak.

    Returns how many. Mail is waited for: most have no other way.
    """
    silent = [
        row.channel
        for row in channels.rows
        if row.channel not in (Message.Channel.MAIL, BY_HAND)
        and (not row.enabled or row.is_paused(at) or not is_set_up(Message.Channel(row.channel)))
    ]
    if not silent:
        return 0
    patient = Q(urgent=True) | Q(asked_for=True)
    late = (patient & Q(not_before__lt=at - PATIENCE_URGENT)) | Q(not_before__lt=at - PATIENCE)
    with transaction.atomic():
        rows = list(
            Message.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(late, state=State.QUEUED, channel__in=silent, next_try_at__lte=at)
            .order_by("next_try_at", "id")[:AT_ONCE]
        )
        detail = _("saluran ini sedang tidak mengirim")
        outcomes = [
            (message, later(message, at, detail, wait=PATIENCE))
            for message in rows
            if out_of_patience(message, at)
        ]
        settle(outcomes, at, Delivered())
    return sum(outcome.next_way is not None for _message, outcome in outcomes)
