"""Two at once: an answer given while an import derives is not lost, nor the other way round."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.models import User
from accounts.roles import Role
from secops.compliance.rotations.actions import mark_told
from secops.compliance.rotations.derive import derive_for_facts
from secops.compliance.rotations.models import Rotation
from secops.compliance.rotations.tally import fold_tallies
from secops.compliance.rotations.tally_triggers import COLUMNS
from secops.inventory.models import Account
from tests.factories import ApplicationFactory, DepartmentFactory, holder_of
from tests.rotations.scene import (
    DAY,
    HOUR,
    ORDER,
    expose,
    people,
    read,
    rotation_of,
    say,
    start,
    touched,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def account(settings: Any) -> Account:
    settings.HELP_DESK_PHONE = "(024) 000-0000"
    olga: User = holder_of(Role.DUTY_OFFICER, DepartmentFactory(is_office=True))
    (one,) = people(ApplicationFactory(), 1)
    expose([one], olga)
    start(olga, one.application)
    return one


def _beside(work: Callable[[], object]) -> threading.Thread:
    """Run it in another connection."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_an_answer_waits_for_the_import_and_both_count(account: Account) -> None:
    rotation = rotation_of(account)
    with transaction.atomic():
        read(account, ORDER - 30 * DAY, read_at=ORDER + 40 * HOUR)
        derive_for_facts(touched(account), at=ORDER + 40 * HOUR)
        answering = _beside(lambda: say(rotation, at=ORDER + HOUR))
        answering.join(timeout=0.5)
        assert answering.is_alive(), "it waits until the import is through"
    answering.join(timeout=10)
    rotation.refresh_from_db()
    assert (rotation.state, rotation.answer) == ("contradicted", "done_both")


def test_an_import_waits_for_the_answer_and_both_count(account: Account) -> None:
    rotation = rotation_of(account)

    def import_readings() -> None:
        with transaction.atomic():
            read(account, ORDER - 30 * DAY, read_at=ORDER + 40 * HOUR)
            derive_for_facts(touched(account, name="other"), at=ORDER + 40 * HOUR)

    with transaction.atomic():
        say(rotation, at=ORDER + HOUR)
        importing = _beside(import_readings)
        importing.join(timeout=0.5)
        assert importing.is_alive(), "it waits until the answer is in"
    importing.join(timeout=10)
    rotation.refresh_from_db()
    assert rotation.state == "contradicted"


def test_folding_loses_nothing_that_is_written_meanwhile(account: Account) -> None:
    rotation = rotation_of(account)
    for hour in range(4):
        Rotation.objects.filter(pk=rotation.pk).update(usable=bool(hour % 2))
    with transaction.atomic():
        mark_told([rotation.pk], at=ORDER + HOUR)
        folding = _beside(lambda: fold_tallies(at=ORDER + HOUR))
        folding.join(timeout=10)
        assert not folding.is_alive(), "folding waits for nobody"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT told, sum(n) FROM rotations_tally GROUP BY {COLUMNS} HAVING sum(n) <> 0"
        )
        assert cursor.fetchall() == [(True, 1)]
