"""The pages of intake, from the upload to the queue, as the office walks them."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from secops.intake.models import HostRule, LoginRule, SenderMapping, Upload
from secops.inventory.models import (
    Account,
    AccountFacts,
    Application,
    Device,
    Exposure,
    LeakReport,
    Sighting,
    UnmatchedLogin,
)
from secops.jobs.actions import work_off
from secops.jobs.models import Job
from tests.factories import AccountFactory, ApplicationFactory, DepartmentFactory, holder_of
from tests.guards.test_walk import close_files
from tests.intake.support import RECEIVED, SAMPLES, take

pytestmark = pytest.mark.django_db
ULP = "https://baru.kotacontoh.example/login:a{n}:rahasia{n}\n"


def post_file(browser: Client, content: bytes, name: str = "laporan.txt", **more: str) -> Any:
    file = io.BytesIO(content)
    file.name = name
    return browser.post(
        reverse("leak-report-upload"),
        {"sealed_file": file, "source": "BSSN", "received_at": "2024-06-28T09:00",
         "format": "auto"} | more,
    )  # fmt: skip


def work() -> None:
    while work_off(at=timezone.now()):
        pass


def test_upload_to_receipt(city: None, olga: User, signed_in: Any, settings: Any) -> None:
    browser = signed_in(olga)
    assert (
        "Kata sandi di dalamnya tidak disimpan."
        in browser.get(reverse("leak-report-upload")).content.decode()
    )
    answer = post_file(browser, (SAMPLES / "leaks" / "ulp.txt").read_bytes())
    upload = Upload.objects.get()
    assert answer.url == reverse("leak-upload", args=[upload.pk])
    page = browser.get(answer.url).content.decode()
    assert "ps-job" in page
    panel = browser.get(reverse("leak-upload-progress", args=[upload.pk]))
    assert panel.status_code == 200
    work()
    panel = browser.get(reverse("leak-upload-progress", args=[upload.pk]))
    assert panel["HX-Redirect"] == answer.url
    report = LeakReport.objects.get()
    receipt = browser.get(answer.url, follow=True)
    assert receipt.request["PATH_INFO"] == reverse("leak-report", args=[report.pk])
    text = receipt.content.decode()
    assert "361 baris = 42 di luar kota + 3 ditolak + 20 ganda + 296 baru." in text
    assert "akun bocor. Terbanyak" in text
    assert not list(settings.SEALED_DIR.iterdir()), "the upload is gone after the receipt"
    job = Upload.objects.get().job
    assert job is not None
    assert (job.state, job.done, job.total) == (Job.State.DONE, 361, 361)


def test_a_table_asks_for_its_columns_and_remembers_them(
    city: None, olga: User, signed_in: Any
) -> None:
    browser = signed_in(olga)
    content = (SAMPLES / "leaks" / "table.csv").read_bytes()
    address = post_file(browser, content).url
    work()
    page = browser.get(address)
    columns = page.context["columns"]
    assert {column["role"] for column, _field in columns} >= {"address", "login", "secret"}
    secret = next(column for column, _field in columns if column["role"] == "secret")
    assert "disembunyikan" in secret["shape_id"] or secret["shape_id"]
    roles = {f"column_{n}": column["role"] for n, (column, _field) in enumerate(columns)}
    refused = browser.post(address, roles | {"column_0": "ignore", "column_1": "ignore"})
    if refused.status_code == 422:
        assert "Tunjukkan satu kolom" in refused.content.decode()
    assert browser.post(address, roles).status_code == 302
    work()
    assert LeakReport.objects.get().counts["new"] == 150
    assert SenderMapping.objects.get().sender == "bssn"
    second = post_file(browser, content).url
    work()
    assert browser.get(second).context["seen"]["remembered"] is True


def test_a_column_without_a_known_title_can_be_pointed_out(olga: User, signed_in: Any) -> None:
    simpatik = ApplicationFactory(code="simpatik")
    simpatik.hosts.create(name="simpatik.kotacontoh.example")
    AccountFactory(application=simpatik, username="sari")
    browser = signed_in(olga)
    rows = "".join(f"simpatik.kotacontoh.example,x{n},sari,kol{n}\n" for n in range(30))
    address = post_file(browser, f"password,nama aneh,hal,url\n{rows}".encode(), "a.csv").url
    work()
    page = browser.get(address)
    if not page.context["asks"]:
        pytest.skip("read as something else")
    names = [column["name"] for column, _field in page.context["columns"]]
    chosen = {"password": "address", "nama aneh": "secret", "hal": "login"}
    roles = {f"column_{n}": chosen.get(name, "ignore") for n, name in enumerate(names)}
    assert browser.post(address, roles).status_code == 302
    work()
    assert LeakReport.objects.get().counts["matched"] == 30


BAD = {
    "empty": (b" ", "Berkas kosong"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "gambar"),
    "zip named csv": (b"PK\x03\x04" + b"\0" * 100, "ZIP"),
    "page": (b"<!doctype html><html></html>" * 20, "halaman web"),
    "nothing of ours to read": (b"selamat pagi\nini surat biasa\n" * 5, "tidak dikenali"),
    "pdf": (b"%PDF-1.7\n" + b"x" * 500, "PDF"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_file_that_cannot_be_read_is_refused_in_words(
    olga: User, signed_in: Any, case: str
) -> None:
    content, words = BAD[case]
    browser = signed_in(olga)
    address = post_file(browser, content, "laporan.csv").url
    work()
    page = browser.get(address).content.decode()
    assert words in page
    assert "Baca lagi" in page, "the way out"
    assert not LeakReport.objects.exists()
    browser.post(reverse("leak-upload-discard", args=[Upload.objects.get().pk]))


def test_an_upload_without_file_or_sender_says_so(olga: User, signed_in: Any) -> None:
    answer = signed_in(olga).post(reverse("leak-report-upload"), {})
    assert answer.status_code == 422
    assert "Pilih berkasnya dahulu." in answer.content.decode()


def test_cancel_leaves_nothing(olga: User, signed_in: Any) -> None:
    browser = signed_in(olga)
    address = post_file(browser, ULP.format(n=1).encode()).url
    upload = Upload.objects.get()
    browser.post(reverse("leak-upload-cancel", args=[upload.pk]))
    work()
    assert not LeakReport.objects.exists()
    page = browser.get(address).content.decode()
    assert "Dibatalkan" in page
    browser.post(reverse("leak-upload-again", args=[upload.pk]), {"format": "ulp"})
    work()
    assert LeakReport.objects.get().counts["new"] == 1


def test_make_a_register_from_the_report(olga: User, signed_in: Any) -> None:
    browser = signed_in(olga)
    lines = "".join(ULP.format(n=n) for n in range(7)) + ULP.format(n=1).replace("baru", "lain")
    report = take(lines).report
    assert report is not None
    page = browser.get(reverse("leak-report", args=[report]))
    assert "Buat daftar akun dari laporan ini" in page.content.decode()
    address = reverse("leak-report-register", args=[report])
    preview = browser.get(address)
    assert [form.proposed.code for form in preview.context["hosts"]] == ["baru", "lain"]
    assert not Account.objects.exists()
    answer = browser.post(
        address,
        {"host-0-take": "on", "host-0-code": "baru", "host-0-name": "Baru",
         "host-1-code": "lain", "host-1-name": "Lain"},
        follow=True,
    )  # fmt: skip
    assert "7 akun dibuat. 7 belum diketahui OPD-nya." in answer.content.decode()
    assert Account.objects.filter(from_report=True).count() == 7
    assert AccountFacts.objects.filter(exposures=1).count() == 7
    assert UnmatchedLogin.objects.get().host == "lain.kotacontoh.example"
    assert Exposure.objects.filter(application_id=Application.objects.get().pk).count() == 7
    assert take(lines).duplicate == 8


def test_assign_a_host_once(olga: User, signed_in: Any) -> None:
    browser = signed_in(olga)
    app = ApplicationFactory(code="baru")
    account = AccountFactory(application=app, username="a1")
    take("".join(ULP.format(n=n) for n in range(3)))
    assert "baru.kotacontoh.example" in browser.get(reverse("unmatched")).content.decode()
    host = "baru.kotacontoh.example"
    browser.post(reverse("unmatched-host"), {"host": host, "application": app.pk})
    assert HostRule.objects.get().application == app
    assert AccountFacts.objects.get().account_id == account.pk
    assert UnmatchedLogin.objects.filter(application=app).count() == 2
    page = browser.get(reverse("unmatched-logins")).content.decode()
    assert "a0" in page
    assert "a2" in page
    row = UnmatchedLogin.objects.get(login="a2")
    shown = browser.get(reverse("unmatched-login", args=[row.pk]) + "?q=a").content.decode()
    assert "Tetapkan ke a1" in shown
    browser.post(reverse("unmatched-login", args=[row.pk]), {"account": account.pk})
    assert LoginRule.objects.get().account_id == account.pk
    assert AccountFacts.objects.get().exposures == 2
    later = take(ULP.format(n=2).replace("rahasia2", "lain"))
    assert (later.matched, later.unknown_account) == (1, 0)
    other = AccountFactory()
    row = UnmatchedLogin.objects.get()
    refused = browser.post(reverse("unmatched-login", args=[row.pk]), {"account": other.pk})
    assert refused.status_code == 422


def test_a_host_that_is_not_ours_loses_its_rows(olga: User, signed_in: Any) -> None:
    browser = signed_in(olga)
    take("".join(ULP.format(n=n) for n in range(3)))
    host = "baru.kotacontoh.example"
    assert browser.post(reverse("unmatched-host"), {"host": host}).status_code == 422
    browser.post(reverse("unmatched-host"), {"host": host, "not_ours": "on"})
    assert not Exposure.objects.exists()
    assert take(ULP.format(n=1)).outside == 1


def test_ignore_with_a_reason_and_back(olga: User, signed_in: Any) -> None:
    browser = signed_in(olga)
    app = ApplicationFactory(code="baru")
    app.hosts.create(name="baru.kotacontoh.example")
    take("".join(ULP.format(n=n) for n in range(3)))
    row = UnmatchedLogin.objects.earliest("pk")
    ask = browser.post(reverse("unmatched-ignore"), {"pick": row.pk, "verb": "ignore"})
    assert "Abaikan 1 nama pengguna" in ask.content.decode()
    browser.post(reverse("unmatched-ignore"), {"pick": row.pk, "why": "akun uji"})
    assert "akun uji" in browser.get(reverse("unmatched-ignored")).content.decode()
    assert f">{row.login}<" not in browser.get(reverse("unmatched-logins")).content.decode()
    browser.post(reverse("unmatched-take-back", args=[row.pk]))
    assert f">{row.login}<" in browser.get(reverse("unmatched-logins")).content.decode()


def test_a_register_that_came_later_matches_the_queue(olga: User, signed_in: Any) -> None:
    take("".join(ULP.format(n=n) for n in range(3)))
    app = ApplicationFactory(code="baru")
    app.hosts.create(name="baru.kotacontoh.example")
    AccountFactory(application=app, username="A1")
    signed_in(olga).post(reverse("unmatched-again"))
    assert AccountFacts.objects.count() == 1
    assert UnmatchedLogin.objects.count() == 2


def test_withdraw_is_the_leads(olga: User, leo: User, signed_in: Any) -> None:
    report = take(ULP.format(n=1)).report
    address = reverse("leak-report-withdraw", args=[report])
    assert signed_in(olga).get(address).status_code == 403
    browser = signed_in(leo)
    assert browser.post(address, {"why": ""}).status_code == 422
    page = browser.post(address, {"why": "Terbukti palsu."}, follow=True).content.decode()
    assert "Dicabut" in page
    assert "Terbukti palsu." in page
    assert "baru.kotacontoh" not in browser.get(reverse("unmatched")).content.decode()


def test_original_deleted_is_noted_once(olga: User, signed_in: Any) -> None:
    report = take(ULP.format(n=1)).report
    browser = signed_in(olga)
    words = "Berkas asli sudah saya hapus atau simpan di brankas bukti."
    assert words in browser.get(reverse("leak-report", args=[report])).content.decode()
    browser.post(reverse("leak-report-original-deleted", args=[report]), {"deleted": "1"})
    assert LeakReport.objects.get().original_deleted_at is not None


@pytest.fixture
def infected(dinsos: Any) -> Device:
    app = ApplicationFactory(code="baru")
    app.hosts.create(name="baru.kotacontoh.example")
    account = AccountFactory(application=app, username="a1", department=dinsos)
    take(ULP.format(n=1))
    device = Device.objects.create(
        key="x", name="LOKET-3", department=dinsos, last_seen=RECEIVED, first_seen=RECEIVED
    )
    Exposure.objects.update(device_id=device.pk)
    exposure = Exposure.objects.get()
    Sighting.objects.create(
        report_id=exposure.report_id,
        device_id=device.pk,
        exposure_id=exposure.pk,
        seen_at=exposure.effective_at,
    )
    AccountFacts.objects.filter(account=account).update(device_unclean=True)
    return device


def test_the_agent_marks_his_computers(infected: Device, budi: User, signed_in: Any) -> None:
    browser = signed_in(budi)
    listed = browser.get(reverse("devices")).content.decode()
    assert "1 komputer menyumbang 1 akun: LOKET-3 (1)." in listed
    assert "Jun 2024" not in listed, "a department sees no date of the leak"
    page = browser.get(reverse("device", args=[infected.pk])).content.decode()
    assert "a1" in page
    assert "Jun 2024" not in page
    browser.post(reverse("device-disconnected", args=[infected.pk]))
    wrong = io.BytesIO(b"MZ not a picture")
    wrong.name = "foto.jpg"
    refused = browser.post(
        reverse("device-cleaned", args=[infected.pk]), {"note": "dipasang ulang", "photo": wrong}
    )
    assert refused.status_code == 422
    cleaned = reverse("device-cleaned", args=[infected.pk])
    bare = browser.post(cleaned, {"note": "dipasang ulang"})
    assert bare.status_code == 422
    assert "Unggah fotonya, atau tuliskan mengapa tidak ada foto." in bare.content.decode()
    infected.refresh_from_db()
    assert infected.cleaned_at is None
    reason = {"note": "dipasang ulang", "no_photo_why": "sudah dikirim ke gudang"}
    done = browser.post(cleaned, reason, follow=True).content.decode()
    assert "Tidak ada: sudah dikirim ke gudang" in done
    infected.refresh_from_db()
    assert infected.disconnected_at is not None
    assert infected.cleaned_at is not None
    assert AccountFacts.objects.get().device_unclean is False
    browser.post(reverse("device-infected-again", args=[infected.pk]), {"why": "keliru"})
    assert AccountFacts.objects.get().device_unclean is True


def test_a_private_computer_is_guided_and_no_photo_is_asked_for(
    infected: Device, budi: User, signed_in: Any
) -> None:
    browser = signed_in(budi)
    page = reverse("device", args=[infected.pk])
    for _twice in range(2):
        browser.post(reverse("device-private", args=[infected.pk]), {"private": "yes"})
    shown = browser.get(page).content.decode()
    assert "Foto bukti" not in shown
    assert "Ganti kata sandi dari ponsel" in shown
    photo = SimpleUploadedFile("a.jpg", b"\xff\xd8\xff\xe0 rumah")
    browser.post(
        reverse("device-cleaned", args=[infected.pk]),
        {"note": "dipasang ulang", "how": "reinstalled", "photo": photo},
    )
    infected.refresh_from_db()
    assert infected.cleaned_how == "reinstalled"
    assert not infected.photo
    assert "Milik pribadi" in browser.get(reverse("devices")).content.decode()


def test_a_photo_is_known_by_its_content_and_served_as_a_file(
    infected: Device, budi: User, signed_in: Any
) -> None:
    browser = signed_in(budi)
    cleaned = reverse("device-cleaned", args=[infected.pk])
    wave = SimpleUploadedFile("a.webp", b"RIFF1234WAVEfmt ")
    assert browser.post(cleaned, {"note": "x", "photo": wave}).status_code == 422
    large = SimpleUploadedFile("a.jpg", b"\xff\xd8\xff" + b"0" * (8 * 1024 * 1024))
    assert browser.post(cleaned, {"note": "x", "photo": large}).status_code == 422
    evil = SimpleUploadedFile("evil.html", b"\xff\xd8\xff<script>alert(1)</script>")
    browser.post(cleaned, {"note": "bersih", "photo": evil})
    infected.refresh_from_db()
    assert len(infected.photo_sha256) == 64
    served = browser.get(reverse("device-photo", args=[infected.pk]))
    assert served["Content-Type"] == "image/jpeg"
    assert served["Content-Disposition"].startswith("attachment")
    assert ".html" not in served["Content-Disposition"]
    close_files(served)
    # Two tabs: the second one is told, nothing is written over.
    again = browser.post(cleaned, {"note": "lagi"}, follow=True)
    assert "sudah dicatat bersih" in again.content.decode()
    infected.refresh_from_db()
    assert infected.note == "bersih"


def test_a_password_made_before_the_computer_was_clean_is_listed(
    infected: Device, budi: User, signed_in: Any
) -> None:
    seen = Sighting.objects.get().seen_at
    AccountFacts.objects.update(change_from=seen + timedelta(days=1), change_to=None)
    browser = signed_in(budi)
    page = reverse("device", args=[infected.pk])
    assert "Dibuat sebelum komputer bersih" in browser.get(page).content.decode()
    given = {"note": "bersih", "no_photo_why": "kamera rusak"}
    browser.post(reverse("device-cleaned", args=[infected.pk]), given)
    after = browser.get(page).content.decode()
    assert "1 akun berganti kata sandi sebelum komputer ini bersih" in after
    AccountFacts.objects.update(change_from=timezone.now() + timedelta(minutes=1))
    assert "Dibuat sebelum komputer bersih" not in browser.get(page).content.decode()


def test_a_foreign_computer_is_not_there(infected: Device, signed_in: Any) -> None:
    browser = signed_in(holder_of(Role.AGENT, DepartmentFactory()))
    assert browser.get(reverse("device", args=[infected.pk])).status_code == 404
    assert "LOKET-3" not in browser.get(reverse("devices")).content.decode()
    assert browser.get(reverse("leak-reports")).status_code == 403


def test_lists_take_a_constant_number_of_queries(
    city: None, olga: User, signed_in: Any, django_assert_max_num_queries: Any
) -> None:
    take((SAMPLES / "leaks" / "ulp.txt").read_bytes())
    report = LeakReport.objects.get()
    browser = signed_in(olga)
    for address in (
        reverse("leak-reports"),
        reverse("leak-report", args=[report.pk]),
        reverse("leak-report-accounts", args=[report.pk]),
        reverse("leak-report-rejects", args=[report.pk]),
        reverse("unmatched"),
        reverse("unmatched-logins"),
        reverse("devices"),
    ):
        browser.get(address)
        with django_assert_max_num_queries(16):
            assert browser.get(address).status_code == 200, address
