"""The daily report of an incident starts with what its day recorded."""

from datetime import UTC

import pytest
from django.urls import reverse

from accounts.models import User
from secops.documents.models import Document
from secops.incidents.actions import add_chronology, move_incident
from secops.incidents.daily.gathering import report_of
from secops.incidents.meetings.actions import Held, record_meeting
from secops.incidents.models import Incident
from secops.incidents.requests.actions import Asked, send_request, write_request
from secops.incidents.tasks.actions import Wanted, finish_task, write_task
from secops.rules.incident import Phase
from tests.conftest import Enter
from tests.incidents.support import AT, DAY, HOUR, incident_of

TODAY = AT.date()
EVENING = AT + 9 * HOUR


@pytest.fixture
def incident(olga: User) -> Incident:
    """Met at nine; one task done, one late, a request that waits."""
    found = incident_of(olga)
    add_chronology(found, happened_at=AT - HOUR, event="Log\ndisimpan", by=olga, at=AT)
    add_chronology(found, happened_at=AT - 2 * DAY, event="Unggahan pertama", by=olga, at=AT)
    record_meeting(
        found,
        Held(AT, "Leo", "Posko", ["Leo", "Universitas Contoh"], ["SIMPATIK dikunci"],
             ["Minta log masuk"], AT + DAY),
        by=olga, at=AT + HOUR,
    )  # fmt: skip
    done = write_task(found, Wanted("Simpan log", AT + DAY), by=olga, at=AT)
    finish_task(done, by=olga, at=AT + 2 * HOUR)
    write_task(found, Wanted("Hubungi pemilik", AT + HOUR), by=olga, at=AT)
    write_task(found, Wanted("Periksa ulang", AT + DAY), by=olga, at=AT)
    asked = write_request(
        Asked("confirmation", "agency", "BSSN", "Mohon konfirmasi.", found), by=olga, at=AT
    )
    send_request(asked, sent_at=AT, proof="Tanda terima", letter_number="1", by=olga, at=AT)
    return found


def test_chronology_meeting_tasks_and_numbers_are_there(incident: Incident) -> None:
    report = report_of(incident, TODAY, at=EVENING)
    assert "08.00 WIB: Log disimpan" in report["changed"]
    assert "Unggahan pertama" not in report["changed"], "of another day"
    assert "Hadir: Leo, Universitas Contoh." in report["meetings"]
    assert report["facts"] == "SIMPATIK dikunci"
    assert report["decisions"] == "Minta log masuk"
    assert report["done"] == "Simpan log"
    assert report["late"].startswith("Hubungi pemilik, batas waktu")
    assert "Rapat evaluasi Rabu, 25 November 2026, 09.00 WIB" in report["tomorrow"]
    assert "Periksa ulang" in report["tomorrow"]
    numbers = {name: (today, before) for name, today, before in report["numbers"]}
    assert numbers["Tugas selesai dari semua tugas"] == ("1 dari 3", "0 dari 0")
    assert numbers["Tugas lewat batas waktu"] == ("1", "0")
    assert numbers["Permintaan keluar belum dijawab"] == ("1", "0")


def test_an_earlier_day_is_told_as_it_ended(incident: Incident, olga: User) -> None:
    move_incident(incident, Phase.TRIAGE, by=olga, at=AT + 2 * HOUR)
    move_incident(incident, Phase.CONTAINMENT, by=olga, at=AT + DAY)
    report = report_of(incident, TODAY, at=AT + 3 * DAY)
    assert "Tahap: triase." in report["summary"]
    later = report_of(incident, (AT + DAY).date(), at=AT + 3 * DAY)
    assert "Tahap: penahanan dampak." in later["summary"]
    assert later["facts"] == ""
    assert "Log disimpan" not in later["changed"]


def test_one_press_opens_the_form_with_the_day_in_it(
    incident: Incident, olga: User, signed_in: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: EVENING.astimezone(UTC))
    browser, url = signed_in(olga), reverse("incident-daily-report", args=[incident.code])
    assert url in browser.get(incident.get_absolute_url()).content.decode()
    form = browser.get(url).context["form"]
    assert form["subject"].value() == f"Insiden {incident.code}, Selasa, 24 November 2026"
    assert "Tugas selesai dari semua tugas | 1 dari 3 | 0 dari 0" in form["of_kind_numbers"].value()
    data = {name: form[name].value() or "" for name in form.fields if name != "departments"}
    data.pop("no_secret")
    answer = browser.post(url, data, follow=True)
    paper = Document.objects.get()
    assert answer.redirect_chain[-1][0] == paper.get_absolute_url()
    assert paper.kind == "daily_report"
    assert paper.about_url == incident.get_absolute_url()
    assert paper.fields["decisions"] == "Minta log masuk"
    assert browser.get(reverse("document-pdf", args=[paper.pk])).status_code == 200
    assert browser.get(f"{url}?day=1999-01-01").status_code == 200
    assert browser.get(f"{url}?day=x").status_code == 200


def test_a_meeting_leads_to_the_report_of_its_day(
    incident: Incident, olga: User, signed_in: Enter
) -> None:
    browser, meeting = signed_in(olga), incident.meetings.get()
    url = f"{reverse('incident-daily-report', args=[incident.code])}?day=2026-11-24"
    assert url in browser.get(meeting.get_absolute_url()).content.decode()
    form = browser.get(url).context["form"]
    assert form["of_kind_facts"].value() == "SIMPATIK dikunci"


def test_the_paper_is_indonesian_whoever_asks(incident: Incident, olga: User, signed_in: Enter):
    browser = signed_in(olga)
    url = reverse("incident-daily-report", args=[incident.code])
    form = browser.get(url, headers={"accept-language": "en"}).context["form"]
    assert form["subject"].value().startswith("Insiden ")
    assert "Tahap: " in form["of_kind_summary"].value()


def test_who_writes_no_documents_has_no_report(
    incident: Incident, ira: User, kartini: User, signed_in: Enter
) -> None:
    url = reverse("incident-daily-report", args=[incident.code])
    assert signed_in(ira).get(url).status_code == 403
    assert url not in signed_in(ira).get(incident.get_absolute_url()).content.decode()
    assert signed_in(kartini).get(url).status_code == 403
