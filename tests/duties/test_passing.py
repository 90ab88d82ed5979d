"""A head who is between two meetings: he passes it on, or says that he is away (JOURNEYS J3)."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import secops.wiring  # noqa: F401  (fills the tables of composers and doors)
from accounts.actions import end_absence, note_absence
from accounts.links import issue_link
from accounts.models import Absence, Department, Person, Position, Tenure, User
from accounts.roles import Role
from accounts.speakers import holders
from secops.audit.models import Entry
from secops.compliance.duties.actions import pass_to_agent
from secops.compliance.duties.composers import REPORT
from secops.compliance.duties.models import Duty
from secops.outbox.composers import COMPOSERS
from secops.outbox.models import Message
from secops.rules.refusal import MoveRefused
from tests.duties.support import custom_duty, fresh, give_contact, head_of
from tests.factories import PersonFactory

DAY = timedelta(days=1)


@pytest.fixture
def duty(dinsos: Department, olga: User) -> Duty:
    return custom_duty(dinsos, olga, due_at=timezone.now() + 3 * DAY)


@pytest.fixture
def agent(dinsos: Department) -> Person:
    """An agent without a sign-in of his own."""
    person = PersonFactory(name="Budi Agen")
    position = Position.objects.create(role=Role.AGENT, title="Agen", department=dinsos)
    Tenure.objects.create(position=position, person=person, starts_on=timezone.localdate())
    give_contact(person, "mail")
    return person


def words_of(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def door_of(person: Person, purpose: str, duty: Duty) -> str:
    link = issue_link(person, purpose, {"duty": duty.pk}, channel="mail", at=timezone.now())
    return f"/k/{link.token}"


def test_the_agent_reports_by_the_link_that_the_head_sent_him(
    client: Client, duty: Duty, kartini: User, agent: Person
) -> None:
    assert pass_to_agent(duty, by=kartini, at=timezone.now()) == agent
    message = Message.objects.get(kind="duty.prepare")
    text = COMPOSERS[message.kind].compose([message], timezone.now())[message.pk].text
    assert "meneruskan tugas ini kepada Anda untuk disiapkan" in text
    found = re.search(r"/k/[\w-]+", text)
    assert found is not None
    page = client.get(found[0])
    assert "Poster terpasang" in words_of(page)
    assert len(page.content) < 20_000
    missing = client.post(found[0], {"steps": ["Poster terpasang"]})
    assert missing.status_code == 422
    typed = {
        "steps": ["Poster terpasang"], "text": "Sudah dipasang di loket.",
        "evidence": SimpleUploadedFile("foto.pdf", b"%PDF-1.7 foto"),
    }  # fmt: skip
    said = client.post(found[0], typed)
    assert "Laporan tercatat" in words_of(said)
    report = duty.reports.get()
    assert (report.steps_done, report.capacity) == (["Poster terpasang"], "agent")
    assert [one.name for one in duty.evidence.all()] == ["foto.pdf"]
    assert fresh(duty).state == "reported"
    assert Entry.objects.get(verb="duty.reported").actor_label == "Budi Agen"
    again = client.get(found[0])
    assert "sudah dilaporkan" in words_of(again)


def test_the_link_can_only_report(client: Client, duty: Duty, agent: Person) -> None:
    door = door_of(agent, REPORT, duty)
    for step in ("state", "ask", "receive", "pass", "away"):
        client.post(door, {"step": step})
    assert fresh(duty).state == "open"
    assert fresh(duty).received_at is None
    assert not duty.statements.exists()


def test_who_is_no_agent_any_more_reports_nothing(
    client: Client, duty: Duty, agent: Person
) -> None:
    door = door_of(agent, REPORT, duty)
    Tenure.objects.filter(person=agent).delete()
    assert client.get(door).status_code == 404
    assert client.post(door, {"text": "Sudah."}).status_code == 404
    assert not duty.reports.exists()


# --- away ----------------------------------------------------------------------------------------


@pytest.fixture
def head(dinsos: Department) -> Person:
    return head_of(dinsos, "mail", name="Kartini Kepala")


def deputy_of(head: Person) -> Person:
    person = PersonFactory(name="Tuti Pengganti")
    position = Position.objects.get(tenures__person=head)
    Tenure.objects.create(
        position=position, person=person, kind="deputy", starts_on=timezone.localdate()
    )
    return person


def speaker(department: Department, *, days: int = 0) -> Person | None:
    at = timezone.now() + days * DAY
    return holders(Role.HEAD, [department.pk], at=at).get(department.pk)


def test_a_head_says_by_his_link_that_he_is_away_and_his_deputy_is_spoken_to(
    client: Client, duty: Duty, head: Person
) -> None:
    deputy = deputy_of(head)
    until = timezone.localdate() + 2 * DAY
    door = door_of(head, "duty", duty)
    assert "Saya berhalangan sampai" in words_of(client.get(door))
    said = client.post(door, {"step": "away", "until": f"{until:%F}"})
    assert "Selama itu kami menghubungi Tuti Pengganti" in words_of(said)
    assert speaker(duty.department) == deputy
    assert speaker(duty.department, days=3) == head
    assert Entry.objects.get(verb="person.away").actor_label == "Kartini Kepala"


def test_without_a_deputy_the_office_is_the_next(client: Client, duty: Duty, head: Person) -> None:
    until = timezone.localdate() + DAY
    said = client.post(door_of(head, "duty", duty), {"step": "away", "until": f"{until:%F}"})
    assert "Selama itu kami menghubungi Posko Siber" in words_of(said)
    assert speaker(duty.department) is None


@pytest.mark.parametrize("until", ["", "2020-01-01", "2999-01-01", "besok"])
def test_a_day_that_is_none_is_refused_in_words(
    client: Client, duty: Duty, head: Person, until: str
) -> None:
    said = client.post(door_of(head, "duty", duty), {"step": "away", "until": until})
    assert said.status_code == 422
    assert "Pilih tanggal" in words_of(said)
    assert not Absence.objects.exists()


def test_a_newer_word_takes_the_place_of_the_older_and_he_can_be_back_early(
    dinsos: Department, kartini: User
) -> None:
    assert kartini.person is not None
    now, today = timezone.now(), timezone.localdate()
    note_absence(kartini.person, until=today + 9 * DAY, by=kartini, at=now)
    note_absence(kartini.person, until=today + DAY, by=kartini, at=now)
    assert speaker(dinsos, days=5) == kartini.person
    assert speaker(dinsos) is None
    assert end_absence(kartini.person, by=kartini, at=now)
    assert speaker(dinsos) == kartini.person
    assert not end_absence(kartini.person, by=kartini, at=now)


def test_who_is_away_too_long_needs_an_order(kartini: User) -> None:
    assert kartini.person is not None
    with pytest.raises(MoveRefused, match="surat perintah"):
        note_absence(
            kartini.person, until=timezone.localdate() + 60 * DAY, by=kartini, at=timezone.now()
        )


def test_on_the_own_profile(signed_in, kartini: User) -> None:
    client = signed_in(kartini)
    until = timezone.localdate() + DAY
    typed = {"until": f"{until:%F}", "note": "Dinas luar"}
    said = client.post(reverse("profile-away"), typed, follow=True)
    assert "Anda tercatat berhalangan sampai" in words_of(said)
    shown = client.get(reverse("department", args=[kartini.held_positions[0].department.code]))
    assert "berhalangan sampai" in words_of(shown)
    said = client.post(reverse("profile-back"), follow=True)
    assert "Selamat bertugas kembali" in words_of(said)
    assert not Absence.objects.filter(ended_at=None).exists()
