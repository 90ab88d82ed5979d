"""J5.1 to 3: in the meeting a guest types the code of his invitation on his phone, and is done."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.links import issue_link
from accounts.models import User
from accounts.roles import Role
from secops.advisories.consultations.actions import CODE_PURPOSE, Wanted, call
from secops.advisories.consultations.models import Consultation
from secops.advisories.models import Organisation, Recommendation
from secops.incidents.models import Incident
from tests.factories import ContactFactory, DepartmentFactory, holder_of
from tests.journeys.looks import Looks

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def called(transactional_db: None) -> Consultation:
    now = timezone.now()
    office = DepartmentFactory(code="DISKOMINFO", name="Dinas Komunikasi", is_office=True)
    officer = holder_of(Role.DUTY_OFFICER, office, name="Olga Piket")
    partner = holder_of(Role.STAKEHOLDER, name="Ratna Dosen")
    assert partner.person is not None
    ContactFactory(person=partner.person)
    university = Organisation.objects.create(
        name="Universitas Contoh", kind="university", clearance="amber"
    )
    university.members.add(partner.person)
    incident = Incident.objects.create(
        code="I-2026-009", title="Kebocoran kata sandi", description="Uraian",
        detection_basis="team_detection", found_at=now, created_by=officer, created_at=now,
    )  # fmt: skip
    wanted = Wanted(
        "Evaluasi", now + timedelta(hours=1), now + timedelta(hours=3), "Daring", "Sesi lama."
    )
    return call(incident, wanted, [partner.person], by=officer, at=now)


def test_a_guest_says_one_sentence_by_his_code(
    page: Page, looks: Looks, called: Consultation, enter: Callable[[User], None]
) -> None:
    guest = called.invitations.get()
    link = issue_link(guest.person, CODE_PURPOSE, {"invitation": guest.pk}, at=timezone.now())
    page.set_viewport_size({"width": 390, "height": 780})
    page.goto("/k/")
    page.locator("input[name=code]").fill(link.code_shown)
    page.get_by_role("button").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Apa yang sebaiknya kami lakukan?")
    assert looks.findings() == []
    page.get_by_label("Saran Anda").fill("Keluarkan semua sesi lama.")
    page.get_by_label("Semua OPD").check()
    page.get_by_role("button", name="Kirim rekomendasi").click()
    expect(page.get_by_text("Anda akan dikabari.")).to_be_visible()
    assert looks.findings() == []
    found = Recommendation.objects.get()
    assert (found.target, found.tlp) == ("all", "amber")

    enter(called.created_by)
    for path in (
        called.get_absolute_url(), f"{called.get_absolute_url()}edit/",
        f"{called.get_absolute_url()}word/", f"{called.get_absolute_url()}minutes/",
        f"/incidents/{called.incident.code}/consultations/new/", "/consultations/",
    ):  # fmt: skip
        page.goto(path)
        assert looks.findings() == [], path
