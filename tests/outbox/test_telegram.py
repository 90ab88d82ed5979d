"""Telegram: the same promises as by mail, and another way where it will not take one."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from accounts.models import Contact, Person
from secops.outbox.actions import promise
from secops.outbox.contacts import way_to
from secops.outbox.delivery import deliver, sweep
from secops.outbox.models import Attempt, ChannelRow, Message
from secops.rules.intervals import WIB
from tests.factories import ContactFactory, PersonFactory
from tests.outbox.sink import Sink, free_port
from tests.outbox.web import Answer, Call, Web, serving, telegram, telegram_error

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=WIB)
TOKEN = "7000000001:AAE-made-up-token-of-the-tests"
MINUTE = timedelta(minutes=1)
Kind = Contact.Kind


@pytest.fixture
def bot(settings: Any) -> Iterator[Web]:
    with serving(Web(telegram)) as web:
        settings.TELEGRAM_API_URL, settings.TELEGRAM_BOT_TOKEN = web.url, TOKEN
        yield web


@pytest.fixture
def sari(db: None) -> Person:
    ChannelRow.objects.create(channel="telegram", enabled=True, rank=2, per_minute=1200)
    return PersonFactory(name="Sari Uji")


@pytest.fixture
def chat(sari: Person) -> Contact:
    return ContactFactory(
        person=sari, kind=Kind.TELEGRAM, address="600000001", chosen_at=NOW - timedelta(days=1)
    )


def say(contact: Contact, key: str = "note:1", *, kind: str = "note", **more: Any) -> Message:
    return promise(key, kind, contact.person, contact, payload={}, at=NOW, **more)


def test_it_goes_out_once_to_whom_chose_it(
    sari: Person, chat: Contact, bot: Web, sink: Sink
) -> None:
    ContactFactory(person=sari, address="sari@kotacontoh.example")
    way = way_to(sari.pk)
    assert way is not None
    assert way.chosen == [chat]
    message = say(chat)
    assert deliver(at=NOW).sent == 1
    assert deliver(at=NOW + MINUTE).sent == 0
    assert [call.path for call in bot.calls] == [f"/bot{TOKEN}/sendMessage"]
    assert bot.calls[0].json["chat_id"] == 600000001
    assert "7Q4K-2MXT" in bot.texts()[0]
    message.refresh_from_db()
    assert (message.state, message.channel) == ("sent", "telegram")
    assert message.provider_id == "600000001:101"
    assert "7Q4K" not in message.text
    row = ChannelRow.objects.get(channel="telegram")
    assert row.last_success_at is not None
    assert not sink.mails


def test_a_file_carries_the_words_below_it(chat: Contact, bot: Web) -> None:
    say(chat, kind="paper")
    assert deliver(at=NOW).sent == 1
    (call,) = bot.calls
    assert call.path == f"/bot{TOKEN}/sendDocument"
    assert b'filename="tanda-terima-P-0001.pdf"' in call.body
    assert b"%PDF-1.7 isi \x00\xff" in call.body
    assert b"Surat terlampir." in call.body
    assert Message.objects.get().provider_id == "600000001:102"


def test_many_use_one_connection(chat: Contact, bot: Web) -> None:
    for n in range(5):
        say(chat, f"note:{n}")
    assert deliver(at=NOW).sent == 5
    assert len(bot.calls) == 5


def test_who_blocked_the_bot_is_told_by_mail(
    sari: Person, chat: Contact, bot: Web, sink: Sink
) -> None:
    mail = ContactFactory(person=sari, address="sari@kotacontoh.example")
    bot.answer = telegram_error(403, "Forbidden: bot was blocked by the user")
    message = say(chat)
    done = deliver(at=NOW)
    assert (done.sent, done.again) == (0, 1)
    chat.refresh_from_db()
    assert chat.disabled_at is not None
    assert "blocked" in chat.disabled_why
    assert deliver(at=NOW + MINUTE).sent == 1
    assert sink.recipients == [mail.address]
    message.refresh_from_db()
    assert (message.state, message.channel, message.contact) == ("sent", "mail", mail)
    assert [(t.channel, t.outcome) for t in message.tries.all()] == [
        ("telegram", "failed"),
        ("mail", "sent"),
    ]
    assert Message.objects.count() == 1


def test_who_has_no_other_way_failed_with_its_reason(chat: Contact, bot: Web) -> None:
    bot.answer = telegram_error(400, "Bad Request: chat not found")
    message = say(chat)
    assert deliver(at=NOW).failed == 1
    message.refresh_from_db()
    assert message.state == "failed"
    assert "chat not found" in message.reason


def test_a_request_to_slow_down_pauses_the_whole_channel(chat: Contact, bot: Web) -> None:
    bot.answer = telegram_error(429, "Too Many Requests: retry after 90", retry_after=90)
    for n in range(3):
        say(chat, f"note:{n}")
    assert deliver(at=NOW).again == 3
    assert len(bot.calls) == 1
    bot.answer = telegram
    assert deliver(at=NOW + MINUTE).sent == 0
    assert len(bot.calls) == 1
    assert deliver(at=NOW + timedelta(seconds=130)).sent == 3
    assert ChannelRow.objects.get(channel="telegram").paused_until is None


def test_a_pace_is_kept_and_the_next_minute_goes_on(chat: Contact, bot: Web) -> None:
    ChannelRow.objects.update(per_minute=2)
    for n in range(5):
        say(chat, f"note:{n}")
    assert [deliver(at=NOW + n * MINUTE).sent for n in range(4)] == [2, 2, 1, 0]


def test_a_server_in_trouble_is_asked_again_later(chat: Contact, bot: Web) -> None:
    bot.answer = lambda call: Answer(502, "<html>Bad Gateway</html>")
    message = say(chat)
    assert deliver(at=NOW).again == 1
    bot.answer = telegram
    assert deliver(at=NOW + 2 * MINUTE).sent == 1
    assert [t.outcome for t in message.tries.all()] == ["queued", "sent"]


def test_a_server_that_is_not_there_loses_nothing(chat: Contact, bot: Web, settings: Any) -> None:
    settings.TELEGRAM_API_URL = f"http://127.0.0.1:{free_port()}"
    say(chat)
    assert deliver(at=NOW).again == 1
    settings.TELEGRAM_API_URL = bot.url
    assert deliver(at=NOW + 2 * MINUTE).sent == 1


@pytest.mark.parametrize("then", ["hang up", "late", "drip"])
def test_after_the_request_was_written_nobody_knows(
    chat: Contact, bot: Web, monkeypatch: pytest.MonkeyPatch, then: Any
) -> None:
    monkeypatch.setattr("secops.outbox.senders.http.ANSWER_SECONDS", 0.5)
    bot.answer = lambda call: Answer(body="{" + " " * 50 + "}", then=then)
    digest, start = say(chat), say(chat, "start:1", kind="start")
    assert deliver(at=NOW).unknown == 1
    digest.refresh_from_db()
    start.refresh_from_db()
    assert digest.state == "unknown"
    assert (start.state, start.repeated) == ("queued", True)
    bot.answer = telegram
    assert deliver(at=NOW + 2 * MINUTE).sent == 1


def test_two_unsure_ones_end_the_turn(
    chat: Contact, bot: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot.answer = lambda call: Answer(then="hang up")
    for n in range(6):
        say(chat, f"note:{n}")
    done = deliver(at=NOW)
    assert (done.unknown, done.again, len(bot.calls)) == (2, 4, 2)


def test_a_late_answer_is_an_answer(chat: Contact, bot: Web) -> None:
    bot.answer = lambda call: Answer(body=telegram(call).body, then="late")
    say(chat)
    assert deliver(at=NOW).sent == 1


def test_a_wrong_token_is_said_and_messages_take_their_next_way(
    sari: Person, chat: Contact, bot: Web, sink: Sink
) -> None:
    ContactFactory(person=sari, address="sari@kotacontoh.example")
    bot.answer = telegram_error(401, "Unauthorized")
    say(chat)
    assert deliver(at=NOW).again == 1
    row = ChannelRow.objects.get(channel="telegram")
    assert row.paused_until is not None
    assert "token" in row.last_error
    chat.refresh_from_db()
    assert chat.disabled_at is None
    assert deliver(at=NOW + MINUTE).sent == 1
    assert sink.recipients == ["sari@kotacontoh.example"]


def test_a_channel_switched_off_strands_nobody(
    sari: Person, chat: Contact, bot: Web, sink: Sink
) -> None:
    ContactFactory(person=sari, address="sari@kotacontoh.example")
    say(chat)
    ChannelRow.objects.update(enabled=False)
    assert deliver(at=NOW + 5 * MINUTE).sent == 0
    assert deliver(at=NOW + 61 * MINUTE).sent == 0
    assert deliver(at=NOW + 62 * MINUTE).sent == 1
    assert not bot.calls
    assert len(sink.mails) == 1


def test_a_code_never_goes_where_its_link_went(sari: Person, chat: Contact, bot: Web) -> None:
    ContactFactory(person=sari, address="sari@kotacontoh.example")
    number = ContactFactory(person=sari, kind=Kind.WHATSAPP, address="+6281200000001")
    bot.answer = telegram_error(403, "Forbidden: bot was blocked by the user")
    message = say(chat, code_beside=Kind.MAIL)
    deliver(at=NOW)
    message.refresh_from_db()
    assert (message.channel, message.contact) == ("whatsapp_by_hand", number)


def test_a_code_does_not_fall_back_on_a_mailbox_in_doubt(
    sari: Person, chat: Contact, bot: Web
) -> None:
    ContactFactory(person=sari, address="sari@kotacontoh.example", untrusted_at=NOW)
    bot.answer = telegram_error(403, "Forbidden: user is deactivated")
    message = say(chat, code_beside=Kind.WHATSAPP)
    deliver(at=NOW)
    message.refresh_from_db()
    assert (message.state, message.channel) == ("failed", "telegram")


def test_a_mailbox_in_doubt_is_told_too_but_never_twice(
    sari: Person, chat: Contact, bot: Web, sink: Sink
) -> None:
    Contact.objects.filter(pk=chat.pk).update(chosen_at=None)
    mail = ContactFactory(person=sari, address="sari@kotacontoh.example", untrusted_at=NOW)
    way = way_to(sari.pk)
    assert way is not None
    assert way.chosen == [mail, chat]
    bot.answer = telegram_error(403, "Forbidden: bot was blocked by the user")
    say(mail, "start:1", kind="start")
    say(chat, "start:1:telegram", kind="start")
    deliver(at=NOW)
    deliver(at=NOW + 2 * MINUTE)
    assert len(sink.mails) == 1


def test_what_a_dead_worker_left_is_unknown(chat: Contact, bot: Web) -> None:
    message = say(chat)
    Message.objects.update(state="sending", claimed_at=NOW - 11 * MINUTE)
    assert sweep(at=NOW) == 1
    message.refresh_from_db()
    assert message.state == "unknown"
    assert message.tries.get().channel == "telegram"


def test_the_token_is_neither_stored_nor_logged(
    chat: Contact, bot: Web, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    logging.getLogger("urllib3").setLevel(settings.LOGGING["loggers"]["urllib3"]["level"])
    answers: list[Callable[[Call], Answer]] = [
        telegram_error(401, "Unauthorized"),
        lambda call: Answer(then="hang up"),
        lambda call: Answer(500),
    ]
    for n, answer in enumerate(answers):
        bot.answer = answer
        say(chat, f"note:{n}")
        deliver(at=NOW + n * 20 * MINUTE)
    settings.TELEGRAM_API_URL = "http://127.0.0.1:1"
    deliver(at=NOW + 120 * MINUTE)
    assert TOKEN not in caplog.text
    rows = [*Message.objects.values(), *Attempt.objects.values(), *ChannelRow.objects.values()]
    assert TOKEN not in str(rows)


@pytest.mark.parametrize("address", ["bukan angka", "-100200300", "@sari", "1"])
def test_what_is_no_chat_is_said_so(sari: Person, bot: Web, address: str) -> None:
    message = say(ContactFactory(person=sari, kind=Kind.TELEGRAM, address=address))
    assert deliver(at=NOW).failed == 1
    message.refresh_from_db()
    assert message.reason == "nomor obrolan Telegram tidak sah"
    assert not bot.calls


def test_a_text_that_is_too_long_takes_the_next_way(
    sari: Person, chat: Contact, bot: Web, kinds: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secops.outbox.senders.telegram.LONGEST", 10)
    ContactFactory(person=sari, address="sari@kotacontoh.example")
    message = say(chat)
    deliver(at=NOW)
    message.refresh_from_db()
    chat.refresh_from_db()
    assert (message.channel, chat.disabled_at) == ("mail", None)
