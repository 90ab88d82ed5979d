"""J3 for every kind of order, on a phone: four taps and one code; photo, return, mending."""

import base64
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.links import issue_link
from accounts.models import Department, Person, User
from accounts.roles import Role
from secops.compliance.duties.actions import Order, Target, issue_directive, receive_duty
from secops.compliance.duties.models import Duty
from secops.compliance.rotations.models import Campaign
from secops.inventory.models import AccountFacts
from secops.outbox.models import Message
from secops.rules.duty import Kind
from secops.rules.rotation import State
from tests.duties.support import campaign_with
from tests.factories import AccountFactory, ApplicationFactory, holder_of
from tests.journeys.looks import Looks
from tests.journeys.test_head import by_hand, head, officer, phone, sosial

__all__ = ["head", "officer", "phone", "sosial"]
pytestmark = pytest.mark.django_db(transaction=True)

#: The smallest picture a phone could send.
PHOTO = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def duty_of(kind: Kind, department: Department, officer: User) -> Duty:
    """An order of that kind to the department, received and due in two days."""
    now = timezone.now()
    campaign: Campaign | None = None
    application = None
    if kind is Kind.ROTATION:
        campaign = campaign_with(department, {State.TOLD: 2})
    if kind is Kind.LOCK:
        locked = ApplicationFactory(code="kunci", name="E-KINERJA", owner=department)
        account = AccountFactory(application=locked)
        AccountFacts.objects.create(
            account=account, exposures=1, newest_exposure=now, newest_received=now
        )
        application = locked.pk
    order = Order(
        title=f"Arahan {kind}", kind=kind, text="Kerjakan dan laporkan.", campaign=campaign,
        due_at=now + timedelta(days=2), checklist=("Poster terpasang",),
    )  # fmt: skip
    total = 40 if kind is Kind.ROTATION_BY_COUNT else None
    target = Target(department.pk, application, total)
    return issue_directive(order, [target], by=officer, at=now).duties.get()


@pytest.mark.parametrize("kind", list(Kind))
def test_a_head_states_it_from_a_link_in_four_taps_and_one_code(
    phone: Page, kind: Kind, sosial: Department, officer: User, head: Person
) -> None:
    ApplicationFactory(code="simpatik", name="SIMPATIK", owner=sosial)
    if kind is Kind.ROTATION:
        sosial.applications.all().delete()
    duty = duty_of(kind, sosial, officer)
    link = issue_link(head, "duty", {"duty": duty.pk}, channel="mail", at=timezone.now())
    taps = 1
    phone.goto(f"/k/{link.token}")
    for tick in phone.get_by_role("checkbox").all():
        tick.check()
        taps += 1
    phone.get_by_role("button", name="Nyatakan").click()
    taps += 1
    Message.objects.update(asked_for=True)  # at any hour of the day the test runs
    phone.get_by_label("6 angka").fill(by_hand(officer))
    phone.get_by_role("button", name="Nyatakan").click()
    taps += 1
    expect(phone.get_by_role("heading", level=1)).to_contain_text("nomor P-0001")
    assert taps <= 4
    statement = duty.statements.get()
    assert statement.channel == "link"
    assert (
        phone.request.get(
            phone.get_by_role("link", name="Unduh tanda terima (PDF)").get_attribute("href") or ""
        )
        .body()
        .startswith(b"%PDF-")
    )


def test_photo_return_and_mending(
    page: Page,
    looks: Looks,
    sosial: Department,
    officer: User,
    enter: Callable[[User], None],
    tmp_path: Path,
) -> None:
    agent = holder_of(Role.AGENT, sosial, name="Budi Agen")
    head = holder_of(Role.HEAD, sosial, name="Kartini Kepala")
    duty = duty_of(Kind.CUSTOM, sosial, officer)
    receive_duty(duty, by=head, at=timezone.now())
    page.set_viewport_size({"width": 390, "height": 780})
    picture = tmp_path / "loket.png"
    picture.write_bytes(PHOTO)

    enter(agent)
    page.goto(duty.get_absolute_url())
    page.get_by_role("link", name="Tambah bukti dukung").click()
    assert looks.findings() == []
    camera = page.get_by_label("Foto dari kamera")
    assert camera.get_attribute("capture") == "environment"
    camera.set_input_files(picture)
    page.get_by_role("button", name="Simpan bukti dukung").click()
    expect(page.get_by_text("Bukti dukung tersimpan.")).to_be_visible()
    expect(page.get_by_role("link", name="loket.png", exact=True)).to_be_visible()
    assert looks.findings() == []
    page.get_by_role("link", name="Laporkan").first.click()
    page.get_by_label("Poster terpasang").check()
    page.get_by_label("Apa yang sudah dilakukan").fill("Poster dipasang di loket.")
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.get_by_text("Laporan tercatat")).to_be_visible()

    enter(head)
    page.goto(duty.get_absolute_url())
    page.get_by_role("link", name="Nyatakan").first.click()
    page.get_by_label("Saya mengetahui angka ini").check()
    page.get_by_label("1 bukti dukung yang dilampirkan: loket.png").check()
    assert looks.findings() == []
    page.get_by_role("button", name="Nyatakan").click()
    expect(page.get_by_text("Pernyataan tercatat")).to_be_visible()

    enter(officer)
    page.goto(duty.get_absolute_url())
    page.get_by_role("link", name="Kembalikan").click()
    page.get_by_label("Alasan").fill("Foto lobi belum ada.")
    page.get_by_role("button", name="Kembalikan").click()
    expect(page.get_by_text("Foto lobi belum ada.").first).to_be_visible()

    enter(head)
    page.goto(duty.get_absolute_url())
    expect(page.get_by_text("Foto lobi belum ada.").first).to_be_visible()
    page.get_by_role("link", name="Versi baru").click()
    page.get_by_label("Berkas").set_input_files(picture)
    page.get_by_label("Nama bukti dukung").fill("loket dan lobi")
    page.get_by_role("button", name="Simpan bukti dukung").click()
    expect(page.get_by_role("link", name="loket dan lobi", exact=True)).to_be_visible()
    page.get_by_role("link", name="Nyatakan").first.click()
    page.get_by_label("Saya mengetahui angka ini").check()
    page.get_by_label("loket dan lobi").check()
    page.get_by_role("button", name="Nyatakan").click()
    expect(page.get_by_text("nomor P-0002").first).to_be_visible()
    duty.refresh_from_db()
    assert duty.state == "confirmed"
