"""The office sees how each channel fares, switches it, and tries it out on itself."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

import secops.wiring  # noqa: F401
from accounts.models import Contact, User
from accounts.roles import Role
from secops.audit.models import Entry
from secops.outbox.actions import ChannelRefused, promise, reached, set_channel
from secops.outbox.contacts import way_to
from secops.outbox.delivery import deliver
from secops.outbox.models import ChannelRow, Message
from tests.factories import ContactFactory, DepartmentFactory, holder_of
from tests.outbox.sink import Sink
from tests.outbox.web import Web, serving, telegram, telegram_error

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]
Enter = Callable[[User], Client]


@pytest.fixture
def ani(db: None) -> User:
    office = DepartmentFactory(code="DISKOMINFO", name="Dinas Komunikasi", is_office=True)
    return holder_of(Role.OFFICE_ADMIN, office)


@pytest.fixture
def bot(settings: Any) -> Iterator[Web]:
    with serving(Web(telegram)) as web:
        settings.TELEGRAM_API_URL, settings.TELEGRAM_BOT_TOKEN = web.url, "7:made-up"
        yield web


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_channel_without_its_settings_cannot_be_switched_on(
    signed_in: Enter, ani: User, settings: Any
) -> None:
    settings.TELEGRAM_BOT_TOKEN = ""
    client = signed_in(ani)
    assert "Belum ada pengaturan TELEGRAM_BOT_TOKEN di server." in text(client, "/channels/")
    answer = client.post("/channels/telegram/", {"enabled": "on", "rank": "2", "per_minute": "60"})
    assert answer.status_code == 422
    assert "Isi dahulu: TELEGRAM_BOT_TOKEN." in answer.content.decode()
    assert not ChannelRow.objects.exists()


def test_switching_on_leaves_a_trail_and_opens_the_way(
    signed_in: Enter, ani: User, bot: Web
) -> None:
    contact = ContactFactory(kind=Contact.Kind.TELEGRAM, address="600000001")
    assert way_to(contact.person_id) is None
    answer = signed_in(ani).post(
        "/channels/telegram/", {"enabled": "on", "rank": "2", "per_minute": "60"}
    )
    assert answer.status_code == 302
    way = way_to(contact.person_id)
    assert way is not None
    assert way.chosen == [contact]
    assert Entry.objects.filter(verb="channel.switched_on").count() == 1


def test_the_office_orders_the_channels(signed_in: Enter, ani: User, bot: Web) -> None:
    mail = ContactFactory()
    chat = ContactFactory(person=mail.person, kind=Contact.Kind.TELEGRAM, address="600000001")
    client = signed_in(ani)
    client.post("/channels/telegram/", {"enabled": "on", "rank": "2", "per_minute": ""})
    way = way_to(mail.person_id)
    assert way is not None
    assert way.chosen == [mail]
    client.post("/channels/mail/", {"enabled": "on", "rank": "3", "per_minute": ""})
    way = way_to(mail.person_id)
    assert way is not None
    assert way.chosen == [chat]
    page = text(client, "/channels/")
    assert page.index("/channels/telegram/") < page.index("/channels/mail/")


def test_a_test_goes_to_oneself_while_the_channel_is_off(
    signed_in: Enter, ani: User, bot: Web
) -> None:
    client = signed_in(ani)
    client.post("/channels/telegram/try/")
    assert not Message.objects.exists()  # no such contact yet
    own = ContactFactory(person=ani.person, kind=Contact.Kind.TELEGRAM, address="600000009")
    other = ContactFactory(kind=Contact.Kind.TELEGRAM, address="600000008")
    now = timezone.now()
    promise("note:1", "note", other.person, other, payload={}, at=now)
    client.post("/channels/telegram/try/")
    assert deliver(at=timezone.now()).sent == 1
    assert [call.json["chat_id"] for call in bot.calls] == [int(own.address)]
    assert bot.texts()[0].startswith("Uji kirim dari Siaga")
    page = text(client, "/channels/telegram/")
    assert "Uji terakhir:" in page
    assert "Terkirim" in page


def test_a_test_that_fails_takes_no_other_way(
    signed_in: Enter, ani: User, bot: Web, sink: Sink
) -> None:
    ContactFactory(person=ani.person, address="ani@kotacontoh.example")
    ContactFactory(person=ani.person, kind=Contact.Kind.TELEGRAM, address="600000009")
    bot.answer = telegram_error(400, "Bad Request: chat not found")
    client = signed_in(ani)
    client.post("/channels/telegram/try/")
    deliver(at=timezone.now())
    deliver(at=timezone.now() + timedelta(hours=2))
    assert not sink.mails
    assert "chat not found" in text(client, "/channels/telegram/")


def test_a_rest_is_seen_and_ended(signed_in: Enter, ani: User, bot: Web) -> None:
    now = timezone.now()
    ChannelRow.objects.create(
        channel="telegram", enabled=True, rank=2, paused_until=now + timedelta(hours=1),
        last_error="429 Too Many Requests", last_error_at=now,
    )  # fmt: skip
    client = signed_in(ani)
    assert "429 Too Many Requests" in text(client, "/channels/")
    assert "Dijeda" in text(client, "/channels/telegram/")
    client.post("/channels/telegram/resume/")
    assert ChannelRow.objects.get().paused_until is None


def test_mail_is_tried_out_too(signed_in: Enter, ani: User, sink: Sink) -> None:
    mail = ContactFactory(person=ani.person, address="ani@kotacontoh.example")
    signed_in(ani).post("/channels/mail/try/")
    assert deliver(at=timezone.now()).sent == 1
    assert sink.recipients == [mail.address]


def test_mail_stays_on(signed_in: Enter, ani: User) -> None:
    client = signed_in(ani)
    assert 'name="enabled"' not in text(client, "/channels/mail/")
    client.post("/channels/mail/", {"rank": "4", "per_minute": "600"})
    row = ChannelRow.objects.get(channel="mail")
    assert (row.enabled, row.rank, row.per_minute) == (True, 4, 600)
    with pytest.raises(ChannelRefused):
        set_channel(
            Message.Channel.MAIL, enabled=False, rank=0, per_minute=None, by=ani, at=timezone.now()
        )


def test_an_unknown_channel_does_not_exist(signed_in: Enter, ani: User) -> None:
    assert signed_in(ani).get("/channels/merpati/").status_code == 404


def test_the_page_asks_the_database_as_often_at_any_number_of_messages(
    signed_in: Enter, ani: User, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(ani)
    for n in range(30):
        contact = ContactFactory()
        promise(f"note:{n}", "note", contact.person, contact, payload={}, at=timezone.now())
    client.get("/channels/")
    with django_assert_max_num_queries(8):
        client.get("/channels/")


def test_everybody_chooses_among_his_own_addresses(signed_in: Enter, ani: User, bot: Web) -> None:
    ChannelRow.objects.create(channel="telegram", enabled=True, rank=2)
    mail = ContactFactory(person=ani.person)
    chat = ContactFactory(person=ani.person, kind=Contact.Kind.TELEGRAM, address="600000009")
    foreign = ContactFactory()
    client = signed_in(ani)
    client.post("/profile/channel/", {"contact": str(chat.pk)})
    way = way_to(chat.person_id)
    assert way is not None
    assert way.chosen == [chat]
    client.post("/profile/channel/", {"contact": str(foreign.pk)})
    foreign.refresh_from_db()
    assert foreign.chosen_at is None
    client.post("/profile/channel/", {"contact": ""})
    way = way_to(chat.person_id)
    assert way is not None
    assert way.chosen == [mail]
    assert Entry.objects.filter(verb="person.channel_chosen").count() == 1


def test_the_office_notes_a_choice_for_somebody(signed_in: Enter, ani: User) -> None:
    mail = ContactFactory()
    client = signed_in(ani)
    client.post(f"/people/{mail.person_id}/contacts/{mail.pk}/choose/")
    assert "pilihannya" in text(client, f"/people/{mail.person_id}/")
    client.post(f"/people/{mail.person_id}/contacts/{mail.pk}/choose/")
    mail.refresh_from_db()
    assert mail.chosen_at is None


def test_a_kind_of_contact_is_offered_where_it_is_set_up(
    signed_in: Enter, ani: User, bot: Web, settings: Any
) -> None:
    client = signed_in(ani)
    person = ContactFactory().person
    url = f"/people/{person.pk}/contacts/add/"
    answer = client.post(url, {"kind": "telegram", "address": "@sari"})
    assert "hanya angka" in answer.content.decode()
    client.post(url, {"kind": "telegram", "address": "600000001"})
    assert person.contacts.filter(kind="telegram").count() == 1
    settings.TELEGRAM_BOT_TOKEN = ""
    assert 'value="telegram"' not in text(client, url)


def test_what_the_channel_says_later_is_noted_once(ani: User) -> None:
    contact = ContactFactory()
    now = timezone.now()
    message = promise("note:1", "note", contact.person, contact, payload={}, at=now)
    Message.objects.filter(pk=message.pk).update(
        state="sent", channel="whatsapp", provider_id="wamid.A"
    )
    assert reached("wamid.A", at=now)
    assert reached("wamid.A", at=now + timedelta(minutes=1))
    assert not reached("wamid.B", at=now)
    assert not reached("", at=now)
    message.refresh_from_db()
    assert (message.state, message.reached_at) == ("reached", now)
