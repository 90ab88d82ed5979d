"""An incident's page in the hand: short, and every link opens the card that it leads to."""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from secops.incidents.actions import add_chronology, record_incident
from secops.incidents.models import Incident
from secops.incidents.tasks.actions import Wanted, write_task
from tests.factories import DepartmentFactory, holder_of
from tests.incidents.support import AT, DAY, HOUR

pytestmark = pytest.mark.django_db(transaction=True)

#: Some six screens of a phone; it was 19,000 before cards folded.
TALLEST = 6_000


@pytest.fixture
def officer(transactional_db: None) -> User:
    office = DepartmentFactory(code="DISKOMINFO", name="Dinas Komunikasi", is_office=True)
    return holder_of(Role.DUTY_OFFICER, office, name="Olga Piket")


@pytest.fixture
def busy(officer: User) -> Incident:
    """Two weeks of work: sixty lines of chronology, forty tasks."""
    found = record_incident(description="Akun dijual.", found_at=AT, by=officer, at=AT)
    for n in range(60):
        add_chronology(
            found, happened_at=AT + n * HOUR, event=f"Kejadian {n}", source="Log", by=officer,
            at=AT + 14 * DAY,
        )  # fmt: skip
    for n in range(40):
        write_task(found, Wanted(f"Tugas {n}", AT + (n + 1) * DAY), by=officer, at=AT)
    return found


def test_a_busy_incident_is_short_on_a_phone_and_its_links_open_what_they_lead_to(
    page: Page, enter: Callable[[User], None], served: str, officer: User, busy: Incident
) -> None:
    enter(officer)
    page.set_viewport_size({"width": 390, "height": 844})
    for language, words in (("id", "Tugas"), ("en", "Tasks")):
        cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": served}
        page.context.add_cookies([cookie])
        page.goto(busy.get_absolute_url())
        height = page.evaluate("document.documentElement.scrollHeight")
        assert height < TALLEST, height
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        ids = page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
        assert len(ids) == len(set(ids)), sorted(one for one in ids if ids.count(one) > 1)

        # a link of the page's own line
        task = page.get_by_role("link", name="Tugas 0", exact=True)
        expect(task).to_be_hidden()
        page.locator(".ps-contents").get_by_role("link", name=words, exact=True).click()
        expect(task).to_be_visible()
        expect(page.locator("#tugas")).to_be_in_viewport()

        # an address somebody sent, the same in both languages
        for key in ("tugas", "permintaan", "tahap"):
            page.goto("about:blank")
            page.goto(f"{busy.get_absolute_url()}#{key}")
            expect(page.locator(f"#{key}")).to_be_in_viewport()
            card = page.locator("details.ps-fold", has=page.locator(f"#{key}"))
            expect(card).to_have_attribute("open", "")

    # what is saved leads back to where it stands, in the language in which nothing is called so
    page.goto(f"{busy.get_absolute_url()}chronology/")
    page.get_by_label("Event").fill("Akun dikunci")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**#kronologi")
    expect(page.get_by_text("Akun dikunci").first).to_be_visible()
