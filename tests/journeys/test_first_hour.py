"""J1: the first hour of the duty officer, from an empty system."""

import re
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import Contact, Department, Person, Position, Tenure, User
from accounts.roles import Role
from secops.compliance.rotations.models import Rotation
from secops.inventory.models import Account, Exposure
from tests.factories import LONG_AGO, DepartmentFactory, holder_of
from tests.journeys.conftest import Mailbox

pytestmark = pytest.mark.django_db(transaction=True)

NIP = "1880010119050119"
REPORT = "\n".join(
    [
        *(f"https://simpatik.kotacontoh.example/login:{NIP}{n:02d}:x{n}" for n in range(24)),
        *(f"https://absen.kotacontoh.example/:{NIP}{n:02d}:y{n}" for n in range(8)),
        *(f"https://situs{n}.contoh.test/:orang{n}:z" for n in range(6)),
        "https://simpatik.kotacontoh.example/login:188001011905011900:x0",
        "188001011905011901:tanpa-alamat",
    ]
)  # fmt: skip


def head_of(department: Department, name: str, mail: str = "", phone: str = "") -> Person:
    person = Person.objects.create(name=name)
    position = Position.objects.create(
        role=Role.HEAD.value, title=f"Kepala {department.name}", department=department
    )
    Tenure.objects.create(position=position, person=person, starts_on=LONG_AGO.date())
    for kind, address in ((Contact.Kind.MAIL, mail), (Contact.Kind.WHATSAPP, phone)):
        if address:
            Contact.objects.create(person=person, kind=kind, address=address)
    return person


@pytest.fixture
def officer(transactional_db: None) -> User:
    """The duty officer, a list of heads, and nothing else."""
    office = DepartmentFactory(code="DISKOMINFO", name="Dinas Komunikasi", is_office=True)
    bkpp = DepartmentFactory(code="BKPP", name="Badan Kepegawaian")
    head_of(bkpp, "Bagus Kepala", mail="kepala.bkpp@kotacontoh.example", phone="+628110000001")
    head_of(DepartmentFactory(code="DINSOS", name="Dinas Sosial"), "Kartini Kepala",
            mail="kepala.dinsos@kotacontoh.example")  # fmt: skip
    head_of(DepartmentFactory(code="DINKES", name="Dinas Kesehatan"), "Tanpa Kontak")
    return holder_of(Role.DUTY_OFFICER, office, name="Olga Piket")


def test_from_an_empty_system_to_the_copied_lines(
    page: Page,
    enter: Callable[[User], None],
    officer: User,
    worker: subprocess.Popen[bytes],
    mailbox: Mailbox,
    tmp_path: Path,
) -> None:
    enter(officer)

    # 1. Today, empty
    page.goto("/")
    expect(page.get_by_text("Belum ada data. Mulai dari yang ada di tangan Anda.")).to_be_visible()
    expect(page.get_by_role("link", name="Catat insiden")).to_be_visible()
    expect(page.get_by_role("link", name="Buat arahan")).to_be_visible()
    page.get_by_role("link", name="Unggah laporan kebocoran").first.click()

    # 2. Upload: sealed, read by a worker
    expect(
        page.get_by_text("Letakkan berkas di sini. Kata sandi di dalamnya tidak disimpan.")
    ).to_be_visible()
    report = tmp_path / "laporan.txt"
    report.write_text(REPORT)
    page.locator("input[type=file]").set_input_files(report)
    page.get_by_label("Pengirim").fill("BSSN, surat 26 November")
    page.get_by_role("button", name="Unggah dan baca").click()

    # 3. Receipt
    expect(
        page.get_by_text("40 baris = 6 di luar kota + 1 ditolak + 1 ganda + 32 baru.", exact=True)
    ).to_be_visible(timeout=40_000)
    expect(page.get_by_text("32 akun bocor. Terbanyak").first).to_be_visible()
    page.get_by_label("Berkas asli sudah saya hapus atau simpan di brankas bukti.").check()
    page.get_by_role("button", name="Catat").click()
    assert Exposure.objects.count() == 32

    # 4. Accounts from the report
    page.get_by_role("link", name="Buat daftar akun dari laporan ini").click()
    page.get_by_role("button", name="Buat 32 akun").click()
    expect(page.get_by_text("32 akun dibuat.")).to_be_visible()
    assert Account.objects.count() == 32
    page.get_by_role("link", name="Langkah 1: kunci di sumber").first.click()

    # The campaign: its wizard, then the lock at the source for the owners
    page.get_by_label("Nama").first.fill("Penggantian kata sandi SIMPATIK")
    for box in page.locator("input[name=applications]").all():
        box.check()
    page.get_by_role("button", name="Lanjut: batas waktu").click()
    page.get_by_role("button", name="Lanjut: pesan").click()
    page.get_by_role("button", name="Lanjut: mulai").click()
    page.get_by_role("button", name="Mulai untuk 32 akun").click()
    expect(page.get_by_text("Langkah 1: kunci di sumber").first).to_be_visible()
    assert Rotation.objects.count() == 32

    # 6. The order to the heads: preview, example to me, thirty seconds to undo
    page.goto("/directives/new/")
    page.locator("input[name=kind][value=custom]").check()
    page.locator("input[name=title]").fill("Surat Sekda 000.6/123/2026")
    page.locator("textarea[name=text]").fill("Pegawai mengganti kata sandi SIMPATIK.")
    page.locator("input[name=due_at]").fill(
        f"{timezone.localtime() + timedelta(days=5):%Y-%m-%dT16:00}"
    )
    page.get_by_text("Tugas lain: tulis langkah").click()
    page.locator("textarea[name=checklist]").fill("Kata sandi diganti")
    page.locator("input[name=everybody]").check()
    page.get_by_role("button", name="Lanjut: lihat penerima").click()
    expect(page.get_by_text("4 Kepala OPD: 1 WhatsApp, 1 email, 2 tanpa kontak")).to_be_visible()
    page.get_by_role("button", name="Kirim contoh ke saya").click()
    page.get_by_role("button", name=re.compile("^Kirim ke 2 orang")).click()
    expect(page.get_by_text("Batalkan").first).to_be_visible()

    # 8. Today says where it stands, and the lines to copy say the same
    page.goto("/")
    expect(
        page.get_by_text("Belum aman. 32 dari 32 akun bocor masih dapat dipakai.").first
    ).to_be_visible()
    page.get_by_text("Salin untuk WhatsApp").click()
    copied = page.locator("textarea#salin-hari-ini").input_value()
    assert "Akun bocor: 32" in copied
    assert "Terbukti aman: 0" in copied
    assert "Arahan diterima: 0 dari 4 OPD" in copied
