"""The lock at the source: ordered on one page, done by the owner's script, proved."""

import re
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import secops.wiring  # noqa: F401  (fills the tables of composers)
from accounts.models import Department, User
from accounts.roles import Role
from secops.audit.models import Entry
from secops.compliance.duties import numbers, texts
from secops.compliance.duties.actions import (
    OrderRefused,
    lock_targets,
    order_locks,
    report_duty,
    return_duty,
    start_campaign_with_duties,
)
from secops.compliance.duties.actions.sending import promise_returned
from secops.compliance.duties.locks import proposed_due
from secops.compliance.duties.models import Directive, Duty
from secops.compliance.rotations.actions import Plan, draft_campaign
from secops.compliance.rotations.models import Rotation
from secops.inventory.models import Account, AccountFacts, Application
from secops.outbox.composers import COMPOSERS
from secops.outbox.models import Message
from secops.rules.intervals import WIB
from secops.rules.rotation import State
from tests.factories import (
    AccountFactory,
    ApplicationFactory,
    ContactFactory,
    DepartmentFactory,
    PersonFactory,
    holder_of,
)
from tests.rotations.scene import CALENDAR, ORDER, expose

NOON = datetime(2026, 11, 27, 12, 0, tzinfo=WIB)


@pytest.fixture
def bkpp(db: None) -> Department:
    return DepartmentFactory(code="BKPP", name="BKPP")


@pytest.fixture
def simpatik(bkpp: Department) -> Application:
    return ApplicationFactory(code="simpatik", name="SIMPATIK", owner=bkpp, stack="Laravel 10")


@pytest.fixture
def leaked(simpatik: Application, olga: User) -> list[Account]:
    accounts = AccountFactory.create_batch(3, application=simpatik)
    expose(accounts, olga)
    return accounts


@pytest.fixture
def duty(leaked: list[Account], simpatik: Application, olga: User) -> Duty:
    return order_locks(
        [simpatik], due_at=NOON, letter_number="000.6/123/2026", by=olga, at=ORDER
    ).duties.get()


def words_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_message_to_the_owner_is_that_of_the_journey(duty: Duty, settings) -> None:
    settings.HELP_DESK_PHONE = "(024) 000-0000"
    assert proposed_due(ORDER) == NOON
    assert texts.lock(duty, at=ORDER) == (
        "Yth. Kepala BKPP. Mohon hari ini sebelum 12.00 WIB, untuk SIMPATIK: (1) batalkan kata "
        "sandi lama akun yang bocor; yang baru hanya lewat Agen atau kode ke kontak terdaftar, "
        "(2) keluarkan semua sesi, (3) kirim data perubahan kata sandi. Surat 000.6/123/2026. "
        "Balas SIAP / TELEPON SAYA. Posko Siber (024) 000-0000"
    )
    assert texts.lock_subject(duty, at=ORDER) == (
        "Hari ini 12.00 WIB: kunci akun SIMPATIK (3 langkah)"
    )


def test_one_page_orders_the_lock_and_remembers_the_owner(
    client: Client, signed_in, olga: User, bkpp: Department
) -> None:
    nobodys = ApplicationFactory(code="absen", name="ABSEN", owner=None)
    expose(AccountFactory.create_batch(2, application=nobodys), olga)
    client = signed_in(olga)
    page = client.get(reverse("lock"))
    assert "ABSEN" in words_of(page)
    later = timezone.localtime() + timedelta(hours=4)
    typed = {
        "due_at": f"{later:%Y-%m-%dT%H:%M}",
        "letter_number": "000.6/123/2026",
        f"app-{nobodys.pk}-take": "on",
    }
    refused = client.post(reverse("lock"), typed)
    assert refused.status_code == 422
    assert "Pilih OPD pemiliknya" in words_of(refused)
    assert not Directive.objects.exists()

    sent = client.post(reverse("lock"), typed | {f"app-{nobodys.pk}-owner": str(bkpp.pk)})
    directive = Directive.objects.get()
    assert sent.headers["Location"] == reverse("directive-send", args=[directive.code])
    nobodys.refresh_from_db()
    assert nobodys.owner == bkpp
    assert "0 dari 2 akun bocor dikunci" in words_of(client.get(reverse("lock")))
    preview = words_of(client.get(sent.headers["Location"]))
    assert "Yth. Kepala BKPP." in preview
    assert "kunci akun ABSEN (3 langkah)" in preview
    # It is not offered twice.
    assert "Tidak ada lagi yang perlu diarahkan" in words_of(client.get(reverse("lock")))


def test_a_lock_is_not_ordered_twice(duty: Duty, simpatik: Application, olga: User) -> None:
    with pytest.raises(OrderRefused, match="SIMPATIK sudah diarahkan"):
        order_locks([simpatik], due_at=NOON, by=olga, at=ORDER)


def test_a_campaign_takes_in_the_lock_that_was_ordered_before_it(
    duty: Duty, simpatik: Application, olga: User
) -> None:
    campaign = draft_campaign(Plan(name="Ganti", applications=[simpatik]), by=olga, at=ORDER)
    start_campaign_with_duties(campaign, calendar=CALENDAR, by=olga, at=ORDER)
    duty.directive.refresh_from_db()
    assert duty.directive.campaign == campaign
    assert lock_targets(campaign) == []


def test_the_administrator_gets_the_steps_of_his_stack_and_the_list_for_his_script(
    signed_in, duty: Duty, leaked: list[Account], bkpp: Department
) -> None:
    admin = holder_of(Role.APPLICATION_ADMINISTRATOR, bkpp)
    AccountFacts.objects.filter(account=leaked[0]).update(disabled_at=ORDER)
    client = signed_in(admin)
    page = words_of(client.get(duty.get_absolute_url()))
    assert "Langkah mengunci SIMPATIK (Laravel)" in page
    assert "php artisan tinker" in page
    assert "Unduh 2 nama pengguna" in page

    answer = client.get(reverse("duty-usernames", args=[duty.pk]))
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines == sorted(one.username for one in leaked[1:])
    entry = Entry.objects.get(verb="duty.usernames_taken")
    assert entry.data["rows"] == 2
    assert not any(one.username in str(entry.data) for one in leaked)


def test_what_is_not_listed_is_counted_and_nobody_is_named(
    signed_in, monkeypatch, duty: Duty, leaked: list[Account], bkpp: Department
) -> None:
    monkeypatch.setattr(numbers, "ITEMS_KEPT", 1)
    holder = PersonFactory(name="Sari Pemegang")
    Account.objects.update(holder=holder)
    administrator = holder_of(Role.APPLICATION_ADMINISTRATOR, bkpp)
    page = words_of(signed_in(administrator).get(duty.get_absolute_url()))
    assert "BKPP, SIMPATIK: 0 dari 3 dikunci" in page
    assert "Belum: 3 belum dikunci." in page
    assert "Sari Pemegang" not in page


def test_a_head_or_agent_does_not_get_the_list_of_other_departments(
    signed_in, duty: Duty, bkpp: Department
) -> None:
    for role in (Role.HEAD, Role.AGENT):
        client = signed_in(holder_of(role, bkpp))
        assert client.get(reverse("duty-usernames", args=[duty.pk])).status_code == 403
        assert "daftar.txt)" not in words_of(client.get(duty.get_absolute_url()))
    stranger = holder_of(Role.APPLICATION_ADMINISTRATOR, DepartmentFactory())
    client = signed_in(stranger)
    assert client.get(reverse("duty-usernames", args=[duty.pk])).status_code == 404


def test_an_unknown_stack_asks_and_can_be_named(
    signed_in, duty: Duty, simpatik: Application, bkpp: Department
) -> None:
    Application.objects.update(stack="")
    client = signed_in(holder_of(Role.APPLICATION_ADMINISTRATOR, bkpp))
    assert "Teknologi aplikasi ini belum diketahui" in words_of(client.get(duty.get_absolute_url()))
    url = reverse("application-stack", args=["simpatik"]) + f"?duty={duty.pk}"
    back = client.post(url, {"stack": "django"})
    assert back.headers["Location"] == duty.get_absolute_url()
    assert "Langkah mengunci SIMPATIK (Django)" in words_of(client.get(back.headers["Location"]))
    assert Entry.objects.filter(verb="application.stack_named").exists()


def test_the_reported_lock_makes_the_leaked_passwords_worthless(
    signed_in, duty: Duty, simpatik: Application, olga: User, bkpp: Department
) -> None:
    campaign = draft_campaign(Plan(name="Ganti", applications=[simpatik]), by=olga, at=ORDER)
    start_campaign_with_duties(campaign, calendar=CALENDAR, by=olga, at=ORDER)
    assert Rotation.objects.filter(usable=True).count() == 3
    client = signed_in(holder_of(Role.APPLICATION_ADMINISTRATOR, bkpp))
    answer = client.post(
        reverse("duty-report", args=[duty.pk]),
        {
            "steps": list(texts.LOCK_STEPS),
            "text": "Kata sandi acak; yang baru lewat Agen.",
            "done_at": f"{timezone.localtime():%Y-%m-%dT%H:%M}",
            "evidence": SimpleUploadedFile("bukti.txt", b"log kunci", "text/plain"),
        },
    )
    assert answer.status_code == 302
    assert set(Rotation.objects.values_list("state", flat=True)) == {State.CONTAINED}
    assert not Rotation.objects.filter(usable=True).exists()
    page = words_of(client.get(duty.get_absolute_url()))
    assert "3 akun dikunci sejak" in page
    assert "Unduh" not in page
    assert "3 dari 3 akun bocor dikunci" in words_of(signed_in(olga).get(reverse("lock")))


def test_a_lock_given_back_waits_for_the_administrator_and_not_for_the_agent(
    duty: Duty, bkpp: Department, olga: User
) -> None:
    head = holder_of(Role.HEAD, bkpp, name="Kepala BKPP")
    agent = holder_of(Role.AGENT, bkpp, name="Agen BKPP")
    admin = holder_of(Role.APPLICATION_ADMINISTRATOR, bkpp, name="Admin SIMPATIK")
    for user in (head, agent, admin):
        ContactFactory(person=user.person)
    report_duty(duty, text="Sudah dikunci.", by=admin, at=ORDER)
    return_duty(duty, reason="Bukti dukung belum ada.", by=olga, at=ORDER)
    promise_returned(duty, at=ORDER)
    told = Message.objects.filter(kind="duty.returned").values_list("person__name", flat=True)
    assert set(told) == {"Kepala BKPP", "Admin SIMPATIK"}
    messages = list(Message.objects.filter(kind="duty.returned"))
    words = COMPOSERS["duty.returned"].compose(messages, ORDER + timedelta(minutes=1))
    assert all("Bukti dukung belum ada." in said.text for said in words.values())
