"""What a partner reads under "Yang kami minta dari Anda": requests of ours and words to confirm."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from secops.advisories.consultations.actions import Said, Wanted, call, type_word
from secops.advisories.consultations.models import Word
from secops.advisories.models import Organisation, Recommendation
from secops.incidents.models import Incident
from secops.incidents.requests.actions import (
    Asked,
    answer_request,
    send_request,
    write_request,
)
from secops.incidents.requests.models import OutgoingRequest
from tests.advisories.support import words_of
from tests.consultations.conftest import incident

__all__ = ["incident"]


@pytest.fixture
def now() -> datetime:
    return timezone.now().replace(microsecond=0)


def asked_to(to: str, by: User, now: datetime, **changes) -> OutgoingRequest:
    given = {"kind": "help", "receiver": "partner", "to": to, "text": "Mohon bantuan rahasia."}
    made = write_request(Asked(**{**given, **changes}), by=by, at=now - timedelta(hours=2))
    return send_request(
        made, sent_at=now - timedelta(hours=1), proof="Tanda terima", letter_number="000.6/7/2026",
        by=by, at=now,
    )  # fmt: skip


def test_a_request_waits_in_the_portal_until_it_is_answered(
    ratna: User, iwan: User, university: Organisation, olga: User, now: datetime, signed_in
) -> None:
    asked = asked_to("Rektor", olga, now, organisation=university)
    page = words_of(signed_in(ratna).get(reverse("partner")))
    assert f"{asked.code}: jawaban atas permintaan kami (Bantuan tanggap insiden, " in page
    assert "surat 000.6/7/2026) ditunggu sampai" in page
    assert "rahasia" not in page
    assert asked.code not in words_of(signed_in(iwan).get(reverse("partner")))
    answer_request(asked, answered_at=now, answer="Bersedia.", by=olga, at=now)
    assert asked.code not in words_of(signed_in(ratna).get(reverse("partner")))


def test_an_exact_name_is_the_partner_and_a_request_for_advice_opens_the_form(
    ratna: User, university: Organisation, olga: User, now: datetime, signed_in
) -> None:
    asked = asked_to(university.name, olga, now, kind="recommendation")
    assert asked.organisation == university
    assert asked_to("Rektor Universitas", olga, now).organisation is None
    page = signed_in(ratna).get(reverse("partner")).content.decode()
    assert f'<a href="{reverse("recommendation-new")}">{asked.code}' in page


def test_the_office_chooses_the_partner_and_need_not_type_its_name(
    university: Organisation, olga: User, signed_in
) -> None:
    browser = signed_in(olga)
    given = {"kind": "help", "receiver": "partner", "text": "Mohon bantuan."}
    assert browser.post(reverse("request-out-new"), given).status_code == 422
    answer = browser.post(
        reverse("request-out-new"), given | {"organisation": university.pk}, follow=True
    )
    made = OutgoingRequest.objects.get()
    assert (made.to, made.organisation) == (university.name, university)
    assert university.name in words_of(answer)


def test_he_confirms_what_was_typed_in_his_name_on_his_own_page(
    ratna: User, iwan: User, olga: User, incident: Incident, now: datetime, signed_in
) -> None:
    assert ratna.person is not None
    wanted = Wanted("Evaluasi", now + timedelta(hours=1), now + timedelta(hours=2), "Kantor")
    called = call(incident, wanted, [ratna.person], by=olga, at=now)
    word = type_word(called.invitations.get(), Said("Cabut token lama."), by=olga, at=now)
    address = reverse("partner-word", args=[word.pk])
    assert address in signed_in(ratna).get(reverse("partner")).content.decode()
    for other, status in ((iwan, 404), (olga, 403)):
        assert signed_in(other).get(address).status_code == status
        assert signed_in(other).post(address).status_code == status
    assert "Cabut token lama." in words_of(signed_in(ratna).get(address))
    assert not Recommendation.objects.exists()
    receipt = words_of(signed_in(ratna).post(address, follow=True))
    assert "Anda akan dikabari" in receipt
    assert Word.objects.get().recommendation == Recommendation.objects.get()
    assert address not in signed_in(ratna).get(reverse("partner")).content.decode()
    assert signed_in(ratna).get(address).status_code == 404
