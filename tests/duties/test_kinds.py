"""Orders about backups, sessions, unused applications: numbers by data, and what opens them again.

Each kind: stated, then one fact changes that can hurt, and that duty alone is open again.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from accounts.models import Department, User
from secops.compliance.backups.actions import Target as PingTarget
from secops.compliance.backups.actions import Told, record_test, take_ping
from secops.compliance.backups.models import BackupPlan, Ping
from secops.compliance.duties.actions import (
    Handed,
    Target,
    add_evidence,
    confirm_duty,
    issue_directive,
    remove_evidence,
    reopen_what_was_hurt,
)
from secops.compliance.duties.kinds import numbers_of
from secops.compliance.duties.models import Duty
from secops.compliance.duties.tasks import look_after_duties
from secops.compliance.retirements.actions import back_to_active
from secops.compliance.sessions.actions import set_policy
from secops.inventory.models import AccountFacts
from secops.outbox.models import Message
from secops.rules.duty import Kind
from secops.rules.retirement import State
from tests.backups.support import plan_of
from tests.backups.test_life import TESTED
from tests.duties.support import (
    DUE,
    MONDAY,
    ORDERED,
    custom_duty,
    custom_order,
    fresh,
    give_contact,
)
from tests.factories import AccountFactory, ApplicationFactory
from tests.retirements.support import brought_to, old_application
from tests.sessions.support import bring, row
from tests.sessions.test_standing import MET

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATER = MONDAY + 6 * HOUR


def duty_of(kind: Kind, department: Department, olga: User) -> Duty:
    return custom_duty(department, olga, kind=kind, title=f"Arahan {kind}", checklist=())


@pytest.fixture
def told(kartini: User, budi: User) -> None:
    give_contact(kartini.person, "mail")
    give_contact(budi.person, "mail")


def state_it(duty: Duty, head: User) -> None:
    numbers = numbers_of(fresh(duty), at=MONDAY)
    confirm_duty(
        fresh(duty), shown=(numbers.proven, numbers.total), promised_on=DUE.date(),
        by=head, at=MONDAY,
    )  # fmt: skip


def ping(plan: BackupPlan, kind: str, hours: float) -> None:
    at = MONDAY + hours * HOUR
    take_ping(PingTarget(plan.pk, None, 0), Told(kind=Ping.Kind(kind)), at=at)


def proven_plan(department: Department, by: User, name: str) -> BackupPlan:
    plan = plan_of(department, by=by, at=MONDAY - DAY, name=name)
    ping(plan, "success", -1)
    record_test(plan, tested_at=MONDAY - HOUR, **TESTED, by=by, at=MONDAY)
    return plan


# --- backups -------------------------------------------------------------------------------------


def test_a_backup_that_fails_opens_it_again_for_that_backup_alone(
    dinsos: Department, olga: User, kartini: User, budi: User, told: None
) -> None:
    good = proven_plan(dinsos, budi, "SIMPATIK harian")
    plan_of(dinsos, by=budi, at=MONDAY - DAY, name="Arsip surat")
    duty, other = duty_of(Kind.BACKUP, dinsos, olga), duty_of(Kind.CUSTOM, dinsos, olga)
    numbers = numbers_of(duty, at=MONDAY)
    assert numbers.short == "1 dari 2 backup terbukti dapat dipulihkan"
    assert numbers.rest == "Belum: Arsip surat."
    assert [item.key for item in numbers.items] == [f"plan:{good.pk + 1}"]
    for one in (duty, other):
        state_it(one, kartini)
    assert reopen_what_was_hurt(at=LATER) == 0
    ping(good, "fail", 2)
    assert reopen_what_was_hurt(at=LATER) == 1
    found = fresh(duty)
    assert (found.state, found.reopen_cause) == ("reopened", "backup_failed")
    assert [item["key"] for item in found.reopened_items] == [f"plan:{good.pk}"]
    assert "SIMPATIK harian" in found.state_reason
    assert fresh(other).state == "confirmed"
    assert Message.objects.filter(kind="duty.reopened").count() == 2
    assert reopen_what_was_hurt(at=LATER) == 0


def test_what_every_backup_proves_the_system_accepts(
    dinsos: Department, olga: User, kartini: User, budi: User
) -> None:
    proven_plan(dinsos, budi, "SIMPATIK harian")
    duty = duty_of(Kind.BACKUP, dinsos, olga)
    state_it(duty, kartini)
    look_after_duties(at=LATER)
    assert fresh(duty).state == "accepted"


def test_a_department_without_a_plan_is_never_done(
    dinsos: Department, olga: User, kartini: User
) -> None:
    duty = duty_of(Kind.BACKUP, dinsos, olga)
    assert numbers_of(duty, at=MONDAY).short == "belum ada data"
    state_it(duty, kartini)
    look_after_duties(at=LATER)
    assert fresh(duty).state == "confirmed"


# --- the lock, and what is only counted ----------------------------------------------------------


def test_a_leak_after_the_lock_opens_it_again_for_that_account(
    dinsos: Department, olga: User, kartini: User, told: None
) -> None:
    application = ApplicationFactory(code="kinerja", name="E-KINERJA", owner=dinsos)
    facts = [
        AccountFacts.objects.create(
            account=AccountFactory(application=application), exposures=1,
            newest_exposure=MONDAY - DAY, newest_received=MONDAY - DAY, contained_at=MONDAY - HOUR,
        )
        for _two in range(2)
    ]  # fmt: skip
    order = custom_order(kind=Kind.LOCK, title="Kunci di sumber")
    target = Target(dinsos.pk, application.pk)
    duty = issue_directive(order, [target], by=olga, at=ORDERED).duties.get()
    state_it(duty, kartini)
    assert reopen_what_was_hurt(at=LATER) == 0
    leaked = AccountFacts.objects.filter(pk=facts[0].pk)
    leaked.update(newest_exposure=MONDAY + HOUR, newest_received=MONDAY + HOUR)
    assert reopen_what_was_hurt(at=LATER) == 1
    found = fresh(duty)
    assert (found.state, found.reopen_cause) == ("reopened", "new_exposure")
    assert [item["key"] for item in found.reopened_items] == [f"account:{facts[0].account_id}"]


@pytest.mark.parametrize("kind", [Kind.ROTATION_BY_COUNT, Kind.CUSTOM])
def test_what_rests_on_evidence_alone_is_opened_by_its_removal_and_by_nothing_else(
    dinsos: Department, olga: User, kartini: User, budi: User, kind: Kind
) -> None:
    duty = duty_of(kind, dinsos, olga)
    Duty.objects.filter(pk=duty.pk).update(count_total=400, count_done=312)
    (piece,) = add_evidence(fresh(duty), Handed(note="Daftar terlampir."), by=budi, at=MONDAY)
    state_it(duty, kartini)
    proven_plan(dinsos, budi, "SIMPATIK harian")
    ping(BackupPlan.objects.get(), "fail", 2)
    assert reopen_what_was_hurt(at=LATER) == 0
    remove_evidence(piece, why="Salah berkas", by=budi, at=LATER)
    assert reopen_what_was_hurt(at=LATER) == 1
    assert fresh(duty).reopen_cause == "evidence_removed"


# --- sessions ------------------------------------------------------------------------------------


def test_a_loosened_rule_opens_it_again_and_a_tightened_one_does_not(
    dinsos: Department, olga: User, kartini: User, told: None
) -> None:
    simpatik = ApplicationFactory(code="simpatik", name="SIMPATIK", owner=dinsos)
    set_policy(simpatik, MET, by=olga, at=MONDAY - DAY)
    duty = duty_of(Kind.SESSIONS, dinsos, olga)
    state_it(duty, kartini)
    set_policy(simpatik, replace(MET, idle_minutes=20), by=olga, at=MONDAY + HOUR)
    assert reopen_what_was_hurt(at=LATER) == 0
    set_policy(simpatik, replace(MET, idle_minutes=480), by=olga, at=MONDAY + 2 * HOUR)
    assert reopen_what_was_hurt(at=LATER) == 1
    found = fresh(duty)
    assert (found.state, found.reopen_cause) == ("reopened", "proof_withdrawn")
    assert [item["name"] for item in found.reopened_items] == ["SIMPATIK"]


def test_an_old_session_read_after_the_statement_opens_it_again(
    dinsos: Department, olga: User, kartini: User
) -> None:
    simpatik = ApplicationFactory(code="simpatik", name="SIMPATIK", owner=dinsos)
    AccountFactory(application=simpatik, username="sari", department=dinsos)
    set_policy(simpatik, MET, by=olga, at=MONDAY - DAY)
    duty = duty_of(Kind.SESSIONS, dinsos, olga)
    state_it(duty, kartini)
    read = MONDAY + HOUR
    bring([row("simpatik", "sari", read - 3 * DAY, read_at=read)], olga, at=read)
    assert reopen_what_was_hurt(at=LATER) == 1
    assert fresh(duty).reopen_cause == "proof_withdrawn"


# --- unused applications -------------------------------------------------------------------------


def test_an_application_brought_back_opens_it_again(
    dinsos: Department, olga: User, kartini: User, told: None
) -> None:
    retirement = brought_to(State.SUSPENDED, old_application(dinsos), office=olga, head=kartini)
    duty = duty_of(Kind.RETIREMENT, dinsos, olga)
    state_it(duty, kartini)
    assert reopen_what_was_hurt(at=LATER) == 0
    back_to_active(retirement, reason="Masih dipakai loket.", by=olga, at=MONDAY + HOUR)
    assert reopen_what_was_hurt(at=LATER) == 1
    found = fresh(duty)
    assert (found.state, found.reopen_cause) == ("reopened", "proof_withdrawn")
    assert [item["name"] for item in found.reopened_items] == ["Aplikasi Lama"]
