"""A small city: an office, departments with heads and agents, people with accounts, no outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from accounts.models import Contact, Department, Person, Position, Tenure, User
from accounts.roles import Role
from secops.inventory.models import Account, Application, Host
from tests.factories import LONG_AGO, DepartmentFactory, UserFactory, holder_of

#: Of a hundred people so many have a telephone and no mailbox, and so many neither.
ONLY_PHONE, NO_ADDRESS = 6, 4


@dataclass
class City:
    """Who is there; what happens to them is the business of `deeds.py`."""

    dice: Random
    people: int
    departments: int = 6
    applications: int = 5
    units: list[Department] = field(default_factory=list)
    apps: list[Application] = field(default_factory=list)
    staff: list[Person] = field(default_factory=list)
    #: Who left, and when; the simulation's own knowledge.
    left: dict[int, datetime] = field(default_factory=dict)
    _number: int = 0

    def __post_init__(self) -> None:
        office = DepartmentFactory(code="DISKOMINFO", name="Dinas Komunikasi", is_office=True)
        self.olga = self._with_mail(holder_of(Role.DUTY_OFFICER, office, name="Olga Piket"))
        self.leo = self._with_mail(holder_of(Role.LEAD, office, name="Leo Ketua"))
        self.adi = self._with_mail(holder_of(Role.OFFICE_ADMIN, office, name="Adi Admin"))
        secretary = self._with_mail(holder_of(Role.LEADERSHIP, name="Seno Sekda"))
        setda = DepartmentFactory(code="SETDA", name="Setda")
        assistant = self._with_mail(holder_of(Role.HEAD, setda, name="Tuti Asisten"))
        above = self._position(assistant)
        Position.objects.filter(pk=above.pk).update(superior=self._position(secretary))
        for n in range(self.departments):
            unit = DepartmentFactory(code=f"OPD{n}", name=f"Dinas {n}")
            self.units.append(unit)
            head = self._with_mail(holder_of(Role.HEAD, unit, name=f"Kepala {n}"))
            agent = self._with_mail(holder_of(Role.AGENT, unit, name=f"Agen {n}"))
            # The last head has nobody above him: what climbs there stands with the office.
            if n < self.departments - 1:
                Position.objects.filter(pk=self._position(head).pk).update(superior=above)
            self.staff += [p for p in (head.person, agent.person) if p is not None]
        for n in range(self.applications):
            owner = self.units[n % len(self.units)]
            app = Application.objects.create(
                code=f"apk{n:02d}", name=f"APK-{n:02d}", sort_name=f"apk-{n:02d}", owner=owner
            )
            Host.objects.create(name=f"apk{n:02d}.kotacontoh.example", application=app)
            self.apps.append(app)
            if n % 2 == 0:
                keeper = holder_of(Role.APPLICATION_ADMINISTRATOR, owner, name=f"Pengelola {n}")
                self._with_mail(keeper)
        for _n in range(self.people):
            self.staff.append(self.newcomer())
        for person in self.staff:
            self.give_accounts(person)

    # --- people

    def newcomer(self) -> Person:
        """A further person, mostly with a mailbox of his own."""
        self._number += 1
        person = Person.objects.create(name=f"Sari Uji {self._number}")
        lot = self.dice.randrange(100)
        if lot < ONLY_PHONE:
            number = f"0812 0000 {self._number:04d}"
            Contact.objects.create(person=person, kind=Contact.Kind.WHATSAPP, address=number)
        elif lot >= ONLY_PHONE + NO_ADDRESS:
            Contact.objects.create(person=person, kind=Contact.Kind.MAIL, address=self.mailbox())
        return person

    def mailbox(self) -> str:
        """An address that nobody has yet."""
        self._number += 1
        return f"orang{self._number}@kotacontoh.example"

    def give_accounts(self, person: Person) -> None:
        """One to three accounts in different applications, in his department or another."""
        for app in self.dice.sample(self.apps, self.dice.choice((1, 1, 2, 3))):
            self._number += 1
            Account.objects.create(
                application=app,
                username=f"uji{self._number}",
                login_key=f"uji{self._number}",
                holder=person,
                department=self.dice.choice(self.units),
                privileged=self.dice.random() < 0.1,
                created_at=LONG_AGO,
            )

    def present(self) -> list[Person]:
        """Those of the staff who have not left."""
        return [one for one in self.staff if one.pk not in self.left]

    def user_of(self, person: Person) -> User:
        """His sign-in, made where he has none."""
        return User.objects.filter(person=person).first() or UserFactory(person=person)

    def agent_of(self, department: Department | None, day: date) -> User:
        """Who may record for a department: its agent, else the office."""
        tenure = (
            Tenure.objects.current(day)
            .filter(position__role=Role.AGENT, position__department=department)
            .select_related("person")
            .first()
        )
        return self.user_of(tenure.person) if department and tenure else self.olga

    def holds_a_position(self, person: Person, day: date) -> bool:
        return Tenure.objects.filter(person=person).exclude(ends_on__lt=day).exists()

    def positions(self, *roles: Role) -> Sequence[Position]:
        """The positions of these roles in the departments."""
        return list(
            Position.objects.filter(role__in=roles, department__in=self.units).order_by("pk")
        )

    @staticmethod
    def _position(user: User) -> Position:
        return Position.objects.get(tenures__person=user.person)

    @staticmethod
    def _with_mail(user: User) -> User:
        assert user.person is not None
        name = user.person.name.casefold().replace(" ", ".")
        Contact.objects.create(
            person=user.person, kind="mail", address=f"{name}@kotacontoh.example"
        )
        return user


def soon(at: datetime, days: int) -> date:
    """The day so many days on."""
    return (at + timedelta(days=days)).date()
