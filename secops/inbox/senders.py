"""Who writes: the registered address behind a number or a chat."""

from __future__ import annotations

from accounts.models import Contact
from secops.inbox.models import Incoming
from secops.outbox.senders.whatsapp import international


def contacts_of(incoming: Incoming) -> list[Contact]:
    """The usable contacts with this address; more than one where people share a telephone."""
    if incoming.by_hand:
        return [incoming.contact] if incoming.contact else []
    return [one for one in _with_address(incoming) if one.disabled_at is None]


def given_up(incoming: Incoming) -> list[Contact]:
    """Contacts with this address that are not used any more: whom the stranger may be."""
    return [one for one in _with_address(incoming) if one.disabled_at is not None]


def _with_address(incoming: Incoming) -> list[Contact]:
    rows = Contact.objects.select_related("person")
    if incoming.channel == Incoming.Channel.TELEGRAM:
        found = rows.filter(kind=Contact.Kind.TELEGRAM, address=incoming.address)
    else:
        found = rows.of_number(incoming.address)
    return [
        one
        for one in found.order_by("pk")
        if incoming.channel == Incoming.Channel.TELEGRAM
        or international(one.address) == international(incoming.address)
    ]
