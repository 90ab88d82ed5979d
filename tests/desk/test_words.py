"""Reminding, reporting, and the words to the agent himself."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

import secops.wiring  # noqa: F401 - fills the table of composers
from accounts.roles import Role
from secops.compliance.duties.actions import order_rotation, send_directive
from secops.compliance.rotations.actions import note_leave
from secops.compliance.rotations.models import Campaign, Rotation
from secops.outbox.composers import COMPOSERS, Composed
from secops.outbox.models import Batch, Message
from secops.rules.intervals import WIB
from tests.desk.conftest import Scene, enter
from tests.factories import ContactFactory, holder_of

pytestmark = pytest.mark.django_db


def text_of(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))


def test_he_reminds_those_whose_turn_it_is_once_a_day(
    client: Client, scene: Scene, settings: object
) -> None:
    Campaign.objects.update(messages_from=timezone.now() - timedelta(days=1))
    enter(client, scene.agent)
    page = text_of(client.get("/my-work/remind/").content)
    assert "Ingatkan 2 orang" in page
    client.post("/my-work/remind/")
    digests = Message.objects.filter(kind="rotation.digest")
    asked = {scene.reached[2].holder_id, scene.reached[3].holder_id}
    assert set(digests.values_list("person_id", flat=True)) == asked
    batch = Batch.objects.get()
    assert batch.started_by == scene.agent
    assert batch.not_before > timezone.now()
    page = text_of(client.get("/my-work/remind/").content)
    assert "Sudah menerima pesan hari ini 2" in page
    client.post("/my-work/remind/")
    assert digests.count() == 2


def test_a_reminder_is_undone_by_who_sent_it_and_by_nobody_else(
    client: Client, scene: Scene
) -> None:
    enter(client, scene.agent)
    client.post("/my-work/remind/")
    enter(client, scene.other)
    client.post("/my-work/remind/undo/")
    assert set(Message.objects.values_list("state", flat=True)) == {"queued"}
    enter(client, scene.agent)
    client.post("/my-work/remind/undo/")
    assert set(Message.objects.values_list("state", flat=True)) == {"cancelled"}
    assert "Ingatkan 2 orang" in text_of(client.get("/my-work/remind/").content)


def test_an_example_goes_to_himself(client: Client, scene: Scene) -> None:
    enter(client, scene.agent)
    page = text_of(client.post("/my-work/remind/example/", follow=True).content)
    assert "Contoh dikirim ke agen.dinkes@kotacontoh.example." in page
    message = Message.objects.get(kind="rotation.example")
    assert message.person == scene.agent.person
    words = COMPOSERS[message.kind].compose([message], timezone.now())[message.pk]
    assert isinstance(words, Composed)
    assert words.subject.startswith("Contoh: ")
    assert "/k/" not in words.text


def test_the_report_to_the_head_says_why_each_is_left(client: Client, scene: Scene) -> None:
    head = holder_of(Role.HEAD, scene.health, name="Kartini Kepala")
    ContactFactory(person=head.person, address="kepala.dinkes@kotacontoh.example")
    at = timezone.now()
    day = at.astimezone(WIB).date() + timedelta(days=5)
    note_leave([scene.rotation(scene.reached[2])], day, by=scene.agent, at=at)
    Rotation.objects.filter(pk=scene.rotation(scene.reached[3]).pk).update(state="verified")
    enter(client, scene.agent)
    page = text_of(client.get("/my-work/report/").content)
    said = "Lapor: Dinas Kesehatan 1 dari 7 terbukti. 6 sisa: 3 belum ada tindakan, "
    assert said in page
    for words in ("1 cuti", "1 sedang dibantu Agen", "1 dinyatakan sudah"):
        assert words in page
    assert "Mohon pernyataan Ibu/Bapak lewat pesan dari Posko Siber." in page
    client.post("/my-work/report/")
    message = Message.objects.get(kind="desk.report")
    assert message.person == head.person
    words = COMPOSERS[message.kind].compose([message], timezone.now())[message.pk]
    assert isinstance(words, Composed)
    assert "Lapor: Dinas Kesehatan 1 dari 7 terbukti." in words.text


def test_without_a_head_the_text_can_be_copied(client: Client, scene: Scene) -> None:
    enter(client, scene.agent)
    assert "Salin teksnya" in text_of(client.get("/my-work/report/").content)
    page = client.post("/my-work/report/", follow=True)
    assert "Kepala OPD belum tercatat atau tanpa kontak." in text_of(page.content)


def test_the_agent_is_told_where_his_accounts_stand_and_how_many_are_his(scene: Scene) -> None:
    at = timezone.now()
    order = order_rotation(scene.campaign, by=scene.officer, at=at)
    assert order is not None
    send_directive(order, by=scene.officer, at=at)
    message = Message.objects.get(kind="duty.agent", person=scene.agent.person)
    words = COMPOSERS[message.kind].compose([message], at)[message.pk]
    assert isinstance(words, Composed)
    assert words.subject == "4 akun menunggu Anda"
    assert words.text.strip() == (
        "Dinas Kesehatan, 7 akun: 0 terbukti, 1 menunggu data sistem, 2 menunggu pegawai, "
        "4 giliran Anda (3 tanpa kontak, 1 kendala). Mulai: siaga.kotacontoh.example"
    )
