"""A university, the police, and their people."""

import pytest

from accounts.models import User
from accounts.roles import Role
from secops.advisories.models import Organisation
from tests.factories import ContactFactory, holder_of


@pytest.fixture
def university(db: None) -> Organisation:
    return Organisation.objects.create(
        name="Universitas Contoh", kind="university", clearance="amber"
    )


@pytest.fixture
def police(db: None) -> Organisation:
    return Organisation.objects.create(name="Unit Siber Contoh", kind="police", clearance="red")


@pytest.fixture
def ratna(university: Organisation) -> User:
    """Writes for the university."""
    user = holder_of(Role.STAKEHOLDER, name="Ratna Dosen")
    university.members.add(user.person)
    ContactFactory(person=user.person, address="ratna@universitas.test")
    return user


@pytest.fixture
def joko(university: Organisation) -> User:
    """Her colleague."""
    user = holder_of(Role.STAKEHOLDER, name="Joko Dosen")
    university.members.add(user.person)
    return user


@pytest.fixture
def iwan(police: Organisation) -> User:
    """Writes for the police."""
    user = holder_of(Role.STAKEHOLDER, name="Iwan Penyidik")
    police.members.add(user.person)
    return user
