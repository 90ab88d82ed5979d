"""J2: a civil servant, on the phone, in one minute."""

import re
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from accounts.models import Department
from secops.compliance.rotations.models import Answer, Rotation
from secops.inventory.models import Application
from secops.rules.intervals import WIB
from tests.factories import ApplicationFactory, DepartmentFactory
from tests.journeys.conftest import Mailbox, link_in
from tests.journeys.looks import Looks
from tests.reminders import support

pytestmark = pytest.mark.django_db(transaction=True)
SARI = "sari@kotacontoh.example"


@pytest.fixture
def phone(browser: Browser, served: str) -> Iterator[Page]:
    """An old telephone: 360 pixels, no JavaScript."""
    context = browser.new_context(
        base_url=served, viewport={"width": 360, "height": 740}, java_script_enabled=False
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def sosial(transactional_db: None) -> Department:
    department: Department = DepartmentFactory(code="DINSOS", name="Dinas Sosial")
    return department


@pytest.fixture
def simpatik(sosial: Department) -> Application:
    application: Application = ApplicationFactory(code="simpatik", name="SIMPATIK", owner=sosial)
    return application


@pytest.fixture
def rotation(simpatik: Application, sosial: Department, now: datetime) -> Rotation:
    """Sari's SIMPATIK account in a campaign that starts to tell people now."""
    sari = support.person("Sari Wulan", SARI)
    started = now - timedelta(minutes=1)
    made = support.rotation(
        sari,
        support.campaign(ordered_at=started, messages_from=started),
        simpatik,
        department=sosial,
        # The worker lives in working time, on a Friday evening that is Monday: no reminder is due.
        due=now + timedelta(days=8),
        leaked=now - timedelta(days=5),
    )
    # Before any worker looks.
    Rotation.objects.filter(pk=made.pk).update(joined_at=started)
    return made


@pytest.fixture
def mailed(rotation: Rotation, worker: subprocess.Popen[bytes], mailbox: Mailbox) -> str:
    """The path of the link in the mail she got."""
    mail = mailbox.to(SARI)
    subject = str(mail["Subject"])
    assert subject.startswith("Ganti kata sandi SIMPATIK sebelum"), subject
    body = mail.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert "Kami tidak pernah meminta kata sandi atau OTP" in text
    assert re.search(r"kode [0-9A-Z]{4}-[0-9A-Z]{4}", text), text
    return link_in(mail)


def test_she_answers_in_two_taps_and_may_change_her_mind(
    phone: Page, mailed: str, rotation: Rotation
) -> None:
    phone.goto(mailed)
    expect(phone.get_by_role("heading", level=1)).to_have_text(
        "Sudahkah Anda mengganti kata sandi SIMPATIK?"
    )
    expect(phone.get_by_text("S••• W•••, Dinas Sosial")).to_be_visible()
    expect(phone.get_by_text("Kami tidak pernah meminta kata sandi atau kode OTP.")).to_be_visible()
    assert Answer.objects.count() == 0, "looking is not answering"

    phone.get_by_role("button", name="Kirim jawaban").click()
    assert Answer.objects.count() == 0, "there is no default answer"

    phone.get_by_label("Sudah: kata sandi dan nama pengguna").check()
    phone.get_by_role("button", name="Kirim jawaban").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Terima kasih. Jawaban tercatat")
    expect(phone.get_by_text("Kepala OPD Anda melihat jawaban ini.")).to_be_visible()
    expect(phone.get_by_text("Bukan Anda yang menjawab? Hubungi Agen OPD Anda.")).to_be_visible()
    rotation.refresh_from_db()
    assert rotation.state == "claimed", "a word is not a proof"

    phone.get_by_role("link", name="Ubah jawaban").first.click()
    phone.get_by_label("Belum, tunjukkan caranya").check()
    phone.get_by_role("button", name="Kirim jawaban").click()
    rotation.refresh_from_db()
    assert rotation.state != "claimed", "the newest answer counts"
    assert Answer.objects.count() == 2


def test_the_guide_leads_to_the_answer_and_troubles_to_the_agent(
    phone: Page, mailed: str, rotation: Rotation
) -> None:
    phone.goto(mailed)
    phone.get_by_label("Belum, tunjukkan caranya").check()
    phone.get_by_role("button", name="Kirim jawaban").click()
    expect(phone.get_by_text("1 dari 3")).to_be_visible()
    expect(phone.get_by_text("Paling mudah ponsel Anda sendiri")).to_be_visible()
    phone.get_by_role("link", name="Lanjut").click()
    expect(phone.get_by_text("Empat kata acak lebih kuat")).to_be_visible()
    phone.get_by_role("link", name="Saya ada kendala").click()
    phone.get_by_label("Tidak bisa masuk").check()
    phone.get_by_role("button", name="Kirim jawaban").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Terima kasih")
    rotation.refresh_from_db()
    assert (rotation.state, rotation.turn) == ("needs_help", "agent")


def test_who_does_not_press_links_types_the_code(
    phone: Page, mailed: str, mailbox: Mailbox, rotation: Rotation
) -> None:
    body = mailbox.to(SARI).get_body(("plain",))
    assert body is not None
    found = re.search(r"kode ([0-9A-Z]{4})-([0-9A-Z]{4})", body.get_content())
    assert found is not None
    phone.goto("/k/")
    phone.get_by_label("Kode dari pesan atau lembar Anda").fill("ZZZZ ZZZZ")
    phone.get_by_role("button", name="Lanjut").click()
    expect(phone.get_by_role("alert")).to_be_visible()
    phone.get_by_label("Kode dari pesan atau lembar Anda").fill(
        f" {found.group(1).lower()} {found.group(2).lower()} "
    )
    phone.get_by_role("button", name="Lanjut").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("SIMPATIK")


def test_the_answer_page_is_small_and_clean_for_everybody(
    page: Page, looks: Looks, mailed: str
) -> None:
    received: list[int] = []
    page.on("response", lambda response: received.append(len(response.body())))
    page.goto(mailed)
    page.wait_for_load_state("networkidle")
    assert sum(received) <= 20_000, received
    assert looks.findings() == []
    page.goto(f"{mailed}?tunda=1")
    assert looks.findings() == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_she_is_ill_and_wants_to_be_reminded_later(
    phone: Page, mailed: str, rotation: Rotation, now: datetime
) -> None:
    phone.set_viewport_size({"width": 320, "height": 640})
    phone.goto(mailed)
    phone.get_by_role("link", name="Belum bisa sekarang? Ingatkan saya lagi nanti").click()
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert phone.evaluate(overflow) == 0
    tomorrow = f"{now.astimezone(WIB) + timedelta(days=1):%F}"
    phone.get_by_label("Ingatkan saya lagi tanggal").fill(tomorrow)
    phone.get_by_label("Sakit").check()
    phone.get_by_role("button", name="Ingatkan saya nanti").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Kami ingatkan lagi")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("penundaan 1 dari 3")
    expect(phone.get_by_text("tetap tercatat belum diganti")).to_be_visible()
    rotation.refresh_from_db()
    assert (rotation.state, rotation.turn) == ("told", "holder"), "it is no answer"
    phone.get_by_role("link", name="Kembali").click()
    expect(phone.get_by_text("penundaan 1 dari 3")).to_be_visible()
    phone.get_by_label("Sudah: kata sandi saja").check()
    phone.get_by_role("button", name="Kirim jawaban").click()
    rotation.refresh_from_db()
    assert rotation.state == "claimed", "answering stays open"
