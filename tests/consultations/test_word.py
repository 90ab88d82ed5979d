"""A word from the meeting: by the code of the invitation, or typed and confirmed."""

import re
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.links import issue_link
from accounts.models import User
from secops.advisories.consultations.actions import (
    CODE_PURPOSE,
    CONFIRM,
    MOST_WORDS,
    Said,
    cancel,
    confirm_word,
    say_by_code,
    type_word,
)
from secops.advisories.consultations.composers import COMPOSERS
from secops.advisories.consultations.door import WORDS_PER_HOUR
from secops.advisories.consultations.models import Consultation, Invitation, Word
from secops.advisories.models import Organisation, Recommendation
from secops.audit.models import Entry
from secops.incidents.refused import DeskRefused
from secops.inventory.models import Application
from secops.outbox.composers import Composed
from secops.outbox.models import Message
from tests.factories import ApplicationFactory

QUESTION = "Apa yang sebaiknya kami lakukan?"


def words_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def door(invited: Invitation, now: datetime) -> str:
    link = issue_link(invited.person, CODE_PURPOSE, {"invitation": invited.pk}, at=now)
    return f"/k/{link.token}"


def test_one_sentence_by_the_code_is_a_recommendation(
    invited: Invitation, client: Client, now: datetime
) -> None:
    link = issue_link(invited.person, CODE_PURPOSE, {"invitation": invited.pk}, at=now)
    opened = client.post("/k/", {"code": link.code_shown.lower()}, follow=True)
    assert QUESTION in words_of(opened)
    here = opened.redirect_chain[-1][0]
    receipt = client.post(here, {"text": "Keluarkan semua sesi lama."})
    found = Recommendation.objects.get()
    assert re.search(
        rf"Rekomendasi {found.code} diterima \d\d\.\d\d WIB\. Keputusan paling lambat .+?\. Anda",
        words_of(receipt),
    )
    assert (found.organisation, found.author) == (invited.organisation, invited.person)
    assert (found.tlp, found.incident) == ("amber", invited.consultation.incident)
    assert found.said.invitation == invited
    assert Entry.objects.filter(verb="recommendation.from_meeting").exists()


def test_the_door_shows_the_question_and_the_receipt_alone(
    door: str, client: Client, called: Consultation, iwan: User, olga: User
) -> None:
    Recommendation.objects.create(
        code="R-2026-777", organisation=iwan.person.organisations.get(),  # type: ignore[union-attr]
        author=iwan.person, title="Rahasia lain", text="x", target="all", urgency="week",
        tlp="green", submitted_at=called.created_at, entered_by=olga,
        decide_by=called.created_at, incident=called.incident,
    )  # fmt: skip
    for page in (client.get(door), client.post(door, {"text": "Ganti kuncinya."})):
        assert page.status_code == 200
        text = page.content.decode()
        for word in (called.incident.title, called.incident.code, "R-2026-777", "Rahasia lain",
                     called.subject, "Iwan", "Ratna", "Unit Siber"):  # fmt: skip
            assert word not in text
        assert "no-store" in page["Cache-Control"]
        assert not page.cookies


def test_looking_changes_nothing(door: str, client: Client) -> None:
    client.get(door)
    client.head(door)
    assert not Word.objects.exists()


def test_the_same_word_twice_is_one_and_five_are_the_most(
    invited: Invitation, ratna: User, now: datetime
) -> None:
    first = say_by_code(invited, Said("Satu."), by=ratna, at=now)
    assert say_by_code(invited, Said("Satu."), by=ratna, at=now) == first
    for number in range(MOST_WORDS - 1):
        say_by_code(invited, Said(f"Saran {number}."), by=ratna, at=now)
    with pytest.raises(DeskRefused, match="sudah menerima 5 saran"):
        say_by_code(invited, Said("Enam."), by=ratna, at=now)


def test_an_empty_word_is_asked_for_again(door: str, client: Client) -> None:
    answer = client.post(door, {"text": " "})
    assert answer.status_code == 422
    assert QUESTION in words_of(answer)


def test_the_page_names_its_marking_and_so_do_receipt_and_confirmation(
    door: str, client: Client, invited: Invitation, olga: User, now: datetime
) -> None:
    for page in (client.get(door), client.post(door, {"text": "Ganti kuncinya."})):
        assert 'data-tlp="amber"' in page.content.decode()
    word = type_word(invited, Said("Cabut token lama."), by=olga, at=now)
    link = issue_link(invited.person, "consultation-word", {"word": word.pk}, at=now)
    assert "TLP:AMBER" in words_of(client.get(f"/k/{link.token}"))


@pytest.fixture
def simpatik(db: None) -> Application:
    return ApplicationFactory(code="SIMPATIK", name="Sistem Pegawai")


@pytest.mark.parametrize("name", ["SIMPATIK", "simpatik ", "Sistem Pegawai"])
def test_a_guest_names_an_application_that_we_know(
    name: str, door: str, client: Client, simpatik: Application
) -> None:
    given = {"text": "Cabut token.", "target": "application", "application": name}
    for _twice in range(2):
        assert client.post(door, given).status_code == 200
    found = Recommendation.objects.get()
    assert (found.target, found.application) == ("application", simpatik)
    assert found.text == "Cabut token."


def test_a_name_we_do_not_know_stays_in_his_words(
    door: str, client: Client, simpatik: Application
) -> None:
    given = {"text": "Cabut token.", "target": "application", "application": "e-Surat"}
    receipt = client.post(door, given)
    found = Recommendation.objects.get()
    assert (found.target, found.application) == ("unknown", None)
    assert found.text == "Cabut token.\n\nAplikasi: e-Surat"
    assert "e-Surat" not in words_of(receipt)
    asked = client.post(door, {"text": "Lain.", "target": "application"})
    assert asked.status_code == 422
    assert "Tuliskan nama aplikasinya." in words_of(asked)
    assert simpatik.name not in words_of(asked)


def test_a_guest_attaches_files_and_a_wrong_one_is_refused_in_words(
    door: str, client: Client
) -> None:
    def file(name: str, content: bytes) -> SimpleUploadedFile:
        return SimpleUploadedFile(name, content)

    wrong = client.post(
        door, {"text": "Lihat lampiran.", "attachments": file("alat.exe", b"MZ\x90\x00")}
    )
    assert wrong.status_code == 422
    words = words_of(wrong)
    assert "Lampiran: Berkas alat.exe bukan PDF" in words
    assert "Pilih lagi lampirannya" in words
    assert "Lihat lampiran." in wrong.content.decode()
    assert not Recommendation.objects.exists()
    for _twice in range(2):
        sent = client.post(
            door, {"text": "Lihat lampiran.", "attachments": file("log.pdf", b"%PDF-1.7 isi")}
        )
        assert sent.status_code == 200
    kept = Recommendation.objects.get().attachments.get()
    assert (kept.name, kept.bytes) == ("log.pdf", 12)


def test_a_network_that_floods_is_stopped(door: str, client: Client) -> None:
    answers = [client.post(door, {"text": "Sama."}).status_code for _ in range(WORDS_PER_HOUR + 1)]
    assert answers[-1] == 429
    assert set(answers[:-1]) == {200}
    assert Recommendation.objects.count() == 1


def test_another_site_cannot_post(door: str, client: Client) -> None:
    answer = client.post(door, {"text": "x"}, headers={"Origin": "https://evil.test"})
    assert answer.status_code == 403


@pytest.mark.parametrize("why", ["past", "cancelled", "member", "agreement"])
def test_the_code_ends(
    why: str,
    door: str,
    client: Client,
    called: Consultation,
    invited: Invitation,
    university: Organisation,
    olga: User,
    now: datetime,
) -> None:
    if why == "past":
        past = now - timedelta(days=9)
        Consultation.objects.update(starts_at=past, ends_at=past + timedelta(hours=1))
    elif why == "cancelled":
        cancel(called, by=olga, at=now)
    elif why == "member":
        university.members.remove(invited.person)
    else:
        university.valid_until = (now - timedelta(days=2)).date()
        university.save()
    answer = client.post(door, {"text": "Ganti kuncinya."})
    assert answer.status_code == (422 if why == "agreement" else 404)
    assert not Recommendation.objects.exists()


def test_typed_in_his_name_it_counts_when_he_confirms(
    invited: Invitation, olga: User, client: Client, now: datetime
) -> None:
    word = type_word(invited, Said("Cabut token lama."), by=olga, at=now)
    assert not Recommendation.objects.exists()
    message = Message.objects.get(kind=CONFIRM)
    words = COMPOSERS[CONFIRM].compose([message], now)[message.pk]
    assert isinstance(words, Composed)
    assert "Cabut token lama." in words.text
    (door,) = set(re.findall(r"/k/[\w-]{22}", words.text))
    assert "Cabut token lama." in words_of(client.get(door))
    assert not Recommendation.objects.exists()
    receipt = client.post(door, {})
    assert "Anda akan dikabari" in words_of(receipt)
    found = Recommendation.objects.get()
    assert found.author == invited.person
    assert words_of(client.post(door, {})) == words_of(receipt)
    word.refresh_from_db()
    assert (word.typed_by, word.recommendation) == (olga, found)


def test_nobody_else_types_or_confirms(
    invited: Invitation, olga: User, leo: User, adi: User, joko: User, now: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        type_word(invited, Said("x y"), by=adi, at=now)
    word = type_word(invited, Said("Cabut token lama."), by=olga, at=now)
    for other in (leo, joko, olga):
        with pytest.raises(PermissionDenied):
            confirm_word(word, by=other, at=now)


def test_the_minute_taker_does_it_on_the_page(
    called: Consultation, invited: Invitation, olga: User, client: Client
) -> None:
    client.force_login(olga, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.post(
        reverse("consultation-word", args=[called.code]),
        {"invitation": invited.pk, "text": "Cabut token lama.", "urgency": "today"},
        follow=True,
    )
    assert "menunggu dipastikan orangnya" in words_of(page)
