"""J1: the first hour of the duty officer, from an empty system, timed by steps."""

import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from dashboard.today.clocks import chat_moment
from secops.compliance.duties.actions import receive_duty
from secops.compliance.duties.models import Channel, Duty
from secops.compliance.rotations.models import Rotation
from secops.inventory.models import Account, Exposure
from secops.jobs.models import Job
from secops.outbox.models import Message
from tests.factories import DepartmentFactory, holder_of
from tests.journeys import first_hour as morning
from tests.journeys.conftest import Mailbox

pytestmark = pytest.mark.django_db(transaction=True)

PICTURES = os.environ.get("JOURNEY_PICTURES", "")


class Laps:
    """How long each step took; on wish with a picture of it, wide and narrow."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.times: dict[str, float] = {}
        self.began = time.monotonic()

    def step(self, name: str) -> None:
        self.times[name] = round(time.monotonic() - self.began, 1)
        if PICTURES:
            for width in (390, 1440):
                self.page.set_viewport_size({"width": width, "height": 900})
                path = Path(PICTURES) / f"{name}-{width}.png"
                self.page.screenshot(path=path, full_page=True)
        self.began = time.monotonic()


@pytest.fixture
def officer(transactional_db: None) -> User:
    """The duty officer, a list of heads, the staff list, and nothing else."""
    office = DepartmentFactory(code="DISKOMINFO", name="Dinas Komunikasi", is_office=True)
    morning.departments_with_heads(office)
    morning.staff_list()
    morning.mayor()
    return holder_of(Role.DUTY_OFFICER, office, name="Olga Piket")


@pytest.fixture
def lead(officer: User) -> User:
    return holder_of(Role.LEAD, name="Lina Ketua")


def thirty_seconds_pass() -> None:
    """The time in which a bulk send can be undone is over."""
    Message.objects.filter(state=Message.State.QUEUED).update(
        not_before=timezone.now(), next_try_at=timezone.now()
    )


def refused_for_an_absolute_word(page: Page, laps: Laps) -> None:
    """He types "aman"; in a window of its own, since a browser logs a refused form as an error."""
    own = page.context.new_page()
    own.goto(page.url)
    own.locator("textarea[name=text]").fill("Data pegawai aman.")
    own.get_by_role("button", name="Simpan dan mintakan persetujuan").click()
    refusal = "Kata aman memerlukan bukti. Tautkan bukti atau ubah kalimat."
    expect(own.get_by_text(refusal).first).to_be_visible()
    laps.page = own
    laps.step("7-kata-aman")
    laps.page = page
    own.close()


def test_from_an_empty_system_to_the_copied_lines(
    page: Page,
    enter: Callable[[User], None],
    officer: User,
    lead: User,
    worker: subprocess.Popen[bytes],
    mailbox: Mailbox,
    tmp_path: Path,
) -> None:
    enter(officer)
    laps = Laps(page)
    now = timezone.localtime()
    locked_by, next_word = (now.replace(hour=23, minute=one) for one in (58, 59))

    # 1. Today, empty
    page.goto("/")
    expect(page.get_by_text("Belum ada data. Mulai dari yang ada di tangan Anda.")).to_be_visible()
    expect(page.get_by_role("link", name="Catat insiden")).to_be_visible()
    expect(page.get_by_role("link", name="Buat arahan")).to_be_visible()
    laps.step("1-hari-ini-kosong")
    page.get_by_role("link", name="Unggah laporan kebocoran").first.click()

    # 2. Upload: sealed, read by a worker
    expect(
        page.get_by_text("Letakkan berkas di sini. Kata sandi di dalamnya tidak disimpan.")
    ).to_be_visible()
    report = tmp_path / "laporan.zip"
    report.write_bytes(morning.agency_file())
    page.locator("input[type=file]").set_input_files(report)
    page.get_by_label("Pengirim").fill("BSSN, surat 26 November")
    laps.step("2-unggah")
    # The reading takes a second here: the worker rests, so that what the officer sees of it stays.
    worker.send_signal(signal.SIGSTOP)
    page.get_by_role("button", name="Unggah dan baca").click()
    job = page.locator(".ps-job")
    expect(job).to_contain_text("Menunggu giliran. Berkas Anda sudah diterima.")
    reading = Job.objects.latest("pk")
    begun = timezone.now() - timedelta(seconds=9)
    Job.objects.filter(pk=reading.pk).update(
        state=Job.State.RUNNING, total=2046, done=1310, started_at=begun
    )
    expect(job).to_contain_text(re.compile(r"Membaca baris 1\.310 dari 2\.046 · ± [4-9] detik"))
    expect(job.get_by_role("button", name="Batalkan")).to_be_visible()
    laps.step("2b-membaca")
    Job.objects.filter(pk=reading.pk).update(
        state=reading.state, total=reading.total, done=reading.done, started_at=reading.started_at
    )
    worker.send_signal(signal.SIGCONT)

    # 3. Receipt and picture of the damage
    headline = "1.940 akun bocor. Terbanyak SIMPATIK: 1.204 (62%). 73 komputer terinfeksi."
    sums = "2.046 baris = 61 di luar kota + 12 ditolak + 33 ganda + 1.940 baru."
    expect(page.get_by_text(sums, exact=True)).to_be_visible(timeout=40_000)
    assert Exposure.objects.count() == 1940
    page.get_by_label("Berkas asli sudah saya hapus atau simpan di brankas bukti.").check()
    laps.step("3-tanda-terima")
    page.get_by_role("button", name="Catat").click()

    # 4. Accounts from the report
    page.get_by_role("link", name="Buat daftar akun dari laporan ini").click()
    page.get_by_role("button", name="Buat 1.940 akun").click()
    expect(page.get_by_text("1.940 akun dibuat. 214 belum diketahui OPD-nya.")).to_be_visible()
    expect(page.get_by_text(headline).first).to_be_visible()
    assert Account.objects.filter(from_report=True).count() == 1940
    laps.step("4-akun")

    # The checklist of Today says where we are, and what is next
    page.goto("/")
    steps = page.locator(".ps-check li")
    expect(steps).to_have_count(7)
    expect(page.locator(".ps-check li.is-done")).to_have_count(3)
    laps.step("4b-jam-pertama")
    page.get_by_role("link", name="Langkah 1: kunci di sumber").first.click()

    # 5. The lock, to the owner of SIMPATIK, whom nobody had named yet
    page.get_by_label("Pemilik SIMPATIK").select_option(label="BKPP")
    page.get_by_label("Kunci ABSEN").uncheck()
    page.get_by_label("Nomor surat").fill("000.6/123/2026")
    page.locator("input[name=due_at]").fill(f"{locked_by:%Y-%m-%dT%H:%M}")
    laps.step("5-kunci-di-sumber")
    page.get_by_role("button", name="Lanjut: lihat pesannya").click()
    words = (
        "Yth. Kepala BKPP. Mohon hari ini sebelum 23.58 WIB, untuk SIMPATIK: (1) batalkan kata "
        "sandi lama akun yang bocor; yang baru hanya lewat Agen atau kode ke kontak terdaftar, "
        "(2) keluarkan semua sesi, (3) kirim data perubahan kata sandi. Surat 000.6/123/2026. "
        "Balas SIAP / TELEPON SAYA. Posko Siber (024) 000-0000"
    )
    expect(page.get_by_text(words, exact=True)).to_have_count(2)
    expect(page.get_by_text("Hari ini 23.58 WIB: kunci akun SIMPATIK (3 langkah)")).to_be_visible()
    laps.step("5b-pesan-ke-pemilik")
    page.get_by_role("button", name="Kirim ke 1 orang…").click()
    expect(page.get_by_text("Batalkan").first).to_be_visible()
    thirty_seconds_pass()
    page.goto("/messages/whatsapp/")
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("textarea#salin-wa")).to_have_value(words + "\n")
    laps.step("5c-whatsapp-petugas")
    page.get_by_role("button", name=re.compile("Terkirim")).first.click()
    page.goto("/")
    expect(page.locator(".ps-check li.is-done")).to_have_count(4)
    page.get_by_role("link", name="Langkah 2: arahan ke OPD").first.click()

    # 6. The order to the heads: one page, preview, example to me, thirty seconds to undo
    expect(page.get_by_label("Nomor surat")).to_have_value("000.6/123/2026")
    laps.step("6-arahan")
    page.get_by_role("button", name="Lanjut: lihat penerima").click()
    expect(
        page.get_by_text("68 Kepala OPD: 61 WhatsApp, 5 email, 2 tanpa kontak (lihat).")
    ).to_be_visible()
    assert Rotation.objects.count() == 1940
    expect(page.get_by_role("button", name="Kirim contoh ke saya")).to_be_visible()
    laps.step("6b-penerima")
    page.get_by_role("button", name="Kirim ke 66 orang…").click()
    expect(page.get_by_text("dikirim").first).to_be_visible()
    expect(page.get_by_text("Batalkan").first).to_be_visible()
    laps.step("6c-dikirim")
    page.get_by_role("link", name="Langkah 3: pernyataan awal").click()

    # 7. The holding statement: nothing unproven, approved by somebody else
    ready = (
        "Kami menerima laporan dugaan kebocoran akun pegawai dan sedang memeriksanya bersama BSSN. "
        "Kami belum dapat memastikan jumlahnya."
    )
    text = page.locator("textarea[name=text]")
    expect(text).to_have_value(ready)
    refused_for_an_absolute_word(page, laps)
    page.locator("input[name=next_word_at]").fill(f"{next_word:%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Simpan dan mintakan persetujuan").click()
    expect(
        page.get_by_text(f"{ready} Kabar berikutnya pukul 23.59 WIB.", exact=True).first
    ).to_be_visible()
    laps.step("7b-menunggu")
    enter(lead)
    page.reload()
    page.get_by_role("button", name="Setujui").click()
    page.get_by_role("link", name="Terbitkan…").click()
    page.get_by_label("Diterbitkan di").fill("Laman resmi")
    page.get_by_label("Ketik TERBITKAN").fill("TERBITKAN")
    page.get_by_role("button", name="Terbitkan").click()
    expect(page.get_by_text("Tercatat terbit.")).to_be_visible()
    laps.step("7c-terbit")

    # 8. Fifty-one heads say "received"; Today says where it stands, so do the lines to copy
    enter(officer)
    for duty in Duty.objects.filter(directive__kind="rotation").order_by("pk")[:51]:
        receive_duty(duty, by=officer, at=timezone.now(), channel=Channel.CHAT)
    page.goto("/")
    expect(
        page.get_by_text(
            "Belum aman. 1.940 dari 1.940 akun bocor masih dapat dipakai. "
            "Arahan diterima 51 dari 68 OPD.",
            exact=True,
        )
    ).to_be_visible()
    expect(page.locator(".ps-check li.is-done")).to_have_count(6)
    page.get_by_text("Salin untuk WhatsApp").first.click()
    first, *lines = page.locator("textarea#salin-hari-ini").input_value().split("\n")
    moments = {chat_moment(timezone.now() - timedelta(minutes=one)) for one in (0, 1)}
    assert first in {f"Posko Siber, {moment}" for moment in moments}
    assert lines == [
        "Akun bocor: 1.940 (SIMPATIK 1.204)",
        "Terbukti aman: 0",
        "Arahan diterima: 51 dari 68 OPD",
        "Berikutnya: SIMPATIK dikunci, 23.58 WIB",
    ]
    page.get_by_text("Tiga baris untuk wali kota").last.click()
    assert page.locator("textarea#salin-wali-kota").input_value().split("\n") == [
        "Belum aman. 1.940 dari 1.940 akun bocor masih dapat dipakai.",
        "Arahan diterima 51 dari 68 OPD.",
        "Hari ini: SIMPATIK dikunci, 23.58 WIB; Kabar publik, 23.59 WIB.",
    ]
    laps.step("8-hari-ini")

    # The mayor gets his lines; the checklist has done its work and is gone
    page.get_by_role("button", name="Kirim tiga baris ke pimpinan").click()
    expect(page.get_by_text("Batalkan").first).to_be_visible()
    thirty_seconds_pass()
    told = mailbox.to("walikota@kotacontoh.example").get_body(("plain",))
    assert told is not None
    # Walked after hours the worker lives in the next working day, which knows a yesterday.
    verdict = (
        r"Belum aman\. 1\.940 dari 1\.940 akun bocor masih dapat dipakai( \(kemarin 1\.940\))?\."
    )
    assert re.search(verdict, told.get_content()), told.get_content()
    page.goto("/")
    expect(page.get_by_text("Belum aman.").first).to_be_visible()
    expect(page.locator(".ps-check")).to_have_count(0)
    laps.step("9-selesai")

    if PICTURES:
        (Path(PICTURES) / "times.json").write_text(json.dumps(laps.times, indent=1))
    assert sum(laps.times.values()) < 30 * 60
