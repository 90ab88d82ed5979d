"""The writer of the state: what it touches, who joins, and that it settles."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from accounts.models import User
from secops.compliance.rotations import derive as derive_module
from secops.compliance.rotations import scopes
from secops.compliance.rotations.derive import derive_rotations, join_and_derive
from secops.compliance.rotations.models import Campaign, Rotation
from secops.inventory.models import AccountFacts
from tests.factories import AccountFactory, ApplicationFactory
from tests.rotations.scene import expose, people, touched

ORDER = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.django_db
def test_an_exposed_account_joins_and_settles() -> None:
    account = AccountFactory()
    campaign = Campaign.objects.create(
        code="satu",
        name="Satu",
        state="running",
        ordered_at=ORDER,
        created_at=ORDER,
        due_privileged=ORDER + DAY,
        due_exposed=ORDER + DAY,
        due_others=ORDER + DAY,
    )
    campaign.applications.add(account.application)
    AccountFacts.objects.create(
        account=account, exposures=1, newest_exposure=ORDER, newest_received=ORDER
    )
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE touched (account_id bigint) ON COMMIT DROP")
        cursor.execute("INSERT INTO touched SELECT id FROM inventory_account")
    result = join_and_derive("touched", at=ORDER + DAY)
    assert (result.joined, result.changed) == (1, 1)
    rotation = Rotation.objects.get()
    assert (rotation.state, rotation.turn, rotation.usable) == ("open", "agent", True)
    assert derive_rotations(scopes.whole_campaign(campaign.pk), at=ORDER + DAY).changed == 0


@pytest.mark.django_db
def test_shares_cover_every_account_once(monkeypatch: pytest.MonkeyPatch, olga: User) -> None:
    monkeypatch.setattr(derive_module, "SHARE", 3)
    simpatik = ApplicationFactory()
    accounts = people(simpatik, 8)
    AccountFactory.create_batch(5)
    accounts += people(simpatik, 3)
    campaign = Campaign.objects.create(
        code="dua",
        name="Dua",
        state="running",
        ordered_at=ORDER,
        created_at=ORDER,
        due_privileged=ORDER + DAY,
        due_exposed=ORDER + DAY,
        due_others=ORDER + DAY,
    )
    campaign.applications.add(simpatik)
    expose(accounts, olga)
    result = join_and_derive(touched(*accounts, *accounts), at=ORDER + DAY)
    assert (result.joined, result.changed) == (11, 11)
    assert Rotation.objects.filter(usable=True).count() == 11
    assert derive_rotations(scopes.whole_campaign(campaign.pk), at=ORDER + DAY).changed == 0
    Rotation.objects.update(usable=False)
    assert derive_rotations(scopes.whole_campaign(campaign.pk), at=ORDER + DAY).changed == 11


@pytest.mark.django_db
def test_a_share_named_thinly_derives_those_named_alone(
    monkeypatch: pytest.MonkeyPatch, olga: User
) -> None:
    simpatik = ApplicationFactory()
    accounts = people(simpatik, 12)
    campaign = Campaign.objects.create(
        code="tiga",
        name="Tiga",
        state="running",
        ordered_at=ORDER,
        created_at=ORDER,
        due_privileged=ORDER + DAY,
        due_exposed=ORDER + DAY,
        due_others=ORDER + DAY,
    )
    campaign.applications.add(simpatik)
    expose(accounts, olga)
    join_and_derive(touched(*accounts), at=ORDER + DAY)
    Rotation.objects.update(usable=False)
    monkeypatch.setattr(derive_module, "SHARE", 3)
    few = [accounts[n] for n in (0, 5, 7, 11)]
    assert join_and_derive(touched(*few, name="few"), at=ORDER + DAY).changed == 4
    assert {r.account_id for r in Rotation.objects.filter(usable=True)} == {a.pk for a in few}
