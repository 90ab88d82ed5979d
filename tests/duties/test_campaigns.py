"""A campaign starts with its orders: the lock to the owners, the change to who holds accounts."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Department, User
from secops.compliance.duties.actions import (
    OrderRefused,
    order_lock,
    order_rotation,
    start_campaign_with_duties,
)
from secops.compliance.duties.models import Directive
from secops.compliance.rotations.actions import Plan, RotationRefused, draft_campaign
from secops.compliance.rotations.models import Campaign
from secops.rules.intervals import WIB
from secops.rules.working_time import Calendar
from tests.factories import AccountFactory, ApplicationFactory, DepartmentFactory

NOW = datetime(2026, 11, 27, 8, 40, tzinfo=WIB)


@pytest.fixture(autouse=True)
def _desk(settings) -> None:
    settings.HELP_DESK_PHONE = "(024) 000-0000"


@pytest.fixture
def draft(olga: User, dinsos: Department) -> Campaign:
    """Three departments with accounts in SIMPATIK, which Dinas Sosial owns, and one ownerless."""
    simpatik = ApplicationFactory(name="SIMPATIK", owner=dinsos)
    other = ApplicationFactory(name="Arsip", owner=None)
    for one in (dinsos, *DepartmentFactory.create_batch(2)):
        AccountFactory.create_batch(2, application=simpatik, department=one)
    plan = Plan(name="Uji", applications=[simpatik, other], exposed_only=False)
    return draft_campaign(plan, by=olga, at=NOW)


def start(draft: Campaign, by: User, **given: bool):
    return start_campaign_with_duties(draft, calendar=Calendar(), by=by, at=NOW, **given)


def test_it_orders_who_holds_accounts_and_offers_the_lock(
    draft: Campaign, olga: User, dinsos: Department
) -> None:
    made = start(draft, olga, lock=True)
    assert made.started.rotations == 6
    assert made.rotation is not None
    assert made.rotation.duties.count() == 3
    assert made.lock is not None
    assert [duty.department for duty in made.lock.duties.all()] == [dinsos]
    assert made.lock.due_at == NOW.replace(hour=13, minute=0)
    assert made.lock.title == "Kunci di sumber: SIMPATIK"


def test_the_lock_is_a_choice_and_can_follow(draft: Campaign, olga: User) -> None:
    assert start(draft, olga).lock is None
    campaign = Campaign.objects.get()
    noon = NOW.replace(hour=12, minute=0)
    lock = order_lock(campaign, due_at=noon, by=olga, at=NOW)
    assert lock is not None
    assert lock.due_at == noon
    for again in (order_lock, order_rotation):
        with pytest.raises(OrderRefused, match="sudah berjalan"):
            again(campaign, by=olga, at=NOW + timedelta(hours=1))


def test_nothing_is_ordered_where_the_campaign_is_refused(
    draft: Campaign, olga: User, kartini: User, settings
) -> None:
    settings.HELP_DESK_PHONE = ""
    with pytest.raises(RotationRefused):
        start(draft, olga)
    with pytest.raises(PermissionDenied):
        start(draft, kartini)
    assert not Directive.objects.exists()
