"""Notices to persons, agency and public: once each, with proof, and the 72 hours stop by proof."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Contact, Department, Person, User
from secops import wiring
from secops.audit.models import Entry
from secops.incidents.actions import change_incident, record_incident
from secops.incidents.actions import decide_public as decide_for_incident
from secops.incidents.clocks import clocks_of
from secops.incidents.models import Incident
from secops.incidents.privacy import actions
from secops.incidents.privacy.actions import NoticeRefused
from secops.incidents.privacy.composers import COMPOSERS
from secops.incidents.privacy.models import Notice, NoticeText
from secops.incidents.privacy.people import KIND, people_of, reach_of
from secops.incidents.privacy.tasks import look_after_notices
from secops.incidents.queries import open_work
from secops.inventory.models import Account, Exposure, LeakReport
from secops.outbox.actions import cancel_batch
from secops.outbox.composers import Composed, Dropped
from secops.outbox.models import Message
from secops.rules.clocks import ClockCode
from secops.rules.intervals import WIB
from secops.rules.privacy import Standing
from tests.conftest import Enter
from tests.documents.reading import text_of
from tests.factories import AccountFactory, ContactFactory, PersonFactory
from tests.needs import needs_poppler

pytestmark = pytest.mark.django_db
assert wiring.OPEN_WORK  # the tables are filled
FOUND = datetime(2026, 11, 26, 8, 10, tzinfo=WIB)
NOW = FOUND + timedelta(hours=2)


def leak(incident: Incident, account: Account) -> None:
    """That account stands in a leak report of the incident."""
    report = incident.leak_reports.first()
    if report is None:
        report = LeakReport.objects.create(
            file_name="bssn.csv", sha256="0" * 64, format="table", received_at=FOUND,
            imported_at=FOUND, imported_by=incident.created_by,
        )  # fmt: skip
        incident.leak_reports.add(report)
    Exposure.objects.create(
        fingerprint=f"00000000-0000-0000-0000-{account.pk:012d}",
        place=account.application_id,
        report_id=report.pk,
        account_id=account.pk,
        effective_at=FOUND,
        received_at=FOUND,
    )


def holder(incident: Incident, name: str) -> Person:
    person: Person = PersonFactory(name=name)
    leak(incident, AccountFactory(holder=person))
    return person


@pytest.fixture
def incident(olga: User) -> Incident:
    found = record_incident(description="Akun bocor.", found_at=FOUND, by=olga, at=NOW)
    return change_incident(found, {"personal_data_known_at": FOUND}, by=olga, at=NOW)


@pytest.fixture
def three(incident: Incident) -> list[Person]:
    """One with a trusted address, one whose mailbox may be leaked, one without any."""
    people = [holder(incident, name) for name in ("Ani", "Beni", "Cici")]
    ContactFactory(person=people[0])
    ContactFactory(person=people[1], untrusted_at=FOUND)
    return people


@pytest.fixture
def notice(incident: Incident, three: list[Person], olga: User) -> Notice:
    return actions.open_notice(incident, by=olga, at=NOW)


def write(notice: Notice, by: User, **words: str) -> NoticeText:
    given = {
        "which_data": "Nama pengguna dan kata sandi SIMPATIK",
        "when_and_how": "Sebelum 20 November, lewat komputer yang terinfeksi",
        "handling": "Kata sandi dibatalkan di sumbernya",
        "contact": "(024) 000-0000",
    }
    return actions.write_text(notice, **(given | words), by=by, at=NOW)


@pytest.fixture
def approved(notice: Notice, olga: User, leo: User) -> NoticeText:
    return actions.approve_text(write(notice, olga), by=leo, at=NOW)


def standings(notice: Notice) -> dict[str, Standing]:
    return {one.name: one.standing for one in people_of(notice)}


def hand_over(state: str = Message.State.SENT, at: datetime = NOW) -> None:
    """What the outbox notes once a channel took them."""
    Message.objects.filter(kind=KIND, state="queued").update(state=state, sent_at=at)


def test_the_list_comes_from_the_leaked_accounts(notice: Notice) -> None:
    assert standings(notice) == {
        "Ani": Standing.NOT_YET,
        "Beni": Standing.NOT_YET,
        "Cici": Standing.NO_WAY,
    }
    reach = reach_of(people_of(notice))
    assert (reach.channels, reach.doubtful, reach.without) == ({"Email": 1}, 1, 1)


def test_without_a_failure_that_is_known_there_is_no_notice(olga: User) -> None:
    found = record_incident(description="Situs diubah.", found_at=FOUND, by=olga, at=NOW)
    with pytest.raises(NoticeRefused, match="sejak kapan"):
        actions.open_notice(found, by=olga, at=NOW)


def test_the_law_asks_for_three_things(notice: Notice, olga: User) -> None:
    with pytest.raises(NoticeRefused, match="ketiganya"):
        write(notice, olga, handling=" ")


def test_another_person_approves_and_the_database_agrees(
    notice: Notice, olga: User, leo: User
) -> None:
    text = write(notice, olga)
    with pytest.raises(NoticeRefused, match="orang lain"):
        actions.approve_text(text, by=olga, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeText.objects.filter(pk=text.pk).update(approved_by=olga, approved_at=NOW)
    with pytest.raises(NoticeRefused, match="belum disetujui"):
        actions.send_notice(notice, by=olga, at=NOW)
    newer = write(notice, leo)
    with pytest.raises(NoticeRefused, match="versi yang lebih baru"):
        actions.approve_text(text, by=leo, at=NOW)
    assert actions.approve_text(newer, by=olga, at=NOW).version == 2


def test_each_person_is_told_once(notice: Notice, approved: NoticeText, olga: User) -> None:
    actions.send_notice(notice, by=olga, at=NOW)
    with pytest.raises(NoticeRefused, match="Tidak ada pesan"):
        actions.send_notice(notice, by=olga, at=NOW + timedelta(minutes=1))
    look_after_notices(at=NOW + timedelta(minutes=5))
    messages = Message.objects.filter(kind=KIND)
    assert sorted(one.person.name for one in messages) == ["Ani", "Beni"]
    assert all(one.urgent and one.not_before == NOW + timedelta(seconds=30) for one in messages)


def test_it_can_be_undone_and_sent_anew(notice: Notice, approved: NoticeText, olga: User) -> None:
    batch = actions.send_notice(notice, by=olga, at=NOW)
    assert cancel_batch(batch, by=olga, at=NOW + timedelta(seconds=10)) == 2
    assert standings(notice)["Ani"] is Standing.NOT_YET
    look_after_notices(at=NOW + timedelta(minutes=1))
    assert not Message.objects.filter(kind=KIND, state="queued").exists()
    actions.send_notice(notice, by=olga, at=NOW + timedelta(minutes=2))
    assert Message.objects.filter(kind=KIND, state="queued").count() == 2


def test_the_letter_says_what_the_law_asks_and_has_no_link(
    notice: Notice, approved: NoticeText, olga: User
) -> None:
    actions.send_notice(notice, by=olga, at=NOW)
    message = Message.objects.get(kind=KIND, person__name="Ani")
    words = COMPOSERS[KIND].compose([message], NOW)[message.pk]
    assert isinstance(words, Composed)
    for said in (approved.which_data, approved.when_and_how, approved.handling, "Pasal 46"):
        assert said in words.text
    assert "http" not in words.text
    assert words.said == {"version": 1}


def test_who_was_told_in_person_meanwhile_gets_no_message(
    notice: Notice, approved: NoticeText, olga: User
) -> None:
    actions.send_notice(notice, by=olga, at=NOW)
    ani = notice.subjects.filter(name="Ani")
    actions.note_told(ani, how="Lembar, tanda terima", told_at=NOW, by=olga, at=NOW)
    message = Message.objects.get(kind=KIND, person__name="Ani")
    assert isinstance(COMPOSERS[KIND].compose([message], NOW)[message.pk], Dropped)


def test_the_clock_stops_only_when_everybody_was_told_by_a_way_that_proves_it(
    notice: Notice, approved: NoticeText, olga: User
) -> None:
    incident = notice.incident
    actions.send_notice(notice, by=olga, at=NOW)
    hand_over()
    later = NOW + timedelta(hours=1)
    assert look_after_notices(at=later) == 0
    assert standings(notice) == {
        "Ani": Standing.SENT, "Beni": Standing.DOUBTFUL, "Cici": Standing.NO_WAY,
    }  # fmt: skip
    rest = notice.subjects.filter(name__in=("Beni", "Cici"))
    told_at = later - timedelta(minutes=10)
    actions.note_told(rest, how="Lembar, tanda terima", told_at=told_at, by=olga, at=later)
    assert look_after_notices(at=later) == 1
    clock = {one.code: one for one in clocks_of(incident, at=later)}[
        ClockCode.PERSONAL_DATA_SUBJECT
    ]
    assert clock.stopped_at == told_at
    assert "3 orang" in clock.proof
    assert look_after_notices(at=later + timedelta(minutes=1)) == 0


def test_who_is_found_later_is_told_without_anybody_pressing(
    notice: Notice, approved: NoticeText, olga: User
) -> None:
    actions.send_notice(notice, by=olga, at=NOW)
    late = holder(notice.incident, "Dedi")
    ContactFactory(person=late)
    look_after_notices(at=NOW + timedelta(minutes=1))
    assert Message.objects.filter(kind=KIND, person=late).count() == 1
    assert standings(notice)["Dedi"] is Standing.WAITING


def test_a_bounce_is_seen(notice: Notice, approved: NoticeText, olga: User) -> None:
    actions.send_notice(notice, by=olga, at=NOW)
    hand_over(Message.State.FAILED)
    assert standings(notice)["Ani"] is Standing.BOUNCED


def test_a_list_is_read_by_nip_and_address_and_keeps_no_whole_nip(
    notice: Notice, olga: User
) -> None:
    known: Person = PersonFactory(name="Eka", nip="188001012005011001")
    mailed: Contact = ContactFactory(person__name="Fani")
    text = f"188001012005011001 Eka\n{mailed.address}\n188001012005011999;Gita\nHasan\nHasan\n\n"
    assert actions.add_listed(notice, text, by=olga, at=NOW) == (4, 2)
    names = set(notice.subjects.values_list("name", flat=True))
    assert {"Eka", "Fani", "Hasan"} <= names
    (gita,) = names - {"Eka", "Fani", "Hasan", "Ani", "Beni", "Cici"}
    assert gita.startswith("Gita · 1880••••999 ")
    assert notice.subjects.get(name="Eka").person == known
    assert actions.add_listed(notice, text, by=olga, at=NOW) == (0, 0)


def test_numbers_that_look_alike_once_hidden_are_different_persons(
    notice: Notice, olga: User
) -> None:
    text = "188001012005011999\n188002022006022999\n3374010101800001\n3374999999990001"
    assert actions.add_listed(notice, text, by=olga, at=NOW) == (4, 4)
    assert actions.add_listed(notice, text, by=olga, at=NOW) == (0, 0)
    names = notice.subjects.filter(person=None).values_list("name", flat=True)
    assert not any(number in name for number in text.split() for name in names)


@needs_poppler
def test_slips_are_dated_letters_of_the_office_and_none_is_left_out(
    notice: Notice, approved: NoticeText, olga: User, leo: User, signed_in: Enter, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    for module in ("page", "slips"):
        monkeypatch.setattr(f"secops.incidents.privacy.{module}.MOST", 2)
    actions.add_listed(notice, "Gita;188001012005011999\nHasan", by=olga, at=NOW)
    browser = signed_in(olga)
    page = browser.get(notice.get_absolute_url()).content.decode()
    assert "Lembar 1–2 (PDF)" in page
    assert "Lembar 3–3 (PDF)" in page
    told = ""
    for part in ("1", "2"):
        file = browser.get(reverse("privacy-slips", args=[notice.incident.code]), {"part": part})
        told += text_of(file.content, tmp_path)
    for name in ("Yth. Cici", "Yth. Gita", "Yth. Hasan"):
        assert told.count(name) == 1
    assert "1880" not in told
    assert "PEMERINTAH KOTA CONTOH" in told
    assert "Contoh, " in told
    assert "tautan" not in told
    people = [one.subject for one in people_of(notice) if not one.told]
    actions.note_told(people, how="Tanda terima", told_at=NOW, by=olga, at=NOW)
    assert "privacy/slips.pdf" not in browser.get(notice.get_absolute_url()).content.decode()


def test_the_agency_is_told_with_proof_and_its_clock_stops(notice: Notice, olga: User) -> None:
    sent = NOW - timedelta(minutes=30)
    actions.note_agency(notice, sent_at=sent, proof="B/555/12/2026", by=olga, at=NOW)
    clocks = {one.code: one for one in clocks_of(notice.incident, at=NOW)}
    assert clocks[ClockCode.PERSONAL_DATA_AGENCY].stopped_at == sent
    with pytest.raises(NoticeRefused):
        actions.note_agency(notice, sent_at=sent, proof="lagi", by=olga, at=NOW)


def test_the_letter_to_the_agency_is_written_from_the_approved_text(
    notice: Notice, olga: User, leo: User
) -> None:
    with pytest.raises(NoticeRefused, match="belum disetujui"):
        actions.draft_agency_letter(notice, by=olga, at=NOW)
    actions.approve_text(write(notice, olga), by=leo, at=NOW)
    letter = actions.draft_agency_letter(notice, by=olga, at=NOW)
    assert letter.kind == "pdp_agency"
    assert letter.fields["subjects"] == "3"
    assert letter.fields["data"] == "Nama pengguna dan kata sandi SIMPATIK"
    notice.refresh_from_db()
    assert actions.draft_agency_letter(notice, by=leo, at=NOW) == letter


def test_the_lead_decides_about_the_public_and_until_then_nothing_closes(
    notice: Notice, olga: User, leo: User
) -> None:
    assert any("masyarakat" in one for one in open_work(notice.incident, at=NOW))
    with pytest.raises(PermissionDenied):
        actions.decide_public(notice, public=True, reason="x", by=olga, at=NOW)
    with pytest.raises(NoticeRefused):
        actions.decide_public(notice, public=True, reason=" ", by=leo, at=NOW)
    actions.decide_public(notice, public=False, reason="Semua terjangkau", by=leo, at=NOW)
    assert not any("masyarakat" in one for one in open_work(notice.incident, at=NOW))
    assert Entry.objects.filter(verb="notice.public_no").count() == 1


def test_an_example_goes_to_who_asks_for_it_alone(notice: Notice, olga: User) -> None:
    write(notice, olga)
    ContactFactory(person=olga.person)
    message = actions.send_example(notice, by=olga, at=NOW)
    assert message.person == olga.person
    words = COMPOSERS[message.kind].compose([message], NOW)[message.pk]
    assert isinstance(words, Composed)
    assert words.subject.startswith("[Contoh]")
    assert not Message.objects.filter(kind=KIND).exists()


# ── The pages ────────────────────────────────────────────────────────────────────────────────────
def test_the_pages_lead_from_the_start_to_the_send(
    incident: Incident, three: list[Person], olga: User, leo: User, signed_in: Enter
) -> None:
    code, client = incident.code, signed_in(olga)
    url = reverse("privacy", args=[code])
    assert "Mulai pemberitahuan" in client.get(url).content.decode()
    client.post(reverse("privacy-begin", args=[code]))
    page = client.get(url).content.decode()
    assert "0 dari 3 orang" in page
    assert "1 orang tanpa kontak" in page
    given = {
        "which_data": "Nama pengguna",
        "when_and_how": "November",
        "handling": "Dikunci",
        "contact": "(024) 000-0000",
    }
    assert client.post(reverse("privacy-text", args=[code]), given).status_code == 302
    client = signed_in(leo)
    client.post(reverse("privacy-approve", args=[code]))
    sent = client.post(reverse("privacy-send", args=[code]), {"at_any_hour_because": ""})
    assert sent.status_code == 302
    assert "/messages/batches/" in sent["Location"]
    people = client.get(reverse("privacy-people", args=[code]) + "?standing=no_way")
    assert "Cici" in people.content.decode()
    assert "Ani" not in re.sub(r"<nav.*?</nav>", "", people.content.decode(), flags=re.DOTALL)
    slips = client.get(reverse("privacy-slips", args=[code]))
    assert slips.content.startswith(b"%PDF")
    pick = Notice.objects.get().subjects.get(name="Cici").pk
    told = {"pick": pick, "how": "Lembar", "told_at": "2026-11-26T12:00"}
    assert client.post(reverse("privacy-told", args=[code]), told).status_code == 302


def test_a_department_does_not_see_the_list_though_the_incident_is_its_own(
    notice: Notice, kartini: User, dinsos: Department, signed_in: Enter
) -> None:
    notice.incident.departments.add(dinsos)
    client = signed_in(kartini)
    assert client.get(notice.incident.get_absolute_url()).status_code == 200
    for name in ("privacy", "privacy-people"):
        assert client.get(reverse(name, args=[notice.incident.code])).status_code == 403


def test_the_inspector_reads_and_does_nothing(notice: Notice, ira: User, signed_in: Enter) -> None:
    client, code = signed_in(ira), notice.incident.code
    assert client.get(reverse("privacy", args=[code])).status_code == 200
    for name in ("privacy-send", "privacy-text", "privacy-list", "privacy-slips"):
        assert client.get(reverse(name, args=[code])).status_code == 403


def test_a_file_of_persons_is_read_and_its_problems_are_named(
    notice: Notice, olga: User, signed_in: Enter
) -> None:
    url = reverse("privacy-list", args=[notice.incident.code])
    office = signed_in(olga)
    wrong = b"nip,email,nama\n123,x,Dodi\n,,\n"
    page = office.post(url, {"file": SimpleUploadedFile("daftar.csv", wrong)})
    assert page.status_code == 422
    words = page.content.decode()
    assert "Baris 2, kolom nip" in words
    assert "kolom email" in words
    before = notice.subjects.count()
    good = b"nip,email,nama\n,,Dodi Contoh\n,eka@luar.test,Eka\n"
    office.post(url, {"file": SimpleUploadedFile("daftar.csv", good)})
    assert notice.subjects.count() == before + 2
    assert notice.subjects.filter(name="Dodi Contoh").exists()
    assert office.post(url, {"text": " "}).status_code == 422


def test_a_decision_in_the_register_stands_on_the_page_of_the_notice(
    notice: Notice, olga: User
) -> None:
    decide_for_incident(
        notice.incident, tell=True, reason="Layanan terganggu", decided_by="Wali Kota",
        decided_at=NOW, due_at=NOW + timedelta(days=2), by=olga, at=NOW,
    )  # fmt: skip
    notice.refresh_from_db()
    assert notice.public is True
    assert notice.public_reason == "Layanan terganggu (Wali Kota)"
    assert notice.public_at == NOW


def test_a_decision_made_before_the_notice_was_opened_is_taken_over(
    incident: Incident, olga: User
) -> None:
    decide_for_incident(
        incident, tell=False, reason="Tidak berdampak", decided_by="Ketua", decided_at=NOW,
        due_at=None, by=olga, at=NOW,
    )  # fmt: skip
    assert actions.open_notice(incident, by=olga, at=NOW).public is False
