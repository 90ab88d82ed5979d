"""A partner names an incident only among those that he was told of; the office makes advice of a
meeting's decision."""

from datetime import datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from secops.advisories.actions import RecommendationRefused, submit_recommendation
from secops.advisories.consultations.actions import Wanted, call, cancel
from secops.advisories.models import EvidenceShare, Organisation, Recommendation
from secops.advisories.told import incidents_told
from secops.incidents.meetings.actions import Held, change_meeting
from secops.incidents.meetings.models import Decision, Meeting
from secops.incidents.models import Incident
from secops.incidents.requests.models import OutgoingRequest
from secops.incidents.vault.actions import Party, Terms, draft_handover, take_in
from secops.incidents.vault.models import Handover
from tests.advisories.support import advice, words_of
from tests.conftest import Enter


@pytest.fixture
def now() -> datetime:
    return timezone.now().replace(microsecond=0)


def incident(code: str, by: User, at: datetime) -> Incident:
    return Incident.objects.create(
        code=code, title=f"Rahasia {code}", description="Uraian",
        detection_basis="team_detection", found_at=at, created_by=by, created_at=at,
    )  # fmt: skip


@pytest.fixture
def consulted(olga: User, ratna: User, now: datetime) -> Incident:
    """Ratna was invited to talk about it."""
    found = incident("I-2026-011", olga, now)
    assert ratna.person is not None
    wanted = Wanted("Evaluasi", now + timedelta(days=1), now + timedelta(days=1, hours=1), "Daring")
    call(found, wanted, [ratna.person], by=olga, at=now)
    return found


@pytest.fixture
def foreign(olga: User, now: datetime) -> Incident:
    """Nobody outside was told of it."""
    return incident("I-2026-012", olga, now)


TYPED = {
    "text": "Keluarkan semua sesi lama.", "target": "incident", "urgency": "week", "tlp": "amber",
}  # fmt: skip


def test_he_chooses_by_number_among_those_he_was_told_of(
    consulted: Incident, foreign: Incident, ratna: User, joko: User, signed_in: Enter
) -> None:
    browser = signed_in(ratna)
    page = browser.get(reverse("recommendation-new"))
    assert f"{consulted.code} (konsultasi)" in words_of(page)
    for hidden in (foreign.code, consulted.title):
        assert hidden not in page.content.decode()
    refused = browser.post(reverse("recommendation-new"), TYPED | {"incident": foreign.pk})
    assert refused.status_code == 422
    assert TYPED["text"] in refused.content.decode()
    missing = browser.post(reverse("recommendation-new"), TYPED)
    assert "Pilih insidennya." in words_of(missing)
    assert not Recommendation.objects.exists()
    browser.post(reverse("recommendation-new"), TYPED | {"incident": consulted.pk})
    made = Recommendation.objects.get()
    assert (made.target, made.incident) == ("incident", consulted)
    assert consulted.title not in words_of(browser.get(made.get_absolute_url()))

    page = signed_in(joko).get(reverse("recommendation-new")).content.decode()
    assert consulted.code not in page
    assert 'value="incident"' not in page


def test_the_action_refuses_a_foreign_incident_whatever_was_posted(
    foreign: Incident, ratna: User, university: Organisation, now: datetime
) -> None:
    assert ratna.person is not None
    with pytest.raises(RecommendationRefused, match="pernah disampaikan"):
        submit_recommendation(
            advice(target="incident", incident=foreign), university, ratna.person, by=ratna, at=now
        )


def test_the_ways_of_being_told(
    consulted: Incident, foreign: Incident, ratna: User, iwan: User, police: Organisation,
    olga: User, now: datetime,
) -> None:  # fmt: skip
    assert incidents_told(ratna) == {consulted.pk: f"{consulted.code} (konsultasi)"}
    assert incidents_told(iwan) == {}
    asked = OutgoingRequest.objects.create(
        code="M-2026-001", incident=foreign, kind="help", receiver="police", to="Kepala Unit",
        organisation=police, text="Mohon bantuan.", created_by=olga, created_at=now,
    )  # fmt: skip
    assert incidents_told(iwan) == {}
    asked.sent_at, asked.sent_by, asked.sent_proof = now, olga, "Tanda terima"
    asked.awaited_by = now + timedelta(days=3)
    asked.save()
    assert list(incidents_told(iwan)) == [foreign.pk]
    cancel(consulted.consultations.get(), by=olga, at=now)
    assert incidents_told(ratna) == {}
    police.valid_until = now.date() - timedelta(days=2)
    police.save()
    assert incidents_told(iwan) == {}


def test_evidence_that_was_handed_over_tells_him(
    foreign: Incident, iwan: User, police: Organisation, olga: User, handed: Handover,
    now: datetime,
) -> None:  # fmt: skip
    EvidenceShare.objects.create(
        organisation=police, handover=handed, shared_by=olga, shared_at=now
    )
    assert incidents_told(iwan) == {foreign.pk: f"{foreign.code} (barang bukti diterima)"}


@pytest.fixture
def handed(foreign: Incident, olga: User, now: datetime) -> Handover:
    item = take_in(
        incident=foreign, upload=ContentFile(b"log", "a.log"), description="Log", source="web01",
        by=olga, at=now,
    )  # fmt: skip
    found = draft_handover(
        [item], Party("Olga", "Petugas piket", ""), Party("Iwan", "", "", "Unit siber"),
        Terms(now, "Kantor", "Penyelidikan"), by=olga, at=now,
    )  # fmt: skip
    found.handed_at, found.handed_by = now, olga
    found.save()
    return found


def test_a_decision_opens_the_form_with_its_words_and_origin(
    foreign: Incident, olga: User, leo: User, now: datetime, signed_in: Enter
) -> None:
    meeting = Meeting.objects.create(
        code="RE-2026-004", incident=foreign, held_at=now, chair="Leo", present=["Leo"],
        recorded_by=olga, recorded_at=now,
    )  # fmt: skip
    Decision.objects.create(meeting=meeting, rank=1, text="Cabut semua token lama.")
    browser = signed_in(olga)
    page = browser.get(meeting.get_absolute_url()).content.decode()
    address = f"{reverse('recommendation-new')}?meeting={meeting.code}&amp;decision=1"
    assert address in page
    form = browser.get(address.replace("&amp;", "&")).content.decode()
    for part in ("Cabut semua token lama.", f'value="{meeting.code}"', foreign.code):
        assert part in form
    assert browser.get(f"{reverse('recommendation-new')}?meeting=X&decision=1").status_code == 404
    assert "decision=1" not in signed_in(leo).get(meeting.get_absolute_url()).content.decode()


def test_a_decision_that_became_advice_is_followed_and_asks_for_no_scan(
    foreign: Incident, ratna: User, olga: User, ira: User, now: datetime, signed_in: Enter
) -> None:
    assert ratna.person is not None
    meeting = Meeting.objects.create(
        code="RE-2026-004", incident=foreign, held_at=now, chair="Leo", present=["Leo"],
        recorded_by=olga, recorded_at=now,
    )  # fmt: skip
    for rank, text in enumerate(("Cabut semua token lama.", "Yang lain."), 1):
        Decision.objects.create(meeting=meeting, rank=rank, text=text)
    address = f"{reverse('recommendation-new')}?meeting={meeting.code}&decision=1"
    browser = signed_in(olga)
    given = {"author": ratna.person.pk, "text": "Cabut token.", "target": "incident",
             "incident": foreign.pk, "urgency": "week", "tlp": "red"}  # fmt: skip
    assert browser.post(address, given).status_code == 302
    made = Recommendation.objects.get()
    assert Decision.objects.get(rank=1).advice == made.code
    assert browser.get(address).status_code == 404
    for who in (olga, ira):
        page = signed_in(who).get(meeting.get_absolute_url()).content.decode()
        assert f'Rekomendasi: <a href="{made.get_absolute_url()}">{made.code}</a>' in page
        assert "Cabut token." not in page
    listed = signed_in(olga).get(reverse("meetings") + "?export=csv")
    assert ",2,1," in b"".join(listed.streaming_content).decode()
    held = Held(now, "Leo", present=["Leo"], decisions=["Baru."])
    change_meeting(meeting, held, by=olga, at=now)
    assert [one.text for one in meeting.decisions.all()] == ["Cabut semua token lama.", "Baru."]
    assert f"Dari rapat {meeting.code}" in words_of(browser.get(made.get_absolute_url()))


def test_a_partner_reads_no_decision_through_the_address(
    foreign: Incident, ratna: User, olga: User, now: datetime, signed_in: Enter
) -> None:
    meeting = Meeting.objects.create(
        code="RE-2026-004", incident=foreign, held_at=now, chair="Leo", present=["Leo"],
        recorded_by=olga, recorded_at=now,
    )  # fmt: skip
    Decision.objects.create(meeting=meeting, rank=1, text="Cabut semua token lama.")
    address = f"{reverse('recommendation-new')}?meeting={meeting.code}&decision=1"
    assert "Cabut semua" not in signed_in(ratna).get(address).content.decode()
