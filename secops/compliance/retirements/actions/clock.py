"""What time does to questions, once a minute: delivery heard of, a reminder, silence as consent."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from secops.compliance.retirements.actions.asking import head_of, letter_arrived, note_delivery
from secops.compliance.retirements.actions.taking import locked, take
from secops.compliance.retirements.actions.telling import remind_owner, tell_office, tell_owner
from secops.compliance.retirements.models import Retirement
from secops.rules.retirement import State

#: The owner is reminded so long before his time is over (policy).
REMIND_BEFORE = timedelta(days=3)


def look_after_questions(*, at: datetime) -> None:
    """Note letters that arrived, remind owners, and take silence for consent."""
    asked = Retirement.objects.questioned().select_related("application")
    for retirement in asked.filter(delivered_at=None, sent_at__isnull=False):
        _hear(retirement, at)
    for retirement in asked.filter(due_at__gt=at, due_at__lte=at + REMIND_BEFORE):
        head = head_of(retirement.application, at=at)
        if head is not None:
            remind_owner(retirement, head, at=at)
    for retirement in asked.filter(due_at__lt=at):
        deem_agreed(retirement, at=at)


def _hear(retirement: Retirement, at: datetime) -> None:
    arrived = letter_arrived(retirement, at=at)
    if arrived is not None:
        with transaction.atomic():
            how = Retirement.Delivery.MESSAGE
            note_delivery(locked(retirement), arrived, how, by=User.objects.system(), at=at)


@transaction.atomic
def deem_agreed(retirement: Retirement, *, at: datetime) -> bool:
    """Take the owner's silence for consent, where the law allows it; False where it does not any
    more, since he answered meanwhile.

    A wish to be called that nobody has met yet is no silence.
    """
    retirement = locked(retirement)
    due = retirement.due_at
    if retirement.law_state is not State.QUESTIONED or due is None or due >= at:
        return False
    if retirement.call_asked_at is not None:
        return False
    step = take(
        retirement,
        State.DEEMED_AGREED,
        by=User.objects.system(),
        at=at,
        delivered_at=retirement.delivered_at,
        due_at=due,
        facts={
            "delivered_at": retirement.delivered_at.isoformat() if retirement.delivered_at else "",
            "how": str(retirement.get_delivered_how_display()),
            "due_at": due.isoformat(),
        },
    )
    head = head_of(retirement.application, at=at)
    if head is not None:
        tell_owner(retirement, step, head, at=at)
    tell_office(retirement, step, at=at)
    return True
