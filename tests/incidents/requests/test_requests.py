"""What we asked of others: sent with proof, awaited by working days, reminded, answered."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import User
from dashboard.today.clocks import next_deadlines
from secops.documents.models import Document
from secops.incidents.models import Incident
from secops.incidents.notices.actions import Arrived, receive_notice
from secops.incidents.queries import open_work
from secops.incidents.refused import DeskRefused
from secops.incidents.requests.actions import (
    Asked,
    answer_request,
    await_longer,
    change_request,
    send_request,
    withdraw_request,
    write_request,
)
from secops.incidents.requests.models import OutgoingRequest
from secops.incidents.requests.reminding import COMPOSERS, KIND, remind_of_requests
from secops.incidents.requests.terms import request_clocks
from secops.outbox.composers import Composed, Dropped
from secops.outbox.models import Message
from secops.rules.intervals import WIB
from tests.factories import ApplicationFactory
from tests.incidents.support import AT, DAY, HOUR, PDF, incident_of, reachable, upload

#: AT is a Tuesday; three working days later at the close of the day.
FRIDAY = datetime(2026, 11, 27, 16, 0, tzinfo=WIB)


@pytest.fixture
def incident(olga: User) -> Incident:
    return incident_of(olga)


@pytest.fixture
def asked(incident: Incident, olga: User) -> OutgoingRequest:
    wanted = Asked("confirmation", "agency", "BSSN", "Mohon konfirmasi.", incident)
    return write_request(wanted, by=olga, at=AT)


@pytest.fixture
def sent(asked: OutgoingRequest, olga: User) -> OutgoingRequest:
    return send_request(asked, sent_at=AT, proof="Tanda terima", by=olga, at=AT)


def test_it_is_awaited_for_three_working_days_and_stands_on_today_and_the_incident(
    asked: OutgoingRequest, incident: Incident, olga: User
) -> None:
    assert request_clocks(None, AT) == []
    assert f"permintaan {asked.code} kepada BSSN belum dikirim" in open_work(incident, at=AT)
    sent = send_request(asked, sent_at=AT, proof="Tanda terima", by=olga, at=AT)
    assert sent.awaited_by == FRIDAY
    (clock,) = request_clocks(incident, FRIDAY)
    assert not clock.reading.breached
    late = next_deadlines([], at=FRIDAY + HOUR)
    assert (late[0].words, late[0].late) == (f"Jawaban BSSN atas {asked.code}", True)
    assert f"permintaan {asked.code} kepada BSSN belum dijawab" in open_work(incident, at=AT)


def test_the_answer_ends_the_waiting(sent: OutgoingRequest, incident: Incident, olga: User) -> None:
    answer_request(sent, answered_at=AT + HOUR, answer="Cocok.", by=olga, at=AT + DAY)
    assert request_clocks(None, AT + DAY) == []
    assert request_clocks(incident, AT + DAY) == []
    assert not any(sent.code in one for one in open_work(incident, at=AT + DAY))
    with pytest.raises(DeskRefused, match="sudah dicatat"):
        answer_request(sent, answered_at=AT + HOUR, answer="Lagi", by=olga, at=AT + DAY)


def test_wrong_or_late_deeds_are_refused_in_words(
    asked: OutgoingRequest, olga: User, ira: User
) -> None:
    with pytest.raises(DeskRefused, match="Catat dulu pengirimannya"):
        answer_request(asked, answered_at=AT, answer="x", by=olga, at=AT)
    with pytest.raises(DeskRefused, match="buktinya"):
        send_request(asked, sent_at=AT, proof=" ", by=olga, at=AT)
    with pytest.raises(DeskRefused, match="belum terjadi"):
        send_request(asked, sent_at=AT + HOUR, proof="x", by=olga, at=AT)
    with pytest.raises(DeskRefused, match="sesudah waktu kirim"):
        send_request(asked, sent_at=AT, proof="x", awaited_by=AT, by=olga, at=AT)
    with pytest.raises(PermissionDenied):
        send_request(asked, sent_at=AT, proof="x", by=ira, at=AT)
    send_request(asked, sent_at=AT, proof="x", by=olga, at=AT)
    with pytest.raises(DeskRefused, match="sudah dicatat"):
        send_request(asked, sent_at=AT, proof="x", by=olga, at=AT)
    with pytest.raises(DeskRefused, match="tidak diubah lagi"):
        change_request(asked, Asked("help", "police", "y", "z"), by=olga, at=AT)
    with pytest.raises(DeskRefused, match="isi jawabannya"):
        answer_request(asked, answered_at=AT + HOUR, answer=" ", by=olga, at=AT + HOUR)
    with pytest.raises(DeskRefused, match="sesudah dikirim"):
        answer_request(asked, answered_at=AT - HOUR, answer="x", by=olga, at=AT + HOUR)
    with pytest.raises(DeskRefused, match="alasannya"):
        withdraw_request(asked, why="", by=olga, at=AT)
    withdraw_request(asked, why="Sudah dijawab lewat rapat", by=olga, at=AT)
    with pytest.raises(DeskRefused, match="sudah ditarik"):
        answer_request(asked, answered_at=AT + HOUR, answer="x", by=olga, at=AT + HOUR)


def test_we_remind_ourselves_on_the_morning_before_and_once_it_is_late(
    sent: OutgoingRequest, olga: User
) -> None:
    reachable(olga)
    moments = [AT, FRIDAY - DAY - 9 * HOUR, FRIDAY - DAY, FRIDAY, FRIDAY + HOUR, FRIDAY + 3 * DAY]
    said = [remind_of_requests(at=moment) for moment in moments]
    assert said == [0, 0, 1, 0, 1, 0]
    message = Message.objects.filter(kind=KIND).first()
    assert message is not None
    words = COMPOSERS[KIND].compose([message], FRIDAY)[message.pk]
    assert isinstance(words, Composed)
    assert sent.code in words.text
    answer_request(sent, answered_at=AT + HOUR, answer="Cocok", by=olga, at=FRIDAY)
    words = COMPOSERS[KIND].compose([message], FRIDAY)[message.pk]
    assert isinstance(words, Dropped)


def test_waiting_longer_needs_a_reason_and_reminds_anew(sent: OutgoingRequest, olga: User) -> None:
    reachable(olga)
    remind_of_requests(at=FRIDAY + HOUR)
    with pytest.raises(DeskRefused, match="alasannya"):
        await_longer(sent, awaited_by=FRIDAY + 7 * DAY, why="", by=olga, at=FRIDAY + HOUR)
    with pytest.raises(DeskRefused, match="masa depan"):
        await_longer(sent, awaited_by=FRIDAY, why="x", by=olga, at=FRIDAY + HOUR)
    await_longer(sent, awaited_by=FRIDAY + 7 * DAY, why="Dijanjikan", by=olga, at=FRIDAY + HOUR)
    assert remind_of_requests(at=FRIDAY + DAY) == 0
    assert remind_of_requests(at=FRIDAY + 7 * DAY) == 1


def test_another_term_is_not_called_three_working_days(
    sent: OutgoingRequest, olga: User, incident: Incident
) -> None:
    (clock,) = request_clocks(incident, AT)
    assert clock.basis == "aturan kantor: 3 hari kerja sejak dikirim"
    await_longer(sent, awaited_by=AT + 9 * DAY, why="Dijanjikan.", by=olga, at=AT)
    (clock,) = request_clocks(incident, AT)
    assert "ditetapkan untuk permintaan ini" in clock.basis


def test_in_the_browser_from_asking_to_the_answer(
    incident: Incident, olga: User, kartini: User, signed_in
) -> None:
    browser = signed_in(olga)
    new = reverse("request-out-new")
    wrong = browser.post(new, {"kind": "help", "receiver": "agency", "to": "", "text": "x"})
    assert wrong.status_code == 422
    given = {"kind": "help", "receiver": "agency", "to": "<b>BSSN</b>", "text": "Mohon bantuan",
             "incident": incident.pk}  # fmt: skip
    page = browser.post(new, given, follow=True).content.decode()
    assert "<b>BSSN</b>" not in page
    made = OutgoingRequest.objects.get()
    browser.post(
        reverse("request-out-send", args=[made.code]),
        {"sent_at": "2026-11-24T09:00", "proof": "Tanda terima",
         "evidence": upload("surat.pdf", PDF)},
    )  # fmt: skip
    made.refresh_from_db()
    assert made.file_sha256
    letter = browser.get(reverse("request-out-letter", args=[made.code]))
    assert letter["Content-Disposition"].startswith("attachment")
    assert b"".join(letter.streaming_content) == PDF
    page = browser.get(incident.get_absolute_url()).content.decode()
    assert made.code in page
    listed = browser.get(reverse("requests-out") + "?show=late").content.decode()
    assert listed
    assert signed_in(kartini).get(made.get_absolute_url()).status_code == 404


def test_our_letter_is_drafted_once_with_its_receiver_and_words(
    asked: OutgoingRequest, olga: User, signed_in
) -> None:
    browser, url = signed_in(olga), reverse("request-out-draft", args=[asked.code])
    browser.post(url)
    browser.post(url)
    asked.refresh_from_db()
    document = Document.objects.get()
    assert asked.document == document
    assert "Mohon konfirmasi." in document.fields["text"]
    assert document.addressees == ["Kepala Badan Siber dan Sandi Negara"]
    page = browser.get(asked.get_absolute_url()).content.decode()
    assert document.get_absolute_url() in page


def drafted(asked: OutgoingRequest, olga: User, signed_in) -> Document:
    signed_in(olga).post(reverse("request-out-draft", args=[asked.code]))
    asked.refresh_from_db()
    assert asked.document is not None
    return asked.document


def test_the_letter_to_the_agency_holds_the_facts_of_the_incident(
    asked: OutgoingRequest, incident: Incident, olga: User, signed_in
) -> None:
    incident.applications.add(ApplicationFactory(code="simpatik", name="SIMPATIK"))
    arrived = Arrived(AT, "amber", "Kredensial di forum.", "SIMPATIK", number="BSSN-2026-11")
    receive_notice(arrived, incident=incident, by=olga, at=AT)
    olga.person.language = "en"
    olga.person.save()
    letter = drafted(asked, olga, signed_in)
    assert letter.subject == f"Permohonan konfirmasi {incident.code}", "papers speak Indonesian"
    text = letter.fields["text"]
    assert f"insiden siber nomor {incident.code}" in text
    assert "kami mohon konfirmasi atas hal berikut." in text
    assert "Aset dan sistem terdampak: SIMPATIK." in text
    assert "Dokumen peringatan BSSN yang kami terima: BSSN-2026-11." in text


def test_a_request_for_help_becomes_the_letter_that_the_agency_asks_for(
    incident: Incident, olga: User, signed_in
) -> None:
    wanted = Asked("help", "agency", "BSSN", "Pemeriksaan forensik\nAnalisis log", incident)
    letter = drafted(write_request(wanted, by=olga, at=AT), olga, signed_in)
    assert letter.kind == "help_request"
    assert letter.fields["help_needed"].splitlines() == ["Pemeriksaan forensik", "Analisis log"]
    assert letter.fields["incident"] == incident.code
    assert letter.fields["assets"] == "belum diketahui"
    assert letter.fields["contact"]


def test_a_letter_to_anybody_else_tells_nothing_of_who_was_hit(
    incident: Incident, olga: User, signed_in
) -> None:
    incident.applications.add(ApplicationFactory(code="simpatik", name="SIMPATIK"))
    for receiver, kind in (
        ("platform", "take_down"),
        ("partner", "help"),
        ("owner", "information"),
    ):
        wanted = Asked(kind, receiver, "Pihak Contoh", "Alamat unggahan terlampir.", incident)
        letter = drafted(write_request(wanted, by=olga, at=AT), olga, signed_in)
        assert letter.kind == "letter"
        assert letter.addressees == ["Pihak Contoh"]
        assert incident.code in letter.fields["text"]
        for word in ("SIMPATIK", incident.title, "akun"):
            assert word not in letter.fields["text"]


def test_a_request_without_an_incident_has_its_letter_too(olga: User, signed_in) -> None:
    wanted = Asked("help", "agency", "Deputi Operasi BSSN", "Pemeriksaan forensik.")
    letter = drafted(write_request(wanted, by=olga, at=AT), olga, signed_in)
    assert letter.kind == "letter"
    assert letter.addressees == ["Deputi Operasi BSSN"]
    assert letter.fields["text"].startswith("Dengan hormat, kami mohon bantuan")
