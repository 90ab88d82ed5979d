"""An account holder answers by chat (JOURNEYS J2.2, J2.8)."""

from datetime import timedelta

import pytest

from accounts.models import Contact, Person, User
from accounts.roles import Role
from secops.compliance.rotations.models import Answer, Campaign, Rotation
from secops.inbox.actions import answer_as_office, hear_again, reading
from secops.inbox.models import Incoming, LaterWord
from secops.outbox.actions import heard_from
from secops.outbox.delivery import deliver
from secops.outbox.models import Message
from secops.reminders.tick import promise_due, send_due
from secops.rules.rotation import State
from tests.factories import (
    ApplicationFactory,
    ContactFactory,
    DepartmentFactory,
    PersonFactory,
    holder_of,
)
from tests.inbox.conftest import (
    HOUR,
    MINUTE,
    buttons_of,
    number_of,
    payload_of,
    said_by,
    status_of,
    telegrams,
    writes,
)
from tests.inbox.conftest import hear as hear_call
from tests.outbox.web import Web
from tests.reminders.support import ORDERED, campaign, person, rotation

pytestmark = pytest.mark.django_db
NOW = ORDERED + 6 * HOUR  # 14.10
State_, Why = Incoming.State, Incoming.Why


@pytest.fixture
def sari(db: None) -> Person:
    return person("Sari Uji", mail=None)


@pytest.fixture
def number(sari: Person) -> Contact:
    made = number_of(sari)
    heard_from(made, at=ORDERED)
    return made


@pytest.fixture
def account(sari: Person, number: Contact) -> Rotation:
    return rotation(sari, campaign(), department=DepartmentFactory(name="Dinas Sosial"))


@pytest.fixture
def asked(account: Rotation, meta: Web) -> Rotation:
    """The start message is on her phone."""
    begin()
    return account


def begin() -> None:
    promise_due(at=ORDERED)
    send_due(at=ORDERED)


def test_one_and_then_a_letter_is_an_answer(asked: Rotation, meta: Web) -> None:
    assert "balas: 1 SUDAH · 2 PANDUAN · 3 KENDALA" in said_by(meta)[0]
    assert list(buttons_of(meta.calls[0])) == ["1 SUDAH", "2 PANDUAN", "3 KENDALA"]
    writes("1", at=NOW)
    assert said_by(meta)[1] == (
        "Kata sandi saja, atau nama pengguna (username) juga? A KEDUANYA · B KATA SANDI SAJA"
    )
    assert not Answer.objects.exists()
    heard = writes("A", at=NOW + MINUTE)
    assert said_by(meta)[2] == (
        "Tercatat Jumat, 27 November, 14.11 WIB. Kami cocokkan dengan data SIMPATIK. Bila sesuai, "
        "Anda tidak dihubungi lagi."
    )
    answer = Answer.objects.get()
    assert (answer.kind, answer.channel, answer.recorded_by) == ("done_both", "chat", None)
    asked.refresh_from_db()
    assert asked.state == State.CLAIMED
    assert heard.state == State_.TAKEN
    assert Message.objects.get(kind="rotation.start").state == Message.State.REACHED


def test_buttons_do_the_same(asked: Rotation, meta: Web) -> None:
    writes("1 SUDAH", at=NOW, button=buttons_of(meta.calls[0])["1 SUDAH"])
    letters = buttons_of(meta.calls[1])
    assert list(letters) == ["A KEDUANYA", "B KATA SANDI SAJA"]
    writes("B KATA SANDI SAJA", at=NOW + MINUTE, button=letters["B KATA SANDI SAJA"])
    assert Answer.objects.get().kind == "done_password"


def test_both_in_one_go(asked: Rotation, meta: Web) -> None:
    writes("1A", at=NOW)
    assert Answer.objects.get().kind == "done_both"


def test_the_guide_comes_back_and_the_question_stays(asked: Rotation, meta: Web) -> None:
    writes("2", at=NOW)
    assert "1 dari 3: Gunakan perangkat yang bersih." in said_by(meta)[1]
    assert "Buka SIMPATIK seperti biasa, Profil, Ubah kata sandi." in said_by(meta)[1]
    assert Answer.objects.get().kind == "not_yet"
    writes("1B", at=NOW + HOUR)
    assert Answer.objects.first().kind == "done_password"  # type: ignore[union-attr]


def test_a_trouble_says_who_comes_and_by_when(asked: Rotation, meta: Web) -> None:
    agent = holder_of(Role.AGENT, asked.department, name="Budi Agen")
    assert agent.person is not None
    writes("3 KENDALA", at=NOW)
    assert "D BUKAN AKUN SAYA" in said_by(meta)[1]
    assert not buttons_of(meta.calls[1])  # five answers are no three buttons
    writes("A", at=NOW + MINUTE)
    assert said_by(meta)[2] == (
        "Agen OPD Anda, Budi Agen, menghubungi Anda paling lambat Senin, 30 November, 16.00 WIB. "
        "Tidak ada lagi yang perlu Anda lakukan."
    )
    answer = Answer.objects.get()
    assert (answer.kind, answer.reason) == ("trouble", "cannot_log_in")


def test_many_accounts_are_answered_together_or_on_the_page(
    sari: Person, number: Contact, meta: Web
) -> None:
    within = campaign()
    for name in ("SIMPATIK", "e-Kinerja", "SIPD"):
        rotation(sari, within, ApplicationFactory(name=name))
    begin()
    writes("1", at=NOW)
    assert said_by(meta)[1].startswith("Untuk semua 3 akun?")
    writes("C", at=NOW + MINUTE)
    page = said_by(meta)[2]
    assert "Jawab tiap akun sendiri di halaman kami." in page
    assert "/k, kode " in page
    assert "http" not in page
    assert not Answer.objects.exists()
    writes("1", at=NOW + HOUR)
    writes("B", at=NOW + HOUR + MINUTE)
    assert Answer.objects.filter(kind="done_password").count() == 3
    stored = Message.objects.filter(kind="chat.reply").values_list("text", flat=True)
    assert not any(" kode 7" in text for text in stored)


@pytest.mark.parametrize("text", ["Terima kasih", "sudah saya ganti kemarin", "🙏", "SETUJU"])
def test_what_is_no_answer_waits_for_the_office(asked: Rotation, meta: Web, text: str) -> None:
    heard = writes(text, at=NOW)
    assert (heard.state, heard.why) == (State_.WAITING, Why.UNCLEAR)
    assert heard.person is not None
    assert len(meta.calls) == 1
    assert not Answer.objects.exists()


def test_a_call_that_comes_twice_is_one_answer(asked: Rotation, meta: Web) -> None:
    call = payload_of("1A", at=NOW)
    hear_call(call, at=NOW)
    hear_call(call, at=NOW + MINUTE)
    assert Answer.objects.count() == 1
    assert Incoming.objects.count() == 1
    assert len(meta.calls) == 2


def test_a_letter_that_overtook_its_answer_still_counts(asked: Rotation, meta: Web) -> None:
    late = payload_of("1", at=NOW)
    assert writes("A", at=NOW + MINUTE).why == Why.UNCLEAR
    hear_call(late, at=NOW + 2 * MINUTE)
    assert Answer.objects.get().kind == "done_both"
    assert not Incoming.objects.waiting().exists()


def test_a_strangers_word_counts_for_nobody(asked: Rotation, meta: Web) -> None:
    heard = writes("1A", at=NOW, number="6281299999999")
    assert (heard.state, heard.why, heard.person) == (State_.WAITING, Why.STRANGER, None)
    assert not Answer.objects.exists()


def test_a_button_of_somebody_elses_message_is_not_taken(asked: Rotation, meta: Web) -> None:
    number_of(PersonFactory(name="Tono Lain"), "0812 0000 0002")
    foreign = buttons_of(meta.calls[0])["1 SUDAH"]
    heard = writes("1 SUDAH", at=NOW, number="6281200000002", button=foreign)
    assert heard.state == State_.WAITING
    assert not Answer.objects.exists()


def test_who_handed_the_account_over_cannot_answer_for_it(asked: Rotation, meta: Web) -> None:
    asked.account.holder = PersonFactory(name="Tono Baru")
    asked.account.save()
    writes("1A", at=NOW)
    assert not Answer.objects.exists()
    assert said_by(meta)[1] == "Tidak ada lagi yang menunggu jawaban Anda. Terima kasih."


def test_a_closed_campaign_asks_nothing(asked: Rotation, meta: Web) -> None:
    Campaign.objects.update(state=Campaign.State.CLOSED, closed_at=ORDERED)
    writes("1A", at=NOW)
    assert not Answer.objects.exists()


def test_two_people_on_one_phone_are_told_apart_by_the_button(
    asked: Rotation, sari: Person, meta: Web
) -> None:
    tono = person("Tono Uji", mail=None)
    heard_from(number_of(tono), at=ORDERED)
    his = rotation(tono, asked.campaign)
    promise_due(at=ORDERED + MINUTE)
    send_due(at=ORDERED + MINUTE)
    assert len(meta.calls) == 2
    writes("1 SUDAH", at=NOW, button=buttons_of(meta.calls[0])["1 SUDAH"])
    letter = buttons_of(meta.calls[2])["A KEDUANYA"]
    writes("A KEDUANYA", at=NOW + MINUTE, button=letter)
    assert Answer.objects.get().rotation == asked
    his.refresh_from_db()
    assert his.state == State.TOLD


def test_a_password_in_a_reply_is_never_stored(asked: Rotation, meta: Web) -> None:
    heard = writes("Password saya: Kucing#99 tolong gantikan", at=NOW)
    assert heard.secret_removed
    assert "Kucing" not in heard.text
    assert heard.state == State_.WAITING


def test_a_picture_is_not_fetched_and_waits(asked: Rotation, meta: Web) -> None:
    heard = writes("ini buktinya", at=NOW, kind="image")
    assert (heard.state, heard.why, heard.media) == (State_.WAITING, Why.MEDIA, "image")


def test_a_bare_word_on_a_shared_phone_binds_nobody(
    asked: Rotation, sari: Person, meta: Web
) -> None:
    number_of(PersonFactory(name="Tono Uji"))
    heard = writes("1A", at=NOW)
    assert (heard.state, heard.why) == (State_.WAITING, Why.SHARED)
    assert not Answer.objects.exists()


def test_a_word_after_an_officers_own_words_is_about_those(
    asked: Rotation, olga: User, meta: Web
) -> None:
    heard = writes("apakah ini benar?", at=NOW)
    answer_as_office(heard, "Benar. Sudah bertanya ke Agen?", by=olga, at=NOW + MINUTE)
    deliver(at=NOW + MINUTE)
    assert writes("sudah", at=NOW + HOUR).state == State_.WAITING
    assert not Answer.objects.exists()


def test_a_word_is_never_matched_to_what_came_after_it(asked: Rotation, meta: Web) -> None:
    before = payload_of("1A", at=ORDERED - HOUR)
    hear_call(before, at=NOW)
    assert not Answer.objects.exists()
    assert Incoming.objects.get().why == Why.NO_QUESTION


def test_a_late_reply_has_the_time_at_which_it_was_written(asked: Rotation, meta: Web) -> None:
    hear_call(payload_of("1A", at=NOW), at=NOW + 20 * HOUR)
    answer = Answer.objects.get()
    assert answer.given_at == NOW
    assert not answer.late
    assert "14.10 WIB" in said_by(meta)[1]


def test_a_foreign_button_does_not_fall_back_to_ones_own_message(
    asked: Rotation, sari: Person, meta: Web
) -> None:
    other = PersonFactory(name="Tono Lain")
    heard_from(number_of(other, "0812 0000 0002"), at=ORDERED)
    his = rotation(other, asked.campaign)
    promise_due(at=ORDERED + MINUTE)
    send_due(at=ORDERED + MINUTE)
    foreign = buttons_of(meta.calls[0])["1 SUDAH"]
    writes("1A", at=NOW, number="6281200000002", button=foreign)
    assert not Answer.objects.exists()
    his.refresh_from_db()
    assert his.state == State.TOLD


def test_two_machines_do_not_talk_for_ever(asked: Rotation, meta: Web) -> None:
    for n in range(25):
        writes("2", at=NOW + n * MINUTE)
    assert len(meta.calls) == 21
    assert Incoming.objects.waiting().filter(why=Why.TOO_MANY).exists()


def test_a_stranger_cannot_fill_the_inbox(meta: Web) -> None:
    for n in range(25):
        writes("halo", at=NOW + n * MINUTE, number="6281299999999")
    assert Incoming.objects.waiting().count() == 20


@pytest.mark.parametrize("kind", ["reaction", "unsupported", "system"])
def test_what_we_cannot_read_is_put_before_the_office(
    asked: Rotation, meta: Web, kind: str
) -> None:
    assert writes("", at=NOW, kind=kind).why == Why.MEDIA


def test_what_fails_again_and_again_is_read_by_the_office(
    asked: Rotation, sari: Person, meta: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(reading, "_answer", broken)
    heard = writes("1A", at=NOW)
    for n in range(3):
        reading.read_new(at=NOW + n * MINUTE)
    heard.refresh_from_db()
    assert (heard.state, heard.why, heard.person) == (State_.WAITING, Why.FAILED, sari)


def test_stop_ends_what_a_machine_sends(asked: Rotation, number: Contact, meta: Web) -> None:
    heard = writes("STOP", at=NOW)
    number.refresh_from_db()
    assert number.opted_in_at is None
    assert heard.state == State_.TAKEN
    assert len(meta.calls) == 1
    # What he writes later is no agreement either.
    writes("1A", at=NOW + MINUTE)
    number.refresh_from_db()
    assert number.opted_in_at is None


def test_who_writes_himself_may_be_answered(sari: Person, meta: Web) -> None:
    contact = number_of(sari)
    Contact.objects.filter(pk=contact.pk).update(opted_in_at=None)
    writes("Telepon saya", at=NOW)
    contact.refresh_from_db()
    assert contact.opted_in_how == "menulis sendiri kepada nomor ini"
    assert said_by(meta)[0].startswith("Baik. Posko menelepon Ibu/Bapak hari ini.")


def test_telephone_me_is_heard_at_any_time(asked: Rotation, meta: Web) -> None:
    heard = writes("TELEPON SAYA", at=ORDERED + 10 * HOUR)  # 18.10
    assert (heard.state, heard.why) == (State_.WAITING, Why.CALL_ME)
    assert said_by(meta)[1] == (
        "Baik. Posko menelepon Ibu/Bapak Senin, 30 November, 07.30 WIB. Mendesak? (024) 000-0000."
    )


def test_telegram_does_the_same(sari: Person, bot: Web) -> None:
    ContactFactory(person=sari, kind=Contact.Kind.TELEGRAM, address="70001")
    rotation(sari, campaign())
    begin()
    keys = bot.calls[0].json["reply_markup"]["inline_keyboard"]
    assert [row[0]["text"] for row in keys] == ["1 SUDAH", "2 PANDUAN", "3 KENDALA"]
    telegrams("", at=NOW, button=keys[0][0]["callback_data"])
    assert "A KEDUANYA" in said_by(bot)[1]
    telegrams("a", at=NOW + MINUTE)
    assert Answer.objects.get().kind == "done_both"
    assert telegrams("1A", at=NOW, type="group", chat=-5).text == "a"  # groups are passed over


def test_a_word_that_overtook_our_own_note_is_heard_again(asked: Rotation, meta: Web) -> None:
    message = Message.objects.get(kind="rotation.start")
    name = message.provider_id
    Message.objects.filter(pk=message.pk).update(provider_id="")
    hear_call(status_of(name, "delivered", at=NOW), at=NOW)
    hear_call(status_of(name, "read", at=NOW), at=NOW)
    message.refresh_from_db()
    assert message.state == Message.State.SENT
    Message.objects.filter(pk=message.pk).update(provider_id=name)
    hear_again(at=NOW + MINUTE)
    message.refresh_from_db()
    assert message.state == Message.State.REACHED
    assert not LaterWord.objects.exists()
    hear_call(status_of("wamid.UNKNOWN", "delivered", at=NOW), at=NOW)
    hear_again(at=NOW + timedelta(hours=2))
    assert not LaterWord.objects.exists()


def test_a_message_that_failed_later_goes_its_next_way(
    asked: Rotation, number: Contact, meta: Web
) -> None:
    message = Message.objects.get(kind="rotation.start")
    error = {"code": 131026, "title": "Message undeliverable"}
    hear_call(status_of(message.provider_id, "failed", at=NOW, errors=[error]), at=NOW)
    number.refresh_from_db()
    assert number.disabled_at is not None
    assert "131026" in number.disabled_why
