"""The office's inbox: what nobody but a human being can read, and what officers type in."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.models import Contact, Department, Person, User
from secops.audit.models import Entry
from secops.compliance.duties.actions import promise_numbers, send_directive
from secops.compliance.duties.models import Duty, HeadStatement
from secops.compliance.rotations.models import Answer, Rotation
from secops.inbox.actions import (
    ReplyRefused,
    answer_as_office,
    know_sender,
    read_new,
    record_reply,
    settle_reply,
    take_as,
)
from secops.inbox.actions.office import Heard
from secops.inbox.models import Incoming
from secops.inbox.queries import offers
from secops.outbox.actions import heard_from, mark_sent_by_hand, take_next
from secops.outbox.delivery import deliver
from secops.outbox.models import Message
from secops.reminders.tick import promise_due, send_due
from secops.rules.rotation import State
from tests.duties.support import custom_duty, fresh, rotation_duty
from tests.factories import PersonFactory
from tests.inbox.conftest import HOUR, MINUTE, number_of, said_by, writes
from tests.outbox.sink import Sink
from tests.outbox.web import Web
from tests.reminders.support import ORDERED, campaign, person, rotation, whatsapp

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]
NOW = ORDERED + 6 * HOUR
C, Why = Incoming.Channel, Incoming.Why
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.fixture
def sari(db: None) -> Person:
    return person("Sari Uji", mail=None)


@pytest.fixture
def account(sari: Person, meta: Web) -> Rotation:
    heard_from(number_of(sari), at=ORDERED)
    made = rotation(sari, campaign())
    promise_due(at=ORDERED)
    send_due(at=ORDERED)
    return made


def choice(word: str, people: list[int]) -> str:
    """What the page offers for this word."""
    found = [o for offer in offers(people, at=NOW) for o in offer.options]
    return next(option.value for option in found if option.value.endswith(f":{word}"))


def test_an_unclear_reply_is_counted_by_an_officer(
    account: Rotation, olga: User, meta: Web
) -> None:
    heard = writes("sudah saya ganti tadi malam bu", at=NOW)
    taken = take_as(heard, choice("1B", [heard.person_id or 0]), by=olga, at=NOW + MINUTE)
    answer = Answer.objects.get()
    assert (answer.kind, answer.channel, answer.recorded_by) == ("done_password", "chat", olga)
    assert (taken.state, taken.settled_by) == ("settled", olga)
    deliver(at=NOW + MINUTE)
    assert said_by(meta)[-1].startswith("Tercatat Jumat, 27 November")
    with pytest.raises(ReplyRefused, match="sudah diselesaikan"):
        take_as(heard, choice("1B", [heard.person_id or 0]), by=olga, at=NOW + HOUR)


def test_only_the_office_may(account: Rotation, budi: User, ira: User) -> None:
    heard = writes("halo", at=NOW)
    for who in (budi, ira):
        with pytest.raises(PermissionDenied):
            settle_reply(heard, "x", by=who, at=NOW)
        with pytest.raises(PermissionDenied):
            record_reply(heard.person or PersonFactory(), Heard(C.SMS, NOW, "x"), by=who, at=NOW)


def test_an_officer_answers_in_his_own_words(account: Rotation, olga: User, meta: Web) -> None:
    heard = writes("Apakah ini penipuan?", at=NOW)
    answer_as_office(heard, "Bukan. Lihat pengumuman di intranet.", by=olga, at=NOW + HOUR)
    deliver(at=NOW + HOUR)
    assert said_by(meta)[-1] == "Bukan. Lihat pengumuman di intranet."
    assert not Incoming.objects.waiting().exists()


def test_after_a_day_whatsapp_takes_no_free_words(account: Rotation, olga: User) -> None:
    heard = writes("Apakah ini penipuan?", at=NOW)
    with pytest.raises(ReplyRefused, match="24 jam"):
        answer_as_office(heard, "Bukan.", by=olga, at=NOW + timedelta(hours=25))
    assert Incoming.objects.waiting().exists()


def test_a_call_is_asked_for_and_noted(account: Rotation, olga: User) -> None:
    heard = writes("Telepon saya", at=NOW)
    with pytest.raises(ReplyRefused, match="Tuliskan"):
        settle_reply(heard, " ", by=olga, at=NOW)
    settled = settle_reply(heard, "Ditelepon 14.20, sudah jelas", by=olga, at=NOW + MINUTE)
    assert (settled.state, settled.note) == ("settled", "Ditelepon 14.20, sudah jelas")
    verbs = Entry.objects.order_by("pk").values_list("verb", flat=True)
    assert {"reply.taken", "reply.settled"} <= set(verbs)


def test_a_stranger_becomes_known(account: Rotation, sari: Person, olga: User, ira: User) -> None:
    heard = writes("1A", at=NOW, number="6281277770000")
    assert heard.why == Why.STRANGER
    with pytest.raises(PermissionDenied):
        know_sender(heard, sari, by=ira, at=NOW)
    know_sender(heard, sari, by=olga, at=NOW + MINUTE)
    read_new(at=NOW + MINUTE)
    heard.refresh_from_db()
    # The question went to her other number: a word alone does not answer it from a new one.
    assert (heard.person, heard.why) == (sari, Why.NO_QUESTION)
    assert Contact.objects.filter(person=sari, kind="whatsapp").count() == 2


def test_the_officer_finds_the_stranger_on_the_page(
    account: Rotation, sari: Person, olga: User, signed_in: Enter
) -> None:
    heard = writes("halo", at=timezone.now(), number="6281277770000")
    client = signed_in(olga)
    page = client.get(f"/inbox/{heard.pk}/?q=sari+uji").content.decode()
    assert "Catat nomor ini pada Sari Uji" in page
    answer = client.post(f"/inbox/{heard.pk}/know/", {"person": sari.pk})
    assert answer.headers["Location"] == f"/inbox/{heard.pk}/"
    heard.refresh_from_db()
    assert heard.person == sari


def test_an_officer_sends_and_notes_no_secret(account: Rotation, olga: User) -> None:
    heard = writes("minta sandi baru", at=NOW)
    with pytest.raises(ReplyRefused, match="kata sandi"):
        answer_as_office(heard, "sandi sementara: Abc#12345", by=olga, at=NOW)
    with pytest.raises(ReplyRefused, match="kata sandi"):
        settle_reply(heard, "diberi sandi Abc#12345", by=olga, at=NOW)


def test_nobody_is_given_the_address_of_who_signs_in(account: Rotation, olga: User) -> None:
    heard = writes("halo", at=NOW, number="6281277770000")
    assert olga.person is not None
    with pytest.raises(ReplyRefused, match="akun masuk"):
        know_sender(heard, olga.person, by=olga, at=NOW)


# --- by hand --------------------------------------------------------------------------------------


@pytest.fixture
def by_hand(sari: Person, sink: Sink) -> Rotation:
    """Her message went from an officer's own telephone."""
    whatsapp(sari)
    made = rotation(sari, campaign())
    promise_due(at=ORDERED)
    send_due(at=ORDERED)
    officer = User.objects.get(person__name="Olga Piket")
    in_hand = take_next(by=officer, at=ORDERED)
    assert in_hand is not None
    assert mark_sent_by_hand(in_hand.message.pk, by=officer, at=ORDERED)
    return made


def test_a_reply_to_an_officers_telephone_counts_under_his_name(
    olga: User, by_hand: Rotation, sari: Person
) -> None:
    heard = record_reply(
        sari,
        Heard(C.WHATSAPP_BY_HAND, NOW - HOUR, "1, keduanya bu", choice("1A", [sari.pk])),
        screenshot=SimpleUploadedFile("layar.png", PNG),
        by=olga,
        at=NOW,
    )
    answer = Answer.objects.get()
    assert (answer.kind, answer.recorded_by) == ("done_both", olga)
    assert (heard.state, heard.recorded_by, heard.sent_at) == ("settled", olga, NOW - HOUR)
    assert heard.screenshot_sha256
    assert not Message.objects.filter(kind="chat.reply").exists()


def test_a_heads_word_by_hand_is_recorded(
    dinsos: Department, olga: User, kartini: User, sink: Sink
) -> None:
    assert kartini.person is not None
    whatsapp(kartini.person)
    duty: Duty = custom_duty(dinsos, olga)
    send_directive(duty.directive, by=olga, at=ORDERED)
    deliver(at=ORDERED + MINUTE)
    in_hand = take_next(by=olga, at=ORDERED + MINUTE)
    assert in_hand is not None
    mark_sent_by_hand(in_hand.message.pk, by=olga, at=ORDERED + MINUTE)
    word = choice("TERIMA", [kartini.person.pk])
    record_reply(
        kartini.person, Heard(C.WHATSAPP_BY_HAND, NOW - HOUR, "siap", word), by=olga, at=NOW
    )
    found = fresh(duty)
    assert (found.received_by, found.received_recorded_by) == (kartini.person, olga)


def test_pressed_twice_is_typed_in_once(olga: User, sari: Person) -> None:
    heard = Heard(C.PHONE, NOW - HOUR, "sudah saya ganti")
    first = record_reply(sari, heard, by=olga, at=NOW)
    assert record_reply(sari, heard, by=olga, at=NOW) == first


def test_numbers_that_moved_are_not_stated_for_the_head(
    dinsos: Department, olga: User, kartini: User, sink: Sink
) -> None:
    assert kartini.person is not None
    whatsapp(kartini.person)
    duty = rotation_duty(dinsos, olga, {State.VERIFIED: 1, State.TOLD: 2})
    promise_numbers(duty, at=ORDERED)
    in_hand = take_next(by=olga, at=ORDERED + MINUTE)
    assert in_hand is not None
    mark_sent_by_hand(in_hand.message.pk, by=olga, at=ORDERED + MINUTE)
    word = choice("SETUJU", [kartini.person.pk])
    Rotation.objects.filter(state=State.TOLD).update(state=State.VERIFIED)
    heard = Heard(C.PHONE, NOW - HOUR, "setuju", word)
    with pytest.raises(ReplyRefused, match="baru saja berubah"):
        record_reply(kartini.person, heard, by=olga, at=NOW)
    assert not HeadStatement.objects.exists()


@pytest.mark.parametrize(
    ("heard", "words"),
    [
        (Heard(C.SMS, NOW), "Tuliskan kata-katanya"),
        (Heard(C.SMS, NOW + HOUR, "ya"), "sudah lewat"),
        (Heard(C.SMS, NOW - timedelta(days=40), "ya"), "30 hari"),
        (Heard(C.SMS, NOW, "ya", "999999:TERIMA"), "Pilih jawaban dari daftar"),
        (Heard(C.SMS, NOW, "ya", "x"), "Pilih jawaban dari daftar"),
    ],
)
def test_bad_input_is_refused_in_words_and_nothing_is_kept(
    olga: User, sari: Person, heard: Heard, words: str
) -> None:
    with pytest.raises(ReplyRefused, match=words):
        record_reply(sari, heard, by=olga, at=NOW)
    assert not Incoming.objects.exists()


# --- pages ----------------------------------------------------------------------------------------


def test_the_officer_reads_answers_and_settles_on_the_page(
    account: Rotation, olga: User, signed_in: Enter
) -> None:
    heard = writes("kok bisa bocor?", at=timezone.now())
    client = signed_in(olga)
    listed = client.get("/inbox/").content.decode()
    assert "kok bisa bocor?" in listed
    assert "Sari Uji" in listed
    page = client.get(heard.get_absolute_url()).content.decode()
    assert "Yang menunggunya" in page
    assert "SIMPATIK" in page
    empty = client.post(f"/inbox/{heard.pk}/settle/", {"note": ""})
    assert empty.status_code == 422
    client.post(f"/inbox/{heard.pk}/settle/", {"note": "Dijelaskan lewat telepon"})
    assert "kok bisa bocor?" not in client.get("/inbox/").content.decode()
    assert "kok bisa bocor?" in client.get("/inbox/?state=settled").content.decode()


def test_the_officer_types_in_what_he_heard(
    account: Rotation, sari: Person, olga: User, signed_in: Enter
) -> None:
    client = signed_in(olga)
    assert f"?person={sari.pk}" in client.get("/inbox/record/?q=sari").content.decode()
    address = f"/inbox/record/?person={sari.pk}"
    assert "SUDAH, kata sandi saja" in client.get(address).content.decode()
    refused = client.post(address, {"channel": "phone", "heard_at": "besok", "text": "sudah kok"})
    assert refused.status_code == 422
    assert "sudah kok" in refused.content.decode()
    when = timezone.localtime() - MINUTE
    client.post(
        address,
        {
            "channel": "phone", "heard_at": f"{when:%Y-%m-%dT%H:%M}", "text": "sudah kok",
            "screenshot": SimpleUploadedFile("layar.png", PNG),
        },
    )  # fmt: skip
    kept = Incoming.objects.get()
    assert (kept.why, kept.recorded_by) == (Why.NOTED, olga)
    shot = client.get(f"/inbox/{kept.pk}/screenshot/")
    assert b"".join(shot.streaming_content) == PNG  # type: ignore[attr-defined]
    shot.close()
    assert shot["Content-Disposition"].startswith("attachment")
    assert "sandbox" in shot["Content-Security-Policy"]
