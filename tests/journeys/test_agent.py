"""J4: the agent at his desk, from the message to the report, with slips that open the page."""

import re
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

import secops.wiring  # noqa: F401 - fills the table of composers
from accounts.models import Contact, User
from accounts.roles import Role
from secops.compliance.duties.actions import order_rotation, send_directive
from secops.compliance.rotations.models import Answer, Campaign, Rotation
from secops.inventory.models import AccountFacts
from secops.outbox.composers import COMPOSERS, Composed
from secops.outbox.models import Message
from secops.rules.rotation import AnswerKind, TroubleReason
from tests.factories import (
    AccountFactory,
    ApplicationFactory,
    ContactFactory,
    DepartmentFactory,
    PersonFactory,
    holder_of,
)
from tests.journeys.looks import CROSSED, Looks
from tests.needs import needs_poppler
from tests.rotations.scene import DAY, expose, people, rotation_of, say, start

pytestmark = [
    pytest.mark.django_db(transaction=True),
    needs_poppler,
]


@pytest.fixture
def agent(transactional_db: None) -> User:
    """Dinas Kesehatan with 40 accounts: 18 proven, 9 said, 6 asked, 7 on the agent's desk."""
    office = DepartmentFactory(code="DISKOMINFO", name="Dinas Komunikasi", is_office=True)
    health = DepartmentFactory(code="DINKES", name="Dinas Kesehatan")
    DepartmentFactory(code="DINSOS", name="Dinas Sosial")
    officer = holder_of(Role.DUTY_OFFICER, office, name="Olga Piket")
    agent = holder_of(Role.AGENT, health, name="Endang Contoh")
    ContactFactory(person=agent.person, address="agen.dinkes@kotacontoh.example")
    head = holder_of(Role.HEAD, health, name="Kartini Kepala")
    ContactFactory(person=head.person, address="kepala.dinkes@kotacontoh.example")
    simpatik = ApplicationFactory(code="simpatik", name="SIMPATIK", sort_name="simpatik")
    now = timezone.now()
    reached = people(simpatik, 35, department=health)
    lone = [
        AccountFactory(
            application=simpatik, department=health, holder=PersonFactory(name=f"Sari Wulan {n}")
        )
        for n in range(4)
    ]
    desk = AccountFactory(
        application=simpatik, department=health, username="loket-1", kind="shared", holder=None
    )
    everyone = [*reached, *lone, desk]
    expose(everyone, officer, when=now - 15 * DAY)
    campaign = start(
        officer, simpatik, at=now - DAY, due=now + 3 * DAY, messages_from=now - DAY,
        letter_number="000.6/123/2026",
    ).campaign  # fmt: skip
    changed = now - DAY / 3
    AccountFacts.objects.filter(account__in=reached[:18]).update(
        change_from=changed, change_to=changed, change_read_at=now, change_origin="owner",
        zero_sessions_at=now, read_at=now,
    )  # fmt: skip
    for account in reached[:27]:
        say(rotation_of(account), AnswerKind.DONE_BOTH, at=now - DAY / 2)
    for account in reached[27:29]:
        say(
            rotation_of(account), AnswerKind.TROUBLE, reason=TroubleReason.CANNOT_LOG_IN,
            at=now - DAY / 2,
        )  # fmt: skip
    order = order_rotation(campaign, by=officer, at=now)
    assert order is not None
    send_directive(order, by=officer, at=now)
    return agent


def code_in(pdf: Path) -> str:
    done = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True)
    return re.findall(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}\b", done.stdout)[0]


def test_the_agent_works_his_desk_down(
    page: Page,
    browser: Browser,
    looks: Looks,
    agent: User,
    enter: Callable[[User], None],
    served: str,
    tmp_path: Path,
) -> None:
    # 1: the message
    message = Message.objects.get(kind="duty.agent")
    words = COMPOSERS[message.kind].compose([message], timezone.now())[message.pk]
    assert isinstance(words, Composed)
    assert words.subject == "7 akun menunggu Anda"
    assert words.text.strip() == (
        "Dinas Kesehatan, 40 akun: 18 terbukti, 9 menunggu data sistem, 6 menunggu pegawai, "
        "7 giliran Anda (4 tanpa kontak, 2 kendala, 1 akun bersama). "
        "Mulai: siaga.kotacontoh.example"
    )

    # 2: the desk is his first page; its piles add up
    enter(agent)
    page.goto(served + "/my-work/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pekerjaan saya")
    piles = page.get_by_role("region", name="Akun menurut giliran")
    for label, n in (
        ("Giliran saya", 7),
        ("Giliran pegawai", 6),
        ("Giliran pemilik aplikasi", 9),
        ("Selesai", 18),
    ):
        expect(piles).to_contain_text(re.compile(rf"{label}\s*{n}\b"))
    assert looks.findings(CROSSED) == []

    # 3: slips for those whom no message reaches; the code on one opens the page
    with page.expect_download() as loading:
        page.get_by_role("button", name="Cetak 4 lembar kode").click()
    pdf = tmp_path / "lembar.pdf"
    loading.value.save_as(pdf)
    phone = browser.new_context(
        base_url=served, viewport={"width": 390, "height": 780}, java_script_enabled=False
    )
    holder = phone.new_page()
    holder.goto("/k/")
    holder.get_by_label("Kode").fill(code_in(pdf))
    holder.get_by_role("button").first.click()
    expect(holder.get_by_role("heading", level=1)).to_have_text(
        "Sudahkah Anda mengganti kata sandi SIMPATIK?"
    )
    phone.close()
    page.goto(served + "/my-work/slips/")
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Catat: sudah diserahkan").click()
    expect(page.get_by_text("1 lembar tercatat sampai.")).to_be_visible()
    assert looks.findings(CROSSED) == []

    # 4: what he saw is recorded for many, as his word
    page.goto(served + "/my-work/accounts/?pile=holders")
    for box in page.locator("input[name=pick]").all()[:3]:
        box.check()
    page.get_by_role("button", name="Catat untuk pegawai…").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Catat untuk 3 pegawai")
    expect(
        page.get_by_text("Dicatat sebagai keterangan Agen, belum sebagai bukti.")
    ).to_be_visible()
    for choice in (
        "Sudah mengganti di hadapan saya",
        "Pindah ke OPD …",
        "Pensiun atau keluar",
        "Akun bersama",
        "Tidak dikenal",
    ):
        expect(page.get_by_role("radio", name=choice)).to_be_visible()
    assert looks.findings(CROSSED) == []
    page.get_by_role("radio", name="Sudah mengganti di hadapan saya").check()
    page.get_by_role("button", name="Catat untuk 3 pegawai").click()
    expect(page.get_by_text("Tercatat untuk 3 akun.")).to_be_visible()
    assert Answer.objects.filter(recorded_by=agent, kind="done_password").count() == 3

    # 5: the shared account
    page.goto(served + "/my-work/accounts/?pile=mine&group=shared")
    page.goto(served + f"/rotations/{Rotation.objects.get(account__username='loket-1').pk}/shared/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Siapa saja yang memakai?")
    expect(page.get_by_text("Akun bersama “loket-1”")).to_be_visible()
    assert looks.findings(CROSSED) == []
    page.get_by_label("Nama pemakainya").fill("Ani\nBudi")
    page.get_by_role("radio", name="Ganti menjadi akun perorangan (disarankan)").check()
    page.get_by_role("button", name="Catat akun bersama").click()
    expect(page.get_by_text("Pemilik aplikasi diminta membuat akun perorangan")).to_be_visible()

    # contacts on screen: the turn goes back to the holder
    page.goto(served + "/my-work/contacts/")
    page.get_by_role("textbox", name=re.compile("^Email")).first.fill("sari@kotacontoh.example")
    page.get_by_role("button", name="Simpan kontak").click()
    expect(page.get_by_text("Kontak 1 orang diperbarui.")).to_be_visible()
    assert Contact.objects.filter(address="sari@kotacontoh.example").exists()

    # reminding: seen first, undone within thirty seconds
    Campaign.objects.update(messages_from=timezone.now() - timedelta(days=1))
    page.goto(served + "/my-work/")
    page.get_by_role("link", name="Ingatkan yang gilirannya").click()
    assert looks.findings(CROSSED) == []
    page.get_by_role("button", name=re.compile(r"^Ingatkan \d+ orang$")).click()
    page.get_by_role("button", name="Batalkan").click()
    expect(page.get_by_text("Pengiriman dibatalkan.")).to_be_visible()

    # 8: the report to the head
    page.goto(served + "/my-work/")
    page.get_by_role("link", name="Lapor ke Kepala OPD").click()
    expect(page.locator("p.ps-prose")).to_have_text(
        re.compile(
            r"^Lapor: Dinas Kesehatan 18 dari 40 terbukti\. 22 sisa: .*1 menunggu dinonaktifkan.*"
            r"Mohon pernyataan Ibu/Bapak lewat pesan dari Posko Siber\.$"
        )
    )
    page.get_by_role("button", name="Kirim kepada Kartini Kepala").click()
    expect(page.get_by_text("Laporan dikirim kepada Kartini Kepala.")).to_be_visible()
    assert Message.objects.filter(kind="desk.report").count() == 1
