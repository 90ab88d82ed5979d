"""The second half of the pages of a small demo city; a worker takes a whole file."""

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests.journeys.every_page import Enter, findings_of
from tests.journeys.looks import Looks

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_page_is_clean_for_everybody(
    page: Page, looks: Looks, small_city: None, enter: Enter, client: Client, served: str
) -> None:
    found = findings_of(1, page, looks, enter, client, served)
    assert not found, "\n".join(found)
