"""A plan's life: what its state follows from, who is told, what is kept."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Contact, Department, Person, User
from accounts.roles import Role
from secops.audit.models import Entry
from secops.compliance.backups.actions import (
    PlanRefused,
    Target,
    Told,
    change_plan,
    end_plan,
    make_plan,
    pause_plan,
    record_run,
    record_test,
    resume_plan,
    rotate_key,
    take_ping,
    tidy_pings,
)
from secops.compliance.backups.actions.telling import KIND_BROKEN, KIND_WELL, tell_flips
from secops.compliance.backups.composers import COMPOSERS
from secops.compliance.backups.models import BackupPlan, Flip, Ping, Standing
from secops.compliance.backups.queries import open_things, stands_of, worsened_since
from secops.compliance.backups.tasks import look_after_backups
from secops.outbox.composers import Composed, Dropped
from secops.outbox.models import Message
from secops.rules.tone import Tone
from tests.backups.support import AT, DAY, HOUR, plan_of, standing
from tests.factories import ContactFactory, DepartmentFactory, holder_of

pytestmark = pytest.mark.django_db

TESTED: dict[str, Any] = {
    "scope": "database", "result": "restored", "minutes": 60, "data_age_minutes": 600, "note": "",
    "files": (),
}  # fmt: skip


@pytest.fixture
def department() -> Department:
    return DepartmentFactory(code="DINSOS", name="Dinas Sosial")


@pytest.fixture
def agent(department: Department) -> User:
    user = holder_of(Role.AGENT, department)
    ContactFactory(person=user.person, address="agen@kotacontoh.example")
    return user


@pytest.fixture
def officer(office: Department) -> User:
    user = holder_of(Role.DUTY_OFFICER, office)
    ContactFactory(person=user.person, address="piket@kotacontoh.example")
    return user


@pytest.fixture
def plan(department: Department, agent: User) -> BackupPlan:
    return plan_of(department, by=agent)


def ping(plan: BackupPlan, kind: str = "success", *, at: Any = AT) -> None:
    take_ping(Target(plan.pk, None, 0), Told(kind=Ping.Kind(kind)), at=at)


def told(kind: str) -> list[str]:
    return sorted(Message.objects.filter(kind=kind).values_list("address", flat=True))


def words_of(message: Message, at: Any) -> Any:
    return COMPOSERS[message.kind].compose([message], at)[message.pk]


def test_a_plan_goes_through_its_states_as_the_facts_come(plan: BackupPlan, agent: User) -> None:
    assert standing(plan).state == "never"
    ping(plan, "start")
    ping(plan, "log")
    assert standing(plan).state == "never", "nothing has ended yet"
    ping(plan)
    assert standing(plan).state == "unproven"
    record_test(plan, tested_at=AT, **TESTED, by=agent, at=AT)
    assert standing(plan).state == "proven"
    ping(plan, "fail", at=AT + HOUR)
    assert standing(plan).state == "failing"
    ping(plan, at=AT + 2 * HOUR)
    assert standing(plan).state == "proven"
    look_after_backups(at=AT + 2 * HOUR + DAY + HOUR)
    assert standing(plan).state == "proven", "exactly at the end of its grace it is on time"
    look_after_backups(at=AT + 2 * HOUR + DAY + HOUR + timedelta(seconds=1))
    assert standing(plan).state == "late"
    states = Flip.objects.order_by("pk").values_list("before", "after")
    assert list(states) == [
        ("never", "unproven"), ("unproven", "proven"), ("proven", "failing"), ("failing", "proven"),
        ("proven", "late"),
    ]  # fmt: skip


def test_a_restore_test_that_failed_makes_it_unproven_again(plan: BackupPlan, agent: User) -> None:
    ping(plan)
    record_test(plan, tested_at=AT - DAY, **TESTED, by=agent, at=AT)
    assert standing(plan).state == "proven"
    record_test(plan, tested_at=AT, **TESTED | {"result": "partly"}, by=agent, at=AT)
    assert standing(plan).state == "unproven"


def test_a_restore_test_holds_for_its_days(plan: BackupPlan, agent: User) -> None:
    record_test(plan, tested_at=AT, **TESTED, by=agent, at=AT)
    later = AT + 90 * DAY
    ping(plan, at=later)
    assert standing(plan).state == "proven"
    look_after_backups(at=later + timedelta(seconds=1))
    assert standing(plan).state == "unproven"


def test_a_changed_rhythm_counts_at_once(plan: BackupPlan, agent: User) -> None:
    ping(plan)
    change_plan(plan, {"every_minutes": 60, "grace_minutes": 10}, by=agent, at=AT + 2 * HOUR)
    assert standing(plan).state == "late"
    entry = Entry.objects.get(verb="backup_plan.changed")
    assert entry.data["plan_fields"] == ["every_minutes", "grace_minutes"]


def test_a_night_on_which_it_is_not_expected_is_not_late(
    department: Department, agent: User, as_delivered: None
) -> None:
    plan = plan_of(department, by=agent, rhythm="cron", cron="0 23 * * *", working_days=True)
    friday = AT.replace(day=27, hour=23, minute=10)
    ping(plan, at=friday)
    look_after_backups(at=friday + 2 * DAY)
    assert standing(plan).state == "unproven"
    look_after_backups(at=friday + 3 * DAY + HOUR)
    assert standing(plan).state == "late"


def test_a_plan_whose_line_finds_no_working_day_any_more_holds_up_no_other(
    plan: BackupPlan, agent: User, caplog: pytest.LogCaptureFixture
) -> None:
    odd = plan_of(plan.department, by=agent, rhythm="cron", cron="0 1 * * 0", working_days=True)
    for one in (odd, plan):
        ping(one)
    assert standing(plan).state == "unproven"
    Standing.objects.update(recheck_at=AT)
    look_after_backups(at=AT + 2 * DAY)
    assert standing(plan).state == "late"
    assert "has no next time" in caplog.text


# --- who is told -------------------------------------------------------------------------------


def test_the_agent_and_the_duty_officer_are_told_once_that_it_broke_and_once_that_it_works(
    plan: BackupPlan, officer: User
) -> None:
    ping(plan)
    ping(plan, "fail", at=AT + HOUR)
    for minutes in (61, 62, 63):
        look_after_backups(at=AT + timedelta(minutes=minutes))
    assert told(KIND_BROKEN) == ["agen@kotacontoh.example", "piket@kotacontoh.example"]
    ping(plan, "fail", at=AT + DAY)
    look_after_backups(at=AT + DAY + HOUR)
    look_after_backups(at=AT + 3 * DAY)
    assert len(told(KIND_BROKEN)) == 2, "still broken is no news"
    ping(plan, at=AT + 3 * DAY + HOUR)
    look_after_backups(at=AT + 3 * DAY + HOUR)
    look_after_backups(at=AT + 3 * DAY + 2 * HOUR)
    assert told(KIND_WELL) == ["agen@kotacontoh.example", "piket@kotacontoh.example"]
    assert len(told(KIND_BROKEN)) == 2


def test_several_that_broke_in_one_night_are_one_message(
    plan: BackupPlan, agent: User, officer: User
) -> None:
    other = plan_of(plan.department, by=agent, name="Foto")
    for one in (plan, other):
        ping(one)
        ping(one, "fail", at=AT + HOUR)
    look_after_backups(at=AT + HOUR)
    assert len(told(KIND_BROKEN)) == 2
    message = Message.objects.filter(kind=KIND_BROKEN).first()
    words = words_of(message, AT + HOUR)
    assert isinstance(words, Composed)
    assert words.subject == "2 backup gagal atau lewat batas waktu"
    assert "SIMPATIK harian (Dinas Sosial): Gagal." in words.text
    assert "Foto (Dinas Sosial)" in words.text


def test_who_reads_english_is_told_in_english(plan: BackupPlan, officer: User) -> None:
    ping(plan)
    ping(plan, "fail", at=AT + HOUR)
    look_after_backups(at=AT + HOUR)
    Person.objects.update(language="en")
    broken = words_of(Message.objects.filter(kind=KIND_BROKEN).first(), AT + HOUR)
    assert broken.subject == "1 backup failed or is late"
    assert "SIMPATIK harian (Dinas Sosial): Failing. Last failed Tuesday" in broken.text
    ping(plan, at=AT + 2 * HOUR)
    look_after_backups(at=AT + 2 * HOUR)
    well = words_of(Message.objects.filter(kind=KIND_WELL).first(), AT + 2 * HOUR)
    assert well.subject == "1 backup works again"
    assert "/backups/" in well.text


def test_a_message_that_waited_says_only_what_is_still_so(plan: BackupPlan, officer: User) -> None:
    ping(plan)
    ping(plan, "fail", at=AT + HOUR)
    look_after_backups(at=AT + HOUR)
    ping(plan, at=AT + 2 * HOUR)
    message = Message.objects.filter(kind=KIND_BROKEN).first()
    assert isinstance(words_of(message, AT + 2 * HOUR), Dropped)


def test_what_broke_and_mended_between_two_looks_is_no_news(
    plan: BackupPlan, officer: User
) -> None:
    ping(plan)
    ping(plan, "fail", at=AT + HOUR)
    ping(plan, at=AT + HOUR + timedelta(seconds=5))
    look_after_backups(at=AT + HOUR + timedelta(minutes=1))
    assert not Message.objects.exists()
    assert not Flip.objects.filter(told_at=None).exists()


def test_a_pause_holds_the_message_back_and_not_the_state(
    plan: BackupPlan, agent: User, officer: User
) -> None:
    ping(plan)
    pause_plan(plan, until=date(2026, 11, 26), reason="pindah server", by=agent, at=AT)
    ping(plan, "fail", at=AT + HOUR)
    look_after_backups(at=AT + DAY)
    assert standing(plan).state == "failing"
    assert not Message.objects.exists()
    look_after_backups(at=AT + 3 * DAY)
    assert len(told(KIND_BROKEN)) == 2, "after the pause it is told"


def test_a_pause_can_be_ended_and_cannot_last_for_ever(plan: BackupPlan, agent: User) -> None:
    with pytest.raises(PlanRefused, match="60 hari"):
        pause_plan(plan, until=date(2027, 3, 1), reason="lama", by=agent, at=AT)
    pause_plan(plan, until=date(2026, 11, 26), reason="pindah", by=agent, at=AT)
    resume_plan(plan, by=agent, at=AT)
    plan.refresh_from_db()
    assert not plan.is_paused(AT.date())


def test_without_anybody_to_reach_it_is_told_later(department: Department, office: Any) -> None:
    by = holder_of(Role.AGENT, department)
    plan = plan_of(department, by=by)
    ping(plan)
    ping(plan, "fail", at=AT + HOUR)
    assert tell_flips(at=AT + HOUR) == 0
    ContactFactory(person=by.person, kind=Contact.Kind.MAIL)
    assert tell_flips(at=AT + 2 * HOUR) == 1


# --- what is refused, and what is kept ---------------------------------------------------------


def test_another_departments_agent_changes_nothing(plan: BackupPlan) -> None:
    stranger = holder_of(Role.AGENT, DepartmentFactory(code="DINKES"))
    for deed in (
        lambda: change_plan(plan, {"name": "x"}, by=stranger, at=AT),
        lambda: end_plan(plan, reason="x", by=stranger, at=AT),
        lambda: rotate_key(plan.department, by=stranger, at=AT),
        lambda: make_plan(plan.department, {"name": "x"}, by=stranger, at=AT),
        lambda: record_test(plan, tested_at=AT, **TESTED, by=stranger, at=AT),
        lambda: record_run(plan, ended_at=AT, failed=False, note="", files=(), by=stranger, at=AT),
    ):
        with pytest.raises(PermissionDenied):
            deed()


def test_an_inspector_sees_and_changes_nothing(plan: BackupPlan) -> None:
    inspector = holder_of(Role.INSPECTOR)
    assert BackupPlan.objects.visible_to(inspector).exists()
    with pytest.raises(PermissionDenied):
        change_plan(plan, {"name": "x"}, by=inspector, at=AT)


def test_two_plans_of_a_department_have_two_slugs(plan: BackupPlan, agent: User) -> None:
    plan_of(plan.department, by=agent, name="A", slug="sama")
    with pytest.raises(PlanRefused, match="sama"):
        plan_of(plan.department, by=agent, name="B", slug="sama")


def test_a_run_recorded_by_hand_counts_at_its_own_time(plan: BackupPlan, agent: User) -> None:
    record_run(
        plan, ended_at=AT - 30 * HOUR, failed=False, note="tape 7", files=(), by=agent, at=AT
    )
    assert standing(plan).state == "late"
    kept = Ping.objects.get()
    assert (kept.way, kept.body, kept.recorded_by) == ("by_hand", "tape 7", agent)
    with pytest.raises(PlanRefused, match="belum terjadi"):
        record_run(plan, ended_at=AT + HOUR, failed=False, note="", files=(), by=agent, at=AT)


def test_an_older_run_recorded_late_does_not_hide_a_newer_failure(
    plan: BackupPlan, agent: User
) -> None:
    ping(plan, "fail")
    record_run(plan, ended_at=AT - HOUR, failed=False, note="", files=(), by=agent, at=AT + HOUR)
    assert standing(plan).state == "failing"


def test_a_flood_leaves_the_newest_bodies_and_pings(
    plan: BackupPlan, agent: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tidying = "secops.compliance.backups.actions.tidying"
    monkeypatch.setattr(f"{tidying}.BODIES_KEPT", 5)
    monkeypatch.setattr(f"{tidying}.PINGS_KEPT", 20)
    monkeypatch.setattr(f"{tidying}._EVERY", 1)
    record_run(plan, ended_at=AT, failed=False, note="pertama", files=(), by=agent, at=AT)
    for n in range(30):
        told_now = Told(kind=Ping.Kind.SUCCESS, body=b"isi", total=3)
        take_ping(Target(plan.pk, None, 0), told_now, at=AT + timedelta(minutes=n))
    assert tidy_pings(at=AT + HOUR) == 1
    assert Ping.objects.count() == 21, "what a person recorded stays"
    assert Ping.objects.exclude(body="").count() == 6
    assert tidy_pings(at=AT + HOUR) == 0


# --- for those above ---------------------------------------------------------------------------


def test_a_department_stands_as_its_worst_plan(
    plan: BackupPlan, agent: User, django_assert_num_queries: Any
) -> None:
    proven = plan_of(plan.department, by=agent, name="Baik")
    record_test(proven, tested_at=AT, **TESTED, by=agent, at=AT)
    ping(proven)
    with django_assert_num_queries(1):
        stand = stands_of(None, at=AT)[plan.department_id]
    assert (stand.good, stand.unknown, stand.worst, stand.tone) == (1, 1, "never", Tone.UNKNOWN)
    ping(plan, "fail")
    stand = stands_of([plan.department_id], at=AT)[plan.department_id]
    assert (stand.bad, stand.worst, stand.tone, stand.as_of) == (1, "failing", Tone.BAD, AT)
    assert stands_of([DepartmentFactory().pk], at=AT) == {}
    (thing,) = open_things(plan.department_id, at=AT)
    assert (thing.key, thing.name) == (f"plan:{plan.pk}", "SIMPATIK harian")
    assert thing.reason.startswith("Gagal. Gagal terakhir Selasa, 24 November 2026")
    assert thing.turn == "Agen Siber OPD"


def test_only_what_broke_after_a_statement_reopens_it(plan: BackupPlan, agent: User) -> None:
    ping(plan)
    ping(plan, "fail", at=AT + HOUR)
    assert worsened_since(AT + 2 * HOUR, plan.department_id, at=AT + DAY) == []
    (thing,) = worsened_since(AT, plan.department_id, at=AT + DAY)
    assert thing.key == f"plan:{plan.pk}"
    ping(plan, at=AT + 3 * HOUR)
    assert worsened_since(AT, plan.department_id, at=AT + DAY) == [], "it works again"


def test_a_plan_that_ended_counts_no_more(plan: BackupPlan, agent: User, officer: User) -> None:
    ping(plan)
    end_plan(plan, reason="aplikasi dihentikan", by=agent, at=AT + HOUR)
    look_after_backups(at=AT + 9 * DAY)
    assert not Message.objects.exists()
    assert stands_of(None, at=AT) == {}
    assert open_things(plan.department_id, at=AT) == []
    with pytest.raises(PlanRefused, match="diakhiri"):
        change_plan(plan, {"name": "x"}, by=agent, at=AT)
