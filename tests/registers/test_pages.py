"""Uploads in the browser's way: sent, previewed, saved, refused, taken away."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from accounts.models import Department, User
from accounts.roles import Role
from secops import wiring
from secops.audit.models import Entry
from secops.intake.models import RegisterFile, Upload
from secops.intake.registers.uploading import forget_previews
from secops.inventory.models import AccountFacts, ReadingsFile
from secops.jobs.actions import work_off
from secops.jobs.models import Job
from tests.factories import AccountFactory, ApplicationFactory, holder_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
assert wiring.EVERY_MINUTE


def send(browser: Client, kind: str, text: str, name: str = "daftar.csv", **more: str) -> Upload:
    file = SimpleUploadedFile(name, text.encode())
    answer = browser.post(f"/registers/?kind={kind}", {"sealed_file": file, **more})
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    return Upload.objects.latest("pk")


def page(browser: Client, kept: Upload, query: str = "") -> str:
    return browser.get(f"/registers/{kept.pk}/{query}").content.decode()


def test_a_register_is_previewed_saved_and_its_file_deleted(
    olga: User, office: Department, signed_in: SignIn, settings: Any
) -> None:
    browser = signed_in(olga)
    kept = send(
        browser, "departments",
        "code,name,parent_code\nDINSOS,Dinas Sosial,\n"
        f"{office.code},Dinas Komunikasi Kota,\nX,Y,NN\n",
    )  # fmt: skip
    assert list(Path(settings.SEALED_DIR).iterdir())
    assert "Menunggu giliran" in page(browser, kept)
    assert work_off(at=timezone.now()) == 1
    assert "Simpan 2 baris" in page(browser, kept)
    assert "OPD induk dengan kode ini tidak ada" in page(browser, kept)
    assert "DINSOS" in page(browser, kept, "?tab=new")
    assert "Dinas Komunikasi Kota" in page(browser, kept, "?tab=changed")
    assert not Department.objects.filter(code="DINSOS").exists()
    browser.post(f"/registers/{kept.pk}/save/")
    work_off(at=timezone.now())
    assert "3 baris = 1 baru + 1 berubah + 0 tetap + 1 gagal." in page(browser, kept)
    assert Department.objects.filter(code="DINSOS").exists()
    assert RegisterFile.objects.get().counts["created"] == 1
    assert not list(Path(settings.SEALED_DIR).iterdir())
    assert "DINSOS" not in str(Job.objects.values_list("result", flat=True))


def test_failed_rows_come_back_as_a_workbook_that_can_be_mended(
    olga: User, signed_in: SignIn
) -> None:
    browser = signed_in(olga)
    kept = send(browser, "departments", 'code,name\nA,\n"=1+1",Dinas B\n')
    work_off(at=timezone.now())
    answer = browser.get(f"/registers/{kept.pk}/failed/")
    book = CalamineWorkbook.from_object(io.BytesIO(b"".join(answer.streaming_content)))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0] == ["code", "name", "alasan"]
    assert rows[1] == ["A", "", "name: wajib diisi"]
    assert rows[2][0] == "=1+1"
    assert Entry.objects.filter(verb="register_upload.failed_rows_taken").count() == 1


def test_a_file_that_is_no_table_is_refused_on_its_page(olga: User, signed_in: SignIn) -> None:
    browser = signed_in(olga)
    kept = send(browser, "departments", "\x89PNG\r\n\x1a\n" + "\0" * 40, name="daftar.csv")
    work_off(at=timezone.now())
    assert "Kirim CSV" in page(browser, kept)
    browser.post(f"/registers/{kept.pk}/save/")
    assert not RegisterFile.objects.exists()


def test_an_upload_given_up_leaves_nothing(
    olga: User, signed_in: SignIn, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    browser = signed_in(olga)
    kept = send(browser, "departments", "code,name\nA,Dinas A\n")
    work_off(at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(f"/registers/{kept.pk}/discard/")
    assert not list(Path(settings.SEALED_DIR).iterdir())
    assert not Department.objects.filter(code="A").exists()
    kept.refresh_from_db()
    assert kept.preview_job is not None
    assert kept.preview_job.result == {}
    # A second click says so and changes nothing.
    assert browser.post(f"/registers/{kept.pk}/save/", follow=True).status_code == 200
    assert not RegisterFile.objects.exists()


def test_an_empty_file_is_refused_at_once(olga: User, signed_in: SignIn) -> None:
    answer = signed_in(olga).post(
        "/registers/?kind=departments", {"sealed_file": SimpleUploadedFile("a.csv", b"")}
    )
    assert answer.status_code == 422
    assert "Berkas kosong" in answer.content.decode()


def test_readings_are_imported_with_a_receipt(olga: User, leo: User, signed_in: SignIn) -> None:
    AccountFactory(application=ApplicationFactory(code="simpatik"), username="sari")
    browser = signed_in(olga)
    kept = send(
        browser, "readings",
        "application_code,username,read_at,open_sessions\nsimpatik,sari,2024-07-02,0\n"
        "simpatik,entah,2024-07-02,0\nsimpatik,sari,2099-01-01,0\n",
        origin="office", source="Basis data",
    )  # fmt: skip
    work_off(at=timezone.now())
    answer = browser.get(f"/registers/{kept.pk}/", follow=True)
    words = answer.content.decode()
    assert "3 baris = 1 disimpan + 0 sudah ada + 1 akun tidak dikenal + 1 gagal." in words
    assert "waktu baca ini belum terjadi" in words
    assert "entah" in words
    file = ReadingsFile.objects.get()
    assert (file.origin, file.source) == ("office", "Basis data")
    assert AccountFacts.objects.get().open_sessions == 0
    assert "simpatik" in browser.get(f"/readings/{file.pk}/").content.decode()
    assert browser.get("/readings/").status_code == 200
    # Only the lead takes it back.
    assert browser.get(f"/readings/{file.pk}/withdraw/").status_code == 403
    lead = signed_in(leo)
    assert lead.get(f"/readings/{file.pk}/withdraw/").status_code == 200
    assert lead.post(f"/readings/{file.pk}/withdraw/", {"why": ""}).status_code == 422
    lead.post(f"/readings/{file.pk}/withdraw/", {"why": "berkas uji"})
    assert "berkas uji" in lead.get(f"/readings/{file.pk}/").content.decode()
    assert AccountFacts.objects.get().open_sessions is None


def test_an_application_administrator_sees_his_own_files_only(
    olga: User, dinsos: Department, signed_in: SignIn
) -> None:
    account = AccountFactory(
        application=ApplicationFactory(code="simpatik", owner=dinsos), username="sari"
    )
    wayan = holder_of(Role.APPLICATION_ADMINISTRATOR, dinsos, name="Wayan Admin")
    text = "application_code,username,read_at,open_sessions\nsimpatik,sari,2024-07-02,0\n"
    send(signed_in(olga), "readings", text, origin="department")
    work_off(at=timezone.now())
    foreign = ReadingsFile.objects.get()
    browser = signed_in(wayan)
    assert browser.get(f"/readings/{foreign.pk}/").status_code == 404
    assert browser.get("/registers/?kind=accounts").status_code == 404
    assert browser.get("/registers/files/").status_code == 403
    kept = send(browser, "readings", text.replace("07-02", "07-03"))
    work_off(at=timezone.now())
    assert browser.get(f"/registers/{kept.pk}/", follow=True).status_code == 200
    assert ReadingsFile.objects.get(imported_by=wayan).origin == "owner"
    assert account.pk == AccountFacts.objects.get().account_id


def test_who_may_not_import_finds_no_door(budi: User, ira: User, signed_in: SignIn) -> None:
    for user in (budi, ira):
        browser = signed_in(user)
        for address in ("/registers/", "/readings/", "/registers/files/"):
            assert browser.get(address).status_code == 403


@pytest.mark.parametrize("kind", ["departments", "applications", "accounts", "readings"])
def test_templates_hold_the_titles_that_are_read(olga: User, signed_in: SignIn, kind: str) -> None:
    answer = signed_in(olga).get(f"/registers/template/{kind}/")
    book = CalamineWorkbook.from_object(io.BytesIO(b"".join(answer.streaming_content)))
    titles = book.get_sheet_by_index(0).to_python()[0]
    assert titles[0] in ("code", "application_code")
    assert len(titles) == len(set(titles)) > 8


def test_previews_are_forgotten_a_day_after_their_file(olga: User, signed_in: SignIn) -> None:
    kept = send(signed_in(olga), "departments", "code,name\nA,\n")
    work_off(at=timezone.now())
    signed_in(olga).post(f"/registers/{kept.pk}/save/")
    work_off(at=timezone.now())
    assert forget_previews(at=timezone.now()) == 0
    assert forget_previews(at=timezone.now() + timedelta(days=2)) == 1
    kept.refresh_from_db()
    assert kept.preview_job is not None
    assert kept.preview_job.result == {}
