"""Disposal after the term: one proposes, another has it done; the file goes, the record stays."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

import secops.wiring  # noqa: F401  the tables are filled as in the product
from accounts.models import User
from secops.audit.models import Entry
from secops.documents.actions import approve_document
from secops.incidents.vault import store
from secops.incidents.vault.actions import (
    EvidenceRefused,
    dispose,
    draft_handover,
    drop_disposal,
    note_download,
    place_hold,
    propose_disposal,
    release_hold,
)
from secops.incidents.vault.actions.custody import first_bad_link
from secops.incidents.vault.models import Disposal, Item
from secops.incidents.vault.queries import past_term
from secops.incidents.vault.tasks import look_after_evidence
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
    with pytest.raises(EvidenceRefused, match="dimusnahkan"):
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
    assert set(past_term(olga, at=LATER)) >= {young}
    assert not set(past_term(olga, at=LATER)) & {held, bound, given}


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
    assert past_term(olga, at=LATER) == [item]


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
