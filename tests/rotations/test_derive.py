"""The writer of the state: what it touches, who joins, and that it settles."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from secops.compliance.rotations import scopes
from secops.compliance.rotations.derive import derive_rotations, join_and_derive
from secops.compliance.rotations.models import Campaign, Rotation
from secops.inventory.models import AccountFacts
from tests.factories import AccountFactory

ORDER = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.django_db
def test_smoke() -> None:
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
