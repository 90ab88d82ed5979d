"""Applications and accounts as pages: who sees what, and numbers that lead to their rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Department, User
from accounts.personal import KEY
from secops.audit.models import Entry
from secops.compliance.rotations.models import Campaign, Rotation
from secops.inventory.models import Account, AccountFacts, Application, Host
from tests.factories import AccountFactory, ApplicationFactory, PersonFactory

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
LEAKED = datetime(2026, 11, 12, tzinfo=UTC)
NIP = "188001011905011901"


@pytest.fixture
def simpatik(dinsos: Department) -> Application:
    """An application of Dinas Sosial with four accounts in four conditions."""
    application = ApplicationFactory(
        code="simpatik", name="Sistem Kepegawaian", sort_name="sistem kepegawaian", owner=dinsos,
        idle_timeout_minutes=120,
    )  # fmt: skip
    Host.objects.create(application=application, name="simpatik.kotacontoh.example")
    accounts = [
        AccountFactory(
            application=application, username=name, department=dinsos,
            holder=PersonFactory(name="Sari Wulandari"),
        )
        for name in (NIP, "leaked.changed", "quiet", "unread")
    ]  # fmt: skip
    AccountFacts.objects.create(account=accounts[0], newest_exposure=LEAKED, exposures=1)
    AccountFacts.objects.create(
        account=accounts[1], newest_exposure=LEAKED, exposures=1, read_at=LEAKED,
        change_from=LEAKED + timedelta(days=1), change_to=LEAKED + timedelta(days=1),
        open_sessions=2,
    )  # fmt: skip
    AccountFacts.objects.create(account=accounts[2], read_at=LEAKED, disabled_at=LEAKED)
    return application


def body(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_list_counts_accounts_and_leaks(
    olga: User, simpatik: Application, signed_in: SignIn
) -> None:
    ApplicationFactory(code="diam", name="Aplikasi Diam", reads_passwords=False)
    browser = signed_in(olga)
    words = body(browser, "/applications/")
    assert '<a href="/accounts/?application=simpatik">4</a>' in words
    assert '<a href="/accounts/?application=simpatik&amp;exposed=yes">2</a>' in words
    assert "tidak dapat memberi data" in words
    assert "Aplikasi Diam" not in body(browser, "/applications/?reading=yes")
    assert "Aplikasi Diam" in body(browser, "/applications/?reading=never")
    assert "Sistem Kepegawaian" in body(browser, "/applications/?q=simpatik.kota")
    answer = browser.get("/applications/?export=csv")
    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(rows) == 3
    assert Entry.objects.get(verb="list.exported").data["name"] == "aplikasi"


def test_every_number_of_an_application_opens_exactly_its_rows(
    olga: User, simpatik: Application, signed_in: SignIn
) -> None:
    browser = signed_in(olga)
    words = body(browser, "/applications/simpatik/")
    assert "terlalu lama" in words  # 120 minutes idle
    for query, rows in (
        ("", 4),
        ("&exposed=yes", 2),
        ("&known=changed", 1),
        ("&known=unchanged", 1),
        ("&known=disabled", 1),
        ("&known=alive", 1),
        ("&known=unread", 2),
        ("&known=nobody", 0),
    ):
        found = body(browser, f"/accounts/?application=simpatik{query}")
        shown = f"dari {rows}</p>" if rows else "Tidak ada yang cocok"
        assert shown in found, query


def test_an_application_without_readings_says_so(
    olga: User, dinsos: Department, signed_in: SignIn
) -> None:
    ApplicationFactory(code="baru", owner=dinsos)
    words = body(signed_in(olga), "/applications/baru/")
    assert "Belum ada data dari sistem ini." in words
    assert "belum ada data" in words


def test_numbers_that_may_be_a_nip_and_names_are_masked_until_asked_for(
    olga: User, simpatik: Application, signed_in: SignIn
) -> None:
    browser = signed_in(olga)
    words = body(browser, "/accounts/")
    assert NIP not in words
    assert "1880**************" in words
    assert "Sari Wulandari" not in words
    assert "S••• W•••" in words
    session = browser.session
    session[KEY] = (timezone.now() + timedelta(minutes=5)).isoformat()
    session.save()
    words = body(browser, "/accounts/")
    assert NIP in words
    assert "Sari Wulandari" in words


def test_accounts_are_found_by_login_and_by_holder(
    olga: User, simpatik: Application, signed_in: SignIn
) -> None:
    browser = signed_in(olga)
    assert "leaked.changed" in body(browser, "/accounts/?q=LEAKED")
    assert "quiet" not in body(browser, "/accounts/?q=leaked")
    assert "dari 4</p>" in body(browser, "/accounts/?q=wulan")
    assert "dari 1</p>" in body(browser, "/accounts/?q=1880+0101+1905011901")


def test_a_department_sees_its_own_accounts_and_applications(
    budi: User, simpatik: Application, signed_in: SignIn
) -> None:
    foreign = ApplicationFactory(code="surel", name="Surel Dinas")
    AccountFactory(application=foreign, username="orang.lain")
    browser = signed_in(budi)
    assert "orang.lain" not in body(browser, "/accounts/")
    assert "leaked.changed" in body(browser, "/accounts/")
    assert "Surel Dinas" not in body(browser, "/applications/")
    assert browser.get("/applications/surel/").status_code == 404


def test_who_sees_no_departments_finds_no_door(adi: User, signed_in: SignIn) -> None:
    browser = signed_in(adi)
    for address in ("/applications/", "/accounts/", "/applications/x/"):
        assert browser.get(address).status_code == 403


@pytest.mark.parametrize("address", ["/accounts/", "/applications/", "/applications/simpatik/"])
def test_pages_ask_as_many_questions_for_ten_rows_as_for_many(
    olga: User, simpatik: Application, signed_in: SignIn, address: str
) -> None:
    browser = signed_in(olga)
    body(browser, address)

    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            body(browser, address)
        return len(seen)

    few = questions()
    for n in range(40):
        made: Any = AccountFactory(application=simpatik, username=f"lain{n}")
        AccountFacts.objects.create(account=made, read_at=LEAKED)
        ApplicationFactory(code=f"lain{n}")
    assert questions() == few
    assert few <= 15  # each subject with a panel on the page asks one question
    assert Account.objects.count() > 40


def test_an_application_says_how_far_it_is_in_a_running_campaign(
    olga: User, kartini: User, simpatik: Application, signed_in: SignIn
) -> None:
    now = timezone.now()
    campaign = Campaign.objects.create(
        code="ganti", name="Ganti semua", state="running", ordered_at=now, created_at=now
    )
    foreign = AccountFactory(application=simpatik, username="opd.lain")
    for account in Account.objects.filter(application=simpatik):
        Rotation.objects.create(
            campaign=campaign, account=account, application=simpatik, joined_at=now, due_at=now,
            department=account.department, exposed=True, usable=account != foreign,
        )  # fmt: skip
    words = body(signed_in(olga), "/applications/simpatik/")
    assert "4 dari 5 akun bocor aplikasi ini masih dapat dipakai." in words
    assert "/campaigns/ganti/accounts/?application=simpatik&amp;state=open" in words
    # A head counts the accounts of his own department.
    assert "4 dari 4 akun bocor" in body(signed_in(kartini), "/applications/simpatik/")
