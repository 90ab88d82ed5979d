"""Who helps is told what waits for him, in the one digest of the day (RULES 5)."""

from datetime import datetime, timedelta

import pytest
from django.core import mail

from accounts.models import Department, User
from accounts.roles import Role
from secops.compliance.rotations.models import Rotation, Schedule
from secops.inventory.models import Account
from secops.outbox.delivery import deliver
from secops.outbox.models import Message
from secops.reminders.engine import ask_helpers, remind
from secops.rules.intervals import WIB
from tests.factories import (
    ApplicationFactory,
    ContactFactory,
    DepartmentFactory,
    holder_of,
)
from tests.reminders.support import campaign, derive, rotation

pytestmark = pytest.mark.django_db

#: Wednesday 2 December 2026, in working time.
NINE = datetime(2026, 12, 2, 9, 0, tzinfo=WIB)
DAY = timedelta(days=1)


def helper(role: Role, department: Department, name: str) -> User:
    """Somebody with an office and a mail address."""
    user = holder_of(role, department, name=name)
    ContactFactory(person=user.person, address=f"{name.split()[0].lower()}@kotacontoh.example")
    return user


@pytest.fixture
def owner() -> Department:
    return DepartmentFactory(code="BKPP", name="BKPP")


@pytest.fixture
def administrator(owner: Department) -> User:
    return helper(Role.APPLICATION_ADMINISTRATOR, owner, name="Ayu Simpatik")


def asked_to_close(owner: Department, at: datetime, n: int = 1) -> list[Rotation]:
    """Accounts of SIMPATIK that an agent asked to disable."""
    application = ApplicationFactory(name="SIMPATIK", owner=owner)
    within = campaign()
    rows = [rotation(None, within, application) for _one in range(n)]
    Rotation.objects.update(closing_asked_at=at)
    derive(*rows, at=at)
    return rows


def run(when: datetime) -> list[str]:
    """Promise and send; return the subjects that went out."""
    before = len(mail.outbox)
    remind(at=when)
    ask_helpers(at=when)
    deliver(at=when)
    return [str(one.subject) for one in mail.outbox[before:]]


def test_the_owner_hears_of_accounts_to_disable_once_and_again_after_a_week(
    owner: Department, administrator: User
) -> None:
    asked_to_close(owner, NINE - DAY, n=3)
    assert run(NINE) == ["1 hal menunggu Anda"]
    body = mail.outbox[0].body
    assert "SIMPATIK: 3 akun diminta dinonaktifkan" in body
    assert "/my-applications/" in body
    assert "/k/" not in body, "no link that answers for anybody"
    assert run(NINE + timedelta(minutes=1)) == []
    assert run(NINE + DAY) == []
    assert run(NINE + 7 * DAY) == ["1 hal menunggu Anda"]


def test_what_an_unknown_digest_asked_of_a_helper_is_asked_the_next_day(
    owner: Department, administrator: User
) -> None:
    asked_to_close(owner, NINE - DAY)
    ask_helpers(at=NINE)
    lost = Message.objects.get(kind="rotation.digest")
    Message.objects.filter(pk=lost.pk).update(state="unknown")
    assert ask_helpers(at=NINE + timedelta(hours=1)) == 0
    assert ask_helpers(at=NINE + DAY) == 1
    deliver(at=NINE + DAY)
    assert len(mail.outbox) == 1
    assert ask_helpers(at=NINE + 2 * DAY) == 0


def test_nobody_is_told_outside_working_time_or_of_what_is_over(
    owner: Department, administrator: User
) -> None:
    rows = asked_to_close(owner, NINE - DAY)
    assert run(NINE.replace(hour=20)) == []
    Rotation.objects.filter(pk=rows[0].pk).update(closing_asked_at=None)
    assert run(NINE + DAY) == []


def test_what_comes_after_todays_digest_waits_for_tomorrows(
    owner: Department, administrator: User
) -> None:
    rows = asked_to_close(owner, NINE - DAY, n=2)
    Rotation.objects.filter(pk=rows[1].pk).update(closing_asked_at=None)
    run(NINE)
    Rotation.objects.filter(pk=rows[1].pk).update(closing_asked_at=NINE + timedelta(hours=1))
    assert run(NINE + timedelta(hours=2)) == []
    assert run(NINE + DAY) == ["1 hal menunggu Anda"]
    assert "2 akun diminta dinonaktifkan" in mail.outbox[-1].body


def test_one_digest_holds_his_own_accounts_and_what_he_is_asked(
    owner: Department, administrator: User
) -> None:
    rows = asked_to_close(owner, NINE - DAY)
    own = rotation(
        administrator.person, rows[0].campaign, ApplicationFactory(name="Presensi"), due=NINE - DAY
    )
    derive(own, at=NINE)
    run(NINE)
    digests = Message.objects.filter(kind="rotation.digest", person=administrator.person)
    said = [one.body for one in mail.outbox if "diminta dinonaktifkan" in one.body]
    assert digests.count() == 1
    assert len(said) == 1


def test_the_agent_is_told_to_check_a_service_after_its_window(owner: Department) -> None:
    agent = helper(Role.AGENT, owner, name="Budi Agen")
    row = rotation(None, campaign(), ApplicationFactory(name="e-Puskesmas"), department=owner)
    Account.objects.update(kind=Account.Kind.SERVICE)
    window = Schedule.objects.create(
        rotation=row,
        window_from=NINE - timedelta(hours=12),
        window_to=NINE - timedelta(hours=11),
        asks_vendor=False,
        proposed_by=agent,
        proposed_at=NINE - 3 * DAY,
        owner_agreed_at=NINE - 3 * DAY,
        owner_agreed_by=agent,
    )
    assert run(NINE) == ["1 hal menunggu Anda"]
    body = mail.outbox[0].body
    assert "e-Puskesmas: periksa apakah layanannya berjalan" in body
    assert "Selasa, 1 Desember, 21.00-22.00 WIB" in body
    assert "/my-work/" in body
    Schedule.objects.filter(pk=window.pk).update(checked_at=NINE, works=True)
    assert run(NINE + 7 * DAY) == []


def test_the_agent_hears_that_a_vendor_wants_another_time(owner: Department) -> None:
    agent = helper(Role.AGENT, owner, name="Budi Agen")
    row = rotation(None, campaign(), ApplicationFactory(name="e-Puskesmas"), department=owner)
    Schedule.objects.create(
        rotation=row,
        window_from=NINE + DAY,
        window_to=NINE + DAY + timedelta(hours=1),
        asks_vendor=True,
        proposed_by=agent,
        proposed_at=NINE - DAY,
        declined_at=NINE - timedelta(hours=1),
        declined_side=Schedule.Side.VENDOR,
        declined_why="Senin malam",
    )
    run(NINE)
    assert "e-Puskesmas: vendor meminta waktu selain" in mail.outbox[0].body
