""" "Ingatkan saya lagi tanggal …" on the answer page."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.links import IssuedLink, issue_link
from accounts.models import Person
from accounts.roles import Role
from secops.compliance.rotations.models import Rotation, Snooze
from secops.rules.intervals import WIB
from tests.factories import ApplicationFactory, DepartmentFactory, holder_of
from tests.reminders.support import campaign, person, rotation

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def sari() -> Person:
    return person("Sari Wulan")


@pytest.fixture
def asked(sari: Person, now: datetime) -> Rotation:
    sosial = DepartmentFactory(name="Dinas Sosial")
    begun = campaign(ordered_at=now, messages_from=now)
    return rotation(
        sari, begun, department=sosial, due=now + timedelta(days=30), leaked=now - timedelta(days=3)
    )


@pytest.fixture
def door(sari: Person, asked: Rotation) -> str:
    return door_to(sari, asked)


def door_to(who: Person, *rotations: Rotation) -> str:
    subjects = {"rotations": [one.pk for one in rotations]}
    at = timezone.now() - timedelta(minutes=5)
    link: IssuedLink = issue_link(who, "rotation", subjects, channel="mail", at=at)
    return f"/k/{link.token}"


def day(now: datetime, n: int) -> str:
    return f"{now.astimezone(WIB) + timedelta(days=n):%F}"


def form(until: str, **more: str) -> dict[str, str]:
    return {"bagian": "tunda", "until": until, "reason": "sick"} | more


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_way_there_is_offered_and_looking_changes_nothing(
    client: Client, door: str, asked: Rotation
) -> None:
    page = client.get(door)
    assert "Belum bisa sekarang? Ingatkan saya lagi nanti" in text_of(page)
    asking = client.get(f"{door}?tunda=1")
    assert asking.status_code == 200
    said = text_of(asking)
    assert "Batas waktu tidak berubah" in said
    assert "Dapat ditunda 3 kali lagi dari 3." in said
    assert b"checked" not in asking.content
    assert b"<script" not in asking.content
    assert b"Sari" not in asking.content
    assert len(asking.content) < 20_000
    assert not Snooze.objects.exists()


def test_it_is_kept_and_said_on_every_page_of_the_door(
    client: Client, door: str, asked: Rotation, now: datetime
) -> None:
    response = client.post(f"{door}?tunda=1", form(day(now, 5)), follow=True)
    assert re.search(r"Kami ingatkan lagi .*08\.00 WIB \(penundaan 1 dari 3\)\.", text_of(response))
    assert "penundaan 1 dari 3" in text_of(client.get(door))
    kept = Snooze.objects.get()
    assert (kept.reason, kept.channel, kept.person) == ("sick", "link", asked.account.holder)
    assert kept.link_id is not None
    asked.refresh_from_db()
    assert asked.acknowledged_until == kept.until
    assert client.post(f"{door}?tunda=1", form(day(now, 6))).status_code == 302
    assert Snooze.objects.count() == 1, "a second press is none"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"until": ""}, "Pilih tanggalnya."),
        ({"until": "besok lusa"}, "Tulis tanggalnya dengan angka: hari/bulan/tahun."),
        ({"until": "2020-01-01"}, "Pilih tanggal dari besok sampai"),
        ({"reason": ""}, "Pilih alasannya."),
        ({"reason": "malas"}, "Pilih alasannya."),
        ({"reason": "other"}, "Tuliskan alasannya."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    client: Client, door: str, asked: Rotation, now: datetime, change: dict[str, str], words: str
) -> None:
    typed = form(day(now, 5)) | change
    response = client.post(f"{door}?tunda=1", typed)
    assert response.status_code == 422
    assert words in text_of(response)
    if typed["until"]:
        assert f'value="{typed["until"]}"' in response.content.decode()
    if typed["reason"] in ("sick", "other"):
        assert f'value="{typed["reason"]}" required checked' in response.content.decode()
    noted = client.post(f"{door}?tunda=1", typed | {"until": "", "note": "rawat inap"})
    assert 'value="rawat inap"' in noted.content.decode()
    assert not Snooze.objects.exists()


def test_dates_as_people_write_them(client: Client, door: str, now: datetime) -> None:
    written = f"{now.astimezone(WIB) + timedelta(days=4):%d/%m/%Y}"
    assert client.post(f"{door}?tunda=1", form(written)).status_code == 302


def test_after_three_times_the_page_says_whom_to_ask(
    client: Client, door: str, asked: Rotation, sari: Person, now: datetime
) -> None:
    for n in (9, 6, 3):
        past = now - timedelta(days=n)
        Snooze.objects.create(
            rotation=asked, person=sari, until=past, reason="sick",
            said_at=past - timedelta(days=2), channel="link",
        )  # fmt: skip
    assert "Ingatkan saya lagi nanti" not in text_of(client.get(door))
    said = text_of(client.get(f"{door}?tunda=1"))
    assert "tidak dapat ditunda lagi (paling banyak 3 kali)" in said
    assert "Hubungi Agen OPD Anda" in said
    client.post(f"{door}?tunda=1", form(day(now, 5)))
    assert Snooze.objects.count() == 3


def test_whose_turn_is_over_is_not_asked(
    client: Client, door: str, asked: Rotation, now: datetime
) -> None:
    client.post(door, {f"a-{asked.pk}": "done_both"})
    assert "Ingatkan saya lagi nanti" not in text_of(client.get(door))
    client.post(f"{door}?tunda=1", form(day(now, 5)))
    assert not Snooze.objects.exists()


def test_several_accounts_wait_together(
    client: Client, asked: Rotation, sari: Person, now: datetime
) -> None:
    more = rotation(
        sari, asked.campaign, ApplicationFactory(name="e-Kinerja"),
        due=now - timedelta(days=1), leaked=now - timedelta(days=9),
    )  # fmt: skip
    door = door_to(sari, asked, more)
    refused = client.post(f"{door}?tunda=1", form(day(now, 12)))
    assert refused.status_code == 422, "one of them is late already"
    assert client.post(f"{door}?tunda=1", form(day(now, 6))).status_code == 302
    assert Snooze.objects.count() == 2


def test_english(client: Client, door: str) -> None:
    said = text_of(client.get(f"{door}?tunda=1&bahasa=en"))
    assert "Remind me again on" in said
    assert "Waiting for the department's agent" in said.replace("&#x27;", "'")


def test_the_office_sees_how_often_and_why(
    client: Client, door: str, asked: Rotation, now: datetime
) -> None:
    client.post(f"{door}?tunda=1", form(day(now, 5), note="rawat inap"))
    client.force_login(holder_of(Role.LEAD))
    account = text_of(client.get(f"/accounts/{asked.account_id}/"))
    assert re.search(r"pengingat ditunda s\.d\. .* \(1 dari 3\): sakit", account)
    assert re.search(r"Minta diingatkan lagi .* \(1 dari 3\): sakit", account)
    assert "“rawat inap”" in account
    rows = text_of(client.get(f"/campaigns/{asked.campaign.code}/accounts/"))
    assert re.search(r"pengingat ditunda s\.d\. .* \(1 dari 3\): sakit", rows)
    client.force_login(holder_of(Role.AGENT, asked.department))
    desk = text_of(client.get("/my-work/accounts/"))
    assert re.search(r"pengingat ditunda s\.d\. .* \(1 dari 3\): sakit", desk)
