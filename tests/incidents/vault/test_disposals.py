"""Disposal after the term: one proposes, another has it done; the file goes, the record stays."""

from datetime import datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import secops.wiring  # noqa: F401  the tables are filled as in the product
from accounts.models import User
from accounts.roles import Role
from dashboard.today.counting import counts_of, statement_of
from dashboard.today.waiting import waiting_of, waiting_parts
from secops.advisories.evidence import share_handover
from secops.advisories.models import Organisation
from secops.audit.models import Entry
from secops.documents.actions import approve_document
from secops.house.text import wib
from secops.incidents.models import Incident
from secops.incidents.vault import store
from secops.incidents.vault.actions import (
    EvidenceRefused,
    confirm_handover,
    dispose,
    draft_handover,
    drop_disposal,
    note_download,
    place_hold,
    propose_disposal,
    release_hold,
)
from secops.incidents.vault.actions.custody import first_bad_link
from secops.incidents.vault.actions.disposing import kept_because, standing_of
from secops.incidents.vault.models import Disposal, Item
from secops.incidents.vault.queries import past_term
from secops.incidents.vault.tasks import look_after_evidence
from secops.rules.intervals import WIB
from secops.rules.retention import term_of
from tests.factories import holder_of
from tests.incidents.vault.support import NOW, make_incident, make_item
from tests.incidents.vault.test_handovers import GIVER, POLICE, TERMS

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=5 * 366)


@pytest.fixture
def item(olga: User) -> Item:
    return make_item(olga)


def proposed(item: Item, olga: User, leo: User) -> Disposal:
    made = propose_disposal([item], reason="Lewat masa simpan", by=olga, at=LATER)
    approve_document(made.document, by=leo, at=LATER)
    made.refresh_from_db()
    return made


def test_the_file_goes_and_hash_and_chain_stay(
    item: Item, olga: User, leo: User, django_capture_on_commit_callbacks
) -> None:
    made = proposed(item, olga, leo)
    with django_capture_on_commit_callbacks(execute=True):
        dispose(made, by=leo, at=LATER)
    assert not store.path_of(item.content.sha256).exists()
    kept = Item.objects.get()
    assert kept.content.sha256 == item.content.sha256
    assert [link.kind for link in kept.custody.all()] == ["taken_in", "disposed"]
    assert first_bad_link(kept) is None
    assert made.document.number in kept.custody.last().reason
    assert Entry.objects.filter(verb="disposal.done").count() == 1
    assert look_after_evidence(at=LATER + timedelta(days=2)) == 0
    kept.content.refresh_from_db()
    assert kept.content.whole
    with pytest.raises(
        EvidenceRefused, match=f"dimusnahkan .* menurut berita acara {made.document.number}"
    ):
        note_download(kept, reason="Lihat", by=olga, at=LATER)


def test_the_minutes_list_what_goes_with_its_hash(item: Item, olga: User, leo: User) -> None:
    made = proposed(item, olga, leo)
    (row,) = made.document.fields["items"]
    assert item.content.sha256 in row
    assert made.document.kind == "disposal"


def test_before_the_term_under_hold_or_open_nothing_is_proposed(olga: User, leo: User) -> None:
    young, held, bound, given = (make_item(olga, body=b"%d" % n) for n in range(4))
    with pytest.raises(EvidenceRefused, match="disimpan sampai"):
        propose_disposal([young], reason="Penuh", by=olga, at=NOW + timedelta(days=900))
    place_hold(held, reason="Penyidik", by=olga, at=NOW)
    with pytest.raises(EvidenceRefused, match="sedang ditahan"):
        propose_disposal([held], reason="Penuh", by=olga, at=LATER)
    bound = make_item(olga, incident=make_incident(olga), body=b"terikat")
    with pytest.raises(EvidenceRefused, match="insidennya belum selesai"):
        propose_disposal([bound], reason="Penuh", by=olga, at=LATER)
    draft_handover([given], GIVER, POLICE, TERMS, by=olga, at=NOW)
    with pytest.raises(EvidenceRefused, match="serah terimanya belum selesai"):
        propose_disposal([given], reason="Penuh", by=olga, at=LATER)
    assert set(past_term(LATER)) >= {young}
    assert not set(past_term(LATER)) & {held, bound, given}


def test_a_hold_placed_after_the_proposal_stops_it(item: Item, olga: User, leo: User) -> None:
    made = proposed(item, olga, leo)
    place_hold(item, reason="Penyidik", by=olga, at=LATER)
    with pytest.raises(EvidenceRefused, match="sedang ditahan"):
        dispose(made, by=leo, at=LATER)
    assert store.path_of(item.content.sha256).exists()
    release_hold(item, reason="Selesai", by=leo, at=LATER)
    dispose(made, by=leo, at=LATER)


def test_who_proposed_it_cannot_have_it_done(item: Item, olga: User, leo: User) -> None:
    made = propose_disposal([item], reason="Lewat", by=leo, at=LATER)
    with pytest.raises(EvidenceRefused, match="orang lain"):
        dispose(made, by=leo, at=LATER)
    with pytest.raises(PermissionDenied):
        dispose(made, by=olga, at=LATER)


def test_without_approved_minutes_nothing_goes(item: Item, olga: User, leo: User) -> None:
    made = propose_disposal([item], reason="Lewat", by=olga, at=LATER)
    with pytest.raises(EvidenceRefused, match="belum disetujui"):
        dispose(made, by=leo, at=LATER)
    drop_disposal(made, reason="Masih dipakai", by=olga, at=LATER)
    assert list(past_term(LATER)) == [item]


def test_a_content_that_another_item_holds_stays(
    item: Item, olga: User, leo: User, django_capture_on_commit_callbacks
) -> None:
    other = make_item(olga, at=LATER - timedelta(days=3))
    assert other.content == item.content
    with django_capture_on_commit_callbacks(execute=True):
        dispose(proposed(item, olga, leo), by=leo, at=LATER)
    assert store.path_of(item.content.sha256).exists()


def test_a_server_that_stopped_half_way_removes_it_later(item: Item, olga: User, leo: User) -> None:
    dispose(proposed(item, olga, leo), by=leo, at=LATER)
    assert store.path_of(item.content.sha256).exists()
    look_after_evidence(at=LATER)
    assert not store.path_of(item.content.sha256).exists()


def test_the_same_file_may_come_again(item: Item, olga: User, leo: User) -> None:
    dispose(proposed(item, olga, leo), by=leo, at=LATER)
    look_after_evidence(at=LATER)
    again = make_item(olga, at=LATER)
    look_after_evidence(at=LATER)
    assert store.path_of(again.content.sha256).exists()


def test_the_doors(item: Item, olga: User, leo: User) -> None:
    made = proposed(item, olga, leo)
    lead, officer = Client(), Client()
    lead.force_login(leo, backend=BACKEND)
    officer.force_login(olga, backend=BACKEND)
    assert officer.get(reverse("disposals")).status_code == 200
    page = officer.get(made.get_absolute_url()).content.decode()
    assert "Musnahkan sekarang" not in page
    assert officer.post(reverse("disposal-done", args=[made.pk])).status_code == 403
    assert officer.post(reverse("disposal-new"), {"pick": item.pk}).status_code == 200
    assert lead.get(item.get_absolute_url()).status_code == 200
    # By the clock of today its term is not over.
    lead.post(reverse("disposal-done", args=[made.pk]), follow=True)
    made.refresh_from_db()
    assert made.done_at is None
    refused = officer.post(reverse("disposal-new"), {"pick": item.pk, "reason": "Penuh"})
    assert "disimpan sampai" in refused.content.decode()
    officer.post(reverse("disposal-drop", args=[made.pk]), {"reason": "Masih dipakai"})
    made.refresh_from_db()
    assert made.dropped_why == "Masih dipakai"


def test_today_says_how_many_are_past_their_term_and_the_page_shows_just_these(
    olga: User, client: Client
) -> None:
    old = make_item(olga, body=b"lama", at=timezone.now() - timedelta(days=5 * 366 + 2))
    make_item(olga, body=b"baru", at=timezone.now())
    held = make_item(olga, body=b"ditahan", at=timezone.now() - timedelta(days=5 * 366 + 3))
    place_hold(held, reason="Penyidik", by=olga, at=timezone.now())
    now = timezone.now()
    counted = counts_of(statement_of(waiting_parts(at=now), at=now))
    (line,) = [one for one in waiting_of(olga, counted) if one.name == "past_term"]
    assert line.counted.n == 1
    assert "lewat masa simpan" in str(line.kind.words)
    client.force_login(olga, backend=BACKEND)
    page = client.get(line.url).content.decode()
    assert old.code in page
    assert held.code not in page


@pytest.mark.parametrize("days", [-1, 0, 1])
@pytest.mark.parametrize("hour", [0, 1, 7, 23])
def test_the_list_is_the_law(olga: User, days: int, hour: int) -> None:
    """The SQL twin says what the law says of each item, at each edge of its term."""
    one = make_item(olga)
    last = term_of(standing_of(one, at=NOW))
    at = datetime.combine(last + timedelta(days=days), time(hour, 30), tzinfo=WIB)
    assert (one in past_term(at)) is (kept_because(one, at=at) == "") is (days > 0)


def gone_item(item: Item, olga: User, leo: User) -> Disposal:
    made = proposed(item, olga, leo)
    dispose(made, by=leo, at=LATER)
    store.remove(item.content.sha256)
    return made


def said_of(item: Item, made: Disposal) -> str:
    return (
        f"{item.code} ({item.shown_name}) dimusnahkan {wib(LATER)} menurut berita acara "
        f"{made.document.number}."
    )


def test_the_receiver_of_what_was_disposed_of_reads_what_when_and_by_which_minutes(
    olga: User, leo: User, client: Client
) -> None:
    incident = make_incident(olga)
    item = make_item(olga, incident=incident)
    handover = draft_handover([item], GIVER, POLICE, TERMS, by=olga, at=NOW)
    approve_document(handover.document, by=leo, at=NOW)
    handover.refresh_from_db()
    confirm_handover(handover, by=olga, at=NOW)
    member = holder_of(Role.STAKEHOLDER)
    unit = Organisation.objects.create(name="Subdit Siber", kind="police")
    unit.members.add(member.person)
    share_handover(handover, unit, by=olga, at=NOW)
    Incident.objects.update(phase="closed", closed_at=NOW)
    made = gone_item(Item.objects.get(), olga, leo)
    client.force_login(member, backend=BACKEND)
    page = client.get(reverse("evidence-received")).content.decode()
    assert said_of(item, made) in page
    assert reverse("received-download", args=[item.code]) not in page
    answer = client.post(reverse("received-download", args=[item.code]), follow=True)
    assert answer.status_code == 200
    assert said_of(item, made) in "".join(str(one) for one in answer.context["messages"])
    assert not item.custody.filter(kind="downloaded").exists()


def test_the_office_reads_the_same_at_every_door_and_cannot_choose_it(
    item: Item, olga: User, leo: User, client: Client
) -> None:
    made = gone_item(item, olga, leo)
    client.force_login(olga, backend=BACKEND)
    door = reverse("evidence-download", args=[item.code])
    for answer in (client.get(door, follow=True), client.post(door, {"reason": "x"}, follow=True)):
        assert said_of(item, made) in answer.content.decode()
    other = make_item(olga, body=b"masih ada")
    for name in ("evidence-export", "handover-new", "disposal-new"):
        page = client.post(reverse(name), {"pick": [item.pk, other.pk]}).content.decode()
        assert said_of(item, made) in page, name
        assert f'name="pick" value="{other.pk}"' in page
        assert f'name="pick" value="{item.pk}"' not in page
    listed = client.get(reverse("vault") + "?finding=disposed").content.decode()
    assert "dimusnahkan" in listed
    assert other.code not in listed


def test_a_file_missing_from_the_disk_is_said_at_the_door(
    item: Item, olga: User, client: Client
) -> None:
    store.remove(item.content.sha256)
    client.force_login(olga, backend=BACKEND)
    door = reverse("evidence-download", args=[item.code])
    answer = client.post(door, {"reason": "Dianalisis"})
    assert answer.status_code == 422
    assert "hilang dari disk" in answer.content.decode()
    assert not item.custody.filter(kind="downloaded").exists()
