""" "Kondisi sistem" says in plain words what the watch knows."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from secops.jobs.actions import feel_pulse
from secops.jobs.models import Pulse
from secops.outbox.models import Message
from secops.watch.models import Outage, OutsideBeat, Round
from tests.factories import ContactFactory

pytestmark = pytest.mark.django_db


def lines(client: Any) -> dict[str, tuple[str, str]]:
    """Part -> tone and words."""
    context = client.get(reverse("system-state")).context
    return {line.part: (line.tone, line.text) for line in context["lines"]}


def queued(channel: str, since: datetime, **more: Any) -> None:
    contact = ContactFactory()
    Message.objects.create(
        key=f"{channel}:{contact.pk}", kind="note", person=contact.person, contact=contact,
        channel=channel, address=contact.address, not_before=since, next_try_at=since,
        created_at=since, **more,
    )  # fmt: skip


def test_a_running_outage_and_one_that_is_over(olga: User, signed_in: Any) -> None:
    now = timezone.now()
    office = signed_in(olga)
    assert lines(office)["Gangguan"][0] == "ok"
    outage = Outage.objects.create(
        part=Pulse.Name.WORKER, silent_since=now - timedelta(minutes=9), noticed_at=now,
        noticed_by=Pulse.Name.SCHEDULER,
    )  # fmt: skip
    tone, words = lines(office)["Gangguan"]
    assert (tone, "Pekerja tidak terdengar sejak" in words) == ("late", True)
    Outage.objects.filter(pk=outage.pk).update(ended_at=now)
    assert lines(office)["Gangguan"][0] == "info"


def test_each_channel_has_its_own_oldest(olga: User, signed_in: Any) -> None:
    now = timezone.now()
    queued("mail", now - timedelta(minutes=45), asked_for=True)
    queued("whatsapp_by_hand", now - timedelta(minutes=45))
    found = lines(signed_in(olga))
    assert found["Antrean Email"][0] == "late"
    assert "Periksa server pengirimnya." in found["Antrean Email"][1]
    assert found["Antrean WhatsApp (dikirim petugas)"][0] == "soon"
    assert "Antrean pesan" not in found


def test_the_auditor_is_missed_when_it_stops(olga: User, signed_in: Any) -> None:
    now = timezone.now()
    office = signed_in(olga)
    assert lines(office)["Langkah berikut"][0] == "unknown"
    one = Round.objects.create(
        pk=1, started_at=now, finished_at=now, accounts={"next_step": 12}, duties={"office": 3}
    )
    tone, words = lines(office)["Langkah berikut"]
    assert tone == "ok"
    assert "12 akun dan 3 tugas belum selesai" in words
    Round.objects.filter(pk=one.pk).update(finished_at=now - timedelta(minutes=16))
    assert lines(office)["Langkah berikut"][0] == "late"


@pytest.mark.parametrize(
    ("beat", "tone", "words"),
    [
        ({}, "unknown", "Belum pernah diberi kabar"),
        ({"age": 1}, "ok", "Diberi kabar bahwa semua berjalan"),
        ({"age": 9, "problem": "status:500"}, "soon", "menjawab 500"),
        ({"age": 9, "problem": "timeout"}, "soon", "tidak menjawab tepat waktu"),
        ({"age": 9, "held_back": "worker queue"}, "late", "pekerja berhenti, antrean pesan"),
        ({"age": 9}, "soon", "Tidak diberi kabar lagi"),
    ],
    ids=["never", "fresh", "refused", "slow", "held-back", "stopped"],
)
def test_whether_the_outside_monitor_hears_from_us(
    olga: User, signed_in: Any, settings: Any, beat: dict[str, Any], tone: str, words: str
) -> None:
    settings.HEARTBEAT_URL = "https://pantau.kotacontoh.example/ping/0a1b"
    values = dict(beat)
    if (age := values.pop("age", None)) is not None:
        values["succeeded_at"] = timezone.now() - timedelta(minutes=age)
    OutsideBeat.objects.create(pk=1, **values)
    feel_pulse(Pulse.Name.WEB, at=timezone.now())
    office = signed_in(olga)
    found = lines(office)
    assert found["Pemantau luar"][0] == tone
    assert words in found["Pemantau luar"][1]
    assert found["Halaman web"][0] == "ok"
    assert "0a1b" not in office.get(reverse("system-state")).content.decode()
