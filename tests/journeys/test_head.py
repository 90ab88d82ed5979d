"""J3: a department head between two meetings, on the phone, by link and six digits."""

import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from accounts.models import Department, Person, User
from accounts.roles import Role
from secops.compliance.duties.actions import promise_numbers, reopen_what_was_hurt
from secops.compliance.duties.models import Duty
from secops.inventory.models import AccountFacts
from secops.outbox.actions import take_next
from secops.outbox.models import Message
from secops.rules.rotation import State
from tests.duties.support import (
    give_contact,
    head_of,
    rotation_duty,
)
from tests.factories import DepartmentFactory, holder_of
from tests.journeys.conftest import Mailbox, link_in
from tests.journeys.looks import Looks

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def phone(browser: Browser, served: str) -> Iterator[Page]:
    """A telephone without JavaScript."""
    context = browser.new_context(
        base_url=served, viewport={"width": 390, "height": 780}, java_script_enabled=False
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def sosial(transactional_db: None) -> Department:
    department: Department = DepartmentFactory(code="DINSOS", name="Dinas Sosial")
    return department


@pytest.fixture
def officer(sosial: Department) -> User:
    office = DepartmentFactory(code="DISKOMINFO", name="Dinas Komunikasi", is_office=True)
    return holder_of(Role.DUTY_OFFICER, office, name="Olga Piket")


@pytest.fixture
def head(sosial: Department) -> Person:
    """She has a mailbox and, as another way, a telephone number."""
    return head_of(sosial, "mail", "whatsapp", name="Kartini Kepala")


@pytest.fixture
def duty(sosial: Department, officer: User, head: Person) -> Duty:
    give_contact(holder_of(Role.AGENT, sosial, name="Budi").person, "mail")
    duty = rotation_duty(sosial, officer, {State.VERIFIED: 4, State.NEEDS_HELP: 1})
    now = timezone.now()
    Duty.objects.update(due_at=now + timedelta(days=2))
    AccountFacts.objects.update(
        newest_exposure=now - timedelta(days=5), newest_received=now - timedelta(days=5)
    )
    # The worker derives every account anew once a day: what is proven must stand in the facts.
    changed = now - timedelta(days=1)
    AccountFacts.objects.filter(account__rotations__state=State.VERIFIED).update(
        change_from=changed,
        change_to=changed,
        change_read_at=now,
        change_origin="owner",
        zero_sessions_at=now,
    )
    return Duty.objects.select_related("directive", "department").get(pk=duty.pk)


def by_hand(officer: User) -> str:
    """The digits as the officer's WhatsApp queue shows them."""
    held = take_next(by=officer, at=timezone.now())
    assert held is not None
    assert held.message.kind == "duty.code"
    return "".join(re.findall(r"\d", held.composed.text)[:6])


def test_she_sees_states_and_is_called_only_when_it_hurts(
    phone: Page,
    duty: Duty,
    head: Person,
    officer: User,
    worker: subprocess.Popen[bytes],
    mailbox: Mailbox,
) -> None:
    promise_numbers(duty, at=timezone.now())
    Message.objects.update(asked_for=True)  # at any hour of the day the test runs
    address = head.contacts.get(kind="mail").address
    phone.goto(link_in(mailbox.to(address)))
    expect(phone.get_by_role("heading", level=1)).to_have_text(
        "Dinas Sosial, SIMPATIK: 4 dari 5 terbukti"
    )
    phone.get_by_label("Saya mengetahui angka ini").check()
    phone.get_by_role("button", name="Nyatakan").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(
        "Masukkan 6 angka yang kami kirim ke WhatsApp/email Anda yang lain."
    )
    phone.get_by_label("6 angka").fill(by_hand(officer))
    phone.get_by_role("button", name="Nyatakan").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("nomor P-0001")
    statement = duty.statements.get()
    assert (statement.proven, statement.total) == (4, 5)

    accounts = list(AccountFacts.objects.order_by("pk").values_list("pk", flat=True)[:2])
    later = timezone.now() + timedelta(seconds=1)
    AccountFacts.objects.filter(pk__in=accounts).update(
        newest_exposure=later, newest_received=later
    )
    reopen_what_was_hurt(at=timezone.now())
    phone.get_by_role("link", name="Kembali ke halaman tugas").click()
    expect(phone.get_by_text("Ada 2 akun bocor baru di Dinas Sosial.")).to_be_visible()
    expect(phone.get_by_text("dibuka kembali untuk 2 akun itu saja")).to_be_visible()


def test_signed_in_she_needs_no_digits(
    page: Page,
    looks: Looks,
    duty: Duty,
    sosial: Department,
    enter: Callable[[User], None],
) -> None:
    enter(holder_of(Role.HEAD, sosial, name="Kartini Kedua"))
    page.set_viewport_size({"width": 390, "height": 780})
    page.goto(duty.get_absolute_url())
    page.get_by_role("button", name="Terima", exact=True).click()
    expect(page.get_by_text("Tercatat diterima")).to_be_visible()
    page.get_by_role("link", name="Nyatakan").click()
    assert looks.findings() == []
    page.get_by_label("Saya mengetahui angka ini").check()
    page.get_by_role("button", name="Nyatakan").click()
    expect(page.get_by_text("Pernyataan tercatat")).to_be_visible()
    assert looks.findings() == []
