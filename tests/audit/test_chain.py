"""The chain notices what was done to the trail behind its back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from accounts.models import Department, User
from secops.audit.actions import record
from secops.audit.chain import seal, verify
from secops.audit.models import Entry

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)


@pytest.fixture
def trail(olga: User, dinsos: Department) -> None:
    for hour in range(3):
        record("organisation.changed", dinsos, by=olga, at=AT, hour=hour)
        seal(at=AT + timedelta(hours=hour))


def behind_the_back(statement: str) -> None:
    """Run SQL as somebody who owns the server: triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_an_untouched_trail_is_whole(trail: None) -> None:
    verdict = verify()
    assert verdict.ok
    assert verdict.first_bad is None
    assert verdict.entries >= 3
    assert len(verdict.head) == 64


def test_an_entry_cannot_be_changed_or_deleted_by_the_product(trail: None) -> None:
    with (
        pytest.raises(ProgrammingError, match="Cannot update or delete"),
        transaction.atomic(),
    ):
        Entry.objects.update(actor_label="somebody else")
    with (
        pytest.raises(ProgrammingError, match="Cannot update or delete"),
        transaction.atomic(),
    ):
        Entry.objects.all().delete()


@pytest.mark.parametrize(
    "deed",
    [
        pytest.param("UPDATE audit_entry SET verb = 'x' WHERE data->>'hour' = '1'", id="changed"),
        pytest.param("DELETE FROM audit_entry WHERE data->>'hour' = '1'", id="removed"),
        pytest.param("UPDATE audit_sealedrow SET digest = sha256('x')", id="digests forged"),
        pytest.param("DELETE FROM audit_sealedrow", id="sealed rows removed"),
        pytest.param("UPDATE audit_seal SET digest = sha256(id::text::bytea)", id="seals forged"),
        pytest.param("UPDATE accounts_departmentevent SET name = 'x'", id="history changed"),
    ],
)
def test_what_was_done_behind_the_back_is_found(trail: None, deed: str) -> None:
    behind_the_back(deed)
    verdict = verify()
    assert not verdict.ok
    assert verdict.first_bad


def test_nothing_new_makes_no_seal(trail: None) -> None:
    assert seal(at=AT + timedelta(days=1)) is None


def test_a_row_that_commits_late_is_sealed_by_the_next_tick(
    trail: None, olga: User, dinsos: Department
) -> None:
    record("organisation.changed", dinsos, by=olga, at=AT - timedelta(hours=2))
    made = seal(at=AT + timedelta(hours=4))
    assert made is not None
    assert verify().ok
