"""Invitations: their words, their calendar entry through its whole life, who may be invited."""

import io
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from pypdf import PdfReader

from accounts.models import User
from secops.advisories.consultations.actions import (
    INVITED,
    Said,
    Wanted,
    call,
    cancel,
    change,
    invite,
    minute,
    say_by_code,
    take_off,
)
from secops.advisories.consultations.composers import COMPOSERS
from secops.advisories.consultations.letters import draft_letters
from secops.advisories.consultations.models import Consultation, Invitation
from secops.advisories.models import Organisation
from secops.audit.models import Entry
from secops.documents.papers import preview_pdf
from secops.incidents.meetings.actions import Held, draft_minutes
from secops.incidents.models import Incident
from secops.incidents.refused import DeskRefused
from secops.outbox.composers import Composed, Dropped
from secops.outbox.mime import as_bytes
from secops.outbox.models import Message
from secops.rules.tlp import Marking
from tests.advisories.support import words_of
from tests.conftest import Enter
from tests.guards.test_walk import BACKEND


def written(at: datetime) -> list[Composed | Dropped]:
    """Every invitation as it would go out now."""
    messages = list(Message.objects.filter(kind=INVITED).order_by("pk"))
    return [COMPOSERS[INVITED].compose([one], at)[one.pk] for one in messages]


def entry_of(words: Composed | Dropped) -> Calendar:
    assert isinstance(words, Composed)
    assert words.attachment is not None
    found = Calendar.from_ical(words.attachment.content)
    assert isinstance(found, Calendar)
    return found


def test_the_invitation_in_the_words_of_the_journey(called: Consultation, now: datetime) -> None:
    (words,) = written(now)
    assert isinstance(words, Composed)
    assert words.subject == "[TLP:AMBER] Undangan: Evaluasi insiden siber"
    assert "Mohon saran tertulis, satu kalimat pun cukup." in words.text
    assert "TLP:AMBER, untuk lembaga Anda saja." in words.text
    assert "Kantor Diskominfo" in words.text
    assert words.attachment is not None
    for secret in words.hidden:
        assert secret.encode() not in words.attachment.content


def test_a_calendar_takes_changes_and_drops_it(
    called: Consultation, wanted: Wanted, olga: User, now: datetime
) -> None:
    first = entry_of(written(now)[-1])
    later = replace(wanted, starts_at=wanted.starts_at + timedelta(hours=1),
                    ends_at=wanted.ends_at + timedelta(hours=1))  # fmt: skip
    change(called, later, by=olga, at=now)
    dropped, changed = written(now)
    assert isinstance(dropped, Dropped)
    second = entry_of(changed)
    cancel(called, by=olga, at=now)
    third = entry_of(written(now)[-1])
    entries = [first, second, third]
    events = [one.walk("VEVENT")[0] for one in entries]
    assert len({str(one["UID"]) for one in events}) == 1
    assert [one["SEQUENCE"] for one in events] == [0, 1, 2]
    assert [str(one["METHOD"]) for one in entries] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [str(one["STATUS"]) for one in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert events[0].start == wanted.starts_at
    assert events[1].start == later.starts_at
    for one, event in zip(entries, events, strict=True):
        assert event["DTSTART"].params["TZID"] == "Asia/Jakarta"
        zone = one.walk("VTIMEZONE")[0]
        assert (zone["TZID"], zone.walk("STANDARD")[0]["TZNAME"]) == ("Asia/Jakarta", "WIB")
        assert str(event["ATTENDEE"]) == "mailto:ratna@universitas.test"
        assert not one.errors


def test_the_mail_carries_it_as_a_calendar(called: Consultation, now: datetime) -> None:
    (words,) = written(now)
    assert isinstance(words, Composed)
    raw = as_bytes(Message.objects.get(kind=INVITED), words).decode()
    assert "text/calendar" in raw
    assert "method=REQUEST" in raw.replace('"', "")
    assert 'filename="undangan.ics"' in raw


def test_a_program_of_mail_finds_the_entry_among_the_ways_to_read_it(
    called: Consultation, wanted: Wanted, olga: User, now: datetime
) -> None:
    """RFC 6047: a text/calendar part with the method of the entry, whole after the journey."""
    change(called, replace(wanted, agenda="Sesi lama – token, kunci; " * 8), by=olga, at=now)
    cancel(called, by=olga, at=now)
    message = Message.objects.filter(kind=INVITED).order_by("pk").last()
    assert message is not None
    words = COMPOSERS[INVITED].compose([message], now)[message.pk]
    assert isinstance(words, Composed)
    assert words.attachment is not None
    raw = as_bytes(message, words)
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    mail = message_from_bytes(raw, policy=policy.default)
    ways = next(part for part in mail.walk() if part.get_content_type() == "multipart/alternative")
    kinds = [part.get_content_type() for part in ways.iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    entries = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert [part.get_content_disposition() for part in entries] == [None, "attachment"]
    for part in entries:
        assert part.get_param("method") == "CANCEL"
        read = Calendar.from_ical(part.get_payload(decode=True))
        event = read.walk("VEVENT")[0]
        assert (str(read["METHOD"]), str(event["STATUS"])) == ("CANCEL", "CANCELLED")
        assert event["DESCRIPTION"] == ("Sesi lama – token, kunci; " * 8).strip()
        lines = part.get_payload(decode=True).splitlines()
        assert max(len(line) for line in lines) <= 75


def test_an_invitation_of_the_past_stays_in(called: Consultation, now: datetime) -> None:
    assert all(isinstance(one, Dropped) for one in written(now + timedelta(days=3)))


def test_nobody_is_invited_above_his_clearance(
    incident: Incident,
    wanted: Wanted,
    ratna: User,
    olga: User,
    university: Organisation,
    now: datetime,
) -> None:
    university.clearance = "green"
    university.save()
    with pytest.raises(DeskRefused, match="hanya boleh melihat sampai TLP:GREEN"):
        call(incident, wanted, [ratna.person], by=olga, at=now)  # type: ignore[list-item]
    assert call(incident, replace(wanted, tlp=Marking.GREEN), [ratna.person], by=olga, at=now)  # type: ignore[list-item]


def test_each_is_invited_once_and_more_may_come(
    called: Consultation, ratna: User, iwan: User, olga: User, now: datetime
) -> None:
    invite(called, [ratna.person, iwan.person], by=olga, at=now)  # type: ignore[list-item]
    assert called.invitations.count() == 2
    assert Entry.objects.filter(verb="consultation.invited").count() == 2


@pytest.mark.parametrize("who", ["adi", "kartini", "ira", "ratna"])
def test_only_the_office_calls(
    who: str,
    incident: Incident,
    wanted: Wanted,
    now: datetime,
    request: pytest.FixtureRequest,
) -> None:
    with pytest.raises(PermissionDenied):
        call(incident, wanted, [], by=request.getfixturevalue(who), at=now)


def test_the_minutes_are_a_meeting_of_the_incident(
    called: Consultation, invited: Invitation, olga: User
) -> None:
    held = Held(called.starts_at, "Leo", present=["Olga"], decisions=["Keluarkan semua sesi lama."])
    after = called.ends_at + timedelta(hours=1)
    meeting = minute(called, held, [invited], by=olga, at=after)
    assert meeting.incident == called.incident
    assert meeting.present == ["Ratna Dosen, Universitas Contoh", "Olga"]
    assert meeting.decisions.get().text == "Keluarkan semua sesi lama."
    invited.refresh_from_db()
    assert invited.attended is True
    with pytest.raises(DeskRefused, match="sudah dicatat"):
        cancel(called, by=olga, at=after)


def test_each_organisation_gets_a_letter_of_its_own_that_names_no_other(
    called: Consultation, ratna: User, iwan: User, joko: User, police: Organisation, olga: User,
    now: datetime, signed_in: Enter,
) -> None:  # fmt: skip
    assert iwan.person is not None
    assert joko.person is not None
    invite(called, [iwan.person, joko.person], by=olga, at=now)
    letters = draft_letters(called, by=olga, at=now)
    assert [one.subject for one in letters] == ["Undangan Evaluasi insiden siber"] * 2
    assert sorted(one.addressees for one in letters) == [
        ["Pimpinan Unit Siber Contoh"], ["Pimpinan Universitas Contoh"]
    ]  # fmt: skip
    for one, other in zip(letters, ("Universitas", "Unit Siber"), strict=True):
        said = f"{one.addressees} {one.fields}"
        assert other not in said
        assert "TLP:AMBER" in said
    assert draft_letters(called, by=olga, at=now) == letters
    page = words_of(signed_in(olga).get(called.get_absolute_url()))
    assert "Surat undangan Universitas Contoh" in page
    assert "Surat undangan Unit Siber Contoh" in page


def test_every_page_of_a_marked_letter_carries_the_marking(
    called: Consultation, wanted: Wanted, olga: User, now: datetime
) -> None:
    change(called, replace(wanted, agenda="Pokok bahasan.\n\n" * 120), by=olga, at=now)
    called.refresh_from_db()
    (letter,) = draft_letters(called, by=olga, at=now)
    pages = PdfReader(io.BytesIO(preview_pdf(letter))).pages
    assert len(pages) > 1
    for page in pages:
        assert page.extract_text().count("TLP:AMBER") >= 2
    letter.fields = {"text": "Tanpa tanda."}
    (page,) = PdfReader(io.BytesIO(preview_pdf(letter))).pages
    assert "TLP:" not in page.extract_text()


def test_one_person_is_taken_off_and_his_calendar_alone_drops_it(
    called: Consultation, invited: Invitation, ratna: User, iwan: User, olga: User, leo: User,
    now: datetime, signed_in: Enter,
) -> None:  # fmt: skip
    assert iwan.person is not None
    invite(called, [iwan.person], by=olga, at=now)
    first = entry_of(written(now)[0])
    browser = signed_in(olga)
    address = reverse("invitation-withdraw", args=[called.code, invited.pk])
    assert address in browser.get(called.get_absolute_url()).content.decode()
    assert "Ratna Dosen" in words_of(browser.get(address))
    page = words_of(browser.post(address, follow=True))
    assert "undangan ditarik" in page
    assert browser.post(address).status_code == 404
    messages = Message.objects.filter(kind=INVITED, person=ratna.person).order_by("pk")
    stale, off = [COMPOSERS[INVITED].compose([one], now)[one.pk] for one in messages]
    assert isinstance(stale, Dropped)
    assert isinstance(off, Composed)
    assert "Undangan ditarik" in off.subject
    last = entry_of(off)
    assert last["METHOD"] == "CANCEL"
    (was,), (now_off,) = first.walk("VEVENT"), last.walk("VEVENT")
    assert was["UID"] == now_off["UID"]
    assert now_off["SEQUENCE"] > was["SEQUENCE"]
    assert called.code not in signed_in(ratna).get(reverse("partner")).content.decode()
    cancel(called, by=olga, at=now)
    assert Message.objects.filter(kind=INVITED, person=ratna.person).count() == 2


def test_who_was_taken_off_may_be_invited_again(
    called: Consultation, invited: Invitation, ratna: User, olga: User, now: datetime
) -> None:
    assert ratna.person is not None
    take_off(invited, by=olga, at=now)
    assert take_off(invited, by=olga, at=now).turns == 1
    with pytest.raises(DeskRefused, match="tidak berlaku"):
        say_by_code(invited, Said("Cabut token lama."), by=ratna, at=now)
    invite(called, [ratna.person], by=olga, at=now)
    again = entry_of(written(now)[-1])
    assert again["METHOD"] == "REQUEST"
    assert again.walk("VEVENT")[0]["SEQUENCE"] == 2


def test_the_marking_stands_on_list_export_forms_and_minutes(
    called: Consultation, invited: Invitation, olga: User, signed_in: Enter
) -> None:
    browser = signed_in(olga)
    assert "TLP:AMBER" in words_of(browser.get(reverse("consultations")))
    exported = browser.get(reverse("consultations") + "?export=csv")
    assert "TLP:AMBER" in b"".join(exported.streaming_content).decode()
    for name in ("edit", "invite", "cancel", "minutes", "word"):
        page = words_of(browser.get(reverse(f"consultation-{name}", args=[called.code])))
        assert f"TLP:AMBER · {called.code}" in page, name
    held = Held(called.starts_at, "Leo", decisions=["Keluarkan semua sesi lama."])
    meeting = minute(called, held, [invited], by=olga, at=called.ends_at + timedelta(hours=1))
    assert meeting.tlp == "amber"
    assert "TLP:AMBER" in words_of(browser.get(meeting.get_absolute_url()))
    assert "TLP:AMBER" in words_of(browser.get(reverse("meeting-edit", args=[meeting.code])))
    exported = browser.get(reverse("meetings") + "?export=csv")
    assert "TLP:AMBER" in b"".join(exported.streaming_content).decode()
    draft = draft_minutes(meeting, by=olga, at=called.ends_at + timedelta(hours=2))
    assert draft.subject.startswith("[TLP:AMBER]")


def test_the_office_does_it_on_its_pages(
    incident: Incident, wanted: Wanted, ratna: User, olga: User, client: Client
) -> None:
    client.force_login(olga, backend=BACKEND)
    assert ratna.person is not None
    given = {
        "subject": wanted.subject, "place": wanted.place, "tlp": "amber",
        "starts_at": "2027-11-27T13:00", "ends_at": "2027-11-27T12:00",
        "people": [ratna.person.pk],
    }  # fmt: skip
    address = reverse("consultation-new", args=[incident.code])
    refused = client.post(address, given)
    assert refused.status_code == 422
    assert "Selesainya harus sesudah mulainya." in refused.content.decode()
    page = client.post(address, given | {"ends_at": "2027-11-27T15:00"}, follow=True)
    assert "Ratna Dosen" in page.content.decode()
    found = Consultation.objects.get()
    assert found.code in client.get(incident.get_absolute_url()).content.decode()
    client.post(reverse("consultation-cancel", args=[found.code]))
    assert "Dibatalkan" in client.get(found.get_absolute_url()).content.decode()


def test_a_partner_sees_his_meetings_and_nobody_elses(
    called: Consultation, ratna: User, joko: User, olga: User, signed_in: Enter, now: datetime
) -> None:
    assert called.code in signed_in(ratna).get(reverse("partner")).content.decode()
    assert called.code not in signed_in(joko).get(reverse("partner")).content.decode()
    cancel(called, by=olga, at=now)
    assert called.code not in signed_in(ratna).get(reverse("partner")).content.decode()


def test_a_partner_reads_what_he_is_invited_to_and_fetches_its_entry(
    called: Consultation, ratna: User, joko: User, iwan: User, olga: User, signed_in: Enter,
    now: datetime,
) -> None:  # fmt: skip
    page = reverse("partner-meeting", args=[called.code])
    file = reverse("partner-calendar", args=[called.code])
    said = say_by_code(called.invitations.get(), Said("Cabut token."), by=ratna, at=now)
    assert said.recommendation is not None
    browser = signed_in(ratna)
    assert page in browser.get(reverse("partner")).content.decode()
    words = words_of(browser.get(page))
    for expected in ("TLP:AMBER", "Sesi lama yang masih terbuka.", "Kantor Diskominfo",
                     said.recommendation.code):  # fmt: skip
        assert expected in words
    assert called.incident.code not in words
    assert called.incident.title not in words
    assert "Olga" not in words
    entry = Calendar.from_ical(browser.get(file).content)
    event = entry.walk("VEVENT")[0]
    assert (str(entry["METHOD"]), str(event["UID"])) == (
        "REQUEST", str(entry_of(written(now)[-1]).walk("VEVENT")[0]["UID"])
    )  # fmt: skip
    assert str(event["ATTENDEE"]) == "mailto:ratna@universitas.test"
    for other, status in ((joko, 404), (iwan, 404), (olga, 403)):
        for address in (page, file):
            assert signed_in(other).get(address).status_code == status
    cancel(called, by=olga, at=now)
    browser = signed_in(ratna)
    words = words_of(browser.get(page))
    assert "Dibatalkan" in words
    assert "Simpan ke kalender" not in words
    assert str(Calendar.from_ical(browser.get(file).content)["METHOD"]) == "CANCEL"


def test_an_invitation_that_was_taken_back_opens_nothing_in_the_portal(
    called: Consultation, ratna: User, olga: User, signed_in: Enter, now: datetime
) -> None:
    take_off(called.invitations.get(), by=olga, at=now)
    page = reverse("partner-meeting", args=[called.code])
    assert signed_in(ratna).get(page).status_code == 404
