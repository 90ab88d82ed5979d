"""Service and vendor accounts: not changed before a time that both sides agreed to."""

import re
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.links import issue_link
from accounts.models import Department, User
from accounts.roles import Role
from secops.compliance.rotations.models import Rotation, Schedule
from secops.compliance.rotations.refusals import RotationRefused
from secops.compliance.rotations.schedules.actions import (
    agree_as_owner,
    agree_as_vendor,
    decline_window,
    note_check,
    open_schedule,
    propose_window,
    write_sheet,
)
from secops.compliance.rotations.schedules.words import PURPOSE, to_vendor
from secops.inventory.models import Account, ServiceSheet
from secops.outbox.models import Message
from secops.rules.intervals import WIB
from tests.factories import AccountFactory, ApplicationFactory, DepartmentFactory, holder_of
from tests.rotations.scene import ORDER, expose, start

NINE = datetime(2026, 11, 29, 21, 0, tzinfo=WIB)
TEN = NINE + timedelta(hours=1)
SHEET = {
    "vendor_name": "Vina Vendor",
    "vendor_firm": "PT Contoh",
    "vendor_mail": "vina@vendor.test",
    "vendor_phone": "+628110000009",
    "used_in": "server antrean\nskrip malam",
}


@pytest.fixture
def rotation(olga: User, dinsos: Department) -> Rotation:
    application = ApplicationFactory(code="epus", name="e-Puskesmas")
    account = AccountFactory(
        application=application, department=dinsos, kind=Account.Kind.SERVICE, username="svc-antre"
    )
    expose([account], olga)
    start(olga, application)
    return Rotation.objects.select_related("account", "application").get()


def sheeted(rotation: Rotation, by: User) -> ServiceSheet:
    return write_sheet(rotation.account, **SHEET, by=by, at=ORDER)


def test_both_sides_agree_and_the_date_moves(rotation: Rotation, budi: User, olga: User) -> None:
    sheet = sheeted(rotation, budi)
    assert sheet.places == ["server antrean", "skrip malam"]
    before = rotation.due_at
    schedule = propose_window(rotation, NINE, TEN, by=budi, at=ORDER)
    assert to_vendor(schedule) == (
        "Akun layanan e-Puskesmas perlu diganti. Usul: Minggu, 29 November, 21.00-22.00 WIB. "
        "Balas SETUJU / WAKTU LAIN. Jangan kirim kata sandi lewat pesan."
    )
    assert {one.channel for one in Message.objects.filter(kind="rotation.schedule")} == {
        Message.Channel.MAIL,
        Message.Channel.WHATSAPP_BY_HAND,
    }
    rotation.refresh_from_db()
    assert rotation.due_at == before
    agree_as_vendor(schedule, way=Schedule.Way.CHAT, by=budi, at=ORDER)
    rotation.refresh_from_db()
    assert rotation.due_at == rotation.agreed_date == TEN


def test_the_office_proposes_and_the_owner_has_to_agree(
    rotation: Rotation, budi: User, olga: User
) -> None:
    schedule = propose_window(rotation, NINE, TEN, by=olga, at=ORDER)
    assert not schedule.agreed
    agree_as_owner(schedule, by=budi, at=ORDER)
    rotation.refresh_from_db()
    assert rotation.agreed_date == TEN
    stranger = holder_of(Role.AGENT, DepartmentFactory())
    with pytest.raises(PermissionDenied):
        decline_window(schedule, side=Schedule.Side.OWNER, why="x", by=stranger, at=ORDER)


def test_another_time_ends_the_proposal_and_a_new_one_takes_its_place(
    rotation: Rotation, budi: User
) -> None:
    sheeted(rotation, budi)
    first = propose_window(rotation, NINE, TEN, by=budi, at=ORDER)
    later = timedelta(days=1)
    second = propose_window(rotation, NINE + later, TEN + later, by=budi, at=ORDER)
    assert open_schedule(rotation) == second
    with pytest.raises(RotationRefused):
        agree_as_vendor(first, way=Schedule.Way.CHAT, by=budi, at=ORDER)


def test_the_check_comes_after_the_window_and_says_what_fails(
    rotation: Rotation, budi: User
) -> None:
    schedule = propose_window(rotation, NINE, TEN, by=budi, at=ORDER)
    with pytest.raises(RotationRefused):
        note_check(schedule, works=True, note="", by=budi, at=ORDER)
    with pytest.raises(RotationRefused):
        note_check(schedule, works=False, note=" ", by=budi, at=TEN)
    note_check(schedule, works=False, note="Antrean berhenti", by=budi, at=TEN)
    assert open_schedule(rotation) is None


def test_only_service_and_vendor_accounts_have_one(rotation: Rotation, budi: User) -> None:
    Account.objects.update(kind=Account.Kind.PERSON)
    rotation.account.refresh_from_db()
    with pytest.raises(RotationRefused):
        propose_window(rotation, NINE, TEN, by=budi, at=ORDER)


def test_the_vendor_answers_by_his_link_and_looking_changes_nothing(
    client: Client, rotation: Rotation, budi: User
) -> None:
    now = timezone.now()
    sheet = sheeted(rotation, budi)
    start_at = now + timedelta(days=1)
    schedule = propose_window(rotation, start_at, start_at + timedelta(hours=1), by=budi, at=now)
    assert sheet.vendor is not None
    link = issue_link(sheet.vendor, PURPOSE, {"schedule": schedule.pk}, at=now)
    url = f"/k/{link.token}"
    page = client.get(url).content.decode()
    assert "Jangan diganti sebelum jadwal disepakati" in page
    schedule.refresh_from_db()
    assert schedule.vendor_agreed_at is None
    assert client.post(url, {"step": "other", "why": " "}).status_code == 422
    answer = client.post(url, {"step": "agree"})
    assert "Persetujuan Anda tercatat" in answer.content.decode()
    schedule.refresh_from_db()
    assert schedule.agreed
    assert schedule.vendor_recorded_by is None

    ServiceSheet.objects.update(vendor=None)
    assert client.get(url).status_code == 404


def test_a_mistyped_address_of_the_vendor_is_replaced(rotation: Rotation, budi: User) -> None:
    sheeted(rotation, budi)
    right = {**SHEET, "vendor_mail": "vina.benar@vendor.test", "vendor_phone": ""}
    sheet = write_sheet(rotation.account, **right, by=budi, at=ORDER)
    assert sheet.vendor is not None
    usable = sheet.vendor.contacts.usable().values_list("address", flat=True)
    assert list(usable) == ["vina.benar@vendor.test"]
    propose_window(rotation, NINE, TEN, by=budi, at=ORDER)
    asked = Message.objects.filter(kind="rotation.schedule").select_related("contact")
    assert [one.contact.address for one in asked if one.contact] == ["vina.benar@vendor.test"]


def test_a_window_at_the_weekend_is_asked_at_once(rotation: Rotation, budi: User) -> None:
    sheeted(rotation, budi)
    propose_window(rotation, NINE, TEN, by=budi, at=NINE - timedelta(hours=52))
    assert Message.objects.filter(kind="rotation.schedule", urgent=True).count() == 2


def test_what_is_typed_about_a_vendor_is_checked_and_told(
    signed_in, rotation: Rotation, budi: User
) -> None:
    client = signed_in(budi)
    sheet = reverse("rotation-sheet", args=[rotation.pk])
    nameless = client.post(sheet, {**SHEET, "vendor_name": ""})
    assert nameless.status_code == 422
    assert "Isi nama orang yang dihubungi." in nameless.content.decode()
    short = client.post(sheet, {**SHEET, "vendor_phone": "0811"})
    assert "Bukan nomor telepon." in short.content.decode()
    client.post(sheet, {**SHEET, "vendor_mail": "", "vendor_phone": ""})
    begins = timezone.localtime() + timedelta(days=2)
    ends = begins + timedelta(hours=1)
    typed = {"window_from": f"{begins:%Y-%m-%dT%H:%M}", "window_to": f"{ends:%Y-%m-%dT%H:%M}"}
    url = reverse("rotation-schedule", args=[rotation.pk])
    said = client.post(url, typed, follow=True).content.decode()
    assert "Kontak vendor belum diisi: salin pesannya di bawah." in said
    client.post(sheet, {**SHEET, "vendor_phone": "0811 0000 009"})
    assert "lewat kontaknya" in client.post(url, typed, follow=True).content.decode()


def test_the_agent_walks_it_on_the_page(signed_in, rotation: Rotation, budi: User) -> None:
    client = signed_in(budi)
    url = reverse("rotation-schedule", args=[rotation.pk])
    assert "Jangan diganti sebelum jadwal disepakati." in client.get(url).content.decode()
    client.post(reverse("rotation-sheet", args=[rotation.pk]), SHEET)
    begins = timezone.localtime() + timedelta(days=2)
    ends = begins + timedelta(hours=1)
    typed = {"window_from": f"{begins:%Y-%m-%dT%H:%M}", "window_to": f"{ends:%Y-%m-%dT%H:%M}"}
    assert client.post(url, typed).status_code == 302
    page = re.sub(r"\s+", " ", client.get(url).content.decode())
    assert "Balas SETUJU / WAKTU LAIN." in page
    assert "skrip malam" in page
    client.post(reverse("rotation-schedule-step", args=[rotation.pk, "vendor"]), {"way": "phone"})
    assert "Disepakati" in client.get(url).content.decode()
    assert url in client.get(rotation.account.get_absolute_url()).content.decode()
