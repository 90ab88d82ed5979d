"""Every page of a small demo city, in parts."""

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests.journeys.every_page import PARTS, Enter, findings_of
from tests.journeys.looks import Looks

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_clean_for_everybody(
    page: Page,
    looks: Looks,
    small_city: None,
    enter: Enter,
    client: Client,
    served: str,
    part: int,
) -> None:
    found = findings_of(part, page, looks, enter, client, served)
    assert not found, "\n".join(found)


def test_the_sign_in_is_clean(
    page: Page, looks: Looks, served: str, transactional_db: None
) -> None:
    found = []
    for address in ("/akun/login/", "/akun/login/code/", "/akun/password/reset/", "/k/"):
        page.goto(served + address)
        found += [f"{address}: {what}" for what in looks.findings()]
    assert found == []
