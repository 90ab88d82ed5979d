"""A statement reopens on what can hurt, for those accounts only, and says why."""

from datetime import date, timedelta

import pytest

from accounts.models import Department, User
from secops.compliance.duties.actions import (
    accept_duty,
    confirm_duty,
    reopen_what_was_hurt,
)
from secops.compliance.duties.kinds import rotations_of
from secops.compliance.duties.models import Duty
from secops.compliance.duties.numbers import DONE
from secops.compliance.duties.tasks import look_after_duties
from secops.compliance.rotations.models import Rotation
from secops.inventory.models import AccountFacts, Reading, ReadingsFile
from secops.outbox.models import Message
from secops.rules.rotation import State
from tests.duties.support import MONDAY, fresh, give_contact, rotation_duty

LATER = MONDAY + timedelta(days=3)


@pytest.fixture
def stated(dinsos: Department, olga: User, kartini: User, budi: User) -> Duty:
    give_contact(kartini.person, "mail")
    give_contact(budi.person, "mail")
    duty = rotation_duty(dinsos, olga, {State.VERIFIED: 4, State.TOLD: 1})
    confirm_duty(duty, shown=(4, 5), promised_on=date(2026, 12, 2), by=kartini, at=MONDAY)
    return fresh(duty)


def withdrawn_file(olga: User) -> ReadingsFile:
    """Readings of the morning that were found false after the statement."""
    return ReadingsFile.objects.create(
        file_name="data.csv", sha256="2" * 64, imported_at=MONDAY, imported_by=olga,
        withdrawn_at=LATER,
    )  # fmt: skip


def leak_again(duty: Duty, n: int) -> list[int]:
    """The first accounts of the duty leak once more, after their change."""
    accounts = list(AccountFacts.objects.order_by("pk").values_list("pk", flat=True)[:n])
    AccountFacts.objects.filter(pk__in=accounts).update(
        newest_exposure=LATER, newest_received=LATER, change_from=MONDAY, exposures=2
    )
    return accounts


def test_two_new_leaks_reopen_the_statement_for_two(stated: Duty, olga: User) -> None:
    accept_duty(stated, by=olga, at=MONDAY)
    accounts = leak_again(stated, 2)
    assert reopen_what_was_hurt(at=LATER) == 1
    duty = fresh(stated)
    assert duty.state == "reopened"
    assert [item["key"] for item in duty.reopened_items] == [f"account:{pk}" for pk in accounts]
    assert duty.state_reason == (
        "Ada 2 akun bocor baru di Dinas Sosial. Pernyataan P-0001 dibuka kembali untuk 2 akun "
        "itu saja."
    )
    assert Message.objects.filter(kind="duty.reopened").count() == 2


def test_it_happens_once(stated: Duty) -> None:
    leak_again(stated, 1)
    assert reopen_what_was_hurt(at=LATER) == 1
    assert reopen_what_was_hurt(at=LATER + timedelta(minutes=1)) == 0


def test_an_old_leak_an_already_changed_or_a_disabled_account_reopens_nothing(
    stated: Duty,
) -> None:
    facts = AccountFacts.objects.order_by("pk")
    first, second = facts[0].pk, facts[1].pk
    # It changed after its newest leak, so there is nothing to lose.
    AccountFacts.objects.filter(pk=first).update(
        newest_exposure=MONDAY, newest_received=LATER, change_from=MONDAY + timedelta(hours=1)
    )
    AccountFacts.objects.filter(pk=second).update(
        newest_exposure=LATER, newest_received=LATER, disabled_at=MONDAY
    )
    assert reopen_what_was_hurt(at=LATER) == 0
    assert fresh(stated).state == "confirmed"


def test_another_departments_leak_reopens_nothing(stated: Duty) -> None:
    leak_again(stated, 1)
    duty = fresh(stated)
    assert duty.directive.campaign is not None
    duty.directive.campaign.rotations.update(department=None)
    assert reopen_what_was_hurt(at=LATER) == 0


def test_the_clock_accepts_what_the_data_prove(stated: Duty) -> None:
    assert stated.directive.campaign is not None
    stated.directive.campaign.rotations.update(state="verified")
    look_after_duties(at=LATER)
    assert fresh(stated).state == "accepted"


def test_a_withdrawn_file_of_readings_reopens_what_it_had_proven(stated: Duty, olga: User) -> None:
    rotations = list(rotations_of(stated).filter(state="verified").order_by("pk")[:2])
    file = withdrawn_file(olga)
    Reading.objects.bulk_create(
        [Reading(file_id=file.pk, account_id=one.account_id, read_at=MONDAY) for one in rotations]
    )
    # One is proven by another file still; the other one is open again.
    Rotation.objects.filter(pk=rotations[0].pk).update(state="told")
    assert reopen_what_was_hurt(at=LATER) == 1
    duty = fresh(stated)
    assert (duty.state, duty.reopen_cause) == ("reopened", "proof_withdrawn")
    assert [item["key"] for item in duty.reopened_items] == [f"account:{rotations[0].account_id}"]
    assert "tidak berlaku lagi" in duty.state_reason
    assert reopen_what_was_hurt(at=LATER) == 0


def test_what_was_open_when_he_stated_is_no_news(stated: Duty, olga: User) -> None:
    was_open = rotations_of(stated).exclude(state__in=DONE).first()
    assert was_open is not None
    file = withdrawn_file(olga)
    Reading.objects.create(file_id=file.pk, account_id=was_open.account_id, read_at=MONDAY)
    assert reopen_what_was_hurt(at=LATER) == 0
    assert fresh(stated).state == "confirmed"
