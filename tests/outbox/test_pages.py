"""The office sees what truly became of each message, and can undo and send by hand."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Contact, User
from secops.outbox.actions import Promise, put_aside, start_batch, take_next
from secops.outbox.models import Alarm, Batch, Message
from secops.outbox.queries import chat_address
from tests.factories import ContactFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]
Enter = Callable[[User], Client]


def numbers(n: int) -> list[Contact]:
    return [
        ContactFactory(kind=Contact.Kind.WHATSAPP, address=f"0812-0000-000{k}") for k in range(n)
    ]


def queue(contacts: list[Contact], **more: Any) -> list[Message]:
    at = timezone.now()
    return [
        Message.objects.create(
            key=f"note:{c.pk}", kind="note", person=c.person, contact=c, address=c.address,
            channel="whatsapp_by_hand", created_at=at, not_before=at, next_try_at=at, **more,
        )
        for c in contacts
    ]  # fmt: skip


def test_the_list_says_what_became_of_each(signed_in: Enter, olga: User) -> None:
    queue(numbers(2))
    Message.objects.filter(pk=Message.objects.first().pk).update(state="failed", reason="550 no")
    client = signed_in(olga)
    page = client.get("/messages/").content.decode()
    assert "Menunggu dikirim" in page
    assert "Gagal" in page
    assert "550 no" in page
    only = client.get("/messages/?state=failed").content.decode()
    assert only.count("550 no") == 1
    export = client.get("/messages/?export=csv")
    assert b"550 no" in b"".join(export)
    export.close()


def test_an_alarm_is_seen(signed_in: Enter, olga: User) -> None:
    at = timezone.now()
    Alarm.objects.create(kind="person_cap", day=at.date(), first_at=at, last_at=at, held_back=7)
    assert (
        "Batas pesan per orang tercapai: 7 pesan ditahan"
        in signed_in(olga).get("/messages/").content.decode()
    )


@pytest.mark.parametrize(
    "path", ["/messages/", "/messages/whatsapp/", "/messages/1/", "/messages/batches/1/"]
)
def test_only_the_office(signed_in: Enter, kartini: User, path: str) -> None:
    assert signed_in(kartini).get(path).status_code == 403


def test_whatsapp_goes_out_by_hand_one_after_the_other(signed_in: Enter, olga: User) -> None:
    first, second = queue(numbers(2))
    client = signed_in(olga)
    page = client.get("/messages/whatsapp/").content.decode()
    assert "2 pesan menunggu" in page
    assert "wa.me" not in page
    page = client.post("/messages/whatsapp/").content.decode()
    assert "https://wa.me/6281200000000?text=Isi." in page
    assert 'target="_blank"' in page
    assert "7Q4K-2MXT" in page
    form = {"deed": "sent", "message": first.pk}
    page = client.post("/messages/whatsapp/", form).content.decode()
    assert "6281200000001" in page
    first.refresh_from_db()
    assert (first.state, first.sent_by) == ("sent", olga)
    assert "7Q4K" not in first.text
    client.post("/messages/whatsapp/", {"deed": "wrong", "message": second.pk})
    second.refresh_from_db()
    assert second.state == "failed"
    assert second.contact is not None
    assert second.contact.disabled_at is not None
    assert (
        "Tidak ada pesan WhatsApp yang menunggu"
        in client.get("/messages/whatsapp/").content.decode()
    )


def test_two_officers_never_hold_the_same(olga: User, leo: User) -> None:
    queue(numbers(2))
    now = timezone.now()
    mine, his = take_next(by=olga, at=now), take_next(by=leo, at=now)
    assert mine is not None
    assert his is not None
    assert mine.message != his.message
    again = take_next(by=olga, at=now)
    assert again is not None
    assert again.message == mine.message
    assert not put_aside(his.message.pk, by=olga, at=now)


def test_held_too_long_is_free_again(olga: User, leo: User) -> None:
    queue(numbers(1))
    now = timezone.now()
    assert take_next(by=olga, at=now) is not None
    assert take_next(by=leo, at=now + timedelta(minutes=5)) is None
    assert take_next(by=leo, at=now + timedelta(minutes=16)) is not None


def test_what_nobody_needs_is_dropped_on_the_way(olga: User) -> None:
    queue(numbers(1), payload={"gone": True})
    assert take_next(by=olga, at=timezone.now()) is None
    assert Message.objects.get().state == "dropped"


@pytest.mark.parametrize(
    ("number", "digits"),
    [("0812 0000", "628120000"), ("+62 812 0000", "628120000"), ("8120000", "628120000")],
)
def test_numbers_as_people_write_them(number: str, digits: str) -> None:
    address = chat_address(number, "Yth. Sari, 100% & aman?")
    assert address.startswith(f"https://wa.me/{digits}?text=")
    assert unquote(address.partition("text=")[2]) == "Yth. Sari, 100% & aman?"


def bulk(by: User, at: datetime, n: int = 3) -> Batch:
    wanted = [
        Promise(f"bulk:{c.pk}", "note", c.person_id, c)
        for c in (ContactFactory() for _k in range(n))
    ]
    return start_batch("Arahan", wanted, by=by, at=at)


def test_thirty_seconds_to_undo(signed_in: Enter, olga: User) -> None:
    row = bulk(olga, timezone.now())
    client = signed_in(olga)
    page = client.get(f"/messages/batches/{row.pk}/").content.decode()
    assert "3 pesan dikirim" in page
    assert "Batalkan" in page
    page = client.post(f"/messages/batches/{row.pk}/cancel/", follow=True).content.decode()
    assert "3 pesan dibatalkan." in page
    assert set(Message.objects.values_list("state", flat=True)) == {"cancelled"}


def test_what_went_out_cannot_be_undone(signed_in: Enter, olga: User) -> None:
    row = bulk(olga, timezone.now())
    Message.objects.filter(pk=Message.objects.first().pk).update(state="sending")
    client = signed_in(olga)
    page = client.post(f"/messages/batches/{row.pk}/cancel/", follow=True).content.decode()
    assert "2 pesan dibatalkan." in page


def test_a_message_page_shows_its_tries(signed_in: Enter, olga: User) -> None:
    (message,) = queue(numbers(1))
    message.tries.create(at=timezone.now(), outcome="failed", detail="550 no")
    page = signed_in(olga).get(f"/messages/{message.pk}/").content.decode()
    assert "Dijanjikan" in page
    assert "550 no" in page
