"""J5: a partner advises from the phone, the office orders, a department does it, he sees it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from secops.advisories.models import Organisation, Recommendation
from secops.compliance.duties.models import Duty
from tests.factories import ContactFactory, DepartmentFactory, holder_of
from tests.journeys.looks import Looks

pytestmark = pytest.mark.django_db(transaction=True)


def test_advice_becomes_an_order_and_its_author_sees_it_done(
    page: Page, looks: Looks, transactional_db: None, enter: Callable[[User], None]
) -> None:
    office = DepartmentFactory(code="DISKOMINFO", name="Dinas Komunikasi", is_office=True)
    sosial = DepartmentFactory(code="DINSOS", name="Dinas Sosial")
    officer = holder_of(Role.DUTY_OFFICER, office, name="Olga Piket")
    ContactFactory(person=officer.person)
    head = holder_of(Role.HEAD, sosial, name="Kartini Kepala")
    partner = holder_of(Role.STAKEHOLDER, name="Ratna Dosen")
    university = Organisation.objects.create(
        name="Universitas Contoh", kind="university", clearance="amber"
    )
    university.members.add(partner.person)

    enter(partner)
    page.set_viewport_size({"width": 390, "height": 780})
    page.goto("/advisories/")
    page.get_by_role("link", name="Kirim rekomendasi").click()
    page.get_by_label("Apa yang sebaiknya kami lakukan?").fill("Keluarkan semua sesi lama.")
    page.get_by_label("Semua OPD").check()
    page.get_by_label("Minggu ini").check()
    assert looks.findings() == []
    page.get_by_role("button", name="Kirim rekomendasi").click()
    expect(page.get_by_text("Anda akan dikabari.")).to_be_visible()
    found = Recommendation.objects.get()
    assert found.title == "Keluarkan semua sesi lama"

    enter(officer)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(found.get_absolute_url())
    assert looks.findings() == []
    page.get_by_role("link", name="Terima dan buat arahan").click()
    page.get_by_label("Batas waktu").fill("2027-12-11T16:00")
    page.get_by_text("Pilih OPD", exact=True).click()
    page.get_by_label("Dinas Sosial").check()
    page.get_by_role("button", name="Terima dan buat arahan").click()
    expect(page.get_by_text("1 Kepala OPD: 1 tanpa kontak")).to_be_visible()

    duty = Duty.objects.get()
    enter(head)
    page.goto(duty.get_absolute_url())
    page.get_by_role("button", name="Terima", exact=True).click()
    page.get_by_role("link", name="Nyatakan").click()
    page.get_by_label("Saya mengetahui angka ini").check()
    page.get_by_role("button", name="Nyatakan").click()
    expect(page.get_by_text("Pernyataan tercatat")).to_be_visible()

    enter(partner)
    page.goto(found.get_absolute_url())
    expect(page.get_by_text("0 dari 1 OPD sudah sesuai · 1 belum sesuai")).to_be_visible()
    enter(officer)
    page.goto(duty.get_absolute_url())
    page.get_by_role("button", name="Terima pernyataan").click()
    expect(page.get_by_text("Pernyataan diterima kantor.")).to_be_visible()
    enter(partner)
    page.goto(found.get_absolute_url())
    expect(page.get_by_text("1 dari 1 OPD sudah sesuai")).to_be_visible()
    expect(page.get_by_text("Dinas Sosial")).to_have_count(0)
    assert looks.findings() == []
