"""The cast."""

import os
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as configured
from django.test import Client

from accounts.models import Department, User
from accounts.roles import Role
from secops.reminders.calendar import forget
from tests import database
from tests.browser import browser as browser
from tests.city import city_of
from tests.factories import DepartmentFactory, holder_of

Enter = Callable[[User], Client]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """With REQUIRE_ALL a skipped test is a failed one: nothing is green that did not run."""
    report: Any = yield
    if os.environ.get("REQUIRE_ALL") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"REQUIRE_ALL is set, so a skip is a failure: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: Any,
    django_db_keepdb: bool,
    django_db_createdb: bool,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """A copy of the migrated template; see tests/database.py."""
    name = str(configured.DATABASES["default"]["TEST"]["NAME"])
    with django_db_blocker.unblock():
        database.make(name, keep=django_db_keepdb and not django_db_createdb)
        database.use(name)
    yield
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            database.use("postgres")
            database.drop(name)


@pytest.fixture(autouse=True)
def _own_folders(settings: Any, tmp_path: Path) -> None:
    settings.SEALED_DIR = tmp_path / "sealed"
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def small_city(transactional_db: None, tmp_path: Path, settings: Any) -> Iterator[None]:
    """The demo city with 500 accounts; see tests/city.py."""
    with city_of(str(configured.DATABASES["default"]["TEST"]["NAME"]), tmp_path, settings):
        forget()
        yield
    forget()


#: Migrations that enter rows; a test that empties the tables takes these away from the next ones.
ENTERED = (
    "secops.reminders.migrations.0003_holidays",
    "secops.ladders.migrations.0002_as_delivered",
)


@pytest.fixture
def as_delivered(db: None) -> None:
    """The days off and the ladders that every installation starts with."""
    for migration in ENTERED:
        import_module(migration).enter(apps, None)
    forget()


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
