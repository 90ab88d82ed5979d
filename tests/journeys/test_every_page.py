"""Every page of a small demo city, as those who use it: axe finds nothing, the console is clean.

Both themes, both widths; and no page is wider than a phone.
"""

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Page

from accounts.models import User
from secops.advisories.models import Organisation, Recommendation
from secops.compliance.duties.models import Directive, Duty
from secops.compliance.rotations.models import Campaign, Rotation
from secops.incidents.models import Incident
from secops.inventory.models import Application, Device, LeakReport, ReadingsFile
from secops.outbox.models import Message
from tests.guards.test_doors import LIBRARY_DOORS, all_patterns
from tests.journeys.looks import Looks

pytestmark = pytest.mark.django_db(transaction=True)

#: Doors that are not pages of the product: files, health, fragments without a frame.
NO_PAGE = re.compile(
    r"^(healthz|readyz|metrics|k/|registers/template|.*\.(csv|xlsx|ics|pdf))|progress/|panel/|count/"
)
PEOPLE = {
    "piket": "the office",
    "kepala.dinsos": "a head",
    "agen.dinkes": "an agent",
    "kampus": "a stakeholder",
    "inspektur": "the inspector",
    "admin": "the administrator",
}


def plain_addresses() -> Iterator[str]:
    """Addresses without a row that are pages of their own."""
    for address, pattern in all_patterns():
        library = pattern.callback.__module__.startswith(tuple(LIBRARY_DOORS))
        if not library and "<" not in address and not NO_PAGE.search(address):
            yield "/" + address


def pages_of_rows() -> list[str]:
    """One page of each kind of row."""
    rows: list[Any] = [
        Campaign.objects.first(),
        Directive.objects.first(),
        Duty.objects.filter(department__code="DINSOS").first(),
        Duty.objects.filter(department__code="DINKES").first(),
        Incident.objects.first(),
        Recommendation.objects.first(),
        Organisation.objects.first(),
        Application.objects.get(code="simpatik"),
        LeakReport.objects.first(),
        ReadingsFile.objects.first(),
    ]
    found = [row.get_absolute_url() for row in rows if row is not None]
    rotation = Rotation.objects.filter(department__code="DINKES").first()
    device = Device.objects.filter(department__code="DINKES").first()
    message = Message.objects.first()
    assert rotation is not None
    assert device is not None
    assert message is not None
    return [
        *found,
        f"/accounts/{rotation.account_id}/",
        f"/computers/{device.pk}/",
        f"/messages/{message.pk}/",
        "/departments/DINKES/",
        "/departments/DINSOS/",
    ]


@pytest.fixture
def city(transactional_db: None, tmp_path: Any, settings: Any) -> None:
    settings.VAR_DIR = tmp_path
    call_command("load_demo", accounts=500, json=True, stdout=io.StringIO())


def test_every_page_is_clean_for_everybody(
    page: Page,
    looks: Looks,
    city: None,
    enter: Callable[[User], None],
    client: Client,
    served: str,
) -> None:
    seen: set[str] = set()
    found: list[str] = []
    for key in PEOPLE:
        user = User.objects.get(email__startswith=f"{key}@")
        enter(user)
        for address in [*plain_addresses(), *pages_of_rows()]:
            if address in seen:
                continue
            answer = client.get(address)
            html = answer.headers.get("Content-Type", "").startswith("text/html")
            if answer.status_code != 200 or not html or answer.streaming:
                continue
            seen.add(address)
            page.goto(served + address)
            found += [f"{key} {address}: {what}" for what in looks.findings()]
    assert len(seen) >= 35, sorted(seen)
    assert not found, "\n".join(found)


def test_the_sign_in_is_clean(
    page: Page, looks: Looks, served: str, transactional_db: None
) -> None:
    found = []
    for address in ("/akun/login/", "/akun/login/code/", "/akun/password/reset/", "/k/"):
        page.goto(served + address)
        found += [f"{address}: {what}" for what in looks.findings()]
    assert found == []
