"""Warnings of the agency: kept as they came, confirmed before they are an incident, answered."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import Department, User
from accounts.roles import Role
from dashboard.today.clocks import next_deadlines
from secops.house.files import check_one
from secops.incidents.models import Incident
from secops.incidents.notices.actions import (
    Arrived,
    answer_notice,
    change_notice,
    judge_notice,
    receive_notice,
)
from secops.incidents.notices.form_paper import form_of
from secops.incidents.notices.models import Notice
from secops.incidents.notices.terms import answered_share, due_of, notice_clocks
from secops.incidents.queries import open_work
from secops.incidents.refused import DeskRefused
from tests.factories import DepartmentFactory, holder_of
from tests.incidents.support import AT, HOUR, PDF, incident_of, upload

F = Notice.Finding
SECOND = timedelta(seconds=1)


def arrived(number: str = "PRT/1/2026", **given: object) -> Arrived:
    facts = {
        "received_at": AT, "tlp": "amber", "indication": "Kredensial di forum",
        "assets": "SIMPATIK", "number": number,
    }  # fmt: skip
    return Arrived(**(facts | given))  # type: ignore[arg-type]


@pytest.fixture
def notice(olga: User) -> Notice:
    return receive_notice(arrived(), by=olga, at=AT)


def test_the_document_is_kept_as_it_came_with_its_fingerprint(olga: User, signed_in) -> None:
    made = receive_notice(
        arrived(), document=[check_one(upload("peringatan.pdf", PDF))], by=olga, at=AT
    )
    answer = signed_in(olga).get(reverse("notice-document", args=[made.code]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == PDF
    assert len(made.file_sha256) == 64
    with pytest.raises(DeskRefused, match="tidak dapat diganti"):
        change_notice(
            made, arrived(), incident=None, leak_report=None,
            document=[check_one(upload("lain.pdf", PDF + b"2"))], by=olga, at=AT,
        )  # fmt: skip


def test_wrong_notices_are_refused_in_words(notice: Notice, olga: User, ira: User) -> None:
    with pytest.raises(DeskRefused, match=notice.code):
        receive_notice(arrived("prt/1/2026"), by=olga, at=AT)
    with pytest.raises(DeskRefused, match="belum terjadi"):
        receive_notice(arrived("2", received_at=AT + HOUR), by=olga, at=AT)
    with pytest.raises(DeskRefused, match="PDF"):
        receive_notice(arrived("3"), document=[check_one(upload())], by=olga, at=AT)
    with pytest.raises(PermissionDenied):
        receive_notice(arrived("4"), by=ira, at=AT)
    assert Notice.objects.count() == 1


def test_two_warnings_without_a_number_are_two(olga: User) -> None:
    receive_notice(arrived(""), by=olga, at=AT)
    receive_notice(arrived(""), by=olga, at=AT)
    assert Notice.objects.count() == 2


def test_it_becomes_an_incident_only_after_it_was_confirmed(notice: Notice, olga: User) -> None:
    with pytest.raises(DeskRefused, match="apa yang diperiksa"):
        judge_notice(notice, F.CONFIRMED, why=" ", by=olga, at=AT + HOUR)
    assert not Incident.objects.exists()
    judged = judge_notice(notice, F.CONFIRMED, why="24 dari 25 cocok", by=olga, at=AT + HOUR)
    incident = Incident.objects.get()
    assert judged.incident == incident
    assert incident.detection_basis == "confirmed_warning"
    assert incident.found_at == AT
    assert incident.title == "Kredensial di forum"
    with pytest.raises(DeskRefused, match="sudah dinyatakan terbukti"):
        judge_notice(notice, F.NOT_CONFIRMED, why="x", by=olga, at=AT + HOUR)
    assert Incident.objects.count() == 1


def test_one_that_is_not_confirmed_can_be_confirmed_later_and_joins_an_incident(
    notice: Notice, olga: User
) -> None:
    judge_notice(notice, F.NOT_CONFIRMED, why="Contoh tidak cocok", by=olga, at=AT + HOUR)
    assert not Incident.objects.exists()
    incident = incident_of(olga)
    judge_notice(notice, F.CONFIRMED, why="Cocok", incident=incident, by=olga, at=AT + 2 * HOUR)
    assert list(incident.notices.all()) == [notice]
    assert Incident.objects.count() == 1


def test_the_clock_runs_24_hours_to_the_second_and_stops_with_proof(
    notice: Notice, olga: User
) -> None:
    due = due_of(notice)
    assert due - AT == 24 * HOUR
    (clock,) = notice_clocks(None, due)
    assert not clock.reading.breached
    assert notice_clocks(None, due + SECOND)[0].reading.breached
    shown = next_deadlines([], at=due + SECOND)
    assert [(one.words, one.late) for one in shown] == [(f"Jawaban peringatan {notice.code}", True)]
    with pytest.raises(DeskRefused, match="buktinya"):
        answer_notice(notice, answered_at=AT + HOUR, proof=" ", by=olga, at=AT + HOUR)
    with pytest.raises(DeskRefused, match="masa depan"):
        answer_notice(notice, answered_at=AT + 2 * HOUR, proof="Surat", by=olga, at=AT + HOUR)
    with pytest.raises(DeskRefused, match="sesudah diterima"):
        answer_notice(notice, answered_at=AT - SECOND, proof="Surat", by=olga, at=AT + HOUR)
    answer_notice(notice, answered_at=due, proof="Surat 1", by=olga, at=due + HOUR)
    assert notice_clocks(None, due + HOUR) == []
    with pytest.raises(DeskRefused, match="sudah dicatat"):
        answer_notice(notice, answered_at=due, proof="Surat 2", by=olga, at=due + HOUR)


def test_the_share_answered_in_time_stands_on_the_list(olga: User, signed_in) -> None:
    for n, hours in enumerate((1, 24, 25), start=1):
        made = receive_notice(arrived(str(n)), by=olga, at=AT)
        when = AT + hours * HOUR
        answer_notice(made, answered_at=when, proof="Surat", by=olga, at=when)
    share = answered_share(at=AT + 30 * HOUR)
    assert (share.in_time, share.counted, share.percent) == (2, 3, 66)
    page = signed_in(olga).get(reverse("notices")).content.decode()
    assert "66 % dalam 24 jam" in page
    assert "43 %" in page


def test_on_the_incident_it_stands_with_its_clock(notice: Notice, olga: User, signed_in) -> None:
    judge_notice(notice, F.CONFIRMED, why="Cocok", by=olga, at=AT)
    incident = Incident.objects.get()
    page = signed_in(olga).get(incident.get_absolute_url()).content.decode()
    assert f"Jawaban peringatan {notice.code}" in page
    assert any("risiko" in one for one in open_work(incident, at=AT))


def test_the_form_is_a_pdf_of_what_the_register_holds(
    notice: Notice, olga: User, signed_in
) -> None:
    judge_notice(notice, F.CONFIRMED, why="Cocok", by=olga, at=AT)
    notice.refresh_from_db()
    assert form_of(notice, at=AT).startswith(b"%PDF-")
    answer = signed_in(olga).get(reverse("notice-form", args=[notice.code]))
    assert answer["Content-Type"] == "application/pdf"


def test_a_department_reads_those_of_its_incidents_and_never_a_red_one(
    notice: Notice, olga: User, kartini: User, dinsos: Department, signed_in
) -> None:
    page = notice.get_absolute_url()
    assert signed_in(kartini).get(page).status_code == 404
    judge_notice(notice, F.CONFIRMED, why="Cocok", by=olga, at=AT)
    Incident.objects.get().departments.add(dinsos)
    assert signed_in(kartini).get(page).status_code == 200
    stranger = holder_of(Role.HEAD, DepartmentFactory())
    assert signed_in(stranger).get(page).status_code == 404
    Notice.objects.update(tlp="red")
    assert signed_in(kartini).get(page).status_code == 404
    assert signed_in(olga).get(page).status_code == 200


def test_hostile_words_and_files_are_shown_as_words_or_refused(olga: User, signed_in) -> None:
    browser, url = signed_in(olga), reverse("notice-new")
    given = {
        "sender": "BSSN", "received_at": "2026-11-24T09:00", "way": "mail", "tlp": "green",
        "indication": "<img src=x onerror=alert(1)>", "assets": "=cmd|' /C calc'!A0",
    }  # fmt: skip
    wrong = browser.post(url, given | {"document": upload("x.pdf", b"<svg onload=alert(1)>")})
    assert wrong.status_code == 422
    made = browser.post(url, given, follow=True).content.decode()
    assert "<img src=x" not in made
    export = browser.get(reverse("notices") + "?export=csv")
    assert ",=cmd" not in b"".join(export.streaming_content).decode()
