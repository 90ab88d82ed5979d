"""What is learnt of an address or a message after the hand-over."""

from datetime import datetime

from accounts.models import Contact
from secops.outbox.models import Heard, Message


def disable_contacts(reasons: dict[int, str], *, at: datetime) -> None:
    """Never write to these addresses again, until somebody enters them anew."""
    for reason in set(reasons.values()):
        ids = [pk for pk, why in reasons.items() if why == reason]
        Contact.objects.filter(pk__in=ids, disabled_at=None).update(
            disabled_at=at, disabled_why=reason[:200]
        )


def reached(provider_id: str, *, at: datetime, channel: str = Message.Channel.WHATSAPP) -> bool:
    """The channel says that a message arrived; False where it is none of ours.

    Once is enough: a doubled or late word changes nothing.
    """
    ours = Message.objects.filter(provider_id=provider_id, channel=channel)
    taken = [Message.State.SENT, Message.State.UNKNOWN]
    if ours.filter(state__in=taken).update(state=Message.State.REACHED, reached_at=at):
        return True
    return bool(provider_id) and ours.exists()


def heard_from(contact: Contact, *, at: datetime) -> None:
    """Somebody wrote to us himself: for a day WhatsApp takes free text to him."""
    heard, new = Heard.objects.get_or_create(contact=contact, defaults={"at": at})
    if not new and heard.at < at:
        Heard.objects.filter(pk=heard.pk, at__lt=at).update(at=at)


def mark_reached(message_id: int, *, at: datetime) -> None:
    """Somebody answered from it or signed for it: it did not only go out, it arrived."""
    Message.objects.filter(
        pk=message_id, state__in=[Message.State.SENT, Message.State.UNKNOWN]
    ).update(state=Message.State.REACHED, reached_at=at)
