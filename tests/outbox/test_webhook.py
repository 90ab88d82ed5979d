"""Webhooks and Apprise: signed, never into the private network, secrets in the environment only."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from standardwebhooks import Webhook

from accounts.models import Contact, Person
from secops.outbox.actions import promise
from secops.outbox.delivery import deliver
from secops.outbox.models import Attempt, ChannelRow, Message
from secops.rules.intervals import WIB
from tests.factories import ContactFactory, PersonFactory
from tests.outbox.web import Answer, Web, serving

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=WIB)
MINUTE = timedelta(minutes=1)
OLD, NEW = "whsec_b2xkLW9sZC1vbGQtb2xkLW9sZC1vbGQ=", "whsec_bmV3LW5ldy1uZXctbmV3LW5ldy1uZXc="
Kind = Contact.Kind


@pytest.fixture
def receiver(settings: Any) -> Iterator[Web]:
    settings.WEBHOOK_SECRETS, settings.WEBHOOK_LOOPBACK = [NEW, OLD], True
    ChannelRow.objects.create(channel="webhook", enabled=True, rank=5)
    with serving(Web(lambda call: Answer(204))) as web:
        yield web


@pytest.fixture
def sari(db: None) -> Person:
    return PersonFactory(name="Sari Uji")


def hook(person: Person, url: str) -> Contact:
    made: Contact = ContactFactory(person=person, kind=Kind.WEBHOOK, address=url)
    return made


def say(contact: Contact, key: str = "note:1") -> Message:
    return promise(
        key, "note", contact.person, contact, payload={}, at=NOW, asked_for=True, urgent=True
    )


def test_it_is_signed_so_that_a_receiver_knows_us(sari: Person, receiver: Web) -> None:
    at = timezone.now()  # a signature is good for five minutes
    message = promise(
        "note:1", "note", sari, hook(sari, f"{receiver.url}/in?room=1"), payload={}, at=at,
        asked_for=True,
    )  # fmt: skip
    assert deliver(at=at).sent == 1
    call = receiver.calls[0]
    assert call.path == "/in?room=1"
    headers = {name.lower(): value for name, value in call.headers.items()}
    for secret in (OLD, NEW):
        Webhook(secret).verify(call.body, headers)
    body = json.loads(call.body)
    assert body["type"] == "message.note"
    assert "7Q4K-2MXT" in body["data"]["text"]
    message.refresh_from_db()
    assert (message.state, message.provider_id) == ("sent", f"msg_{message.pk}")


@pytest.mark.parametrize(
    ("status", "state", "dead"),
    [(200, "sent", False), (410, "failed", True), (404, "failed", False), (503, "queued", False),
     (302, "failed", False), (504, "unknown", False)],
)  # fmt: skip
def test_each_answer_means_something(
    sari: Person, receiver: Web, status: int, state: str, dead: bool
) -> None:
    receiver.answer = lambda call: Answer(status, headers={"Location": "http://127.0.0.1:1/"})
    contact = hook(sari, f"{receiver.url}/in")
    message = say(contact)
    deliver(at=NOW)
    message.refresh_from_db()
    contact.refresh_from_db()
    assert (message.state, contact.disabled_at is not None) == (state, dead)
    assert len(receiver.calls) == 1


def test_one_slow_receiver_holds_up_no_other(sari: Person, receiver: Web) -> None:
    receiver.answer = lambda call: (
        Answer(429, headers={"Retry-After": "1800"}) if call.path == "/busy" else Answer(204)
    )
    busy = say(hook(sari, f"{receiver.url}/busy"), "note:1")
    say(hook(sari, "http://127.0.0.1:1/away"), "note:2")
    say(hook(sari, f"{receiver.url}/in"), "note:3")
    done = deliver(at=NOW)
    assert (done.sent, done.again) == (1, 2)
    busy.refresh_from_db()
    assert busy.next_try_at - NOW >= timedelta(minutes=30)
    assert ChannelRow.objects.get().paused_until is None


@pytest.mark.parametrize(
    "url",
    ["https://10.0.0.7/in", "https://169.254.169.254/latest", "https://[::ffff:10.0.0.7]/in",
     "https://127.0.0.1/in", "https://localhost/in", "https://[fd00::1]/in", "https://0.0.0.0/in"],
)  # fmt: skip
def test_nothing_is_sent_into_the_private_network(
    sari: Person, receiver: Web, settings: Any, url: str
) -> None:
    settings.WEBHOOK_LOOPBACK = False
    message = say(hook(sari, url))
    deliver(at=NOW)
    message.refresh_from_db()
    assert message.state == "failed"
    assert message.reason == "alamat webhook berada di jaringan internal"


@pytest.mark.parametrize("url", ["http://kotacontoh.example/in", "https://a:b@x.example/", "x"])
def test_what_is_no_address_is_said_so(
    sari: Person, receiver: Web, settings: Any, url: str
) -> None:
    settings.WEBHOOK_LOOPBACK = False
    message = say(hook(sari, url))
    deliver(at=NOW)
    message.refresh_from_db()
    assert message.reason == "alamat webhook tidak sah"


@pytest.fixture
def destination(settings: Any, db: None) -> Iterator[Web]:
    ChannelRow.objects.create(channel="apprise", enabled=True, rank=4)
    with serving(Web(lambda call: Answer(200, {}))) as web:
        address = f"json://posko:rahasia-token@127.0.0.1:{web.port}/masuk"
        settings.APPRISE_DESTINATIONS = {"posko-chat": address}
        yield web


def test_apprise_goes_to_the_destination_that_the_environment_names(
    sari: Person, destination: Web
) -> None:
    contact = ContactFactory(person=sari, kind=Kind.APPRISE, address="posko-chat")
    message = say(contact)
    assert deliver(at=NOW).sent == 1
    sent = destination.calls[0].json
    assert sent["title"] == "Catatan"
    assert "7Q4K-2MXT" in sent["message"]
    message.refresh_from_db()
    assert message.state == "sent"


def test_a_no_of_apprise_is_unknown_and_shows_no_token(
    sari: Person, destination: Web, caplog: pytest.LogCaptureFixture
) -> None:
    destination.answer = lambda call: Answer(500)
    message = say(ContactFactory(person=sari, kind=Kind.APPRISE, address="posko-chat"))
    deliver(at=NOW)
    message.refresh_from_db()
    assert message.state == "unknown"
    rows = [*Message.objects.values(), *Attempt.objects.values(), *ChannelRow.objects.values()]
    assert "rahasia-token" not in caplog.text + str(rows)


def test_a_destination_that_is_gone_from_the_environment_is_said_so(
    sari: Person, destination: Web, settings: Any
) -> None:
    message = say(ContactFactory(person=sari, kind=Kind.APPRISE, address="posko-lama"))
    deliver(at=NOW)
    message.refresh_from_db()
    assert (message.state, message.reason) == ("failed", "tujuan Apprise tidak dikenal")
