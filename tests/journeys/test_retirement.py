"""An owner answers on the phone whether an old application is still needed; the office goes on."""

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from accounts.links import issue_link
from accounts.models import Department, Person, User
from accounts.roles import Role
from secops.compliance.retirements.actions import ask_owner
from secops.compliance.retirements.models import Retirement
from secops.outbox.actions import take_next
from secops.outbox.models import Message
from secops.rules.retirement import State
from tests.duties.support import head_of
from tests.factories import DepartmentFactory, holder_of
from tests.journeys.conftest import Mailbox, link_in
from tests.journeys.looks import Looks
from tests.retirements.support import fresh, old_application

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
    return head_of(sosial, "mail", "whatsapp", name="Kartini Kepala")


@pytest.fixture
def asked(sosial: Department, officer: User, head: Person) -> Retirement:
    application = old_application(sosial)
    return ask_owner(application, number="7/2026", text="", by=officer, at=timezone.now())


def by_hand(officer: User) -> str:
    """The digits as the officer's WhatsApp queue shows them; the question itself goes first."""
    for _n in range(2):
        held = take_next(by=officer, at=timezone.now())
        assert held is not None
        if held.message.kind == "retirement.code":
            return "".join(re.findall(r"\d", held.composed.text)[:6])
    raise AssertionError("no digits in the queue")


def test_four_taps_from_the_mail_to_the_answer(
    phone: Page,
    asked: Retirement,
    head: Person,
    officer: User,
    worker: subprocess.Popen[bytes],
    mailbox: Mailbox,
) -> None:
    Message.objects.update(asked_for=True)  # at any hour of the day the test runs
    phone.goto(link_in(mailbox.to(head.contacts.get(kind="mail").address)))  # the first tap
    expect(phone.get_by_role("heading", level=1)).to_have_text(
        "Aplikasi Aplikasi Lama: masih dipakai?"
    )
    phone.get_by_role("button", name="Setuju dihentikan").click()
    phone.get_by_label("6 angka").fill(by_hand(officer))
    phone.get_by_role("button", name="Kirim jawaban").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Jawaban tercatat")
    assert fresh(asked).state == State.AGREED


def test_the_office_notes_a_step_and_the_pages_are_for_everybody(
    page: Page,
    looks: Looks,
    asked: Retirement,
    officer: User,
    enter: Callable[[User], None],
    tmp_path: Path,
) -> None:
    enter(officer)
    page.goto("/retirements/")
    assert looks.findings() == [], page.url
    page.get_by_role("link", name="Aplikasi Lama", exact=True).click()
    page.get_by_role("link", name="Catat jawaban pemilik").click()
    page.get_by_role("link", name="Setuju dihentikan").click()
    assert looks.findings() == [], page.url
    page.get_by_label("telepon").check()
    page.get_by_label("Siapa yang menjawab").fill("Ibu Kartini setuju")
    page.get_by_role("button", name="Simpan jawaban").click()
    page.get_by_role("link", name="Catat: ditangguhkan").click()
    assert looks.findings() == [], page.url
    proof = tmp_path / "bukti.pdf"
    proof.write_bytes(b"%PDF-1.7 bukti")
    page.get_by_label("Bukti dukung").set_input_files(proof)
    page.get_by_role("button", name="Catat: ditangguhkan").click()
    expect(page.get_by_role("heading", name="Yang harus ikut")).to_be_visible()
    assert looks.findings() == [], page.url
    page.goto("/applications/lama/retirement/")
    assert looks.findings() == [], page.url


def test_the_owners_page_is_for_everybody(
    page: Page, looks: Looks, asked: Retirement, head: Person
) -> None:
    subjects = {"retirement": asked.pk}
    link = issue_link(head, "retirement", subjects, channel="mail", at=timezone.now())
    page.goto(f"/k/{link.token}")
    assert looks.findings() == [], page.url
    for answer in ("Masih dipakai", "Hubungi saya"):
        page.get_by_role("link", name=answer).click()
        expect(page.get_by_role("heading", name=answer, exact=True)).to_be_visible()
        assert looks.findings() == [], page.url
        page.get_by_role("link", name="Kembali ke halaman ini").click()
