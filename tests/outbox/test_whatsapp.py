"""WhatsApp Cloud: approved templates, agreement, free text within a day, and what Meta answers."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

import secops.wiring  # noqa: F401
from accounts.models import Contact, Person, User
from accounts.roles import Role
from secops.outbox.actions import heard_from, promise, reached
from secops.outbox.contacts import way_to
from secops.outbox.delivery import deliver
from secops.outbox.delivery.later_word import refused_later
from secops.outbox.models import ChannelRow, Message, WhatsAppTemplate
from secops.outbox.replies import REPLIES, read_button
from secops.rules.intervals import WIB
from tests.factories import ContactFactory, DepartmentFactory, PersonFactory, holder_of
from tests.outbox.sink import Sink
from tests.outbox.web import Answer, Web, serving, whatsapp, whatsapp_error

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=WIB)
MINUTE = timedelta(minutes=1)
Kind = Contact.Kind
Enter = Callable[[User], Client]
BODY = "Yth. {{nama}}, kabar dari {{kantor}}: {{isi}} Ragu? Telepon {{telepon}}, posko siber."


@pytest.fixture
def meta(settings: Any) -> Iterator[Web]:
    with serving(Web(whatsapp)) as web:
        settings.WHATSAPP_API_URL = f"{web.url}/v23.0"
        settings.WHATSAPP_TOKEN, settings.WHATSAPP_PHONE_ID = "EAAB-made-up", "1000000001"
        yield web


@pytest.fixture
def ani(db: None) -> User:
    office = DepartmentFactory(code="DISKOMINFO", name="Dinas Komunikasi", is_office=True)
    return holder_of(Role.OFFICE_ADMIN, office)


@pytest.fixture
def sari(db: None) -> Person:
    ChannelRow.objects.create(channel="whatsapp", enabled=True, rank=1, per_minute=600)
    return PersonFactory(name="Sari Uji")


@pytest.fixture
def number(sari: Person) -> Contact:
    return ContactFactory(
        person=sari, kind=Kind.WHATSAPP, address="0812-0000-0001", opted_in_at=NOW,
        opted_in_how="formulir",
    )  # fmt: skip


@pytest.fixture
def template(ani: User) -> WhatsAppTemplate:
    return WhatsAppTemplate.objects.create(
        kind="", language="id", version=1, name="siaga_pesan_id_v1", body=BODY,
        state="approved", written_by=ani, written_at=NOW,
    )  # fmt: skip


def say(contact: Contact, key: str = "note:1", *, kind: str = "note", **more: Any) -> Message:
    return promise(key, kind, contact.person, contact, payload={}, at=NOW, **more)


def test_an_approved_template_goes_out_filled(
    number: Contact, template: WhatsAppTemplate, meta: Web
) -> None:
    message = say(number)
    assert deliver(at=NOW).sent == 1
    call = meta.calls[0]
    assert call.path == "/v23.0/1000000001/messages"
    assert call.headers["Authorization"] == "Bearer EAAB-made-up"
    assert (call.json["to"], call.json["type"]) == ("6281200000001", "template")
    sent = call.json["template"]
    assert (sent["name"], sent["language"]) == ("siaga_pesan_id_v1", {"code": "id"})
    values = {one["parameter_name"]: one["text"] for one in sent["components"][0]["parameters"]}
    assert values["nama"] == "Sari Uji"
    assert "7Q4K-2MXT" in values["isi"]
    assert "\n" not in values["isi"]
    message.refresh_from_db()
    assert (message.state, message.channel) == ("sent", "whatsapp")
    assert message.provider_id.startswith("wamid.")
    assert "7Q4K" not in message.text
    assert reached(message.provider_id, at=NOW + MINUTE)


@pytest.mark.parametrize("state", ["submitted", "rejected"])
def test_without_an_approved_template_an_officer_sends_it(
    number: Contact, template: WhatsAppTemplate, meta: Web, state: str
) -> None:
    WhatsAppTemplate.objects.update(state=state)
    message = say(number)
    deliver(at=NOW)
    message.refresh_from_db()
    assert (message.state, message.channel) == ("queued", "whatsapp_by_hand")
    assert message.tries.get().detail == "belum ada templat WhatsApp yang disetujui"
    assert not meta.calls
    number.refresh_from_db()
    assert number.disabled_at is None


def test_who_did_not_agree_is_written_to_by_hand(
    sari: Person, template: WhatsAppTemplate, meta: Web
) -> None:
    contact = ContactFactory(person=sari, kind=Kind.WHATSAPP, address="+6281200000001")
    message = say(contact)
    assert message.channel == "whatsapp_by_hand"
    assert deliver(at=NOW).sent == 0


def test_the_kinds_own_and_newest_version_goes_before_the_common_one(
    number: Contact, template: WhatsAppTemplate, meta: Web, ani: User
) -> None:
    for version, state in ((1, "approved"), (2, "approved"), (3, "submitted")):
        WhatsAppTemplate.objects.create(
            kind="note", language="id", version=version, name=f"siaga_note_id_v{version}",
            body=BODY, state=state, written_by=ani, written_at=NOW,
        )  # fmt: skip
    say(number)
    deliver(at=NOW)
    assert meta.calls[0].json["template"]["name"] == "siaga_note_id_v2"


def test_within_a_day_of_his_own_message_free_text_goes(number: Contact, meta: Web) -> None:
    heard_from(number, at=NOW - timedelta(hours=23))
    heard_from(number, at=NOW - timedelta(hours=30))  # a late, older one
    say(number)
    assert deliver(at=NOW).sent == 1
    assert meta.calls[0].json["type"] == "text"
    assert "7Q4K-2MXT" in meta.calls[0].json["text"]["body"]
    late = say(number, "note:2")
    assert deliver(at=NOW + timedelta(hours=2)).sent == 0
    late.refresh_from_db()
    assert late.channel == "whatsapp_by_hand"


def test_buttons_come_where_replies_are_read(
    number: Contact, template: WhatsAppTemplate, meta: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(REPLIES, "note", lambda _message, _said: ("SUDAH", "PANDUAN", "KENDALA"))
    WhatsAppTemplate.objects.update(buttons=["SUDAH", "KENDALA"])
    first = say(number)
    deliver(at=NOW)
    button = meta.calls[0].json["template"]["components"][2]
    assert (button["sub_type"], button["index"]) == ("quick_reply", "1")
    assert read_button(button["parameters"][0]["payload"]) == (first.pk, "KENDALA")
    heard_from(number, at=NOW)
    say(number, "note:2")
    deliver(at=NOW + MINUTE)
    interactive = meta.calls[1].json["interactive"]
    titles = [one["reply"]["title"] for one in interactive["action"]["buttons"]]
    assert titles == ["SUDAH", "PANDUAN", "KENDALA"]


def test_a_text_too_long_for_its_template_takes_the_next_way(
    number: Contact, template: WhatsAppTemplate, meta: Web
) -> None:
    WhatsAppTemplate.objects.update(body="Kabar: {{isi}} " + "a" * 1000)
    message = say(number)
    deliver(at=NOW)
    message.refresh_from_db()
    assert message.channel == "whatsapp_by_hand"


def test_a_number_without_whatsapp_is_not_used_again(
    sari: Person, number: Contact, template: WhatsAppTemplate, meta: Web, sink: Sink
) -> None:
    ContactFactory(person=sari, address="sari@kotacontoh.example")
    meta.answer = whatsapp_error(400, 131026, "Message undeliverable")
    message = say(number)
    deliver(at=NOW)
    number.refresh_from_db()
    assert number.disabled_at is not None
    deliver(at=NOW + MINUTE)
    message.refresh_from_db()
    assert (message.state, message.channel) == ("sent", "mail")


def test_a_template_that_meta_stopped_harms_no_number(
    number: Contact, template: WhatsAppTemplate, meta: Web
) -> None:
    meta.answer = whatsapp_error(404, 132001, "Template name does not exist in the translation")
    message = say(number)
    deliver(at=NOW)
    number.refresh_from_db()
    message.refresh_from_db()
    assert number.disabled_at is None
    assert message.channel == "whatsapp_by_hand"


def test_too_fast_pauses_the_channel_and_one_number_alone_does_not(
    sari: Person, number: Contact, template: WhatsAppTemplate, meta: Web
) -> None:
    meta.answer = whatsapp_error(400, 131056, "(#131056) Pair rate limit hit")
    say(number)
    deliver(at=NOW)
    assert ChannelRow.objects.get().paused_until is None
    meta.answer = whatsapp_error(429, 130429, "Rate limit hit", {"Retry-After": "120"})
    deliver(at=NOW + 2 * MINUTE)
    paused = ChannelRow.objects.get().paused_until
    assert paused is not None
    assert timedelta(minutes=3) < paused - NOW < timedelta(minutes=5)


@pytest.mark.parametrize(("status", "code"), [(401, 190), (403, 10), (400, 131042), (400, 368)])
def test_a_trouble_of_ours_pauses_the_channel_and_frees_the_message(
    number: Contact, template: WhatsAppTemplate, meta: Web, status: int, code: int
) -> None:
    meta.answer = whatsapp_error(status, code, "made up")
    message = say(number)
    deliver(at=NOW)
    message.refresh_from_db()
    assert message.channel == "whatsapp_by_hand"
    assert ChannelRow.objects.get().paused_until is not None


def test_a_server_in_trouble_is_asked_again(
    number: Contact, template: WhatsAppTemplate, meta: Web
) -> None:
    meta.answer = whatsapp_error(500, 131000, "Something went wrong")
    say(number)
    assert deliver(at=NOW).again == 1
    meta.answer = whatsapp
    assert deliver(at=NOW + 2 * MINUTE).sent == 1


def test_a_line_that_breaks_after_the_request_is_unknown(
    number: Contact, template: WhatsAppTemplate, meta: Web
) -> None:
    meta.answer = lambda call: Answer(then="hang up")
    say(number)
    assert deliver(at=NOW).unknown == 1


def test_what_meta_says_later_sends_it_on_once(
    sari: Person, number: Contact, template: WhatsAppTemplate, meta: Web, sink: Sink
) -> None:
    ContactFactory(person=sari, address="sari@kotacontoh.example")
    message = say(number)
    deliver(at=NOW)
    message.refresh_from_db()
    said = message.provider_id
    for _doubled in range(2):
        refused_later(said, detail="131026 undeliverable", dead_address=True, at=NOW + MINUTE)
    number.refresh_from_db()
    message.refresh_from_db()
    assert number.disabled_at is not None
    assert (message.state, message.channel) == ("queued", "mail")
    assert deliver(at=NOW + 2 * MINUTE).sent == 1
    assert len(sink.mails) == 1
    assert not refused_later("wamid.unknown", detail="", dead_address=False, at=NOW)


def test_who_reads_english_is_not_written_to_in_indonesian(
    sari: Person, number: Contact, template: WhatsAppTemplate, meta: Web
) -> None:
    Person.objects.update(language="en")
    message = say(number)
    deliver(at=NOW)
    message.refresh_from_db()
    assert message.channel == "whatsapp_by_hand"


# ── The pages ────────────────────────────────────────────────────────────────────────────────────
def test_a_template_is_written_decided_and_tried(
    signed_in: Enter, ani: User, sari: Person, meta: Web
) -> None:
    client = signed_in(ani)
    wrong = client.post(
        "/whatsapp-templates/write/", {"language": "id", "body": "{{nama}}, {{kode}}: {{isi}}."}
    )
    assert wrong.status_code == 422
    assert "{{kode}}" in wrong.content.decode()
    client.post("/whatsapp-templates/write/", {"language": "id", "body": BODY})
    client.post("/whatsapp-templates/write/", {"language": "id", "body": BODY + " Lagi."})
    first, second = WhatsAppTemplate.objects.order_by("version")
    assert (first.name, second.name) == ("siaga_pesan_id_v1", "siaga_pesan_id_v2")
    url = f"/whatsapp-templates/{first.pk}/"
    assert ani.display_name in client.get(url).content.decode()
    client.post(f"{url}decide/", {"state": "rejected"})
    first.refresh_from_db()
    assert first.state == "submitted"
    client.post(f"{url}decide/", {"state": "rejected", "reason": "terlalu umum"})
    client.post(f"{url}try/")
    assert not Message.objects.exists()
    client.post(f"{url}decide/", {"state": "approved"})
    own = ContactFactory(
        person=ani.person, kind=Kind.WHATSAPP, address="+6281200000009", opted_in_at=NOW
    )
    client.post(f"{url}try/")
    assert deliver(at=Message.objects.get().created_at).sent == 1
    assert meta.calls[0].json["to"] == own.address[1:]
    assert meta.calls[0].json["template"]["name"] == first.name


@pytest.mark.parametrize(
    "body",
    [
        "{{isi}} di awal.",
        "di akhir {{isi}}",
        "tanpa tempat",
        "Kabar {{isi} x.",
        "A {{x}} {{isi}} b",
    ],
)
def test_what_meta_would_not_take_is_said_before(signed_in: Enter, ani: User, body: str) -> None:
    answer = signed_in(ani).post("/whatsapp-templates/write/", {"language": "id", "body": body})
    assert answer.status_code == 422
    assert body in answer.content.decode()
    assert not WhatsAppTemplate.objects.exists()


def test_agreement_is_noted_and_taken_back(
    signed_in: Enter, ani: User, sari: Person, meta: Web
) -> None:
    contact = ContactFactory(person=sari, kind=Kind.WHATSAPP, address="+6281200000001")
    own = ContactFactory(person=ani.person, kind=Kind.WHATSAPP, address="+6281200000009")
    client = signed_in(ani)
    url = f"/people/{sari.pk}/contacts/{contact.pk}/opt-in/"
    client.post(url, {"how": "formulir 25/11/2026"})
    way = way_to(sari.pk)
    assert way is not None
    assert [one.channel for one in way.all] == ["whatsapp", "whatsapp_by_hand"]
    client.post(url, {"take_back": "1"})
    contact.refresh_from_db()
    assert contact.opted_in_at is None
    client.post("/profile/opt-in/", {"contact": str(own.pk)})
    own.refresh_from_db()
    assert own.opted_in_at is not None
    assert client.post("/profile/opt-in/", {"contact": str(contact.pk)}).status_code == 404
