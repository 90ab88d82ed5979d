"""The police and a university advise the same: one order, two departments do it, one cannot."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from secops.advisories.actions import Advice, submit_recommendation
from secops.advisories.models import Organisation, Recommendation
from secops.compliance.duties.models import Duty
from secops.rules.tlp import Marking
from tests.advisories.support import FRIDAY
from tests.factories import ContactFactory, DepartmentFactory, holder_of
from tests.journeys.looks import Looks

pytestmark = pytest.mark.django_db(transaction=True)


def member(name: str, organisation: str, kind: str) -> tuple[User, Organisation]:
    user = holder_of(Role.STAKEHOLDER, name=name)
    made = Organisation.objects.create(name=organisation, kind=kind, clearance="amber")
    made.members.add(user.person)
    return user, made


def test_two_advise_one_order_and_the_author_sees_it_turn(
    page: Page, looks: Looks, transactional_db: None, enter: Callable[[User], None]
) -> None:
    office = DepartmentFactory(code="DISKOMINFO", name="Dinas Komunikasi", is_office=True)
    officer = holder_of(Role.DUTY_OFFICER, office, name="Olga Piket")
    lead = holder_of(Role.LEAD, office, name="Leo Ketua")
    ContactFactory(person=officer.person)
    heads = {}
    for name in ("Sosial", "Kesehatan", "Pendidikan"):
        department = DepartmentFactory(code=name.upper(), name=f"Dinas {name}")
        heads[name] = holder_of(Role.HEAD, department, name=f"Kepala {name}")
    police, _ = member("Iwan Penyidik", "Unit Siber Contoh", "police")
    lecturer, university = member("Ratna Dosen", "Universitas Contoh", "university")
    assert lecturer.person is not None
    chief = submit_recommendation(
        Advice(text="Ganti kata sandi loket.", target="all", urgency="week", tlp=Marking.GREEN),
        university, lecturer.person, by=lecturer, at=FRIDAY,
    )  # fmt: skip

    enter(police)
    page.goto("/advisories/new/")
    page.get_by_label("Apa yang sebaiknya kami lakukan?").fill("Ganti **semua** kata sandi loket.")
    page.get_by_label("Semua OPD").check()
    page.get_by_label("Hari ini").check()
    page.get_by_text("Keterangan tambahan").click()
    page.get_by_label("Rujukan").fill("CWE-521")
    assert looks.findings() == []
    page.get_by_role("button", name="Kirim rekomendasi").click()
    expect(page.get_by_text("Anda akan dikabari.")).to_be_visible()
    theirs = Recommendation.objects.exclude(pk=chief.pk).get()

    enter(officer)
    page.goto(theirs.get_absolute_url())
    expect(page.get_by_role("link", name="CWE-521")).to_be_visible()
    page.get_by_role("link", name="Gabung dengan R-…").click()
    page.get_by_label("Gabung dengan").select_option(str(chief.pk))
    page.get_by_role("button", name="Gabung").click()
    page.goto(chief.get_absolute_url())
    expect(page.get_by_text(theirs.code)).to_be_visible()
    assert looks.findings() == []
    page.get_by_role("link", name="Terima dan buat arahan").click()
    page.get_by_label("Batas waktu").fill("2027-12-11T16:00")
    page.get_by_text("Pilih OPD").click()
    for name in heads:
        page.get_by_label(f"Dinas {name}").check()
    page.get_by_role("button", name="Terima dan buat arahan").click()
    expect(page.get_by_text("3 Kepala OPD")).to_be_visible()

    for name in ("Sosial", "Kesehatan"):
        duty = Duty.objects.get(department__name=f"Dinas {name}")
        enter(heads[name])
        page.goto(duty.get_absolute_url())
        page.get_by_role("button", name="Terima", exact=True).click()
        page.get_by_role("link", name="Nyatakan").click()
        page.get_by_label("Saya mengetahui angka ini").check()
        page.get_by_role("button", name="Nyatakan").click()
        expect(page.get_by_text("Pernyataan tercatat")).to_be_visible()
        enter(police)
        page.goto("/partner/")
        expect(page.get_by_text("Belum sesuai", exact=False).first).to_be_visible()
        enter(officer)
        page.goto(duty.get_absolute_url())
        page.get_by_role("button", name="Terima pernyataan").click()
        expect(page.get_by_text("Pernyataan diterima kantor.")).to_be_visible()

    cannot = Duty.objects.get(department__name="Dinas Pendidikan")
    enter(lead)
    page.goto(reverse("duty-step", args=[cannot.pk, "write-off"]))
    page.get_by_label("Tidak dapat ditindaklanjuti karena").select_option("owned_by_state")
    page.get_by_label("Alasan", exact=True).fill("Aplikasi pusat.")
    assert looks.findings() == []
    page.get_by_role("button", name="Hapus dari daftar").click()
    page.goto(f"{chief.get_absolute_url()}result/")
    expect(page.get_by_label("Sesuai", exact=True)).to_be_checked()
    assert looks.findings() == []
    page.get_by_role("button", name="Pastikan").click()
    expect(page.get_by_text("Hasilnya tercatat.")).to_be_visible()

    for author, own in ((police, theirs), (lecturer, chief)):
        enter(author)
        page.set_viewport_size({"width": 390, "height": 780})
        page.goto(own.get_absolute_url())
        words = "2 dari 3 OPD sudah sesuai · 1 tidak dapat ditindaklanjuti (aplikasi milik pusat)"
        expect(page.get_by_text(words)).to_be_visible()
        expect(page.get_by_role("link", name="Tanda terima")).to_be_visible()
        for hidden in ("Dinas Sosial", "Dinas Pendidikan", "Olga", "Leo"):
            expect(page.get_by_text(hidden)).to_have_count(0)
        assert looks.findings() == []
    page.goto("/partner/")
    assert looks.findings() == []
