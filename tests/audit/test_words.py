"""What the trail says: no whole NIP, and each reader's own language."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import translation

from accounts.models import Contact, Department, Tenure, User
from secops.audit.actions import record
from secops.audit.models import Entry
from secops.audit.sentences import sentence
from secops.audit.values import VALUES
from secops.compliance.duties.models import Channel
from secops.compliance.rotations.models import Campaign, Rotation
from secops.incidents.actions import FIELDS, LINKS
from secops.inventory.models import Alias
from tests.factories import AccountFactory, ApplicationFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
NIP = "188001012006041001"


@pytest.mark.parametrize("login", [NIP, "18800101 200604 1 001", f"{NIP}@kotacontoh.example"])
def test_an_account_stands_in_the_trail_with_its_nip_masked(olga: User, login: str) -> None:
    account = AccountFactory(username=login, application=ApplicationFactory(name="SIMPATIK"))
    campaign = Campaign.objects.create(
        code="c", name="C", ordered_at=AT, created_at=AT, started_by=olga
    )
    rotation = Rotation(campaign=campaign, account=account, application=account.application)
    alias = Alias(account=account, application=account.application, username=login)
    for about in (account, rotation, alias):
        entry = record("account.nip_shown", about, by=olga, at=AT)
        assert entry.object_label.startswith("1880**************")
        assert NIP[4:] not in entry.object_label.replace(" ", "")
    assert "SIMPATIK" in Entry.objects.get(object_type=rotation._meta.label_lower).object_label


@pytest.mark.parametrize(
    ("verb", "data", "indonesian", "english"),
    [
        ("duty.received", {"channel": "phone", "person": "Ibu Sari"}, "telepon", "telephone"),
        ("incident.moved", {"origin": "triage", "target": "recovery"}, "Pemulihan", "Recovery"),
        ("incident.changed", {"fields": ["impact", "risk"]}, "dampak, risiko", "impact, risk"),
        ("person.contact_added", {"kind": "mail"}, "Email", "email"),
        ("duty.received", {"channel": "lewat kurir", "person": "X"}, "lewat kurir", "lewat kurir"),
    ],
)
def test_codes_are_said_in_the_readers_language(
    olga: User, dinsos: Department, verb: str, data: dict[str, Any], indonesian: str, english: str
) -> None:
    with translation.override("en"):  # the writer's language must not matter
        entry = record(verb, dinsos, by=olga, at=AT, **data)
    with translation.override("id"):
        assert indonesian in sentence(entry)
    with translation.override("en"):
        assert english.lower() in sentence(entry).lower()


def test_every_code_that_an_action_stores_has_its_words() -> None:
    assert set(Channel.values) <= VALUES["channel"].keys()
    assert {*Tenure.Kind.values, *Contact.Kind.values} <= VALUES["kind"].keys()
    assert {*FIELDS, *LINKS} <= VALUES["fields"].keys()
