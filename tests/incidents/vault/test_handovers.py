"""Handing evidence over: minutes with all fields, a link in each chain, the receiver's page."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from secops.advisories.evidence import ShareRefused, end_share, share_handover
from secops.advisories.models import Organisation
from secops.documents.actions import approve_document
from secops.incidents.vault import actions
from secops.incidents.vault.actions import EvidenceRefused, Party, Terms
from secops.incidents.vault.models import Handover, Item
from tests.conftest import Enter
from tests.factories import holder_of
from tests.incidents.vault.support import NOW, make_incident, make_item, overwrite

pytestmark = pytest.mark.django_db
TERMS = Terms(
    held_at=NOW,
    place="Kantor Diskominfo",
    purpose="Penyelidikan akses tanpa hak",
    report_number="LP/B/118/XI/2026",
    witnesses=(Party("Sari", "Sandiman", "1"), Party("Tono", "Penyidik pembantu", "2")),
)
GIVER = Party("Olga Piket", "Petugas piket", "")
POLICE = Party("Pandu Contoh", "AKP", "88010001", "Subdit Siber Ditreskrimsus")


@pytest.fixture
def item(olga: User) -> Item:
    return make_item(olga, incident=make_incident(olga), seal_number="PSK-1", medium="SSD")


@pytest.fixture
def handover(item: Item, olga: User) -> Handover:
    return actions.draft_handover([item], GIVER, POLICE, TERMS, by=olga, at=NOW)


@pytest.fixture
def police() -> tuple[Organisation, User]:
    member = holder_of(Role.STAKEHOLDER, name="Pandu Contoh")
    unit = Organisation.objects.create(name="Unit siber kepolisian", kind="police")
    unit.members.add(member.person)
    return unit, member


def approve(handover: Handover, by: User) -> None:
    approve_document(handover.document, by=by, at=NOW)
    handover.refresh_from_db()


def test_the_minutes_hold_every_field_of_the_practice(handover: Handover, item: Item) -> None:
    fields = handover.document.fields
    for key in ("held_at", "place", "purpose", "report_number", "first_name", "first_title",
                "second_name", "second_title", "second_number", "second_unit"):  # fmt: skip
        assert fields[key], key
    (row,) = fields["items"]
    for said in (item.content.sha256, "access.log", "PSK-1", "SSD", item.code):
        assert any(said in cell for cell in row), said
    assert len(fields["witnesses"]) == 2


def test_it_is_done_only_with_approved_minutes_and_stands_in_the_chain(
    handover: Handover, item: Item, olga: User, leo: User
) -> None:
    with pytest.raises(EvidenceRefused, match="belum disetujui"):
        actions.confirm_handover(handover, by=olga, at=NOW)
    approve(handover, leo)
    actions.confirm_handover(handover, by=olga, at=NOW, where="192.0.2.7")
    event = item.custody.get(kind="handed_over")
    assert handover.document.number in event.reason
    assert "Subdit Siber" in event.reason
    with pytest.raises(EvidenceRefused, match="sudah dicatat"):
        actions.confirm_handover(handover, by=olga, at=NOW)


def test_what_changed_on_disk_is_not_handed_over(
    handover: Handover, item: Item, olga: User, leo: User
) -> None:
    approve(handover, leo)
    overwrite(item, b"lain")
    with pytest.raises(EvidenceRefused, match="tidak utuh"):
        actions.confirm_handover(handover, by=olga, at=NOW)
    item.refresh_from_db()
    with pytest.raises(EvidenceRefused, match="tidak utuh"):
        actions.draft_handover([item], GIVER, POLICE, TERMS, by=olga, at=NOW)


def test_the_receiver_fetches_it_behind_the_sign_in_and_every_download_is_noted(
    handover: Handover,
    item: Item,
    police: tuple[Organisation, User],
    olga: User,
    leo: User,
    signed_in: Enter,
) -> None:
    unit, member = police
    with pytest.raises(ShareRefused):
        share_handover(handover, unit, by=olga, at=NOW)
    approve(handover, leo)
    actions.confirm_handover(handover, by=olga, at=NOW)
    fetch = reverse("received-download", args=[item.code])
    client = signed_in(member)
    assert client.post(fetch).status_code == 404
    share = share_handover(handover, unit, by=olga, at=NOW)
    page = client.get(reverse("evidence-received")).content.decode()
    assert "Barang bukti diserahkan kepada Anda (1)" in page
    assert item.content.sha256 in page
    assert "Setiap unduhan tercatat" in page
    answer = client.post(fetch)
    assert b"".join(answer.streaming_content) == b"log akses\n"
    assert answer["Content-Type"] == "application/octet-stream"
    event = item.custody.get(kind="downloaded")
    assert event.by == member
    assert event.reason == unit.name
    minutes = client.get(reverse("received-minutes", args=[handover.pk]))
    assert b"".join(minutes.streaming_content).startswith(b"%PDF")
    end_share(share, by=olga, at=NOW + timedelta(days=1))
    assert client.post(fetch).status_code == 404


def test_another_stakeholder_sees_nothing_of_it(
    handover: Handover,
    item: Item,
    police: tuple[Organisation, User],
    olga: User,
    leo: User,
    signed_in: Enter,
) -> None:
    approve(handover, leo)
    actions.confirm_handover(handover, by=olga, at=NOW)
    share_handover(handover, police[0], by=olga, at=NOW)
    client = signed_in(holder_of(Role.STAKEHOLDER))
    assert item.code not in client.get(reverse("evidence-received")).content.decode()
    assert client.post(reverse("received-download", args=[item.code])).status_code == 404
    assert client.get(reverse("received-minutes", args=[handover.pk])).status_code == 404


def test_the_form_leads_from_the_ticked_items_to_the_draft(
    item: Item, olga: User, signed_in: Enter
) -> None:
    client, url = signed_in(olga), reverse("handover-new")
    asked = client.post(url, {"pick": item.pk})
    assert item.content.sha256 in asked.content.decode()
    given = {
        "pick": item.pk,
        "held_at": "2026-11-20T10:00",
        "place": "Kantor",
        "first_name": "Olga",
        "first_title": "Piket",
        "second_name": "Pandu",
        "second_unit": "Subdit Siber",
        "purpose": "Penyelidikan",
        "witness_1": "Sari, Sandiman, 1",
        "witness_2": "Tono",
    }
    answer = client.post(url, given)
    assert answer.status_code == 302
    assert Handover.objects.get().document.fields["witnesses"][0] == ["Sari", "Sandiman", "1"]
    assert client.get(answer["Location"]).status_code == 200
