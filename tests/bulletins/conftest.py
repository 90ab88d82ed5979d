"""An advisory about logs, of the office and from a recommendation; two departments with people."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import Department, User
from accounts.roles import Role
from secops.advisories.bulletins.actions import (
    Wanted,
    approve_bulletin,
    draft_bulletin,
    submit_bulletin,
)
from secops.advisories.bulletins.models import Addressee, Bulletin
from secops.rules.tlp import Marking
from tests.advisories.conftest import iwan, joko, police, ratna, university
from tests.factories import ContactFactory, DepartmentFactory, holder_of

__all__ = ["iwan", "joko", "police", "ratna", "university"]


@pytest.fixture
def now() -> datetime:
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def dinkes(db: None) -> Department:
    """Another department, whose head has no address."""
    return DepartmentFactory(code="DINKES", name="Dinas Kesehatan")


@pytest.fixture
def dewi(dinkes: Department) -> User:
    return holder_of(Role.HEAD, dinkes, name="Dewi Kepala")


@pytest.fixture
def reachable(kartini: User, budi: User, dewi: User) -> None:
    """Head and agent of Dinas Sosial have mail."""
    ContactFactory(person=kartini.person, address="kartini@dinsos.test")
    ContactFactory(person=budi.person, address="budi@dinsos.test")


def wanted_at(now: datetime, **changes: object) -> Wanted:
    given: dict[str, object] = {
        "title": "Simpan log 90 hari",
        "text": "Salin log **sekarang**.",
        "asked": "Apakah log tertimpa sebelum 90 hari?",
        "severity": "high",
        "tlp": Marking.AMBER,
        "answer_by": now + timedelta(days=5),
    }
    return Wanted(**{**given, **changes})  # type: ignore[arg-type]


@pytest.fixture
def wanted(now: datetime, dinsos: Department, dinkes: Department) -> Wanted:
    return wanted_at(now, target="departments", departments=(dinsos, dinkes))


@pytest.fixture
def drafted(wanted: Wanted, olga: User, now: datetime) -> Bulletin:
    return draft_bulletin(wanted, by=olga, at=now)


def send(drafted: Bulletin, author: User, second: User, at: datetime) -> Bulletin:
    submit_bulletin(drafted, by=author, at=at)
    return approve_bulletin(drafted, by=second, at=at)


@pytest.fixture
def sent(reachable: None, drafted: Bulletin, olga: User, leo: User, now: datetime) -> Bulletin:
    return send(drafted, olga, leo, now)


@pytest.fixture
def ours(sent: Bulletin, dinsos: Department) -> Addressee:
    """What Dinas Sosial has of it."""
    return sent.addressees.get(department=dinsos)


@pytest.fixture
def theirs(sent: Bulletin, dinkes: Department) -> Addressee:
    """What the other department has of it."""
    return sent.addressees.get(department=dinkes)
