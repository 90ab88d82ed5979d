"""A partner makes a token for his script and tries it out on the API's own page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from secops.advisories.models import Organisation
from tests.advisories.support import post
from tests.factories import holder_of
from tests.journeys.looks import Looks

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_token_is_made_and_tried_out_where_no_script_of_a_page_may_run(
    page: Page, looks: Looks, enter: Callable[[User], None]
) -> None:
    partner = holder_of(Role.STAKEHOLDER, name="Ratna Dosen")
    university = Organisation.objects.create(
        name="Universitas Contoh", kind="university", clearance="amber"
    )
    university.members.add(partner.person)
    found = post(partner, university)
    enter(partner)
    page.goto("/profile/")
    page.get_by_role("link", name="Kelola kunci API").click()
    page.get_by_label("Dipakai oleh").fill("skrip lab")
    page.get_by_label("mengirim rekomendasi").check()
    assert looks.findings() == []
    page.get_by_role("button", name="Buat kunci").click()
    expect(page.get_by_role("heading", name="Kunci baru")).to_be_visible()
    assert looks.findings() == []
    token = page.locator("section[aria-labelledby=new] code").inner_text()
    # The fixture `page` fails the test for every word in the console: Swagger is clean under ours.
    page.goto("/api/v1/docs")
    page.get_by_role("button", name="Authorize").first.click()
    personal = page.locator(".auth-container", has_text="PersonalToken")
    personal.locator("input").fill(token)
    personal.get_by_role("button", name="Apply credentials").click()
    page.locator(".btn-done").first.click()
    page.locator("#operations-recommendations-listRecommendations .opblock-summary-control").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    expect(page.locator(".live-responses-table .response-col_description").last).to_contain_text(
        found.code
    )
