"""Somebody was in while the leaked password was good: found, asked, answered, judged."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.links import issue_link
from accounts.models import Person, User
from accounts.roles import Role
from secops.audit.models import Entry
from secops.compliance.rotations.log_ins.actions import ask_holders, judge, record_word
from secops.compliance.rotations.models import Answer, Campaign, LoginReview, Rotation
from secops.compliance.rotations.queries import log_ins, open_questions
from secops.compliance.rotations.refusals import RotationRefused
from secops.incidents.actions import IncidentRefused
from secops.incidents.misuse import judge_not_ordinary
from secops.incidents.models import Incident
from secops.inventory.models import Account, AccountFacts, Reading, ReadingsFile
from secops.outbox.delivery import deliver
from secops.outbox.models import Message
from secops.reminders.composers import compose_starts
from secops.reminders.engine import remind
from secops.rules.intervals import WIB
from secops.rules.log_in import Finding, Stage, Word
from secops.rules.rotation import misuse_mark
from tests.door.test_door import text_of
from tests.factories import ApplicationFactory, DepartmentFactory, holder_of
from tests.guards.test_walk import BACKEND
from tests.reminders.support import LEAKED, campaign, person, rotation

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
#: Saturday night, after the leak and before anybody changed anything.
NIGHT = datetime(2026, 11, 21, 3, 12, tzinfo=WIB)
CHANGED = datetime(2026, 11, 24, 9, 0, tzinfo=WIB)
NOW = datetime(2026, 11, 27, 9, 0, tzinfo=WIB)


@pytest.fixture
def olga() -> User:
    return holder_of(Role.DUTY_OFFICER, name="Olga Piket")


@pytest.fixture
def sari() -> Person:
    return person("Sari Wulan")


@pytest.fixture
def row(sari: Person) -> Rotation:
    return rotation(sari, campaign(), department=DepartmentFactory(name="Dinas Sosial"))


def file_of(row: Rotation, by: User, *, read_at: datetime) -> ReadingsFile:
    return ReadingsFile.objects.create(
        file_name="baca.csv", sha256="0" * 64, origin="owner",
        imported_at=read_at, imported_by=by,
    )  # fmt: skip


def saw(
    row: Rotation,
    login_at: datetime | None,
    by: User,
    *,
    read_at: datetime,
    changed: datetime | None = None,
) -> ReadingsFile:
    """A system says when somebody was last in, and the facts follow."""
    file = file_of(row, by, read_at=read_at)
    Reading.objects.create(
        file_id=file.pk, account_id=row.account_id, read_at=read_at, last_login_at=login_at,
        changed_from=changed, changed_to=changed,
    )  # fmt: skip
    AccountFacts.objects.update_or_create(
        account=row.account,
        defaults={
            "first_exposure": LEAKED,
            "newest_exposure": LEAKED,
            "last_login_at": login_at,
            "change_from": changed,
            "change_to": changed,
            "change_read_at": read_at if changed else None,
        },
    )
    return file


def stage(row: Rotation) -> str | None:
    return log_ins(Rotation.objects.filter(pk=row.pk)).values_list("stage", flat=True).first()


# --- which are marked --------------------------------------------------------------------------


def test_a_log_in_between_leak_and_change_is_marked(row: Rotation, olga: User) -> None:
    saw(row, NIGHT, olga, read_at=NOW - DAY, changed=CHANGED)
    (found,) = log_ins(Rotation.objects.all())
    assert (found.used_at, found.stage) == (NIGHT, Stage.UNASKED)


def test_a_log_in_after_the_change_hides_none_before_it(row: Rotation, olga: User) -> None:
    saw(row, NIGHT, olga, read_at=NIGHT + HOUR)
    saw(row, CHANGED + DAY, olga, read_at=NOW - HOUR, changed=CHANGED)
    (found,) = log_ins(Rotation.objects.all())
    assert found.used_at == NIGHT


def test_what_a_withdrawn_file_said_counts_no_more(row: Rotation, olga: User) -> None:
    file = saw(row, NIGHT, olga, read_at=NIGHT + HOUR)
    AccountFacts.objects.update(last_login_at=CHANGED + DAY, change_from=CHANGED, change_to=CHANGED)
    assert stage(row) == Stage.UNASKED
    ReadingsFile.objects.filter(pk=file.pk).update(withdrawn_at=NOW)
    assert stage(row) is None


def test_before_the_leak_or_after_the_change_nobody_is_asked(row: Rotation, olga: User) -> None:
    saw(row, LEAKED - DAY, olga, read_at=NOW)
    assert stage(row) is None
    saw(row, CHANGED + DAY, olga, read_at=NOW, changed=CHANGED)
    assert stage(row) is None


def test_a_register_may_say_it_too(row: Rotation, olga: User) -> None:
    saw(row, None, olga, read_at=NOW)
    Account.objects.filter(pk=row.account_id).update(register_last_login_at=NIGHT)
    assert stage(row) == Stage.UNASKED


def test_a_closed_campaign_asks_nobody(row: Rotation, olga: User) -> None:
    saw(row, NIGHT, olga, read_at=NOW)
    Campaign.objects.update(state=Campaign.State.CLOSED, closed_at=NOW)
    assert not log_ins(Rotation.objects.all()).exists()
    assert open_questions([row.pk]) == {}


moments = st.none() | st.integers(-40, 40).map(lambda hours: LEAKED + hours * HOUR)


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(exposed=moments, login=moments, change=moments)
def test_database_and_table_of_the_law_agree(
    row: Rotation, exposed: datetime | None, login: datetime | None, change: datetime | None
) -> None:
    AccountFacts.objects.update_or_create(
        account=row.account,
        defaults={
            "first_exposure": exposed,
            "last_login_at": login,
            "change_from": change,
            "change_to": change,
        },
    )
    marked = misuse_mark(exposed_at=exposed, last_login_at=login, change_to=change)
    found = log_ins(Rotation.objects.filter(pk=row.pk)).values_list("used_at", flat=True)
    assert list(found) == ([login] if marked else [])


@pytest.mark.parametrize(
    ("asked", "word", "finding", "expected"),
    [
        (False, "", "", Stage.UNASKED),
        (True, "", "", Stage.ASKED),
        (True, Word.ME, "", Stage.SAID_ME),
        (False, Word.NOT_ME, "", Stage.SAID_NOT_ME),
        (True, Word.UNSURE, "", Stage.SAID_UNSURE),
        (True, Word.ME, Finding.NOT_ORDINARY, Stage.NOT_ORDINARY),
        (False, "", Finding.ORDINARY, Stage.ORDINARY),
        (True, Word.NOT_ME, Finding.ORDINARY, Stage.ORDINARY),
    ],
)
def test_a_finding_settles_it_else_the_word_else_the_question(
    row: Rotation, olga: User, asked: bool, word: str, finding: str, expected: Stage
) -> None:
    saw(row, NIGHT, olga, read_at=NOW - DAY)
    LoginReview.objects.create(
        rotation=row, login_at=NIGHT, asked_at=NOW if asked else None, word=word, finding=finding
    )
    assert stage(row) == expected
    answered = bool(word or finding)
    assert open_questions([row.pk]) == ({} if answered else {row.pk: NIGHT})


# --- asked and answered ------------------------------------------------------------------------


def test_one_message_a_person_asks_about_all_his_accounts(
    client: Client, row: Rotation, sari: Person, olga: User, mailoutbox: list[Any]
) -> None:
    other = rotation(
        sari, row.campaign, department=row.department, application=ApplicationFactory(name="ABSEN")
    )
    for one in (row, other):
        saw(one, NIGHT, olga, read_at=NOW - DAY)
    asked = ask_holders([row, other], by=olga, at=NOW)
    assert (asked.people, asked.accounts, asked.unreachable) == (1, 2, 0)
    assert ask_holders([row, other], by=olga, at=NOW + HOUR).people == 0
    deliver(at=NOW)
    (mail,) = mailoutbox
    assert mail.subject == "Apakah ini Anda? Ada yang masuk ke akun SIMPATIK, ABSEN Anda"
    assert (
        "Ada yang masuk ke akun SIMPATIK Anda pada Sabtu, 21 November 2026, 03.12 WIB, saat kata "
        "sandi yang bocor masih berlaku." in " ".join(mail.body.split())
    )
    assert "Kami tidak pernah meminta kata sandi atau OTP." in " ".join(mail.body.split())
    assert stage(row) == stage(other) == Stage.ASKED
    # Its link opens with this question, not with the one about the password.
    (path,) = set(re.findall(r"/k/[\w-]{20,}", mail.body))
    page = text_of(client.get(path))
    assert "saat kata sandi yang bocor masih berlaku" in page
    assert "Sudahkah Anda mengganti" not in page
    assert "Sudahkah Anda mengganti" in text_of(client.get(f"{path}?akun=1"))


def test_who_has_no_address_is_counted_for_his_agent(row: Rotation, olga: User) -> None:
    nobody = rotation(person("Tanpa Surat", mail=None), row.campaign, department=row.department)
    saw(nobody, NIGHT, olga, read_at=NOW - DAY)
    asked = ask_holders([nobody], by=olga, at=NOW)
    assert (asked.people, asked.unreachable) == (0, 1)
    assert stage(nobody) == Stage.UNASKED
    assert not Message.objects.exists()


def test_the_next_reminder_asks_along(row: Rotation, olga: User) -> None:
    saw(row, NIGHT, olga, read_at=NOW - DAY)
    remind(at=NOW)
    message = Message.objects.get()
    text = " ".join(getattr(compose_starts([message], NOW)[message.pk], "text", "").split())
    assert "pada Sabtu, 21 November 2026, 03.12 WIB" in text
    assert "Apakah ini Anda? Jawab di tautan yang sama." in text


def link_to(who: Person, *rows: Rotation) -> str:
    subjects = {"rotations": [one.pk for one in rows]}
    at = timezone.now() - 5 * timedelta(minutes=1)
    return f"/k/{issue_link(who, 'rotation', subjects, channel='mail', at=at).token}"


def test_the_holder_says_that_it_was_not_he(
    client: Client, row: Rotation, sari: Person, olga: User
) -> None:
    saw(row, NIGHT, olga, read_at=NOW - DAY)
    here = link_to(sari, row)
    page = text_of(client.get(here))
    assert "Apakah ini Anda?" in page
    assert "Sudahkah Anda mengganti kata sandi SIMPATIK?" in page
    asking = client.get(f"{here}?masuk=1")
    page = text_of(asking)
    for words in ("Ya, saya", "Bukan saya", "Saya tidak ingat"):
        assert words in page
    assert b"checked" not in asking.content
    assert not LoginReview.objects.exists()  # looking changes nothing
    nothing = client.post(f"{here}?masuk=1", {})
    assert nothing.status_code == 422
    assert "Pilih satu jawaban." in text_of(nothing)
    said = text_of(client.post(f"{here}?masuk=1", {f"l-{row.pk}": "not_me"}, follow=True))
    assert "Jawaban Anda: bukan saya" in said
    assert "Kantor memeriksanya sekarang." in said
    review = LoginReview.objects.get()
    assert (review.word, review.login_at, review.person) == ("not_me", NIGHT, sari)
    assert Entry.objects.filter(verb="rotation.log_in_said").exists()
    assert "Apakah ini Anda?" not in text_of(client.get(here))
    # It lands where the office works.
    client.force_login(olga, backend=BACKEND)
    queue = text_of(client.get("/trouble/"))
    assert "Dimasuki orang lain" in queue
    assert "pemegang: bukan saya" in queue
    assert "pemegang menyatakan bukan dirinya yang masuk ke akunnya" in text_of(client.get("/"))


def test_who_has_changed_already_is_asked_on_the_closing_page(
    client: Client, row: Rotation, sari: Person, olga: User
) -> None:
    saw(row, NIGHT, olga, read_at=NOW - DAY, changed=CHANGED)
    Rotation.objects.filter(pk=row.pk).update(state="verified", turn="none")
    here = link_to(sari, row)
    assert "Apakah ini Anda?" in text_of(client.get(here))
    said = text_of(client.post(f"{here}?masuk=1", {f"l-{row.pk}": "me"}, follow=True))
    assert "Jawaban Anda: ya, saya" in said
    assert stage(row) == Stage.SAID_ME


def test_somebody_elses_link_says_nothing_of_it(client: Client, row: Rotation, olga: User) -> None:
    saw(row, NIGHT, olga, read_at=NOW - DAY)
    stranger = person("Orang Lain", mail="lain@kotacontoh.example")
    here = link_to(stranger, row)
    assert "Apakah ini Anda?" not in text_of(client.get(f"{here}?masuk=1"))
    client.post(f"{here}?masuk=1", {f"l-{row.pk}": "me"})
    assert not LoginReview.objects.exists()
    with pytest.raises(RotationRefused):
        record_word([row], Word.ME, channel=Answer.Channel.LINK, person=stranger, at=NOW)


def test_a_newer_log_in_is_asked_about_again(row: Rotation, sari: Person, olga: User) -> None:
    saw(row, NIGHT, olga, read_at=NIGHT + HOUR)
    record_word([row], Word.ME, channel=Answer.Channel.LINK, person=sari, at=NIGHT + DAY)
    assert open_questions([row.pk]) == {}
    saw(row, NIGHT + 2 * DAY, olga, read_at=NOW)
    assert open_questions([row.pk]) == {row.pk: NIGHT + 2 * DAY}
    assert stage(row) == Stage.UNASKED


# --- judged ------------------------------------------------------------------------------------


def test_not_ordinary_opens_an_incident_with_its_chronology(row: Rotation, olga: User) -> None:
    saw(row, NIGHT, olga, read_at=NOW - DAY)
    incident, (review,) = judge_not_ordinary(
        [row], note="Pukul 03.12 dari luar negeri.", incident=None, by=olga, at=NOW
    )
    assert incident.title == "Masuk tidak wajar ke 1 akun SIMPATIK"
    assert list(incident.applications.all()) == [row.application]
    assert list(incident.departments.all()) == [row.department]
    line = incident.chronology.get()
    assert line.happened_at == NIGHT
    assert "dimasuki dengan kata sandi yang bocor" in line.event
    assert row.account.username not in line.event  # a NIP stays masked
    assert review.finding == Finding.NOT_ORDINARY
    assert stage(row) == Stage.NOT_ORDINARY
    # The second press finds nothing left, and makes no second incident.
    with pytest.raises(IncidentRefused, match="sudah dinilai"):
        judge_not_ordinary([row], note="Lagi.", incident=None, by=olga, at=NOW + HOUR)
    assert Incident.objects.count() == 1


def test_a_log_in_joins_an_incident_that_is_open(row: Rotation, olga: User) -> None:
    saw(row, NIGHT, olga, read_at=NOW - DAY)
    running = Incident.objects.create(
        code="I-2026-001", title="Insiden", description="Uraian", found_at=NOW,
        detection_basis="team_detection", created_by=olga, created_at=NOW,
    )  # fmt: skip
    judge_not_ordinary([row], note="Sama dengan yang lain.", incident=running, by=olga, at=NOW)
    assert running.log_ins.count() == 1
    assert Incident.objects.count() == 1


def test_not_ordinary_wants_a_reason_and_an_agent_may_not_judge(row: Rotation, olga: User) -> None:
    saw(row, NIGHT, olga, read_at=NOW - DAY)
    with pytest.raises(RotationRefused, match="tidak wajar"):
        judge([row], Finding.NOT_ORDINARY, note=" ", by=olga, at=NOW)
    agent = holder_of(Role.AGENT, department=row.department)
    with pytest.raises(PermissionDenied):
        judge([row], Finding.ORDINARY, note="", by=agent, at=NOW)


# --- pages -------------------------------------------------------------------------------------


@pytest.fixture
def many(row: Rotation, olga: User) -> list[Rotation]:
    """Three in two departments and two applications, one of them said to be somebody else's."""
    other = rotation(
        person("Budi", mail="budi@kotacontoh.example"),
        row.campaign,
        department=DepartmentFactory(name="Dinas Kesehatan"),
        application=ApplicationFactory(name="ABSEN"),
    )
    third = rotation(
        person("Citra", mail="citra@kotacontoh.example"), row.campaign, department=row.department,
        application=row.application,
    )  # fmt: skip
    for one in (row, other, third):
        saw(one, NIGHT, olga, read_at=NOW - DAY)
    record_word([other], Word.NOT_ME, channel=Answer.Channel.PHONE, by=olga, at=NOW)
    return [row, other, third]


def sums(response: Any) -> dict[str, tuple[int, int, int]]:
    """What stands in the sums: all, *not me*, waiting for a word."""
    rows = response.context["page"].rows
    return {row.name: (row.total, row.denied, row.waiting) for row in rows}


def test_the_list_counts_by_department_and_application(
    client: Client, many: list[Rotation], olga: User
) -> None:
    client.force_login(olga, backend=BACKEND)
    page = text_of(client.get("/log-ins/"))
    assert "3 akun dimasuki setelah bocor dan sebelum kata sandi diganti; 3 belum dinilai." in page
    response = client.get("/log-ins/departments/")
    lines = {
        row.name: (row.total, row.denied, row.waiting) for row in response.context["page"].rows
    }
    assert lines == {"Dinas Sosial": (2, 0, 2), "Dinas Kesehatan": (1, 1, 0)}
    response = client.get("/log-ins/applications/")
    lines = {
        row.name: (row.total, row.denied, row.waiting) for row in response.context["page"].rows
    }
    assert lines == {"SIMPATIK": (2, 0, 2), "ABSEN": (1, 1, 0)}
    # Every number opens exactly its rows.
    denied = client.get("/log-ins/?stage=said_not_me&department=" + many[1].department.code)
    assert [one.pk for one in denied.context["page"].rows] == [many[1].pk]
    assert len(client.get("/log-ins/?stage=waiting").context["page"].rows) == 2


def test_an_agent_sees_and_asks_for_his_own_department_only(
    client: Client, many: list[Rotation]
) -> None:
    agent = holder_of(Role.AGENT, department=many[0].department)
    client.force_login(agent, backend=BACKEND)
    rows = client.get("/log-ins/").context["page"].rows
    assert {one.pk for one in rows} == {many[0].pk, many[2].pk}
    posted = {"verb": "word", "pick": [one.pk for one in many], "confirmed": "1",
              "word": "me", "channel": "phone"}  # fmt: skip
    client.post("/log-ins/deed/", posted)
    assert set(LoginReview.objects.filter(word="me").values_list("rotation", flat=True)) == {
        many[0].pk,
        many[2].pk,
    }
    refused = client.post("/log-ins/deed/", posted | {"verb": "not_ordinary", "note": "x"})
    assert refused.status_code == 403


def test_the_office_asks_judges_and_finds_it_again_on_every_page(
    client: Client, many: list[Rotation], olga: User
) -> None:
    client.force_login(olga, backend=BACKEND)
    form = client.post("/log-ins/deed/", {"verb": "ask", "all_matching": "1", "query": ""})
    assert "Tanyakan kepada pemegang untuk 3 akun" in text_of(form)
    done = client.post(
        "/log-ins/deed/",
        {"verb": "ask", "all_matching": "1", "query": "", "confirmed": "1"},
        follow=True,
    )
    assert "Ditanyakan kepada 2 orang." in text_of(done)  # the third has spoken
    no_note = client.post(
        "/log-ins/deed/", {"verb": "not_ordinary", "pick": many[1].pk, "confirmed": "1"}
    )
    assert no_note.status_code == 422
    done = client.post(
        "/log-ins/deed/",
        {"verb": "not_ordinary", "pick": many[1].pk, "confirmed": "1", "note": "Dari luar negeri."},
        follow=True,
    )
    incident = Incident.objects.get()
    assert f"1 akun tercatat dalam insiden {incident.code}." in text_of(done)
    page = client.get(incident.get_absolute_url())
    assert "1 akun, dinilai tidak wajar" in text_of(page)
    rows = client.get(f"/log-ins/?incident={incident.code}").context["page"].rows
    assert [one.pk for one in rows] == [many[1].pk]
    department = text_of(client.get(many[1].department.get_absolute_url()))
    assert "1 akun dimasuki setelah bocor" in department
    account = text_of(client.get(many[1].account.get_absolute_url()))
    assert "Masuk setelah bocor, sebelum diganti" in account
    assert "Tidak wajar" in account
