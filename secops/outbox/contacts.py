"""By which ways a person is reached (RULES 5), best first: the channel of his choice, then the
office's order of channels; a mailbox that may be leaked comes last and never alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from accounts.models import Contact
from secops import statements
from secops.house.text import masked_email
from secops.outbox.channels import BY_HAND, all_channels
from secops.outbox.models import Message
from secops.outbox.senders import SENDERS, channels_of


class Way(NamedTuple):
    """An address of a person and the channel that goes there."""

    contact: Contact
    channel: Message.Channel

    @property
    def name(self) -> str:
        """How the message remembers that this way refused it."""
        return f"{self.channel}:{self.contact.pk}"


@dataclass(slots=True)
class Ways:
    """The ways to one person, best first."""

    all: list[Way] = field(default_factory=list)
    #: His best mailbox and number, by whatever channel, also where it is switched off.
    mail: Contact | None = None
    whatsapp: Contact | None = None

    @property
    def chosen(self) -> list[Contact]:
        """Where a message goes: the best way alone where it is trusted and his own choice, or no
        mailbox of his is in doubt; else mail and the best other way, as far as there are.

        A mailbox that may itself be leaked is told too, but never alone where there is another
        way.
        """
        if not self.all:
            return []
        first = self.all[0].contact
        doubtful = [way.contact for way in self.all if way.contact.untrusted_at is not None]
        if not doubtful or first.chosen_at is not None or first.kind == Contact.Kind.MAIL:
            return [first]
        return [doubtful[0], first]

    @property
    def only_untrusted(self) -> bool:
        """Whether the only way is a mailbox that may be leaked: the agent has to tell him too."""
        chosen = self.chosen
        return bool(chosen) and all(contact.untrusted_at for contact in chosen)

    def trusted(self, *, beside: str = "") -> list[Contact]:
        """Addresses that may get a code for a link which went to the kind of contact `beside`."""
        found = [
            way.contact
            for way in self.all
            if way.contact.untrusted_at is None and way.contact.kind != beside
        ]
        return list(dict.fromkeys(found))

    def preferring(self, *kinds: str) -> Contact | None:
        """The contact of his choice; else the best trusted one of these kinds, in their order; else
        the best of all."""
        if self.all and self.all[0].contact.chosen_at is not None:
            return self.all[0].contact
        trusted = self.trusted()
        for kind in kinds:
            for contact in trusted:
                if contact.kind == kind:
                    return contact
        return self.all[0].contact if self.all else None


def ways_to(person_ids: Iterable[int]) -> dict[int, Ways]:
    """The ways to each of these persons, in two queries; a person without any is left out."""
    usable = Contact.objects.usable().filter(person_id__in=list(person_ids))
    return _ways(usable.order_by("person_id", "rank", "pk"))


def way_to(person_id: int) -> Ways | None:
    """The ways to one person; None where there is none."""
    condition = "person_id = %s::bigint AND disabled_at IS NULL ORDER BY rank, id"
    return _ways(statements.objects(Contact, condition, [person_id])).get(person_id)


def way_beside(person_id: int, came_by: str) -> Contact | None:
    """The best trusted address of a person that is not of the kind his link came by: where the six
    digits of a second step go. None where there is none."""
    found = way_to(person_id)
    return next(iter(found.trusted(beside=came_by or Contact.Kind.MAIL)), None) if found else None


def masked_address(contact: Contact | None) -> str:
    """Enough of an address to know which one, too little to use; empty for none."""
    if contact is None:
        return ""
    if contact.kind == Contact.Kind.MAIL:
        return masked_email(contact.address)
    if contact.kind == Contact.Kind.WEBHOOK:
        return str(contact.get_kind_display())
    return f"{contact.get_kind_display()} •••{contact.address[-3:]}"


def _ways(contacts: Iterable[Contact]) -> dict[int, Ways]:
    order = all_channels().open
    ways: dict[int, Ways] = {}
    for contact in contacts:
        found = ways.setdefault(contact.person_id, Ways())
        if contact.kind == Contact.Kind.MAIL:
            if found.mail is None or (found.mail.untrusted_at and not contact.untrusted_at):
                found.mail = contact
        elif contact.kind == Contact.Kind.WHATSAPP and found.whatsapp is None:
            found.whatsapp = contact
        found.all += [Way(contact, channel) for channel in _channels_for(contact, order)]
    for found in ways.values():
        found.all.sort(key=lambda way: _place(way, order))
        if found.mail is not None and found.mail.untrusted_at is None:
            # Beside a mailbox that is trusted nobody needs the one in doubt.
            found.all = [way for way in found.all if way.contact.untrusted_at is None]
    return {pk: found for pk, found in ways.items() if found.all}


def _channels_for(contact: Contact, order: Mapping[Message.Channel, int]) -> list[Message.Channel]:
    return [
        channel
        for channel in channels_of(contact.kind)
        if channel in order and (channel == BY_HAND or SENDERS[channel].takes(contact))
    ]


def _place(way: Way, order: Mapping[Message.Channel, int]) -> tuple[bool, bool, int, int, int]:
    contact = way.contact
    return (
        contact.untrusted_at is not None,
        contact.chosen_at is None,
        order[way.channel],
        contact.rank,
        contact.pk,
    )


def channel_for(contact: Contact, order: Mapping[Message.Channel, int]) -> Message.Channel:
    """The best channel to a contact; where none is open, the one in which it waits."""
    if contact.kind == Contact.Kind.MAIL:
        return Message.Channel.MAIL
    fitting = _channels_for(contact, order)
    if fitting:
        return min(fitting, key=lambda channel: order[channel])
    if contact.kind == Contact.Kind.WHATSAPP:
        return BY_HAND
    return Message.Channel(contact.kind)
