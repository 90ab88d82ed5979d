"""An advisory on a phone: the office writes, a second person sends, a head answers from his mail,
the office sees the count."""

import subprocess
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from secops.advisories.bulletins.models import Bulletin
from tests.factories import ContactFactory, DepartmentFactory, holder_of
from tests.journeys.conftest import Mailbox, link_in
from tests.journeys.looks import Looks

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 390, "height": 844}


def test_from_the_draft_to_the_count(
    page: Page, looks: Looks, served: str, worker: subprocess.Popen[bytes], mailbox: Mailbox,
    enter: Callable[[User], None], as_delivered: None,
) -> None:  # fmt: skip
    office = DepartmentFactory(code="DISKOMINFO", name="Dinas Komunikasi", is_office=True)
    dinsos = DepartmentFactory(code="DINSOS", name="Dinas Sosial")
    olga = holder_of(Role.DUTY_OFFICER, office, name="Olga Piket")
    leo = holder_of(Role.LEAD, office, name="Leo Ketua")
    kartini = holder_of(Role.HEAD, dinsos, name="Kartini Kepala")
    ContactFactory(person=kartini.person, address="kartini@dinsos.test")

    enter(olga)
    page.set_viewport_size(PHONE)
    page.goto("/bulletins/")
    page.get_by_role("link", name="Tulis imbauan").click()
    page.get_by_label("Judul").fill("Simpan log 90 hari")
    page.get_by_label("Isi imbauan").fill("Salin log **sekarang**.")
    page.get_by_label("Yang perlu diperiksa").fill("Apakah log tertimpa?")
    page.get_by_label("kritis").check()
    due = timezone.localtime() + timedelta(days=1)
    page.get_by_label("Jawab paling lambat").fill(f"{due:%Y-%m-%dT%H:%M}")
    page.get_by_label("OPD tertentu").check()
    page.get_by_text("Pilih OPD").click()
    page.get_by_label("Dinas Sosial").check()
    assert looks.findings() == []
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Simpan dan lihat penerimanya").click()
    expect(page.get_by_text("1 OPD: 1 orang mendapat pesan, 0 OPD tanpa kontak.")).to_be_visible()
    assert looks.findings() == []
    page.get_by_role("button", name="Ajukan untuk disetujui").click()
    expect(page.get_by_text("Diajukan.")).to_be_visible()

    found = Bulletin.objects.get()
    enter(leo)
    page.set_viewport_size(PHONE)
    page.goto(found.get_absolute_url())
    page.get_by_role("link", name="Setujui dan kirim").click()
    page.get_by_role("button", name="Setujui dan kirim").click()
    expect(page.get_by_text("Disetujui.")).to_be_visible()

    mail = mailbox.to("kartini@dinsos.test", wait=60)
    assert str(mail["Subject"]) == f"[TLP:AMBER] {found.code}: Simpan log 90 hari"
    page.context.clear_cookies()
    page.set_viewport_size(PHONE)
    page.goto(link_in(mail))
    expect(page.get_by_role("heading", level=1)).to_have_text("Simpan log 90 hari")
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    assert looks.findings() == []
    page.set_viewport_size(PHONE)
    page.get_by_label("Menyangkut kami", exact=True).check()
    page.get_by_label("Apa yang terkena, dan sejak kapan").fill("Log 14 hari, sejak Juni.")
    page.get_by_role("button", name="Kirim jawaban").click()
    expect(page.get_by_role("status")).to_contain_text("Jawaban Dinas Sosial tercatat")
    assert looks.findings() == []

    enter(olga)
    page.goto(found.get_absolute_url())
    expect(page.get_by_role("link", name="Buat arahan untuk 1 OPD")).to_be_visible()
    assert looks.findings() == []
    page.set_viewport_size(PHONE)
    page.goto(f"{found.get_absolute_url()}?answer=concerns")
    expect(page.get_by_text("Log 14 hari, sejak Juni.")).to_be_visible()

    enter(kartini)
    page.goto(found.addressees.get().get_absolute_url())
    expect(page.get_by_role("button", name="Ganti jawaban")).to_be_visible()
    assert looks.findings() == []
