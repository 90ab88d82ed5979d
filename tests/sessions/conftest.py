"""SIMPATIK of Dinas Sosial with two accounts, and a second application elsewhere."""

import pytest

from accounts.models import Department, User
from accounts.roles import Role
from secops.inventory.models import Account, Application
from tests.factories import AccountFactory, ApplicationFactory, PersonFactory, holder_of


@pytest.fixture
def simpatik(dinsos: Department) -> Application:
    return ApplicationFactory(
        code="simpatik", name="SIMPATIK", sort_name="simpatik", owner=dinsos,
        idle_timeout_minutes=30, absolute_timeout_hours=12,
        kills_sessions_on_password_change="yes", personal_data="yes", stack="Laravel 10",
    )  # fmt: skip


@pytest.fixture
def sari(simpatik: Application, dinsos: Department) -> Account:
    return AccountFactory(
        application=simpatik, username="sari", department=dinsos,
        holder=PersonFactory(name="Sari Wulandari"),
    )  # fmt: skip


@pytest.fixture
def dodi(simpatik: Application, dinsos: Department) -> Account:
    return AccountFactory(
        application=simpatik, username="dodi", department=dinsos,
        holder=PersonFactory(name="Dodi Contoh"),
    )  # fmt: skip


@pytest.fixture
def absen(db: None) -> Application:
    return ApplicationFactory(code="absen", name="Presensi", sort_name="presensi")


@pytest.fixture
def owner(dinsos: Department) -> User:
    """Administers the applications of Dinas Sosial."""
    return holder_of(Role.APPLICATION_ADMINISTRATOR, dinsos, name="Wawan Admin")
