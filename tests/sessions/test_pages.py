"""Pages of log-out hygiene: who sees what, what is masked, what a form refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Department, User
from accounts.roles import Role
from secops.audit.models import Entry
from secops.compliance.sessions.actions import set_policy
from secops.compliance.sessions.models import SessionPolicy, SessionsFile
from secops.intake.models import Upload
from secops.inventory.models import Account, AccountFacts, Application
from secops.jobs.actions import work_off
from secops.rules.session import Policy
from tests.factories import AccountFactory, ApplicationFactory, DepartmentFactory, holder_of
from tests.sessions.support import LIST, bring, row

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def body(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.fixture
def forgotten(olga: User, sari: Account, dodi: Account) -> Application:
    """Sari forgot for three days; Dodi's session outlived his new password."""
    now = timezone.now()
    changed = now - 6 * HOUR
    AccountFacts.objects.create(account=dodi, change_from=changed, change_to=changed)
    bring(
        [
            row("simpatik", "sari", now - 3 * DAY, read_at=now - HOUR),
            row("simpatik", "dodi", now - 8 * HOUR, read_at=now - HOUR),
        ],
        olga,
        at=now,
    )
    return sari.application


def test_the_overview_puts_who_needs_help_first(
    olga: User, forgotten: Application, absen: Application, signed_in: SignIn
) -> None:
    page = body(signed_in(olga), reverse("sessions"))
    assert page.index(">SIMPATIK<") < page.index(">Presensi<")
    assert "Bertahan setelah kata sandi diganti" in page
    assert "Lupa log out per pekan" in page
    assert "Belum diketahui" in page
    only = body(signed_in(olga), reverse("sessions") + "?state=unsaid")
    assert ">SIMPATIK<" not in only
    assert ">Presensi<" in only


def test_the_page_of_an_application_shows_rules_numbers_and_the_commands_of_its_stack(
    olga: User, forgotten: Application, signed_in: SignIn
) -> None:
    page = body(signed_in(olga), reverse("application-sessions", args=["simpatik"]))
    assert "Keluar sendiri setelah diam paling lama 60 menit" in page
    assert "30 menit" in page
    assert "1 sesi login tetap terbuka setelah kata sandi diganti" in page
    assert "logoutOtherDevices" in page
    assert "belum diuji" in page


def test_a_head_sees_his_people_and_nobody_elses(
    kartini: User, forgotten: Application, absen: Application, olga: User, signed_in: SignIn
) -> None:
    now = timezone.now()
    AccountFactory(application=absen, username="orang.lain")
    bring([row("absen", "orang.lain", now - 3 * DAY, read_at=now - HOUR)], olga, at=now)
    browser = signed_in(kartini)
    page = body(browser, reverse("open-sessions"))
    assert "sari" in page
    assert "orang.lain" not in page
    assert browser.get(reverse("application-sessions", args=["absen"])).status_code == 404
    assert browser.get(reverse("session-policy", args=["absen"])).status_code == 404
    export = browser.get(reverse("open-sessions") + "?export=csv")
    assert b"orang.lain" not in b"".join(export)


def test_names_are_masked_on_every_list(
    olga: User, forgotten: Application, signed_in: SignIn
) -> None:
    browser = signed_in(olga)
    for name in ("open-sessions", "session-people"):
        page = body(browser, reverse(name))
        assert "Sari Wulandari" not in page
        assert "S••• W•••" in page


def test_lists_by_person_and_department_count_old_sessions(
    olga: User, forgotten: Application, signed_in: SignIn
) -> None:
    browser = signed_in(olga)
    assert "Dinas Sosial" in body(browser, reverse("session-people"))
    page = body(browser, reverse("session-departments"))
    assert "Dinas Sosial" in page
    assert "kind=outlived" in page


def test_old_and_outlived_can_be_told_apart(
    olga: User, forgotten: Application, signed_in: SignIn
) -> None:
    browser = signed_in(olga)
    old = body(browser, reverse("open-sessions") + "?kind=old")
    assert "sari" in old
    assert "dodi" not in old
    outlived = body(browser, reverse("open-sessions") + "?kind=outlived")
    assert "dodi" in outlived
    assert ">sari<" not in outlived


@pytest.mark.parametrize("name", ["sessions", "open-sessions", "session-people"])
def test_a_page_takes_the_same_number_of_queries_at_ten_times_the_rows(
    olga: User, dinsos: Department, signed_in: SignIn, name: str
) -> None:
    browser, now = signed_in(olga), timezone.now()

    def grow(n: int, start: int) -> None:
        lines = []
        for number in range(start, start + n):
            application = ApplicationFactory(code=f"a{number}", owner=dinsos)
            AccountFactory(application=application, username=f"u{number}", department=dinsos)
            lines.append(row(f"a{number}", f"u{number}", now - 3 * DAY, read_at=now - HOUR))
        bring(lines, olga, at=now)

    def queries() -> int:
        body(browser, reverse(name))
        with CaptureQueriesContext(connection) as seen:
            body(browser, reverse(name))
        return len(seen)

    grow(2, 0)
    few = queries()
    grow(20, 2)
    assert queries() == few
    assert few <= 14


# --- what is said by hand ------------------------------------------------------------------------


def test_the_owners_administrator_says_what_his_application_does(
    owner: User, simpatik: Application, signed_in: SignIn
) -> None:
    browser = signed_in(owner)
    address = reverse("session-policy", args=["simpatik"])
    assert "Isi 0 bila tanpa batas" in body(browser, address)
    given = {
        "idle_minutes": "90", "absolute_hours": "", "ends_on_restart": "yes",
        "ends_on_password_change": "yes", "single_session": "unknown",
    }  # fmt: skip
    answer = browser.post(address, given, follow=True)
    page = answer.content.decode()
    assert "Aturan sesi login SIMPATIK tercatat." in page
    assert "90 menit" in page
    assert "Batas diam: 30 menit → 90 menit" in page
    assert "Batas total: 12 jam → belum diketahui" in page


def test_a_number_below_zero_is_refused_and_the_rest_is_kept(
    owner: User, simpatik: Application, signed_in: SignIn
) -> None:
    given = {
        "idle_minutes": "-5", "absolute_hours": "17", "ends_on_restart": "yes",
        "ends_on_password_change": "yes", "single_session": "no",
    }  # fmt: skip
    answer = signed_in(owner).post(reverse("session-policy", args=["simpatik"]), given)
    assert answer.status_code == 422
    assert 'value="17"' in answer.content.decode()
    assert not SessionPolicy.objects.exists()


def test_a_test_is_noted_with_who_and_when(
    owner: User, simpatik: Application, signed_in: SignIn
) -> None:
    browser = signed_in(owner)
    address = reverse("session-test", args=["simpatik"])
    failed = {"tested_at": "20/11/2026 09.00", "result": "failed", "note": ""}
    answer = browser.post(address, failed)
    assert answer.status_code == 422
    assert "Tuliskan apa yang tidak sesuai" in answer.content.decode()
    answer = browser.post(address, failed | {"note": "Ponsel tetap masuk."}, follow=True)
    page = answer.content.decode()
    assert "diuji, tidak sesuai" in page
    assert "Ponsel tetap masuk." in page
    assert "Wawan Admin" in page


def test_who_only_looks_is_not_offered_what_he_may_not_do(
    ira: User, simpatik: Application, signed_in: SignIn
) -> None:
    browser = signed_in(ira)
    page = body(browser, reverse("application-sessions", args=["simpatik"]))
    assert "Isi aturannya" not in page
    assert browser.get(reverse("session-policy", args=["simpatik"])).status_code == 403


# --- files ---------------------------------------------------------------------------------------


def upload(browser: Client, content: str) -> str:
    """Send a file through the page and let the worker do it; the address where one ends."""
    file = SimpleUploadedFile("sesi.csv", content.encode(), "text/csv")
    answer = browser.post(
        reverse("register-upload") + "?kind=sessions",
        {"sealed_file": file, "source": "SIMPATIK", "origin": "owner"},
    )
    assert answer.status_code == 302
    while work_off(at=timezone.now()):
        pass
    return browser.get(answer.headers["Location"]).headers["Location"]


def test_an_upload_ends_in_a_receipt_that_names_what_failed_and_never_a_session_number(
    owner: User, sari: Account, signed_in: SignIn
) -> None:
    now = timezone.now()
    content = "\n".join(
        [
            LIST,
            row("simpatik", "sari", now - 3 * DAY, read_at=now - HOUR, number="nomor-rahasia"),
            "simpatik,sari,nomor-rahasia-2,kemarin pagi,,",
        ]
    )
    browser = signed_in(owner)
    page = body(browser, upload(browser, content))
    assert "2 baris = 1 disimpan + 0 berulang + 0 akun tidak dikenal + 1 gagal." in page
    assert "1 sesi login terbuka: 1 lebih dari 24 jam" in page
    assert "kemarin pagi" in page
    kept = Upload.objects.get()
    assert "nomor-rahasia" not in str(kept.options)
    assert "nomor-rahasia" not in page
    file = SessionsFile.objects.get()
    assert (file.origin, file.imported_by) == ("owner", owner)
    assert "SIMPATIK" in body(browser, file.get_absolute_url())


def test_the_same_file_again_is_said_to_be_known(
    olga: User, sari: Account, signed_in: SignIn
) -> None:
    now = timezone.now()
    content = "\n".join([LIST, row("simpatik", "sari", now - 3 * DAY, read_at=now - HOUR)])
    browser = signed_in(olga)
    upload(browser, content)
    page = body(browser, upload(browser, content))
    assert "sudah pernah disimpan" in page
    assert SessionsFile.objects.count() == 1


def test_a_file_of_another_is_not_there(
    olga: User, forgotten: Application, signed_in: SignIn
) -> None:
    stranger = holder_of(Role.APPLICATION_ADMINISTRATOR, DepartmentFactory())
    file = SessionsFile.objects.get()
    browser = signed_in(stranger)
    assert browser.get(file.get_absolute_url()).status_code == 404
    assert file.file_name not in body(browser, reverse("sessions-files"))


def test_the_lead_withdraws_a_false_file(
    leo: User, forgotten: Application, signed_in: SignIn
) -> None:
    file = SessionsFile.objects.get()
    browser = signed_in(leo)
    address = reverse("sessions-withdraw", args=[file.pk])
    assert browser.post(address, {"why": ""}).status_code == 422
    page = browser.post(address, {"why": "salah ekspor"}, follow=True).content.decode()
    assert "Berkas ditarik." in page
    assert Entry.objects.filter(verb="open_sessions.withdrawn").exists()
    seen = body(browser, reverse("application-sessions", args=["simpatik"]))
    assert "Belum ada data sesi login" in seen


def test_a_head_without_applications_is_led_to_his_people(kartini: User, signed_in: SignIn) -> None:
    page = body(signed_in(kartini), reverse("sessions"))
    assert "OPD Anda tidak memiliki aplikasi" in page
    assert "0 dari 0" not in page


def test_english_is_whole(olga: User, forgotten: Application, signed_in: SignIn) -> None:
    set_policy(forgotten, Policy(90, 0, True, None, False), by=olga, at=timezone.now())
    browser = signed_in(olga)
    browser.cookies["django_language"] = "en"
    page = body(browser, reverse("application-sessions", args=["simpatik"]))
    page += body(browser, reverse("sessions")) + body(browser, reverse("open-sessions"))
    for indonesian in ("sesi login", "belum", "Perintahnya", "Yang diminta", "Lupa log out"):
        assert indonesian not in page


def test_where_no_system_can_be_read_the_office_is_led_to_the_order_for_desk_computers(
    olga: User, kartini: User, simpatik: Application, signed_in: SignIn
) -> None:
    there = reverse("directive-new") + "?preset=desk"
    page = signed_in(olga).get(reverse("sessions"))
    assert page.context["top"].unread
    assert f'href="{there}"' in page.content.decode()
    steps = signed_in(olga).get(there).context["form"]["checklist"].value().splitlines()
    assert len(steps) == 3
    assert there not in signed_in(kartini).get(reverse("sessions")).content.decode()
