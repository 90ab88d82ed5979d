"""The administrator writes a sentence of messages, looks, tries it on himself, keeps it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from accounts.models import User
from secops.outbox.models import MessageText
from tests.factories import ContactFactory
from tests.journeys.conftest import ROOT
from tests.journeys.looks import Looks

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = ROOT / "var" / "looks" / "texts"


def picture(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1440, "height": 900})


def test_a_sentence_is_written_looked_at_and_kept(
    page: Page, looks: Looks, enter: Callable[[User], None], adi: User
) -> None:
    ContactFactory(person=adi.person, address="adi@kotacontoh.example")
    enter(adi)
    page.goto("/channels/")
    page.get_by_role("main").get_by_role("link", name="Teks pesan").click()
    picture(page, "list")
    found = looks.findings()
    page.get_by_role("link", name="Caranya, satu aplikasi").click()
    field = page.get_by_label("Teks kantor")
    assert field.input_value() == "Buka {{aplikasi}} seperti biasa, jangan lewat tautan."
    field.fill("Silakan buka {{aplikasi}} dari menu pegawai, jangan lewat tautan.")
    page.get_by_role("button", name="Lihat dulu").click()
    letter = page.frame_locator("iframe.ps-letter")
    letter.get_by_text("Silakan buka SIMPATIK dari menu pegawai").wait_for()
    button = letter.locator("a.button").evaluate("one => getComputedStyle(one).backgroundColor")
    assert button == "rgb(11, 92, 173)"  # its own styles are let in
    picture(page, "looked-at")
    found += looks.findings()
    assert not MessageText.objects.exists()
    page.get_by_role("button", name="Kirim contoh ke saya").click()
    page.get_by_text("Contoh dikirim ke adi@kotacontoh.example").wait_for()
    page.get_by_role("button", name="Simpan sebagai versi baru").click()
    page.get_by_text("Versi baru disimpan").wait_for()
    picture(page, "kept")
    found += looks.findings()
    page.get_by_role("link", name="Pesan awal", exact=True).click()
    page.frame_locator("iframe.ps-letter").get_by_text("Silakan buka SIMPATIK").wait_for()
    picture(page, "example")
    found += looks.findings()
    page.goto("/message-texts/how/")
    page.get_by_role("button", name="Kembali ke teks Siaga").click()
    page.get_by_text("memakai teks Siaga lagi").wait_for()
    assert [row.body != "" for row in MessageText.objects.all()] == [False, True]
    assert found == [], "\n".join(found)
