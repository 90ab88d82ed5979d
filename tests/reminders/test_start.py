"""The first messages of a campaign: seen, tried on oneself, sent, undone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import Contact, User
from secops.compliance.rotations.models import Rotation
from secops.outbox.actions import BatchRefused, cancel_batch
from secops.outbox.delivery import deliver
from secops.outbox.models import Batch, Message
from secops.reminders.actions import start_messages
from secops.reminders.addresses import follow_addresses
from secops.reminders.engine import remind
from secops.reminders.models import Step
from tests.factories import ContactFactory
from tests.reminders.support import ORDERED, campaign, person, rotation, whatsapp

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


@pytest.fixture
def city() -> None:
    """Two with mail, one with WhatsApp, one without anything; nobody told yet."""
    running = campaign("c1", messages_from=None)
    rotation(person(), running)
    rotation(person("Rani Uji", "rani@kotacontoh.example"), running)
    tono = person("Tono Uji", None)
    whatsapp(tono)
    rotation(tono, running)
    rotation(person("Wati Uji", None), running)


@pytest.mark.usefixtures("city")
def test_the_page_says_whom_it_reaches_and_what_it_says(signed_in: Enter, olga: User) -> None:
    page = signed_in(olga).get("/campaigns/c1/messages/").content.decode()
    assert "Kirim ke 3 orang" in page
    assert "Ganti kata sandi SIMPATIK sebelum Senin, 30 November, 16.00 WIB" in page
    assert 'lang="en"' in page
    assert Message.objects.count() == 0


@pytest.mark.usefixtures("city")
def test_started_and_undone_and_started_again(signed_in: Enter, olga: User) -> None:
    client = signed_in(olga)
    response = client.post("/campaigns/c1/messages/")
    batch = Batch.objects.get()
    assert response["Location"] == f"/messages/batches/{batch.pk}/"
    assert Message.objects.filter(state="queued").count() == 3
    now = timezone.now()
    assert remind(at=now).digests == 0
    assert deliver(at=now).sent == 0  # thirty seconds
    client.post(f"/messages/batches/{batch.pk}/cancel/")
    assert Step.objects.count() == 0
    assert remind(at=now + timedelta(days=1)).digests == 0
    client.post("/campaigns/c1/messages/", {"at_once": "on", "because": "insiden berjalan"})
    assert Message.objects.filter(state="queued").count() == 3
    assert deliver(at=timezone.now() + timedelta(seconds=40)).sent == 2  # at any hour
    assert Rotation.objects.exclude(told_at=None).count() == 2


@pytest.mark.usefixtures("city")
def test_any_hour_needs_a_reason(signed_in: Enter, olga: User) -> None:
    response = signed_in(olga).post("/campaigns/c1/messages/", {"at_once": "on"})
    assert response.status_code == 422
    assert not Batch.objects.exists()


@pytest.mark.usefixtures("city")
def test_an_example_to_me(signed_in: Enter, olga: User) -> None:
    client = signed_in(olga)
    page = client.post("/campaigns/c1/messages/example/", follow=True).content.decode()
    assert "Belum ada alamat email" in page
    ContactFactory(person=olga.person, address="olga@kotacontoh.example")
    page = client.post("/campaigns/c1/messages/example/", follow=True).content.decode()
    assert "Contoh dikirim ke olga@kotacontoh.example" in page
    deliver(at=timezone.now())
    assert [m.to for m in mail.outbox] == [["olga@kotacontoh.example"]] * 2
    assert mail.outbox[0].subject.startswith("Contoh: ")
    assert "/k/" not in mail.outbox[0].body
    assert Rotation.objects.filter(told_at=None).count() == 4


def test_others_may_not(signed_in: Enter, kartini: User) -> None:
    campaign("c1")
    assert signed_in(kartini).get("/campaigns/c1/messages/").status_code == 403


def test_who_becomes_unreachable_is_the_agents(olga: User) -> None:
    row = rotation(person(), campaign())
    assert row.turn == "holder"
    Contact.objects.filter(kind="mail").update(disabled_at=ORDERED)
    assert follow_addresses(at=ORDERED) == 1
    row.refresh_from_db()
    assert row.turn == "agent"
    assert follow_addresses(at=ORDERED) == 0
    ContactFactory(person=row.account.holder)
    assert follow_addresses(at=ORDERED) == 1
    row.refresh_from_db()
    assert row.turn == "holder"


@pytest.mark.usefixtures("city")
def test_the_start_message_of_the_office_is_the_only_one(olga: User) -> None:
    start_messages(Rotation.objects.first().campaign, by=olga, at=ORDERED)
    assert remind(at=ORDERED + timedelta(minutes=5)).digests == 0


def test_the_office_may_remind_once_more_a_day(signed_in: Enter, olga: User) -> None:
    waiting = rotation(person(), campaign("c1"))
    remind(at=ORDERED)
    deliver(at=ORDERED)
    waiting.refresh_from_db()
    started = waiting.campaign.messages_from
    later = ORDERED + timedelta(days=3, hours=1)  # Monday
    batch = start_messages(waiting.campaign, by=olga, at=later)
    assert Message.objects.get(batch=batch).kind == "rotation.digest"
    with pytest.raises(BatchRefused):
        start_messages(waiting.campaign, by=olga, at=later + timedelta(minutes=1))
    cancel_batch(batch, by=olga, at=later)
    waiting.campaign.refresh_from_db()
    assert waiting.campaign.messages_from == started
    again = start_messages(waiting.campaign, by=olga, at=later + timedelta(minutes=2))
    assert again.messages.count() == 1
    assert deliver(at=later + timedelta(minutes=5)).sent == 1
    page = signed_in(olga).get("/campaigns/c1/messages/").content.decode()
    assert "Pengingat, masih giliran mereka" in page
