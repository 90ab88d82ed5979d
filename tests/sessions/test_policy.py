"""Session policies: who says what, what is remembered, what follows for the rotation."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Department, User
from secops.audit.models import Entry
from secops.compliance.rotations.models import Campaign, Rotation
from secops.compliance.sessions.actions import record_test, set_policy
from secops.compliance.sessions.models import PolicyChange, SessionPolicy, policy_of
from secops.compliance.sessions.queries import policies_at, standings, worsened_since
from secops.intake.registers.actions import import_register
from secops.intake.sessions.actions import follow_policies
from secops.inventory.models import Account, AccountFacts, Application
from secops.rules.refusal import MoveRefused
from secops.rules.session import Policy
from tests.sessions.support import DAY, HOUR, NOW

pytestmark = pytest.mark.django_db
MET = Policy(30, 12, True, True, True)
Result = SessionPolicy.Result


def fresh(application: Application) -> Application:
    return Application.objects.select_related("session_policy").get(pk=application.pk)


def test_what_is_said_stands_in_the_register_and_beside_it(
    owner: User, simpatik: Application
) -> None:
    change = set_policy(simpatik, MET, by=owner, at=NOW)
    assert policy_of(fresh(simpatik)) == MET
    assert change is not None
    assert change.before == {
        "idle_minutes": 30, "absolute_hours": 12, "ends_on_restart": None,
        "ends_on_password_change": True, "single_session": None,
    }  # fmt: skip
    entry = Entry.objects.get(verb="session_policy.set")
    assert (entry.object_id, entry.department_id) == (str(simpatik.pk), simpatik.owner_id)


def test_saying_the_same_again_changes_nothing(owner: User, simpatik: Application) -> None:
    set_policy(simpatik, MET, by=owner, at=NOW)
    assert set_policy(simpatik, MET, by=owner, at=NOW + HOUR) is None
    assert PolicyChange.objects.count() == 1


def test_only_who_speaks_for_an_application_says_it(
    owner: User, olga: User, ira: User, simpatik: Application, absen: Application
) -> None:
    absen.owner = None
    absen.save()
    for user, application in ((ira, simpatik), (owner, absen)):
        with pytest.raises(PermissionDenied):
            set_policy(application, MET, by=user, at=NOW)
    assert set_policy(absen, MET, by=olga, at=NOW) is not None


def test_a_test_is_noted_and_falls_with_the_policy_it_proved(
    owner: User, simpatik: Application
) -> None:
    set_policy(simpatik, MET, by=owner, at=NOW - DAY)
    said = record_test(simpatik, Result.PASSED, tested_at=NOW - HOUR, by=owner, at=NOW)
    assert (said.tested_by, said.tested_at, said.test_result) == (owner, NOW - HOUR, "passed")
    set_policy(simpatik, replace(MET, idle_minutes=45), by=owner, at=NOW)
    said.refresh_from_db()
    assert (said.tested_at, said.test_result) == (None, "")


def test_a_test_ahead_or_a_failure_without_words_is_refused(
    owner: User, simpatik: Application
) -> None:
    with pytest.raises(MoveRefused, match="belum terjadi"):
        record_test(simpatik, Result.PASSED, tested_at=NOW + HOUR, by=owner, at=NOW)
    with pytest.raises(MoveRefused, match="tidak sesuai"):
        record_test(simpatik, Result.FAILED, tested_at=NOW, note=" ", by=owner, at=NOW)


def test_the_policy_of_a_moment_is_what_the_next_change_replaced(
    owner: User, simpatik: Application
) -> None:
    first = policy_of(fresh(simpatik))
    set_policy(simpatik, MET, by=owner, at=NOW - 2 * DAY)
    set_policy(simpatik, replace(MET, idle_minutes=600), by=owner, at=NOW - DAY)

    def at(moment: object) -> Policy:
        rows = standings(Application.objects.filter(pk=simpatik.pk), at=NOW)
        return policies_at(moment, rows)[simpatik.pk]  # type: ignore[arg-type]

    assert at(NOW - 3 * DAY) == first
    assert at(NOW - 36 * HOUR) == MET
    assert at(NOW).idle_minutes == 600


def test_rotations_follow_when_an_application_no_longer_ends_sessions(
    owner: User, olga: User, sari: Account
) -> None:
    application = sari.application
    campaign = Campaign.objects.create(
        code="c", name="Penggantian", state=Campaign.State.RUNNING, ordered_at=NOW - 5 * DAY,
        created_at=NOW - 5 * DAY, exposed_only=False, started_by=olga,
    )  # fmt: skip
    rotation = Rotation.objects.create(
        campaign=campaign, account=sari, application=application, department=sari.department,
        joined_at=NOW - 5 * DAY, base=NOW - 5 * DAY, due_at=NOW + DAY,
    )  # fmt: skip
    AccountFacts.objects.create(
        account=sari, read_at=NOW - HOUR, change_from=NOW - DAY, change_to=NOW - DAY,
        change_read_at=NOW - HOUR, change_origin="owner", username_changed_at=NOW - DAY,
    )  # fmt: skip
    policy = policy_of(fresh(application))
    set_policy(application, replace(policy, single_session=True), by=owner, at=NOW)
    assert follow_policies(at=NOW) == 0  # nothing that a proof depends on
    set_policy(application, replace(policy, ends_on_password_change=False), by=owner, at=NOW)
    assert follow_policies(at=NOW) == 1
    rotation.refresh_from_db()
    assert rotation.state == "partial"
    set_policy(application, replace(policy, ends_on_password_change=True), by=owner, at=NOW)
    assert follow_policies(at=NOW) == 1
    rotation.refresh_from_db()
    assert rotation.state == "verified"
    assert follow_policies(at=NOW) == 0


def test_a_register_that_changes_the_limits_is_remembered_like_a_person(
    olga: User, owner: User, simpatik: Application, dinsos: Department
) -> None:
    record_test(simpatik, Result.PASSED, tested_at=NOW - DAY, by=owner, at=NOW - DAY)

    def bring(cells: str) -> None:
        head = "code,name,owner_code,idle_timeout_minutes,kills_sessions_on_password_change"
        text = f"{head}\n{cells}\n"
        import_register(
            "applications", io.BytesIO(text.encode()), file_name="a.csv", sha256="0" * 64, by=olga,
            at=NOW,
        )  # fmt: skip

    bring("simpatik,SIMPATIK,DINSOS,30,yes")
    assert not PolicyChange.objects.exists()
    bring("simpatik,SIMPATIK,DINSOS,240,no")
    change = PolicyChange.objects.get()
    assert (change.before["idle_minutes"], change.after["idle_minutes"]) == (30, 240)
    assert (change.before["ends_on_password_change"], change.followed_at) == (True, None)
    assert SessionPolicy.objects.get().tested_at is None
    [worse] = worsened_since(NOW - HOUR, dinsos.pk, at=NOW)
    assert worse.reason == "dilonggarkan: batas diam, berakhir saat kata sandi diganti"
    assert follow_policies(at=NOW) == 1
