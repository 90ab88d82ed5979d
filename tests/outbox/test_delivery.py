"""Mails go out once, whatever happens on the way."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from accounts.models import Contact, Person
from secops.outbox.actions import Promise, promise, promise_many
from secops.outbox.delivery import deliver, sweep
from secops.outbox.models import Alarm, Attempt, Message
from secops.outbox.policy import PER_PERSON_AND_DAY
from secops.rules.intervals import WIB
from tests.factories import ContactFactory, PersonFactory
from tests.outbox.sink import Sink

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]

#: A Wednesday in working time.
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=WIB)


@pytest.fixture
def sari(db: None) -> Person:
    return PersonFactory(name="Sari Uji")


@pytest.fixture
def mailbox(sari: Person) -> Contact:
    return ContactFactory(person=sari, address="sari@kotacontoh.example")


def say(contact: Contact, key: str = "note:1", *, kind: str = "note", **more: Any) -> Message:
    payload = more.pop("payload", {})
    return promise(key, kind, contact.person, contact, payload=payload, at=NOW, **more)


def test_a_promise_is_kept_once(mailbox: Contact, sink: Sink) -> None:
    first, second = say(mailbox), say(mailbox)
    assert first == second
    assert deliver(at=NOW).sent == 1
    assert deliver(at=NOW + timedelta(minutes=1)).sent == 0
    assert sink.recipients == ["sari@kotacontoh.example"]
    first.refresh_from_db()
    assert first.state == Message.State.SENT
    assert first.mail_id == sink.mails[0]["Message-ID"]
    assert [t.outcome for t in first.tries.all()] == ["sent"]


def test_a_file_goes_along(mailbox: Contact, sink: Sink) -> None:
    promise("paper:1", "paper", mailbox.person, mailbox, payload={}, at=NOW)
    assert deliver(at=NOW).sent == 1
    (mail,) = sink.mails
    (file,) = mail.iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == (
        "tanda-terima-P-0001.pdf", "application/pdf",
    )  # fmt: skip
    assert file.get_content() == b"%PDF-1.7 isi \x00\xff"
    body = mail.get_body(("plain",))
    assert body is not None
    assert "Surat terlampir." in body.get_content()


def test_what_is_kept_has_no_link_and_no_code(mailbox: Contact, sink: Sink) -> None:
    message = say(mailbox)
    deliver(at=NOW)
    body = sink.mails[0].get_body(("plain",))
    assert body is not None
    assert "/k/" in body.get_content()
    assert "7Q4K-2MXT" in body.get_content()
    message.refresh_from_db()
    assert "/k/" not in message.text
    assert "7Q4K" not in message.text


def test_nobody_needs_it_any_more(mailbox: Contact, sink: Sink) -> None:
    message = say(mailbox, payload={"gone": True})
    assert deliver(at=NOW).dropped == 1
    message.refresh_from_db()
    assert (message.state, message.reason) == (Message.State.DROPPED, "sudah tidak perlu")
    assert not sink.mails


def test_one_that_cannot_be_composed_does_not_hold_up_the_others(
    mailbox: Contact, sink: Sink
) -> None:
    bad = say(mailbox, "note:bad", payload={"broken": True})
    good = say(mailbox, "note:good")
    done = deliver(at=NOW)
    assert (done.sent, done.again) == (1, 1)
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, good.state) == (Message.State.QUEUED, Message.State.SENT)
    assert bad.next_try_at > NOW


def test_a_dead_address_is_never_used_again(mailbox: Contact, sink: Sink) -> None:
    sink.refuse[mailbox.address] = "550 5.1.1 no such mailbox"
    message, next_one = say(mailbox), say(mailbox, "note:2")
    Message.objects.filter(pk=next_one.pk).update(next_try_at=NOW + timedelta(minutes=5))
    assert deliver(at=NOW).failed == 1
    message.refresh_from_db()
    mailbox.refresh_from_db()
    assert message.state == Message.State.FAILED
    assert "no such mailbox" in message.reason
    assert mailbox.disabled_at is not None
    assert deliver(at=NOW + timedelta(minutes=5)).failed == 1
    assert not sink.mails


def test_a_refusal_for_now_is_tried_again_later(mailbox: Contact, sink: Sink) -> None:
    sink.refuse[mailbox.address] = "451 4.7.1 greylisted"
    message = say(mailbox)
    assert deliver(at=NOW).again == 1
    assert deliver(at=NOW + timedelta(seconds=30)).again == 0
    sink.refuse.clear()
    assert deliver(at=NOW + timedelta(minutes=2)).sent == 1
    assert [t.outcome for t in message.tries.all()] == ["queued", "sent"]


def test_a_silent_server_loses_nothing(mailbox: Contact, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    message = say(mailbox)
    assert deliver(at=NOW).again == 1
    message.refresh_from_db()
    assert message.state == Message.State.QUEUED
    assert "Refused" in message.reason


def test_after_three_days_without_a_server_it_is_said_that_it_failed(
    mailbox: Contact, sink: Sink
) -> None:
    sink.refuse_all = "451 4.3.0 full"
    message = say(mailbox, asked_for=True)
    Message.objects.update(created_at=NOW - timedelta(days=4))
    deliver(at=NOW)
    message.refresh_from_db()
    assert message.state == Message.State.FAILED


@pytest.mark.parametrize(
    ("hour", "urgent", "asked", "goes"),
    [
        (9, False, False, True),
        (17, False, False, False),
        (17, True, False, True),
        (22, True, False, False),
        (22, False, True, True),
    ],
)
def test_voices_keep_their_hours(
    mailbox: Contact, sink: Sink, hour: int, urgent: bool, asked: bool, goes: bool
) -> None:
    say(mailbox, urgent=urgent, asked_for=asked)
    assert deliver(at=NOW.replace(hour=hour)).sent == goes


def test_what_a_dead_worker_left_is_unknown(mailbox: Contact, sink: Sink) -> None:
    message = say(mailbox)
    Message.objects.update(state="sending", claimed_at=NOW - timedelta(minutes=11))
    assert sweep(at=NOW) == 1
    message.refresh_from_db()
    assert message.state == Message.State.UNKNOWN
    assert deliver(at=NOW + timedelta(hours=1)).sent == 0


def test_a_start_message_is_repeated_once_under_the_same_id(mailbox: Contact, sink: Sink) -> None:
    message = say(mailbox, kind="start")
    lost = {"state": "sending", "claimed_at": NOW - timedelta(minutes=11), "mail_id": "<a@b.test>"}
    Message.objects.update(**lost)
    sweep(at=NOW)
    assert deliver(at=NOW + timedelta(minutes=2)).sent == 1
    assert sink.mails[0]["Message-ID"] == "<a@b.test>"
    Message.objects.update(**lost)
    sweep(at=NOW)
    message.refresh_from_db()
    assert message.state == Message.State.UNKNOWN


def test_nobody_gets_more_than_the_cap_and_an_alarm_rings(mailbox: Contact, sink: Sink) -> None:
    for n in range(PER_PERSON_AND_DAY + 3):
        say(mailbox, f"note:{n}")
    done = deliver(at=NOW)
    assert (done.sent, done.capped) == (PER_PERSON_AND_DAY, 3)
    assert Alarm.objects.get().held_back == 3
    assert Message.objects.filter(state="queued").count() == 3


def test_a_run_has_a_cap_too(mailbox: Contact, sink: Sink) -> None:
    for n in range(4):
        say(mailbox, f"note:{n}")
    assert deliver(at=NOW, limit=3).sent == 3
    assert Alarm.objects.get().kind == Alarm.Kind.RUN_CAP
    assert deliver(at=NOW).sent == 1


def test_many_promises_take_few_statements(
    mailbox: Contact, django_assert_num_queries: Any
) -> None:
    wanted = [Promise(f"note:{n}", "note", mailbox.person_id, mailbox) for n in range(2000)]
    with django_assert_num_queries(2):
        assert len(promise_many(wanted, at=NOW)) == 2000
    assert promise_many(wanted, at=NOW) == {}


def test_statements_per_mail_do_not_grow(
    mailbox: Contact, sink: Sink, django_assert_max_num_queries: Any
) -> None:
    people = [ContactFactory() for _n in range(80)]
    promise_many([Promise(f"note:{c.pk}", "note", c.person_id, c) for c in people], at=NOW)
    with django_assert_max_num_queries(40):
        assert deliver(at=NOW).sent == 80


def test_the_delivery_log_is_in_one_place(mailbox: Contact, sink: Sink) -> None:
    say(mailbox)
    deliver(at=NOW)
    assert Attempt.objects.count() == 1
    assert connection.in_atomic_block


@pytest.mark.parametrize("address", ["tanpa-at", "dua baris@x.test\r\nRCPT", "é@x.test", ""])
def test_an_address_that_is_none_is_said_so(sari: Person, sink: Sink, address: str) -> None:
    bad = ContactFactory(person=sari, address=address)
    good = ContactFactory()
    message = say(bad)
    say(good, "note:2")
    done = deliver(at=NOW)
    assert (done.sent, done.failed) == (1, 1)
    message.refresh_from_db()
    bad.refresh_from_db()
    assert message.reason == "alamat email tidak sah"
    assert bad.disabled_at is not None


def test_a_frozen_worker_hands_over_nothing_late(
    mailbox: Contact, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secops.outbox.delivery.taking.HAND_OVER_WITHIN", timedelta(seconds=-1))
    message = say(mailbox)
    assert deliver(at=NOW).again == 1
    assert not sink.mails
    message.refresh_from_db()
    assert message.state == Message.State.QUEUED
