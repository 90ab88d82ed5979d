"""Who is written to about a duty, and by which way he is reached."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import Contact, Department, Person
from accounts.roles import Role
from accounts.speakers import holders
from secops.compliance.duties.models import Duty
from secops.house.text import angka
from secops.outbox.contacts import ways_to
from secops.rules.duty import Kind


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person, his duties of this order, and the address that is used (None: no address)."""

    person: Person
    duties: tuple[Duty, ...]
    contact: Contact | None


@dataclass(frozen=True, slots=True)
class Plan:
    """Who would get an order, before anything is sent."""

    heads: tuple[Recipient, ...]
    agents: tuple[Recipient, ...]
    without_head: tuple[Department, ...]
    departments: int

    @property
    def heads_reached(self) -> list[Recipient]:
        return [one for one in self.heads if one.contact is not None]

    @property
    def agents_reached(self) -> list[Recipient]:
        return [one for one in self.agents if one.contact is not None]

    @property
    def reached(self) -> list[Recipient]:
        """Everybody with an address, heads first; who heads one department and is the agent of
        another gets an order as each."""
        return [*self.heads_reached, *self.agents_reached]

    @property
    def unreached(self) -> list[Department]:
        """Departments whose head cannot be written to."""
        silent = [
            duty.department for one in self.heads if one.contact is None for duty in one.duties
        ]
        return [*self.without_head, *silent]

    @property
    def heads_line(self) -> str:
        """``68 Kepala OPD: 61 WhatsApp, 5 email, 2 tanpa kontak``"""
        missing = len(self.unreached)
        return _line(_("Kepala OPD"), len(self.heads) + len(self.without_head), self.heads, missing)

    @property
    def agents_line(self) -> str:
        """The same for the agents; empty where there is none."""
        if not self.agents:
            return ""
        missing = sum(one.contact is None for one in self.agents)
        return _line(_("Agen Siber OPD"), len(self.agents), self.agents, missing)


def plan_for(duties: Sequence[Duty], *, at: datetime, agents: bool = True) -> Plan:
    """Return whom an order with these duties reaches: heads by WhatsApp first, agents by mail."""
    by_department: dict[int, list[Duty]] = {}
    for duty in duties:
        by_department.setdefault(duty.department_id, []).append(duty)
    heads = holders(Role.HEAD, by_department, at=at)
    helpers = _agents(by_department, at) if agents else {}
    # Who is both for one department reads the order once, as its head.
    helpers = {pk: person for pk, person in helpers.items() if heads.get(pk) != person}
    without = {
        duty.department_id: duty.department for duty in duties if duty.department_id not in heads
    }
    return Plan(
        _recipients(heads, by_department, prefer=Contact.Kind.WHATSAPP),
        _recipients(helpers, by_department, prefer=Contact.Kind.MAIL),
        tuple(without.values()),
        len(by_department),
    )


def worker_of(duty: Duty, *, at: datetime) -> Person | None:
    """Who does the work of a duty: the agent; of a lock the owner's application administrator."""
    return _agents({duty.department_id: [duty]}, at).get(duty.department_id)


def _agents(by_department: dict[int, list[Duty]], at: datetime) -> dict[int, Person]:
    """The agent; for a lock the owner's application administrator goes before him."""
    found = holders(Role.AGENT, by_department, at=at)
    locks = [
        department
        for department, duties in by_department.items()
        if any(duty.kind is Kind.LOCK for duty in duties)
    ]
    if locks:
        found |= holders(Role.APPLICATION_ADMINISTRATOR, locks, at=at)
    return found


def _recipients(
    people: dict[int, Person], by_department: dict[int, list[Duty]], *, prefer: Contact.Kind
) -> tuple[Recipient, ...]:
    ways = ways_to(person.pk for person in people.values())
    duties: dict[int, list[Duty]] = {}
    persons: dict[int, Person] = {}
    for department, person in people.items():
        persons[person.pk] = person
        duties.setdefault(person.pk, []).extend(by_department[department])
    recipients = []
    for pk, person in persons.items():
        found = ways.get(pk)
        contact = found.preferring(prefer, *_USUAL) if found is not None else None
        recipients.append(Recipient(person, tuple(duties[pk]), contact))
    return tuple(recipients)


def _line(who: str, total: int, people: Sequence[Recipient], missing: int) -> str:
    kinds = Counter(one.contact.kind for one in people if one.contact is not None)
    parts = []
    if kinds[Contact.Kind.WHATSAPP]:
        parts.append(_("%(n)s WhatsApp") % {"n": angka(kinds[Contact.Kind.WHATSAPP])})
    if kinds[Contact.Kind.MAIL]:
        parts.append(_("%(n)s email") % {"n": angka(kinds[Contact.Kind.MAIL])})
    parts += [
        f"{angka(kinds[kind])} {kind.label}"
        for kind in Contact.Kind
        if kinds[kind] and kind not in _USUAL
    ]
    if missing:
        parts.append(_("%(n)s tanpa kontak") % {"n": angka(missing)})
    return f"{angka(total)} {who}: {', '.join(parts)}"


#: Where there is no choice: what nearly everybody has.
_USUAL = (Contact.Kind.MAIL, Contact.Kind.WHATSAPP)
