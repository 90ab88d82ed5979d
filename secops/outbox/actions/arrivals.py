"""What is learnt of an address or a message after the hand-over."""

from datetime import datetime

from accounts.models import Contact
from secops.outbox.models import Message


def disable_contacts(reasons: dict[int, str], *, at: datetime) -> None:
    """Never write to these addresses again, until somebody enters them anew."""
    for reason in set(reasons.values()):
        ids = [pk for pk, why in reasons.items() if why == reason]
        Contact.objects.filter(pk__in=ids, disabled_at=None).update(
            disabled_at=at, disabled_why=reason[:200]
        )


def mark_reached(message_id: int, *, at: datetime) -> None:
    """Somebody answered from it or signed for it: it did not only go out, it arrived."""
    Message.objects.filter(
        pk=message_id, state__in=[Message.State.SENT, Message.State.UNKNOWN]
    ).update(state=Message.State.REACHED, reached_at=at)
