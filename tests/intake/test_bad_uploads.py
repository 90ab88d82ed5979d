"""Bad files through the pages: what a clerk reads, in both languages, and that nothing is lost."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.models import Department, User
from secops.intake.models import RegisterFile, Upload
from secops.intake.registers import staging
from secops.intake.tabular import ACCOUNTS, READINGS, FileRefused, read_table
from secops.inventory.models import Account, Application, LeakReport, ReadingsFile
from secops.jobs.actions import work_off
from secops.jobs.models import Pulse
from secops.jobs.queries import panel_of
from tests.factories import AccountFactory, ApplicationFactory

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
URL = "https://simpatik.kotacontoh.example/login"
TITLES = {
    "departments": "code,name\n",
    "applications": "code,name,owner_code\n",
    "accounts": "application_code,username\n",
    "readings": "application_code,username,open_sessions\n",
}


@pytest.fixture(autouse=True)
def _simpatik(dinsos: Department) -> None:
    application = ApplicationFactory(code="simpatik", owner=dinsos)
    application.hosts.create(name="simpatik.kotacontoh.example")
    AccountFactory(application=application, username="sari")


def send(browser: Client, kind: str, content: bytes | str, name: str = "daftar.csv") -> Upload:
    data = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile(name, data)
    if kind == "leak":
        more = {"source": "BSSN", "received_at": "2024-06-28T09:00", "format": "auto"}
        answer = browser.post(reverse("leak-report-upload"), {"sealed_file": file, **more})
    else:
        more = {"origin": "office"} if kind == "readings" else {}
        answer = browser.post(f"/registers/?kind={kind}", {"sealed_file": file, **more})
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    while work_off(at=timezone.now()):
        pass
    return Upload.objects.latest("pk")


def seen(browser: Client, kept: Upload, query: str = "") -> str:
    place = "leak-upload" if kept.purpose == Upload.Purpose.LEAK else "register"
    answer = browser.get(reverse(place, args=[kept.pk]) + query, follow=True)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def in_english(browser: Client) -> None:
    browser.post("/profile/settings/", {"language": "en", "theme": "light"})


def workbook(entries: int = 0, *, rows: int = 0) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for row in range(rows):
        sheet.write_row(row, 0, ["application_code", "username"])
    book.close()
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(entries):
            archive.writestr(f"xl/media/{number}.bin", b"")
    return out.getvalue()


@pytest.mark.parametrize("kind", TITLES)
def test_titles_without_rows_are_refused(kind: str, olga: User, signed_in: SignIn) -> None:
    browser = signed_in(olga)
    page = seen(browser, send(browser, kind, TITLES[kind]))
    assert "hanya memuat judul kolom" in page
    assert "Tidak ada data yang berubah." in page
    assert not RegisterFile.objects.exists()
    assert not ReadingsFile.objects.exists()


def test_a_leak_table_without_rows_is_refused(olga: User, signed_in: SignIn) -> None:
    browser = signed_in(olga)
    assert "hanya memuat judul kolom" in seen(browser, send(browser, "leak", "url,username\n"))
    assert "Berkas kosong" in seen(browser, send(browser, "leak", workbook(), "kosong.xlsx"))
    assert "Berkas kosong" in seen(browser, send(browser, "accounts", workbook(), "kosong.xlsx"))
    assert not LeakReport.objects.exists()


@pytest.mark.parametrize("kind", ["accounts", "leak"])
def test_limits_are_told_in_one_language(kind: str, olga: User, signed_in: SignIn) -> None:
    browser = signed_in(olga)
    kept = send(browser, kind, workbook(2_500), "banyak.xlsx")
    page = seen(browser, kept)
    assert "jumlah berkas: 2.5" in page
    assert "paling banyak 2.000" in page
    assert "files" not in page
    in_english(browser)
    page = seen(browser, kept)
    assert "number of files: 2,5" in page
    assert "melewati batas" not in page


def test_a_reader_of_english_reads_why_a_register_was_refused(
    olga: User, signed_in: SignIn
) -> None:
    browser = signed_in(olga)
    in_english(browser)
    assert "This file is a PDF" in seen(browser, send(browser, "accounts", b"%PDF-1.7\n", "a.xlsx"))
    missing = send(browser, "accounts", "username,holder_name\na,b\n")
    assert "Required columns are missing: application_code" in seen(browser, missing)
    cp1252 = send(
        browser, "accounts", "application_code,username\nsimpatik,s\xe9\n".encode("cp1252")
    )
    assert "was read as Windows-1252" in seen(browser, cp1252)
    leak = send(browser, "leak", f"url,username,tanggal\n{URL},sari,13/14/2024\n")
    assert "Dates are read day/month/year" in seen(browser, leak)
    assert "tidak dapat dibaca" not in seen(browser, leak)


def test_another_encoding_and_formulas_are_said_before_saving(
    olga: User, signed_in: SignIn
) -> None:
    browser = signed_in(olga)
    text = 'application_code,username,holder_name\nsimpatik,a,Ren\xe9\nsimpatik,b,"=cmd|x"\n'
    page = seen(browser, send(browser, "accounts", text.encode("cp1252")))
    assert "dibaca sebagai Windows-1252" in page
    assert "baris 3 holder_name" in page
    assert "tidak pernah dihitung" in page
    page = seen(browser, send(browser, "accounts", text.replace("=cmd|x", "Budi").encode()))
    assert "Windows-1252" not in page
    assert "dihitung" not in page


def test_a_line_that_is_too_long_and_one_that_is_no_text_are_told_apart(
    olga: User, signed_in: SignIn
) -> None:
    browser = signed_in(olga)
    text = "application_code,username\nsimpatik,a\n" + "x" * 5_000_000 + "\nsimpatik,b\0c\n"
    page = seen(browser, send(browser, "accounts", text))
    assert "seluruh baris" in page
    assert "lebih panjang dari 64 KiB; periksa apakah akhir barisnya hilang" in page
    assert "memuat tanda yang bukan teks; ketik ulang" in page
    assert "Simpan 1 baris" in page


def test_dates_to_come_are_refused_so_that_no_register_proves_a_change(
    olga: User, signed_in: SignIn
) -> None:
    browser = signed_in(olga)
    today = timezone.localdate()
    text = (
        "application_code,username,password_changed_at,last_login_at\n"
        "simpatik,a,2099-01-01,\nsimpatik,b,,2099-01-01\n"
        f"simpatik,c,{today.isoformat()},{today.isoformat()}\n"
    )
    page = seen(browser, send(browser, "accounts", text))
    assert page.count("tanggal ini belum terjadi; periksa tahun") == 2
    assert "2099-01-01 00:00:00" in page
    assert "Simpan 1 baris" in page
    page = seen(
        browser,
        send(
            browser,
            "applications",
            "code,name,owner_code,last_used_on,last_deployed_on\n"
            "x,Satu,DINSOS,2099-01-01,\ny,Dua,DINSOS,,2099-01-01\n",
        ),
    )
    assert page.count("tanggal ini belum terjadi") == 2


def test_a_taken_host_is_named_at_its_own_column(olga: User, signed_in: SignIn) -> None:
    browser = signed_in(olga)
    text = (
        "code,name,owner_code,url,other_hosts\n"
        f"x,Satu,DINSOS,{URL},\ny,Dua,DINSOS,,simpatik.kotacontoh.example\n"
    )
    kept = send(browser, "applications", text)
    assert kept.preview_job is not None
    failed = kept.preview_job.result["failed_rows"]["rows"]
    assert [(row["row"], row["problems"][0][0]) for row in failed] == [
        (2, "url"),
        (3, "other_hosts"),
    ]
    assert not Application.objects.filter(code__in=["x", "y"]).exists()


def test_a_file_of_which_nearly_all_rows_fail_is_refused_early(
    olga: User, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "PROGRESS_ROWS", 10)
    monkeypatch.setattr(staging, "HOPELESS_ROWS", 20)
    browser = signed_in(olga)
    rows = "simpatik,\n" * 200
    for kind in ("accounts", "readings"):
        page = seen(browser, send(browser, kind, TITLES["accounts"] + rows))
        assert "Hampir semua dari 20 baris pertama gagal" in page
        assert "baris 2, username: wajib diisi" in page
    good = "".join(f"simpatik,u{n}\n" for n in range(10))
    page = seen(browser, send(browser, "accounts", TITLES["accounts"] + good + rows[:200]))
    assert "Simpan 10 baris" in page


def test_many_failed_rows_are_cut_and_long_values_shortened(olga: User, signed_in: SignIn) -> None:
    browser = signed_in(olga)
    text = TITLES["accounts"] + "".join(f"tidakada{'x' * 90},u{n}\n" for n in range(250))
    page = seen(browser, send(browser, "accounts", text))
    assert "Ditampilkan 200 baris gagal pertama" in page
    assert page.count("kode hanya huruf") == 200
    assert "x" * 70 not in page


def test_a_cancelled_upload_says_so_and_can_be_deleted(
    olga: User, signed_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    browser = signed_in(olga)
    file = SimpleUploadedFile("daftar.csv", b"code,name\nA,Dinas A\n")
    browser.post("/registers/?kind=departments", {"sealed_file": file})
    kept = Upload.objects.get()
    browser.post(reverse("register-cancel", args=[kept.pk]))
    page = seen(browser, kept)
    assert "Dibatalkan. Tidak ada data yang berubah." in page
    assert "Hapus berkas ini" in page
    assert "dibatalkan" in browser.get("/registers/?kind=departments").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(reverse("register-discard", args=[kept.pk]))
    assert "daftar.csv" not in browser.get("/registers/?kind=departments").content.decode()


def test_uploads_that_wait_are_found_again(olga: User, signed_in: SignIn) -> None:
    browser = signed_in(olga)
    send(browser, "leak", f"url,username,password\n{URL},sari,x\n", "tabel.csv")
    send(browser, "leak", b"%PDF-1.7\n", "surat.pdf")
    page = browser.get(reverse("leak-report-upload")).content.decode()
    assert re.search(r"tabel\.csv.*?siap diperiksa dan disimpan", page, re.DOTALL)
    assert re.search(r"surat\.pdf.*?tidak dapat dibaca", page, re.DOTALL)


def test_a_job_without_a_worker_says_that_it_waits_and_since_when(
    olga: User, signed_in: SignIn
) -> None:
    browser, now = signed_in(olga), timezone.now()
    file = SimpleUploadedFile("daftar.csv", b"code,name\nA,Dinas A\n")
    browser.post("/registers/?kind=departments", {"sealed_file": file})
    kept = Upload.objects.select_related("preview_job").get()
    assert kept.preview_job is not None
    Pulse.objects.create(name=Pulse.Name.WORKER, seen_at=now)
    assert panel_of(kept.preview_job, now).silent_since is None
    assert "Menunggu giliran" in seen(browser, kept)
    long_ago = now - timedelta(hours=1)
    Pulse.objects.update(seen_at=long_ago)
    assert panel_of(kept.preview_job, now).silent_since == long_ago
    assert "tidak menjawab sejak" in seen(browser, kept)


def test_saved_in_another_tab_is_said_as_such(olga: User, signed_in: SignIn) -> None:
    browser = signed_in(olga)
    kept = send(browser, "departments", "code,name\nA,Dinas A\n")
    browser.post(reverse("register-save", args=[kept.pk]))
    while work_off(at=timezone.now()):
        pass
    answer = browser.post(reverse("register-save", args=[kept.pk]), follow=True)
    assert "sudah disimpan dan tidak disimpan dua kali" in answer.content.decode()
    assert RegisterFile.objects.count() == 1


def test_columns_of_one_title_get_each_its_own_meaning(olga: User, signed_in: SignIn) -> None:
    browser = signed_in(olga)
    text = f"url,username,username,password\n{URL},bukan.ini,sari,x\n"
    kept = send(browser, "leak", text)
    assert "Simpan 1 baris" in seen(browser, kept)
    browser.post(
        reverse("leak-upload", args=[kept.pk]),
        {"column_0": "address", "column_1": "ignore", "column_2": "login", "column_3": "secret"},
    )
    while work_off(at=timezone.now()):
        pass
    assert LeakReport.objects.get().counts["matched"] == 1
    assert not Account.objects.filter(username="bukan.ini").exists()


def test_only_rows_that_will_be_taken_are_promised(olga: User, signed_in: SignIn) -> None:
    browser = signed_in(olga)
    rows = f"{URL},sari,x\n,budi,x\nhttps://tempatlain.test/,a,x\n{URL},,x\n"
    page = seen(browser, send(browser, "leak", "url,username,password\n" + rows))
    assert "4 baris, 1 di luar kota, 2 ditolak" in page
    assert "Simpan 1 baris" in page


def test_dates_left_out_are_named_by_row(olga: User, signed_in: SignIn) -> None:
    browser = signed_in(olga)
    rows = f"{URL},a,x,13/14/2024\n{URL},b,x,2024-05-01\n{URL},c,x,2099-01-01\n"
    page = seen(browser, send(browser, "leak", "url,username,password,tanggal\n" + rows))
    assert "1 tanggal tidak dapat dibaca (baris 2)" in page
    assert "1 tanggal lebih baru daripada laporannya (baris 4)" in page


def test_readings_without_an_application_say_where_to_choose_it() -> None:
    with pytest.raises(FileRefused, match="pilih aplikasinya di formulir"):
        read_table(io.BytesIO(b"sAMAccountName,pwdLastSet\nsari,0\n"), columns=READINGS)
    with pytest.raises(FileRefused, match="Kolom wajib tidak ada"):
        read_table(io.BytesIO(b"username,holder_name\nsari,Sari\n"), columns=ACCOUNTS)


def test_names_of_unknown_accounts_are_masked(olga: User, signed_in: SignIn) -> None:
    browser = signed_in(olga)
    nip = "187106101911031009"
    text = (
        "application_code,username,read_at,open_sessions\n"
        f"simpatik,{nip},2024-07-02,0\ntidakada,{nip},2024-07-02,0\n"
    )
    page = seen(browser, send(browser, "readings", text))
    assert "1 akun tidak dikenal + 1 gagal" in page
    assert nip not in page


def test_words_of_cells_have_no_foreign_word() -> None:
    with override("id"):
        table = read_table(
            io.BytesIO(b"application_code,username,holder_email\nsimpatik,a,salah\n"),
            columns=ACCOUNTS,
        )
        (row,) = table.parsed()
    assert row.errors[0].problem_id.startswith("bukan alamat email")
