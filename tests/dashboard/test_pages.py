"""The pages across subjects: who sees them, how many questions they ask, and that numbers agree."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Department, User
from accounts.roles import Role
from dashboard.today.waiting import KINDS
from secops.audit.models import Entry
from secops.compliance.duties.models import Directive
from secops.compliance.rotations.models import Campaign, Rotation
from secops.incidents.models import Incident
from tests.dashboard.city import City, build_city
from tests.factories import AccountFactory, holder_of

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


@pytest.fixture
def city(olga: User, dinsos: Department) -> City:
    return build_city(by=olga, at=timezone.now(), departments=4, accounts=100)


def pages_of(city: City) -> list[str]:
    code = city.campaign.code
    return [
        reverse("today"),
        reverse("wall"),
        reverse("campaigns"),
        reverse("campaign", args=[code]),
        reverse("campaign-rotations", args=[code]),
        reverse("departments"),
        reverse("department", args=["DINSOS"]),
        reverse("account", args=[Rotation.objects.filter(alarming=True).latest("pk").account_id]),
        reverse("system-state"),
        reverse("alarms"),
        reverse("mass-resets"),
        reverse("objections"),
    ]


def questions(browser: Client, address: str) -> int:
    """How many queries a page asks once the session is warm."""
    assert browser.get(address).status_code == 200, address
    with CaptureQueriesContext(connection) as asked:
        browser.get(address)
    return len(asked)


def number_in(text: str, words: str) -> int:
    found = re.search(rf"<a href=\"[^\"]*\">([\d.]+)[^<]*(?:<small>[^<]*</small>)?<span class="
                      rf"\"visually-hidden\"> {re.escape(words)}", text)  # fmt: skip
    assert found, words
    return int(found[1].replace(".", ""))


def test_every_page_opens_and_asks_few_questions(city: City, olga: User, signed_in: SignIn) -> None:
    browser = signed_in(olga)
    asked = {address: questions(browser, address) for address in pages_of(city)}
    # The page of a department reads every subject, its past, its record and its exceptions.
    assert asked.pop(reverse("department", args=["DINSOS"])) <= 36, asked
    assert max(asked.values()) <= 12, asked


def test_a_city_of_a_thousand_asks_no_more_than_one_of_thirty(
    olga: User, dinsos: Department, signed_in: SignIn
) -> None:
    browser = signed_in(olga)
    browser.get(reverse("profile"))
    few, many = (asked_in(browser, olga, n) for n in (30, 1000))
    assert few == many


def asked_in(browser: Client, olga: User, accounts: int) -> list[int]:
    """The questions of every page in a city of that size, which is gone afterwards."""
    before = transaction.savepoint()
    city = build_city(by=olga, at=timezone.now(), departments=4, accounts=accounts)
    asked = [questions(browser, address) for address in pages_of(city)]
    transaction.savepoint_rollback(before)
    return asked


def test_who_sees_no_summaries_is_sent_to_his_own_page(
    city: City, kartini: User, budi: User, adi: User, signed_in: SignIn
) -> None:
    for user, page in ((kartini, "my-department"), (budi, "my-work")):
        assert signed_in(user).get("/").headers["Location"] == reverse(page)
    assert signed_in(adi).get("/").status_code == 302


def test_leadership_reads_numbers_without_links_to_rows(city: City, signed_in: SignIn) -> None:
    mayor = holder_of(Role.LEADERSHIP, name="Wali Kota Uji")
    page = signed_in(mayor).get("/").content.decode()
    assert "akun bocor masih dapat dipakai" in page
    assert reverse("campaign-rotations", args=[city.campaign.code]) not in page
    assert signed_in(mayor).get(reverse("departments")).status_code == 403


def test_the_empty_page_offers_three_ways_to_begin(olga: User, signed_in: SignIn) -> None:
    page = signed_in(olga).get("/").content.decode()
    assert "Belum ada data. Mulai dari yang ada di tangan Anda." in page
    for words in ("Unggah laporan kebocoran", "Catat insiden", "Buat arahan"):
        assert words in page


def test_the_first_number_opens_exactly_its_rows(city: City, olga: User, signed_in: SignIn) -> None:
    browser = signed_in(olga)
    usable = Rotation.objects.filter(usable=True).count()
    page = browser.get("/").content.decode()
    sentence = f"{usable} dari 100 akun bocor masih dapat dipakai"
    assert f"Belum aman. {sentence}" in page
    assert number_in(page, "Akun bocor masih dapat dipakai") == usable
    rows = browser.get(reverse("campaign-rotations", args=[city.campaign.code]), {"mark": "usable"})
    assert rows.context["page"].count.number == usable


def test_every_number_of_the_funnel_opens_exactly_its_rows(
    city: City, olga: User, signed_in: SignIn
) -> None:
    browser = signed_in(olga)
    stages = browser.get(city.campaign.get_absolute_url()).context["page"].stages
    assert len(stages) >= 6
    for stage in stages:
        assert browser.get(stage.url).context["page"].count.number == stage.n, stage.label


def test_the_numbers_of_orders_open_exactly_their_departments(
    city: City, olga: User, signed_in: SignIn
) -> None:
    browser = signed_in(olga)
    orders = browser.get("/").context["page"].orders
    assert orders.departments == 4
    for name in ("unreceived", "late"):
        rows = browser.get(reverse("departments"), {"order": name})
        assert rows.context["page"].count.number == getattr(orders, name), name


def test_two_counts_of_orders_not_received_cannot_be_taken_for_one_another(
    city: City, olga: User, signed_in: SignIn
) -> None:
    """Departments without the order to change passwords; and duties of every order."""
    text = signed_in(olga).get("/").content.decode()
    assert "OPD belum menerima arahan ganti kata sandi" in text
    assert "tugas dari semua arahan belum diterima OPD-nya" in str(KINDS["silent"].words)
    assert "OPD belum menerima arahan lebih" not in text


def test_the_text_for_chat_has_the_numbers_of_the_page(
    city: City, olga: User, signed_in: SignIn
) -> None:
    context = signed_in(olga).get("/").context
    page, chat = context["page"], context["chat"].splitlines()
    assert chat[0].startswith("Posko Siber, ")
    assert chat[0].endswith("WIB")
    simpatik = Rotation.objects.filter(application__code="simpatik", exposed=True).count()
    assert f"Akun bocor: {page.safety.exposed} (SIMPATIK {simpatik})" in chat
    assert f"Terbukti aman: {page.safety.exposed - page.safety.usable}" in chat
    assert f"Arahan diterima: {page.orders.received} dari {page.orders.departments} OPD" in chat
    assert chat[-1].startswith("Berikutnya: ")


def test_what_waits_adds_up_and_each_line_opens_its_rows(
    city: City, olga: User, signed_in: SignIn
) -> None:
    browser = signed_in(olga)
    page = browser.get("/").context["page"]
    assert page.decisions == sum(one.counted.n for one in page.to_decide) > 0
    assert {*page.to_decide, *page.to_do} == set(page.waiting)
    for one in page.waiting:
        assert browser.get(one.url).context["page"].count.number == one.counted.n, one.name


# --- inside a department -----------------------------------------------------------------------


def test_a_head_sees_his_department_and_no_other(
    city: City, kartini: User, signed_in: SignIn
) -> None:
    browser = signed_in(kartini)
    assert browser.get(reverse("my-department")).headers["Location"] == "/departments/DINSOS/"
    assert browser.get("/departments/DINSOS/").status_code == 200
    other = city.departments[0]
    assert other.code != "DINSOS"
    assert browser.get(reverse("department", args=[other.code])).status_code == 404
    foreign = Rotation.objects.filter(department=other).first()
    assert foreign is not None
    assert browser.get(reverse("account", args=[foreign.account_id])).status_code == 404


def test_inside_a_department_a_leak_has_no_source_and_no_date(
    city: City, budi: User, olga: User, signed_in: SignIn
) -> None:
    own = Rotation.objects.filter(department__code="DINSOS").first()
    assert own is not None
    address = reverse("account", args=[own.account_id])
    # Of the page itself: the way to the agency's warnings stands beside every page.
    inside = signed_in(budi).get(address).content.decode().partition("<main")[2]
    assert inside
    assert "laporan-contoh.csv" not in inside
    assert "BSSN" not in inside
    assert "Kebocoran terbaru" not in inside
    outside = signed_in(olga).get(address).content.decode()
    assert "laporan-contoh.csv" in outside


def test_a_whole_nip_is_shown_once_asked_and_noted(
    city: City, budi: User, signed_in: SignIn
) -> None:
    own = (
        Rotation.objects.filter(department__code="DINSOS")
        .exclude(application__code="surel")
        .select_related("account__holder")
        .first()
    )
    assert own is not None
    browser = signed_in(budi)
    address = reverse("account", args=[own.account_id])
    assert own.account.username not in browser.get(address).content.decode()
    shown = browser.post(reverse("account-whole", args=[own.account_id]))
    assert own.account.username in shown.content.decode()
    assert Entry.objects.filter(verb="account.nip_shown", actor_id=budi.pk).count() == 1
    assert own.account.username not in browser.get(address).content.decode()


def test_names_of_a_list_are_masked_until_asked_for(
    city: City, olga: User, signed_in: SignIn
) -> None:
    browser = signed_in(olga)
    address = reverse("campaign-rotations", args=[city.campaign.code])
    name = Rotation.objects.order_by("due_at", "pk")[0].account.holder
    assert name is not None
    assert name.name not in browser.get(address).content.decode()
    browser.post(reverse("show-names"), {"next": address})
    assert name.name in browser.get(address).content.decode()
    assert Entry.objects.filter(verb="personal.shown").count() == 1
    browser.post(reverse("show-names"), {"next": address, "hide": "1"})
    assert name.name not in browser.get(address).content.decode()


def test_the_timeline_tells_leak_message_answer_and_reading(
    city: City, olga: User, signed_in: SignIn
) -> None:
    told = Rotation.objects.filter(state="verified", told_at__isnull=False).first()
    assert told is not None
    page = signed_in(olga).get(reverse("account", args=[told.account_id]))
    texts = " | ".join(event.text for event in page.context["events"])
    for words in ("laporan kebocoran", "Masuk penggantian", "Pesan Email", "Sudah", "Data dari"):
        assert words in texts, words


def test_an_account_outside_any_campaign_has_a_page(
    olga: User, dinsos: Department, signed_in: SignIn
) -> None:
    account = AccountFactory(department=dinsos)
    page = signed_in(olga).get(account.get_absolute_url()).content.decode()
    assert "Belum diminta mengganti" in page


def test_a_silent_worker_is_not_called_well(olga: User, signed_in: SignIn) -> None:
    page = signed_in(olga).get(reverse("system-state")).content.decode()
    assert "Semua bagian berjalan." not in page
    assert "Belum pernah terdengar" in page


# --- the demo's mailbox ------------------------------------------------------------------------

MAIL = """From: Posko <posko@kotacontoh.example>
To: sari@kotacontoh.example
Subject: Ganti kata sandi SIMPATIK
Content-Type: text/plain; charset=utf-8

Jawab di sini: http://testserver/k/abc-DEF
Jangan: https://jahat.example/k/abc <b>tebal</b>
"""


def test_caught_mails_are_shown_in_the_demo_alone(
    client: Client, settings: Any, tmp_path: Any
) -> None:
    settings.VAR_DIR = tmp_path
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "1795000000000000000.eml").write_text(MAIL)
    settings.DEMO = False
    assert client.get("/demo/mail/").status_code == 404
    settings.DEMO = True
    assert "Ganti kata sandi SIMPATIK" in client.get("/demo/mail/").content.decode()
    text = client.get("/demo/mail/1795000000000000000/").content.decode()
    assert '<a href="/k/abc-DEF">http://testserver/k/abc-DEF</a>' in text
    assert 'href="https://jahat.example' not in text
    assert "&lt;b&gt;tebal" in text
    assert client.get("/demo/mail/..%2F..%2Fetc/").status_code == 404


# --- the wizard --------------------------------------------------------------------------------


def test_the_steps_lead_from_a_scope_to_a_running_campaign(
    city: City, olga: User, signed_in: SignIn, settings: Any
) -> None:
    settings.HELP_DESK_PHONE = "(024) 000-0000"
    city.campaign.rotations.update(written_off_at=timezone.now(), written_off_why="uji")
    browser = signed_in(olga)
    application = city.applications[0]
    shown = browser.get(
        reverse("campaign-count"), {"applications": [application.pk], "whom": "exposed"}
    )
    assert "sudah ada dalam penggantian serentak yang berjalan" in shown.content.decode()
    made = browser.post(
        reverse("campaign-new"),
        {"name": "Kedua", "applications": [application.pk], "whom": "exposed"},
    )
    assert made.headers["Location"] == reverse("campaign-dates", args=["kedua"])
    assert browser.get("/campaigns/kedua/").headers["Location"].endswith("/setup/")
    due = timezone.localtime() + timedelta(days=3)
    typed = {"exposed": due.strftime("%Y-%m-%dT16:00")}
    assert browser.post(reverse("campaign-dates", args=["kedua"]), typed).status_code == 302
    words = {"letter_number": "000.6/9/2026", "reason_id": "Karena bocor.", "reason_en": "Leaked."}
    browser.post(reverse("campaign-message", args=["kedua"]), words)
    preview = browser.get(reverse("campaign-message", args=["kedua"])).content.decode()
    assert "000.6/9/2026" in preview
    assert "Leaked." in preview
    address = reverse("campaign-start", args=["kedua"])
    refused = browser.post(address, {"tell": "later"})
    assert refused.status_code == 422
    assert "tumpang tindih" in refused.content.decode().lower()
    started = browser.post(address, {"tell": "later", "overlap": "on"})
    assert started.headers["Location"] == reverse("campaign-orders", args=["kedua"])
    page = browser.get("/campaigns/kedua/")
    assert (
        page.context["page"].counts.total
        == city.campaign.rotations.filter(application=application).count()
    )


def test_a_campaign_does_not_start_without_a_number_to_call(
    city: City, olga: User, signed_in: SignIn, settings: Any
) -> None:
    browser = signed_in(olga)
    application = city.applications[0]
    typed = {"name": "Kedua", "applications": [application.pk], "whom": "all"}
    browser.post(reverse("campaign-new"), typed)
    settings.HELP_DESK_PHONE = ""
    address = reverse("campaign-start", args=["kedua"])
    page = browser.get(address).content.decode()
    assert "Minta admin server mengisi HELP_DESK_PHONE" in page
    assert "Draf ini tetap tersimpan." in page
    refused = browser.post(address, {"tell": "later", "overlap": "on"})
    assert refused.status_code == 422


def test_a_campaign_started_in_another_tab_is_not_started_twice(
    city: City, olga: User, signed_in: SignIn
) -> None:
    browser = signed_in(olga)
    before = Campaign.objects.count()
    for step in ("scope", "dates", "message", "start"):
        address = reverse(f"campaign-{step}", args=[city.campaign.code])
        for answer in (browser.get(address, follow=True), browser.post(address, follow=True)):
            assert answer.redirect_chain[-1][0] == city.campaign.get_absolute_url()
            assert "tidak dimulai dua kali" in answer.content.decode()
    assert Campaign.objects.count() == before


def test_who_may_not_run_a_campaign_finds_no_step(
    city: City, kartini: User, signed_in: SignIn
) -> None:
    assert signed_in(kartini).get(reverse("campaign-new")).status_code == 403


# --- the next clock ----------------------------------------------------------------------------


def test_a_report_the_law_asks_for_is_the_next_clock(
    olga: User, office: Department, signed_in: SignIn
) -> None:
    now = timezone.now()
    incident = Incident.objects.create(
        code="I-2026-001",
        title="Situs diretas",
        description="Halaman depan berubah.",
        detection_basis="own_monitoring",
        on_iiv=True,
        found_at=now - timedelta(hours=20),
        created_by=olga,
        created_at=now,
    )
    page = signed_in(olga).get("/").context["page"]
    assert page.next.url == incident.get_absolute_url()
    assert page.next_left in ("3 jam", "4 jam")
    incident.clock_stops.create(
        clock="iiv_incident", stopped_at=now, proof="Surat", recorded_by=olga, recorded_at=now
    )
    assert signed_in(olga).get("/").context["page"].next is None


# --- another holder ----------------------------------------------------------------------------


def test_another_holder_is_named_and_the_account_asked_of_him(
    city: City, olga: User, budi: User, signed_in: SignIn
) -> None:
    row = Rotation.objects.filter(state="disowned").select_related("account").first()
    assert row is not None
    address = reverse("account-holder", args=[row.account_id])
    browser = signed_in(olga)
    assert browser.post(address, {"nip": "18800101"}).status_code == 422
    unknown = browser.post(address, {"nip": "188001011905011999"})
    assert "belum tercatat" in unknown.content.decode()
    typed = {
        "nip": "188001011905011999",
        "name": "Tono Teratai",
        "email": "tono@kotacontoh.example",
    }
    assert browser.post(address, typed).status_code == 302
    row.refresh_from_db()
    account = row.account
    account.refresh_from_db()
    assert account.holder is not None
    assert account.holder.name == "Tono Teratai"
    assert row.state in ("told", "open")
    assert "sudah tercatat" in browser.post(address, typed).content.decode()
    foreign = Rotation.objects.exclude(department__code="DINSOS").first()
    assert foreign is not None
    inside = signed_in(budi)
    assert inside.get(reverse("account-holder", args=[foreign.account_id])).status_code == 404


def test_inside_an_application_no_link_leads_to_a_closed_door(
    city: City, signed_in: SignIn
) -> None:
    keeper = holder_of(
        Role.APPLICATION_ADMINISTRATOR, city.applications[0].owner, name="Sinta Pengelola"
    )
    browser = signed_in(keeper)
    answer = browser.get(city.campaign.get_absolute_url())
    assert answer.context["page"].counts.total < 100
    page = answer.content.decode()
    assert 'href="/departments/' not in page.replace('href="/departments/"', "")
    assert "Sudah ditutup." not in page
    for address in set(re.findall(r'href="(/(?:campaigns|applications)/[^"]*)"', page)):
        assert browser.get(address.replace("&amp;", "&")).status_code == 200, address


def test_a_decision_is_shown_to_who_may_not_take_it_without_a_button(
    city: City, signed_in: SignIn
) -> None:
    mayor = holder_of(Role.LEADERSHIP, name="Wali Kota Uji")
    page = signed_in(mayor).get("/").context["page"]
    assert page.decisions > 0
    assert {one.url for one in page.waiting} == {""}


def test_the_list_of_departments_says_what_its_filter_finds(
    city: City, olga: User, signed_in: SignIn
) -> None:
    browser = signed_in(olga)
    Directive.objects.create(
        code="A-2026-900",
        title="Kunci di sumber",
        kind="lock",
        text="Batalkan kata sandi lama.",
        due_at=timezone.now() + timedelta(days=1),
        ordered_at=timezone.now(),
        ordered_by=olga,
    ).duties.create(
        department=city.departments[0],
        due_at=timezone.now() + timedelta(days=1),
        changed_at=timezone.now(),
    )
    listed = browser.get(reverse("departments")).context["page"].rows
    found = browser.get(reverse("departments"), {"order": "unreceived"}).context["page"].rows
    assert {row.name for row in found} == {row.name for row in listed if row.unreceived}
    assert city.departments[0].name not in {row.name for row in found}
