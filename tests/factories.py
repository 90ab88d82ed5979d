"""The least valid objects; a test says only what matters to it."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from accounts.models import Contact, Department, Person, Position, Tenure, User
from accounts.roles import POLICY, Role
from secops.inventory.models import Account, Application

LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)


class DepartmentFactory(DjangoModelFactory[Department]):
    class Meta:
        model = Department

    code = factory.Sequence(lambda n: f"OPD{n:03d}")
    name = factory.Sequence(lambda n: f"Dinas Contoh {n}")


class PersonFactory(DjangoModelFactory[Person]):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"Sari Uji {n}")


class ContactFactory(DjangoModelFactory[Contact]):
    class Meta:
        model = Contact

    person = factory.SubFactory(PersonFactory)
    kind = Contact.Kind.MAIL
    address = factory.Sequence(lambda n: f"orang{n}@kotacontoh.example")


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"masuk{n}@kotacontoh.example")
    person = factory.SubFactory(PersonFactory)
    password = "!"


class ApplicationFactory(DjangoModelFactory[Application]):
    class Meta:
        model = Application

    code = factory.Sequence(lambda n: f"app{n}")
    name = factory.Sequence(lambda n: f"Aplikasi {n}")
    sort_name = factory.Sequence(lambda n: f"aplikasi {n}")
    owner = factory.SubFactory(DepartmentFactory)


class AccountFactory(DjangoModelFactory[Account]):
    class Meta:
        model = Account

    application = factory.SubFactory(ApplicationFactory)
    username = factory.Sequence(lambda n: f"1880010119050119{n:02d}")
    login_key = factory.LazyAttribute(lambda it: it.username.casefold())
    holder = factory.SubFactory(PersonFactory)
    department = factory.SubFactory(DepartmentFactory)
    created_at = LONG_AGO


def holder_of(role: Role, department: Department | None = None, **person: str) -> User:
    """A user whose person holds a position of that role today."""
    user = UserFactory(person=PersonFactory(**person))
    position = Position.objects.create(
        role=role, title=POLICY[role].label_id, department=department
    )
    Tenure.objects.create(position=position, person=user.person, starts_on=date(2024, 1, 1))
    return user
