"""Who reads an advisory for a department: its head (or who acts for him) and its agent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import Contact, Department, Person, Tenure
from accounts.roles import Role
from accounts.speakers import holders
from secops.advisories.bulletins.models import Bulletin
from secops.compliance.duties.queries import departments_for_choice
from secops.inventory.models import Application
from secops.outbox.contacts import ways_to
from secops.rules.intervals import WIB

#: Who reads it for a department.
_READERS = (Role.HEAD, Role.AGENT)
#: An advisory is long, so mail goes before a chat where somebody has not chosen himself.
_PREFER = (Contact.Kind.MAIL, Contact.Kind.WHATSAPP)


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person who reads it for one department; without a contact he has no address."""

    department: Department
    person: Person
    contact: Contact | None


@dataclass(frozen=True, slots=True)
class Plan:
    """Whom an advisory would reach."""

    departments: tuple[Department, ...]
    recipients: tuple[Recipient, ...]

    @property
    def reached(self) -> list[Recipient]:
        return [one for one in self.recipients if one.contact is not None]

    @property
    def people(self) -> int:
        return len({one.person.pk for one in self.reached})

    @property
    def unreached(self) -> list[Department]:
        """Departments in which nobody can be written to."""
        known = {one.department.pk for one in self.reached}
        return [one for one in self.departments if one.pk not in known]


def plan_of(bulletin: Bulletin, *, at: datetime) -> Plan:
    """Return whom it reaches as it is targeted today."""
    return plan_for(departments_of(bulletin), at=at)


def plan_for(departments: Sequence[Department], *, at: datetime) -> Plan:
    """Return who reads for these departments; who is both head and agent reads it once."""
    ids = [one.pk for one in departments]
    found = {role: holders(role, ids, at=at) for role in _READERS}
    ways = ways_to({person.pk for people in found.values() for person in people.values()})
    recipients: dict[tuple[int, int], Recipient] = {}
    for department in departments:
        for people in found.values():
            person = people.get(department.pk)
            if person is None or (department.pk, person.pk) in recipients:
                continue
            way = ways.get(person.pk)
            contact = way.preferring(*_PREFER) if way else None
            recipients[department.pk, person.pk] = Recipient(department, person, contact)
    return Plan(tuple(departments), tuple(recipients.values()))


def departments_of(bulletin: Bulletin) -> list[Department]:
    """Return the departments it is for."""
    rows = departments_for_choice()
    if bulletin.target == Bulletin.Target.DEPARTMENTS:
        rows = rows.filter(pk__in=bulletin.departments.values("pk"))
    if bulletin.target == Bulletin.Target.OWNERS:
        owned = Application.objects.filter(owner__isnull=False)
        if bulletin.applications.exists():
            owned = owned.filter(pk__in=bulletin.applications.values("pk"))
        rows = rows.filter(pk__in=owned.values("owner"))
    return list(rows)


def speaks_for(person: Person, departments: Iterable[int], *, at: datetime) -> bool:
    """Whether the person heads one of the departments, stands in there or is its agent today."""
    today = at.astimezone(WIB).date()
    return (
        Tenure.objects.current(today)
        .filter(
            person=person,
            position__department__in=list(departments),
            position__role__in=[role.value for role in _READERS],
        )
        .exists()
    )
