"""Evaluation meetings: facts and decisions kept, decisions followed up, minutes as PDF."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import User
from secops.compliance.duties.models import Directive
from secops.documents.actions import drop_document
from secops.documents.models import Document
from secops.incidents.meetings.actions import (
    Held,
    change_meeting,
    draft_minutes,
    record_meeting,
)
from secops.incidents.meetings.models import Meeting
from secops.incidents.meetings.queries import decisions_of, minutes_of, said_on
from secops.incidents.minutes.actions import order_of, task_of
from secops.incidents.models import Incident
from secops.incidents.refused import DeskRefused
from secops.incidents.tasks.actions import Wanted
from secops.incidents.tasks.models import Task
from secops.incidents.tasks.owners import Owner
from tests.conftest import Enter
from tests.incidents.support import AT, DAY, HOUR, incident_of


@pytest.fixture
def incident(olga: User) -> Incident:
    return incident_of(olga)


def held(**given: object) -> Held:
    facts = {
        "held_at": AT, "chair": "Leo", "present": ["Leo", "Universitas Contoh"],
        "facts": ["SIMPATIK dikunci"], "decisions": ["Minta log masuk", "Perintah ganti"],
    }  # fmt: skip
    return Held(**(facts | given))  # type: ignore[arg-type]


@pytest.fixture
def meeting(incident: Incident, olga: User) -> Meeting:
    return record_meeting(incident, held(next_at=AT + DAY), by=olga, at=AT)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"held_at": AT + HOUR}, "belum berlangsung"),
        ({"next_at": AT}, "sesudah rapat ini"),
        ({"present": [" "]}, "siapa yang hadir"),
        ({"facts": [], "decisions": []}, "fakta atau keputusan"),
        ({"facts": ["x"] * 61}, "Paling banyak 60"),
    ],
)
def test_wrong_minutes_are_refused_in_words(
    incident: Incident, olga: User, wrong: dict[str, object], said: str
) -> None:
    with pytest.raises(DeskRefused, match=said):
        record_meeting(incident, held(**wrong), by=olga, at=AT)
    assert not Meeting.objects.exists()


def test_a_decision_becomes_a_task_once_and_each_knows_the_other(
    meeting: Meeting, incident: Incident, olga: User, signed_in
) -> None:
    decision = meeting.decisions.get(rank=1)
    task = task_of(decision, Wanted("Minta log masuk", AT + DAY), by=olga, at=AT)
    assert task.incident == incident
    with pytest.raises(DeskRefused, match="sudah menjadi"):
        task_of(decision, Wanted("Lagi", AT + DAY), by=olga, at=AT)
    assert decisions_of(meeting)[0].became.url == task.get_absolute_url()
    assert meeting.code in signed_in(olga).get(task.get_absolute_url()).content.decode()


def test_a_decision_becomes_an_order_of_the_incident(
    meeting: Meeting, incident: Incident, leo: User, olga: User, signed_in: Enter
) -> None:
    order = Directive.objects.create(
        code="A-2026-001", title="Ganti", kind="custom", text="x", due_at=AT + DAY, ordered_at=AT,
        ordered_by=leo,
    )  # fmt: skip
    order_of(meeting.decisions.get(rank=2), order, by=leo, at=AT)
    assert order in incident.directives.all()
    assert decisions_of(meeting)[1].became.url == order.get_absolute_url()
    page = signed_in(leo).get(order.get_absolute_url()).content.decode()
    assert f'href="{meeting.get_absolute_url()}"' in page
    assert f'href="{incident.get_absolute_url()}"' in page
    with pytest.raises(DeskRefused, match="sudah menjadi"):
        task_of(meeting.decisions.get(rank=2), Wanted("x", AT + DAY), by=olga, at=AT)


def test_correcting_the_minutes_keeps_what_was_followed_up(meeting: Meeting, olga: User) -> None:
    task_of(meeting.decisions.get(rank=1), Wanted("Log", AT + DAY), by=olga, at=AT)
    change_meeting(meeting, held(decisions=["Tunda ganti"]), by=olga, at=AT + HOUR)
    texts = list(meeting.decisions.values_list("text", flat=True))
    assert texts == ["Minta log masuk", "Tunda ganti"]
    assert meeting.decisions.get(rank=1).task is not None


def test_the_report_of_the_day_reads_facts_and_decisions(meeting: Meeting, olga: User) -> None:
    (said,) = said_on(AT.date(), about=[meeting.incident])
    assert said.present == ["Leo", "Universitas Contoh"]
    assert said.facts == ["SIMPATIK dikunci"]
    assert said.decisions == ["Minta log masuk", "Perintah ganti"]
    assert said.next_at == AT + DAY
    assert said_on(AT.date() - timedelta(days=1), about=[meeting.incident]) == []
    assert said_on(AT.date(), about=[incident_of(olga)]) == [], "of another incident"


def test_only_the_office_writes_and_the_inspectorate_reads(
    meeting: Meeting, incident: Incident, ira: User, kartini: User, signed_in
) -> None:
    with pytest.raises(PermissionDenied):
        record_meeting(incident, held(), by=ira, at=AT)
    assert signed_in(ira).get(meeting.get_absolute_url()).status_code == 200
    assert signed_in(kartini).get(meeting.get_absolute_url()).status_code == 404


def test_the_minutes_are_a_pdf(meeting: Meeting, olga: User, signed_in) -> None:
    assert minutes_of(meeting, at=AT).startswith(b"%PDF-")
    answer = signed_in(olga).get(reverse("meeting-minutes", args=[meeting.code]))
    assert answer["Content-Disposition"].startswith("attachment")


def test_in_the_browser_from_the_meeting_to_the_task(
    incident: Incident, olga: User, signed_in
) -> None:
    browser = signed_in(olga)
    new = reverse("meeting-new", args=[incident.code])
    given = {"held_at": "2026-11-24T09:00", "chair": "Leo", "present": "", "decisions": "x"}
    assert browser.post(new, given).status_code == 422
    given |= {"present": "Leo\n<script>alert(1)</script>", "decisions": "Minta log masuk\n\n"}
    page = browser.post(new, given, follow=True).content.decode()
    assert "<script>alert(1)" not in page
    made = Meeting.objects.get()
    url = reverse("decision-task", args=[made.code, 1])
    form = browser.get(url)
    assert "Minta log masuk" in form.content.decode()
    browser.post(
        url,
        {"title": "Minta log masuk", "due_at": "2099-01-01T10:00", "phase": "triage",
         "required": "on", "owner": "", "points": "Surat dikirim\n?Telepon"},
    )  # fmt: skip
    task = Task.objects.get()
    assert [(one.text, one.required) for one in task.points.all()] == [
        ("Surat dikirim", True), ("Telepon", False),
    ]  # fmt: skip
    assert browser.get(url).status_code == 404, "it became a task already"
    assert browser.get(reverse("meetings") + "?left=yes").status_code == 200


def test_official_minutes_name_who_was_there_and_who_does_what_by_when(
    incident: Incident, olga: User, signed_in
) -> None:
    there = ["Leo Contoh, ketua tim, Diskominfo", "Pak Lurah"]
    decisions = ["Minta log masuk", "Kabari warga"]
    written = held(present=there, decisions=decisions)
    made = record_meeting(incident, written, by=olga, at=AT)
    owner = Owner(position=olga.held_positions[0])
    task_of(made.decisions.get(rank=1), Wanted("Log", AT + DAY, owner=owner), by=olga, at=AT)
    drafted = draft_minutes(made, by=olga, at=AT)
    assert drafted.fields["present"] == [
        ["Leo Contoh", "ketua tim", "Diskominfo"], ["Pak Lurah", "", ""],
    ]  # fmt: skip
    first, second = drafted.fields["decisions"]
    assert first[0] == "Minta log masuk"
    assert "piket" in first[1].lower()
    assert "WIB" in first[2]
    assert second == ["Kabari warga", "", ""]
    drop_document(drafted, by=olga, at=AT)
    made.refresh_from_db()
    assert draft_minutes(made, by=olga, at=AT) != drafted


def test_official_minutes_are_drafted_once_from_what_was_written_down(
    meeting: Meeting, olga: User, signed_in
) -> None:
    browser, url = signed_in(olga), reverse("meeting-draft", args=[meeting.code])
    browser.post(url)
    browser.post(url)
    meeting.refresh_from_db()
    document = Document.objects.get()
    assert meeting.document == document
    assert document.kind == "evaluation"
    assert document.fields["facts"] == "SIMPATIK dikunci"
