"""An organisation that advises is named to others only where it says so."""

import json

import pytest
from django.urls import reverse

from accounts.models import User
from secops.advisories.actions import (
    accept_recommendation,
    merge_recommendation,
    revise_recommendation,
    set_naming,
)
from secops.advisories.models import Organisation, Recommendation
from secops.advisories.sharing.actions import SharingRefused, publish
from secops.advisories.sharing.models import Publication
from secops.audit.models import Entry
from secops.rules.exchange.csaf_tests import faults
from secops.rules.tlp import Marking, may_be_named
from tests.advisories.support import DECIDED, FRIDAY, advice, post, words_of


@pytest.fixture
def merged(
    ratna: User, university: Organisation, iwan: User, police: Organisation, olga: User
) -> tuple[Recommendation, Recommendation]:
    """What the university gave, and what the police gave and went into it."""
    chief, theirs = post(ratna, university), post(iwan, police)
    merge_recommendation(theirs, chief, by=olga, at=DECIDED)
    theirs.refresh_from_db()
    return chief, theirs


def test_nobody_reads_the_name_of_another_before_it_agrees(
    merged, ratna: User, iwan: User, signed_in
) -> None:
    chief, theirs = merged
    assert "Unit Siber Contoh" not in words_of(signed_in(ratna).get(chief.get_absolute_url()))
    assert "Universitas Contoh" not in words_of(signed_in(iwan).get(theirs.get_absolute_url()))


def test_a_colleague_lets_it_be_named_and_hides_it_again(
    merged, joko: User, iwan: User, signed_in
) -> None:
    chief, theirs = merged
    browser, address = signed_in(joko), reverse("recommendation-naming", args=[chief.code])
    page = words_of(browser.get(address))
    assert "tidak pernah untuk TLP:AMBER+STRICT dan TLP:RED" in page
    for _twice in range(2):
        answer = browser.post(address, {"named": "named"}, follow=True)
        assert "Nama lembaga Anda boleh disebut." in words_of(answer)
    assert "Disarankan juga oleh Universitas Contoh" in words_of(
        signed_in(iwan).get(theirs.get_absolute_url())
    )
    browser = signed_in(joko)
    browser.post(address, {"named": "hidden"})
    assert "Universitas Contoh" not in words_of(signed_in(iwan).get(theirs.get_absolute_url()))
    verbs = Entry.objects.filter(verb__in=["recommendation.named", "recommendation.unnamed"])
    assert list(verbs.order_by("pk").values_list("verb", flat=True)) == [
        "recommendation.named", "recommendation.unnamed",
    ]  # fmt: skip


def test_its_author_may_say_so_when_he_posts_and_the_office_never(
    ratna: User, university: Organisation, olga: User, signed_in
) -> None:
    browser = signed_in(ratna)
    given = {"text": "Keluarkan sesi lama.", "target": "all", "urgency": "week", "tlp": "amber"}
    browser.post(reverse("recommendation-new"), given | {"named": "on"})
    assert Recommendation.objects.get().named
    assert "Nama lembaga pemberi boleh disebut" in words_of(
        browser.get(Recommendation.objects.get().get_absolute_url())
    )
    office = signed_in(olga)
    form = words_of(office.get(reverse("recommendation-new")))
    assert "boleh disebut" not in form
    address = reverse("recommendation-naming", args=[Recommendation.objects.get().code])
    assert office.post(address, {"named": "hidden"}).status_code == 403
    assert Recommendation.objects.get().named


def test_a_revision_keeps_what_was_said_about_the_name(
    ratna: User, university: Organisation
) -> None:
    found = post(ratna, university, named=True)
    revise_recommendation(found, advice(text="Baru."), by=ratna, at=FRIDAY)
    assert Recommendation.objects.get().named


@pytest.mark.parametrize("tlp", list(Marking))
def test_a_closed_marking_hides_the_name_by_itself(
    tlp: Marking, ratna: User, university: Organisation, iwan: User, police: Organisation,
    olga: User, signed_in,
) -> None:  # fmt: skip
    chief, theirs = post(ratna, university, tlp=tlp, named=True), post(iwan, police)
    merge_recommendation(theirs, chief, by=olga, at=DECIDED)
    page = words_of(signed_in(iwan).get(theirs.get_absolute_url()))
    assert ("Universitas Contoh" in page) is may_be_named(tlp)
    assert may_be_named(tlp) is (tlp not in (Marking.AMBER_STRICT, Marking.RED))
    own = words_of(signed_in(ratna).get(chief.get_absolute_url()))
    assert (f"disembunyikan dari mitra lain (tandanya {chief.get_tlp_display()})" in own) is (
        not may_be_named(tlp)
    )


def test_the_file_thanks_who_may_be_named_and_a_new_wish_is_a_new_version(
    merged, iwan: User, ratna: User, olga: User
) -> None:
    chief, _theirs = merged
    accept_recommendation(chief, by=olga, at=DECIDED)
    first = publish(chief, Publication.Profile.INFORMATIONAL, by=olga, at=DECIDED)
    assert b"Universitas" not in first.content
    set_naming(chief, named=True, by=ratna, at=DECIDED)
    second = publish(chief, Publication.Profile.INFORMATIONAL, by=olga, at=DECIDED)
    document = json.loads(bytes(second.content))
    assert [one["organization"] for one in document["document"]["acknowledgments"]] == [
        "Universitas Contoh"
    ]
    assert faults(document) == []
    with pytest.raises(SharingRefused, match="Belum ada yang berubah"):
        publish(chief, Publication.Profile.INFORMATIONAL, by=olga, at=DECIDED)
