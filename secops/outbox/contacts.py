"""By which channel a person is reached (RULES 5): trusted mail, else also WhatsApp by hand."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import Contact
from secops import statements
from secops.outbox.models import Message

CHANNEL_OF = {
    Contact.Kind.MAIL: Message.Channel.MAIL,
    Contact.Kind.WHATSAPP: Message.Channel.WHATSAPP_BY_HAND,
}


@dataclass(slots=True)
class Ways:
    """The usable addresses of one person, the best of each kind."""

    mail: Contact | None = None
    whatsapp: Contact | None = None

    @property
    def chosen(self) -> list[Contact]:
        """Where a message goes: trusted mail alone; else mail and WhatsApp, as far as there are.

        A mailbox that may itself be leaked is told too, but never alone where there is another
        way.
        """
        if self.mail is not None and self.mail.untrusted_at is None:
            return [self.mail]
        return [contact for contact in (self.mail, self.whatsapp) if contact is not None]

    @property
    def only_untrusted(self) -> bool:
        """Whether the only way is a mailbox that may be leaked: the agent has to tell him too."""
        chosen = self.chosen
        return bool(chosen) and all(contact.untrusted_at for contact in chosen)


def ways_to(person_ids: Iterable[int]) -> dict[int, Ways]:
    """The ways to each of these persons, in one query; a person without any is left out."""
    usable = Contact.objects.usable().filter(person_id__in=list(person_ids))
    return _ways(usable.order_by("person_id", "untrusted_at", "rank", "pk"))


def way_to(person_id: int) -> Ways | None:
    """The ways to one person; None where there is none."""
    condition = "person_id = %s::bigint AND disabled_at IS NULL ORDER BY untrusted_at, rank, id"
    return _ways(statements.objects(Contact, condition, [person_id])).get(person_id)


def _ways(contacts: Iterable[Contact]) -> dict[int, Ways]:
    ways: dict[int, Ways] = {}
    for contact in contacts:
        found = ways.setdefault(contact.person_id, Ways())
        if contact.kind == Contact.Kind.MAIL:
            # Trusted ones first (NULLs sort last, so they are looked at again here).
            if found.mail is None or (found.mail.untrusted_at and not contact.untrusted_at):
                found.mail = contact
        elif found.whatsapp is None:
            found.whatsapp = contact
    return ways
