"""The life of a recommendation beside the straight way: draft, newer texts, objections, merging."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from secops.advisories.actions import (
    RecommendationRefused,
    accept_recommendation,
    answer_recommendation,
    confirm_adoption,
    merge_recommendation,
    note_reading,
    object_to_decision,
    pass_recommendation_on,
    reject_recommendation,
    review_recommendation,
    revise_recommendation,
    send_recommendation,
)
from secops.advisories.composers import decision_words
from secops.advisories.models import (
    Organisation,
    Recommendation,
    RecommendationVersion,
    Response,
)
from secops.audit.models import Entry
from secops.compliance.duties.models import Duty
from secops.outbox.models import Message
from secops.rules.adoption import Word
from secops.rules.reference import parse
from secops.rules.tlp import Marking
from tests.advisories.support import DECIDED, FRIDAY, advice, order_to, post, words_of
from tests.factories import ContactFactory, DepartmentFactory, holder_of


@pytest.fixture
def posted(ratna: User, university: Organisation) -> Recommendation:
    return post(ratna, university)


def seen(user: User) -> set[int]:
    return set(Recommendation.objects.visible_to(user).values_list("pk", flat=True))


def test_a_draft_is_its_writers_alone_until_he_sends_it(
    ratna: User, joko: User, olga: User, university: Organisation
) -> None:
    draft = post(ratna, university, draft=True)
    assert (draft.state, draft.submitted_at, draft.decide_by) == ("draft", None, None)
    assert seen(ratna) == {draft.pk}
    assert seen(joko) == seen(olga) == set()
    with pytest.raises(RecommendationRefused, match="konsep"):
        accept_recommendation(draft, by=olga, at=FRIDAY)
    with pytest.raises(PermissionDenied):
        send_recommendation(draft, by=olga, at=FRIDAY)
    sent = send_recommendation(draft, by=ratna, at=FRIDAY)
    assert sent.decide_by is not None
    assert seen(olga) == {sent.pk}
    assert Entry.objects.filter(verb="recommendation.submitted").count() == 1


def test_a_newer_text_keeps_the_older_under_its_number(
    posted: Recommendation, ratna: User, olga: User, joko: User
) -> None:
    with pytest.raises(PermissionDenied):
        revise_recommendation(posted, advice(), by=joko, at=FRIDAY)
    newer = revise_recommendation(
        posted,
        advice(text="Keluarkan semua sesi.", kind="passwords", severity="high", effort="day",
               references=(parse("CWE-521"),)),
        why="Lebih pendek",
        by=ratna,
        at=FRIDAY,
    )  # fmt: skip
    assert (newer.version, newer.title, newer.references) == (
        2, "Keluarkan semua sesi", ["CWE-521"],
    )  # fmt: skip
    older = RecommendationVersion.objects.get()
    assert (older.number, older.why) == (1, "Lebih pendek")
    assert older.text.startswith("Keluarkan semua sesi lama.")
    accept_recommendation(newer, by=olga, at=DECIDED)
    with pytest.raises(RecommendationRefused, match="sudah diputuskan"):
        revise_recommendation(newer, advice(), by=ratna, at=DECIDED)


def test_only_the_author_opens_a_marking(ratna: User, university: Organisation, olga: User) -> None:
    assert ratna.person is not None
    found = post(ratna, university, tlp=Marking.AMBER)
    Recommendation.objects.filter(pk=found.pk).update(entered_by=olga)
    with pytest.raises(RecommendationRefused, match="tidak dapat dilonggarkan"):
        revise_recommendation(found, advice(tlp=Marking.GREEN), by=olga, at=FRIDAY)
    assert (
        revise_recommendation(found, advice(tlp=Marking.RED), by=olga, at=FRIDAY).marking
        is Marking.RED
    )
    Recommendation.objects.filter(pk=found.pk).update(entered_by=ratna)
    assert (
        revise_recommendation(found, advice(tlp=Marking.GREEN), by=ratna, at=FRIDAY).marking
        is Marking.GREEN
    )


def test_an_older_text_is_not_seen_above_the_reader(
    ratna: User, joko: User, university: Organisation
) -> None:
    found = post(ratna, university, tlp=Marking.RED)
    revise_recommendation(found, advice(tlp=Marking.GREEN), by=ratna, at=FRIDAY)
    assert found.pk in seen(joko)
    assert not RecommendationVersion.objects.visible_to(joko).exists()
    assert RecommendationVersion.objects.visible_to(ratna).count() == 1


def test_turned_down_objected_and_taken_up_again(
    posted: Recommendation, olga: User, ratna: User
) -> None:
    found = pass_recommendation_on(posted, reason="Milik provinsi.", by=olga, at=DECIDED)
    assert decision_words(found) == (
        "R-2026-001 bukan wewenang kami: Milik provinsi. Ibu/Bapak dapat menanggapi sampai "
        "Rabu, 9 Desember 2026."
    )
    with pytest.raises(RecommendationRefused, match="belum menyatakan keberatan"):
        review_recommendation(found, by=olga, at=DECIDED)
    with pytest.raises(RecommendationRefused, match="sudah lewat"):
        object_to_decision(found, text="x", by=ratna, at=DECIDED + timedelta(days=8))
    object_to_decision(found, text="Aplikasinya milik kota.", by=ratna, at=DECIDED)
    assert Response.objects.get().kind == "objection"
    again = review_recommendation(found, by=olga, at=DECIDED)
    assert (again.state, again.decided_at, again.decision_reason) == ("under_review", None, "")
    assert again.decide_by is not None
    assert again.decide_by > DECIDED
    assert accept_recommendation(again, by=olga, at=DECIDED).state == "accepted"


def test_what_went_into_another_follows_it_even_when_that_goes_into_a_third(
    posted: Recommendation, iwan: User, ratna: User, police: Organisation, olga: User, university
) -> None:
    ContactFactory(person=iwan.person, address="iwan@polisi.test")
    theirs = post(iwan, police, tlp=Marking.GREEN)
    merge_recommendation(theirs, posted, by=olga, at=DECIDED)
    third = post(ratna, university)
    merge_recommendation(posted, third, by=olga, at=DECIDED)
    theirs.refresh_from_db()
    assert theirs.merged_into == third
    directive = order_to(DepartmentFactory.create_batch(2), third, olga)
    theirs.refresh_from_db()
    words = decision_words(theirs)
    assert words.startswith(f"{theirs.code} diterima dan menjadi Arahan {directive.code}")
    assert third.code not in words
    Duty.objects.update(state="accepted")
    confirm_adoption(third, Word.FIT, by=olga, at=DECIDED)
    told = Message.objects.filter(kind="recommendation.finished")
    assert {one.payload["recommendation"] for one in told} == {third.pk, posted.pk, theirs.pk}
    with pytest.raises(RecommendationRefused):
        confirm_adoption(theirs, Word.FIT, by=olga, at=DECIDED)


def test_nothing_goes_into_what_was_turned_down(
    posted: Recommendation, ratna: User, university: Organisation, olga: User
) -> None:
    other = reject_recommendation(post(ratna, university), reason="x", by=olga, at=DECIDED)
    with pytest.raises(RecommendationRefused, match="rekomendasi lain"):
        merge_recommendation(posted, other, by=olga, at=DECIDED)


def test_a_word_below_is_as_closed_as_the_text_or_more(
    posted: Recommendation, olga: User, ratna: User, joko: User, ira: User
) -> None:
    with pytest.raises(RecommendationRefused, match="tidak dapat dilonggarkan"):
        answer_recommendation(posted, text="x", tlp=Marking.CLEAR, by=olga, at=DECIDED)
    closed = answer_recommendation(posted, text="R", tlp=Marking.RED, by=olga, at=DECIDED)
    plain = answer_recommendation(posted, text="A", by=olga, at=DECIDED)
    assert plain.tlp == "amber"

    def read(user: User) -> set[str]:
        return {one.text for one in Response.objects.visible_to(user)}

    assert read(olga) == {"R", "A"}
    assert read(ira) == read(ratna) == read(joko) == {"A"}
    assert closed.tlp == "red"


def test_who_read_a_text_first_is_kept_and_its_author_learns_no_name(
    posted: Recommendation, olga: User, ratna: User, signed_in
) -> None:
    note_reading(posted, by=olga, at=FRIDAY)
    note_reading(posted, by=olga, at=DECIDED)
    assert posted.readings.get().read_at == FRIDAY
    page = words_of(signed_in(ratna).get(posted.get_absolute_url()))
    assert "Posko Siber, Jumat, 27 November 2026, 13.40 WIB" in page
    assert olga.display_name not in page


def test_past_its_agreement_a_stakeholder_sees_and_says_nothing(
    posted: Recommendation, ratna: User, university: Organisation, signed_in
) -> None:
    university.valid_until = date(2020, 1, 1)
    university.save()
    assert seen(ratna) == set()
    browser = signed_in(ratna)
    assert browser.get(posted.get_absolute_url()).status_code == 404
    page = words_of(browser.get(reverse("partner")))
    assert "sudah berakhir" in page
    assert posted.code not in page
    with pytest.raises(PermissionDenied):
        answer_recommendation(posted, text="x", by=ratna, at=DECIDED)


def test_the_database_keeps_the_times_of_what_was_sent(posted: Recommendation) -> None:
    with pytest.raises(IntegrityError):
        Recommendation.objects.filter(pk=posted.pk).update(decide_by=None)


def test_the_form_takes_a_draft_and_refuses_a_wrong_reference(
    ratna: User, university: Organisation, signed_in
) -> None:
    browser = signed_in(ratna)
    given = {"text": "Perbarui **semua**.", "target": "all", "urgency": "week", "tlp": "green"}
    wrong = browser.post(reverse("recommendation-new"), {**given, "references": "halo"})
    assert wrong.status_code == 422
    assert "bukan rujukan yang dikenal" in words_of(wrong)
    browser.post(
        reverse("recommendation-new"), {**given, "references": "cve-2026-12345", "draft": "1"}
    )
    found = Recommendation.objects.get()
    assert (found.state, found.references) == ("draft", ["CVE-2026-12345"])
    page = browser.get(found.get_absolute_url())
    assert b"<strong>semua</strong>" in page.content
    browser.post(reverse("recommendation-edit", args=[found.code]), {**given, "text": "Baru."})
    answer = browser.post(reverse("recommendation-send", args=[found.code]), follow=True)
    assert "Anda akan dikabari." in words_of(answer)
    found.refresh_from_db()
    assert (found.state, found.text, found.version) == ("submitted", "Baru.", 1)


def test_the_office_types_in_a_letter_only_with_its_scan(
    ratna: User, university: Organisation, olga: User, signed_in
) -> None:
    answer = signed_in(olga).post(
        reverse("recommendation-new"),
        {"author": ratna.person_id, "letter_number": "12/UC/2026", "text": "Dari surat.",
         "target": "office", "urgency": "month", "tlp": "green"},
    )  # fmt: skip
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"attachments"}


def test_two_people_of_one_organisation_and_one_of_another(
    posted: Recommendation, joko: User, iwan: User
) -> None:
    stranger = holder_of(Role.STAKEHOLDER, name="Tanpa Lembaga")
    assert seen(joko) == {posted.pk}
    assert seen(iwan) == seen(stranger) == set()
