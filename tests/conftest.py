"""The cast."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accounts.models import Department, User
from accounts.roles import Role
from tests.factories import DepartmentFactory, holder_of

Enter = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _own_folders(settings: Any, tmp_path: Path) -> None:
    settings.SEALED_DIR = tmp_path / "sealed"
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def office(db: None) -> Department:
    """The communications office itself."""
    return DepartmentFactory(code="DISKOMINFO", name="Dinas Komunikasi", is_office=True)


@pytest.fixture
def dinsos(db: None) -> Department:
    """A department like any other."""
    return DepartmentFactory(code="DINSOS", name="Dinas Sosial")


@pytest.fixture
def olga(office: Department) -> User:
    """The duty officer."""
    return holder_of(Role.DUTY_OFFICER, office, name="Olga Piket")


@pytest.fixture
def leo(office: Department) -> User:
    """The lead, who decides."""
    return holder_of(Role.LEAD, office, name="Leo Ketua")


@pytest.fixture
def adi(office: Department) -> User:
    """The office administrator, who manages people and nothing else."""
    return holder_of(Role.OFFICE_ADMIN, office, name="Adi Admin")


@pytest.fixture
def kartini(dinsos: Department) -> User:
    """The head of Dinas Sosial."""
    return holder_of(Role.HEAD, dinsos, name="Kartini Kepala")


@pytest.fixture
def budi(dinsos: Department) -> User:
    """The agent of Dinas Sosial."""
    return holder_of(Role.AGENT, dinsos, name="Budi Agen")


@pytest.fixture
def ira(db: None) -> User:
    """The inspector, who sees all and changes nothing."""
    return holder_of(Role.INSPECTOR, name="Ira Inspektur")


@pytest.fixture
def signed_in(client: Client):
    """`signed_in(user)` is a browser in which that user is signed in."""

    def enter(user: User) -> Client:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter
