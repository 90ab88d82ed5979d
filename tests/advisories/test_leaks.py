"""What a marking must not lose on the way: a form that fails, a reason, a file's name, a merge."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import Department, User
from dashboard.today.clocks import next_deadlines
from secops.advisories.actions import (
    RecommendationRefused,
    accept_recommendation,
    confirm_adoption,
    merge_recommendation,
    object_to_decision,
    record_file_view,
    reject_recommendation,
    review_recommendation,
    revise_recommendation,
    submit_recommendation,
)
from secops.advisories.models import Attachment, Organisation, Recommendation, Response
from secops.audit.models import Entry
from secops.audit.sentences import sentence
from secops.compliance.duties.models import Duty
from secops.house.files import check_one
from secops.outbox.models import Message
from secops.rules.adoption import Word
from secops.rules.tlp import Marking
from tests.advisories.support import DECIDED, FRIDAY, advice, order_to, post
from tests.incidents.support import incident_of

pytestmark = pytest.mark.django_db


def told(verb: str) -> str:
    return sentence(Entry.objects.filter(verb=verb).latest("pk"))


def test_a_word_that_fits_no_form_is_asked_for_again_and_nothing_is_kept(
    ratna: User, university: Organisation, signed_in
) -> None:
    found = post(ratna, university)
    text = "Sangat rahasia.\r\n" * 400
    url = reverse("recommendation-answer", args=[found.code])
    answer = signed_in(ratna).post(url, {"text": text, "tlp": "red"})
    assert answer.status_code == 422
    assert "Sangat rahasia." in answer.content.decode()
    assert not Response.objects.exists()
    kept = signed_in(ratna).post(url, {"text": "Sangat rahasia.", "tlp": "red"})
    assert kept.status_code == 302
    assert Response.objects.get().tlp == Marking.RED


def test_what_somebody_else_entered_is_opened_by_nobody(
    ratna: User, university: Organisation, olga: User
) -> None:
    assert ratna.person is not None
    found = submit_recommendation(
        advice(tlp=Marking.RED), university, ratna.person, by=olga, at=FRIDAY
    )
    with pytest.raises(RecommendationRefused):
        revise_recommendation(found, advice(tlp=Marking.CLEAR), by=ratna, at=FRIDAY)


def test_the_trail_keeps_neither_reason_nor_file_name_of_red(
    ratna: User, university: Organisation, olga: User
) -> None:
    assert ratna.person is not None
    file = check_one(SimpleUploadedFile("RAHASIA.pdf", b"%PDF-1.7"))
    found = submit_recommendation(
        advice(text="RAHASIA.", tlp=Marking.RED), university, ratna.person, files=[file],
        by=ratna, at=FRIDAY,
    )  # fmt: skip
    record_file_view(Attachment.objects.get(), by=olga, at=DECIDED)
    assert "RAHASIA" not in told("evidence.viewed")
    reject_recommendation(found, reason="RAHASIA sekali.", by=olga, at=DECIDED)
    assert "RAHASIA" not in told("recommendation.rejected")
    other = post(ratna, university)
    reject_recommendation(other, reason="Tidak terjangkau.", by=olga, at=DECIDED)
    assert "Tidak terjangkau." in told("recommendation.rejected")


def test_a_note_on_closed_advice_stays_there_when_open_advice_went_into_it(
    ratna: User,
    iwan: User,
    university: Organisation,
    police: Organisation,
    olga: User,
    dinsos: Department,
    signed_in,
) -> None:
    assert iwan.person is not None
    police.clearance = Marking.RED.value
    police.save()
    chief = submit_recommendation(
        advice(text="Tutup.", tlp=Marking.RED), police, iwan.person, by=iwan, at=FRIDAY
    )
    order_to([dinsos], chief, olga)
    chief = Recommendation.objects.get(pk=chief.pk)
    merged = merge_recommendation(post(ratna, university), chief, by=olga, at=DECIDED)
    Duty.objects.update(state="accepted")
    confirm_adoption(chief, Word.FIT, note="RAHASIA antara kita", by=olga, at=DECIDED)
    page = signed_in(ratna).get(merged.get_absolute_url())
    assert page.status_code == 200
    assert "RAHASIA" not in page.content.decode()
    assert "RAHASIA" in signed_in(olga).get(merged.get_absolute_url()).content.decode()


@pytest.mark.parametrize("tlp", Marking)
def test_lines_for_leaders_name_closed_advice_by_its_number(
    tlp: Marking, ratna: User, university: Organisation
) -> None:
    assert ratna.person is not None
    found = submit_recommendation(
        advice(text="Judul yang terang.", tlp=tlp), university, ratna.person, by=ratna, at=FRIDAY
    )
    said = " ".join(one.words for one in next_deadlines([], at=FRIDAY + timedelta(minutes=1)))
    assert found.code in said
    assert ("Judul yang terang" in said) is (tlp in (Marking.CLEAR, Marking.GREEN))


def test_another_urgency_has_another_term(ratna: User, university: Organisation) -> None:
    found = post(ratna, university)
    was = found.decide_by
    found = revise_recommendation(
        found, advice(urgency=Recommendation.Urgency.TODAY), by=ratna, at=FRIDAY
    )
    assert found.decide_by is not None
    assert was is not None
    assert found.decide_by < was


def test_who_left_the_organisation_is_sent_nothing(
    ratna: User, university: Organisation, olga: User
) -> None:
    assert ratna.person is not None
    found = post(ratna, university)
    university.members.remove(ratna.person)
    accept_recommendation(found, by=olga, at=DECIDED)
    assert not Message.objects.filter(kind="recommendation.decided").exists()


def test_an_objection_waits_on_today_until_it_is_taken_up(
    ratna: User, university: Organisation, olga: User, signed_in
) -> None:
    incident_of(olga)  # Today of an empty desk shows how to begin
    found = post(ratna, university)
    reject_recommendation(found, reason="Tidak terjangkau.", by=olga, at=timezone.now())
    found.refresh_from_db()
    page = signed_in(olga).get(reverse("recommendations") + "?state=objected")
    assert found.code not in page.content.decode()
    object_to_decision(found, text="Masih perlu.", by=ratna, at=timezone.now())
    today = signed_in(olga).get("/").content.decode()
    assert "keberatan mitra atas keputusan kami" in today
    page = signed_in(olga).get(reverse("recommendations") + "?state=objected")
    assert found.code in page.content.decode()
    review_recommendation(found, by=olga, at=timezone.now())
    assert "keberatan mitra atas keputusan kami" not in signed_in(olga).get("/").content.decode()


def test_a_form_that_asks_nothing_further_offers_no_target_that_names_rows() -> None:
    for target, _words in Recommendation.Target.naming_nothing():
        assert target not in ("departments", "application", "incident")
