"""The department's own page on a head's phone, and the same page and the heat map in the office."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from secops.compliance.duties.models import HeadStatement
from tests.journeys.looks import Looks

pytestmark = pytest.mark.django_db(transaction=True)

Enter = Callable[[User], None]


def somebody(key: str) -> User:
    found: User = User.objects.get(email__startswith=f"{key}@")
    return found


def test_a_head_goes_from_her_page_to_a_statement_in_four_taps(
    page: Page, looks: Looks, small_city: None, enter: Enter, served: str
) -> None:
    enter(somebody("kepala.dinsos"))
    page.set_viewport_size({"width": 390, "height": 780})
    page.goto(f"{served}/my-department/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dinas Sosial")
    cards = page.locator(".ps-cards > li")
    assert 1 <= cards.count() <= 4
    assert cards.first.bounding_box()["y"] < 780  # type: ignore[index]
    assert page.locator(".ps-main .btn-primary").count() == 1
    assert looks.findings() == []
    page.set_viewport_size({"width": 390, "height": 780})
    stated = HeadStatement.objects.count()
    page.get_by_role("link", name="Nyatakan").first.click()
    page.get_by_label("Saya mengetahui angka ini").check()
    page.get_by_role("button", name="Nyatakan").click()
    expect(page.get_by_text("Pernyataan tercatat")).to_be_visible()
    assert HeadStatement.objects.count() == stated + 1


def test_the_office_goes_from_the_heat_map_to_who_needs_help_most(
    page: Page, looks: Looks, small_city: None, enter: Enter, served: str
) -> None:
    enter(somebody("piket"))
    page.goto(f"{served}/compliance/")
    assert looks.findings() == []
    expect(page.get_by_role("columnheader", name="Kata sandi")).to_be_visible()
    first = page.locator(".ps-heat tbody th a").first.inner_text()
    page.get_by_role("link", name="Buka OPD yang paling perlu dibantu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(first)
    expect(page.get_by_role("heading", name="Waktu menanggapi")).to_be_visible()
    assert looks.findings() == []


def test_the_filter_of_the_heat_map_narrows_in_place(
    page: Page, small_city: None, enter: Enter, served: str
) -> None:
    enter(somebody("piket"))
    page.goto(f"{served}/compliance/")
    page.get_by_label("Cari OPD").fill("Dinas Sosial")
    expect(page.locator(".ps-heat tbody tr")).to_have_count(1)
    page.set_viewport_size({"width": 390, "height": 780})
    expect(page.locator("td.is-worst")).to_be_visible()
    expect(page.get_by_text("Yang paling perlu dibantu").first).to_be_attached()
