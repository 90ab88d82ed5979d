"""From a sentence of a partner to the duties of departments, and back to its author."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import Department, User
from secops.advisories.actions import (
    Advice,
    RecommendationRefused,
    accept_recommendation,
    answer_recommendation,
    confirm_adoption,
    merge_recommendation,
    reject_recommendation,
    start_reviews,
    submit_recommendation,
)
from secops.advisories.adoption import adoption_of
from secops.advisories.composers import COMPOSERS, decision_words
from secops.advisories.models import Organisation, Recommendation
from secops.advisories.queries import organisations_counted
from secops.audit.models import Entry
from secops.compliance.duties.models import Directive, Duty
from secops.outbox.composers import Composed
from secops.outbox.models import Message
from secops.rules.adoption import Word
from secops.rules.intervals import WIB
from secops.rules.tlp import PRINTED, Marking
from tests.advisories.support import DECIDED, FRIDAY, order_to, post, words_of
from tests.factories import DepartmentFactory
from tests.guards.test_walk import BACKEND


@pytest.fixture
def posted(ratna: User, university: Organisation) -> Recommendation:
    return post(ratna, university)


def test_the_first_sentence_is_the_title_and_the_decision_has_its_day(
    posted: Recommendation,
) -> None:
    assert posted.code == "R-2026-001"
    assert posted.title == "Keluarkan semua sesi lama"
    assert posted.decide_by == datetime(2026, 12, 2, 16, 0, tzinfo=WIB)
    assert Entry.objects.get(verb="recommendation.submitted").data["tlp"] == "amber"


def test_an_urgent_one_is_decided_on_the_next_working_day(
    ratna: User, university: Organisation
) -> None:
    found = post(ratna, university, urgency="today")
    assert found.decide_by == datetime(2026, 11, 30, 16, 0, tzinfo=WIB)


def test_nobody_posts_for_an_organisation_that_is_not_his(
    ratna: User, police: Organisation, kartini: User, olga: User, leo: User, university
) -> None:
    with pytest.raises(PermissionDenied):
        post(ratna, police)
    with pytest.raises(PermissionDenied):
        post(kartini, police)
    assert ratna.person is not None
    advice = Advice(text="Dari surat", target="office", urgency="month", tlp=Marking.GREEN)
    with pytest.raises(PermissionDenied):
        submit_recommendation(advice, university, ratna.person, by=leo, at=FRIDAY)
    found = submit_recommendation(advice, university, ratna.person, by=olga, at=FRIDAY)
    assert (found.author, found.entered_by) == (ratna.person, olga)


def test_an_ended_agreement_posts_nothing(ratna: User, university: Organisation) -> None:
    university.valid_until = date(2026, 11, 26)
    university.save()
    with pytest.raises(RecommendationRefused, match="sudah berakhir"):
        post(ratna, university)


def test_accepted_into_an_order_in_one_act(posted: Recommendation, olga: User) -> None:
    directive = order_to(DepartmentFactory.create_batch(68), posted, olga)
    found = Recommendation.objects.get()
    assert found.state == "accepted"
    assert list(found.directives.all()) == [directive]
    assert list(directive.recommendations.all()) == [found]
    assert decision_words(found) == (
        "R-2026-001 diterima dan menjadi Arahan A-2026-001 untuk 68 OPD, batas waktu Jumat, "
        "11 Desember 2026, 16.00 WIB. Terima kasih."
    )


def test_rejected_with_a_reason_and_a_week_to_answer(
    posted: Recommendation, olga: User, ratna: User
) -> None:
    with pytest.raises(RecommendationRefused, match="alasannya"):
        reject_recommendation(posted, reason=" ", by=olga, at=DECIDED)
    found = reject_recommendation(posted, reason="Aplikasi milik pusat.", by=olga, at=DECIDED)
    assert decision_words(found) == (
        "R-2026-001 tidak dapat kami jalankan: Aplikasi milik pusat. Ibu/Bapak dapat menanggapi "
        "sampai Rabu, 9 Desember 2026."
    )
    answer_recommendation(found, text="Kami mengerti.", by=ratna, at=DECIDED)
    assert found.responses.get().text == "Kami mengerti."


def test_decided_once(posted: Recommendation, olga: User, leo: User) -> None:
    accept_recommendation(posted, by=olga, at=DECIDED)
    for act in (
        lambda: accept_recommendation(posted, by=leo, at=DECIDED),
        lambda: reject_recommendation(posted, reason="x", by=leo, at=DECIDED),
    ):
        with pytest.raises(RecommendationRefused, match="sudah diputuskan"):
            act()


@pytest.mark.parametrize("who", ["adi", "kartini", "budi", "ira", "ratna"])
def test_only_the_office_decides(
    who: str, posted: Recommendation, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(PermissionDenied):
        accept_recommendation(posted, by=request.getfixturevalue(who), at=DECIDED)


def test_merged_ones_follow_the_one_they_went_into(
    posted: Recommendation, iwan: User, police: Organisation, olga: User
) -> None:
    second = post(iwan, police, tlp=Marking.GREEN)
    with pytest.raises(RecommendationRefused, match="rekomendasi lain"):
        merge_recommendation(posted, posted, by=olga, at=DECIDED)
    second = merge_recommendation(second, posted, by=olga, at=DECIDED)
    order_to(DepartmentFactory.create_batch(2), posted, olga)
    adoption = adoption_of(second, at=DECIDED)
    assert adoption is not None
    assert adoption.total == 2
    assert "R-2026-001" not in decision_words(second)


def test_the_author_reads_how_many_did_it(posted: Recommendation, olga: User) -> None:
    order_to(DepartmentFactory.create_batch(68), posted, olga)
    ids = list(Duty.objects.order_by("pk").values_list("pk", flat=True))
    Duty.objects.filter(pk__in=ids[:41]).update(state="accepted")
    Duty.objects.filter(pk__in=ids[41:44]).update(state="exempt", exempt_until=date(2027, 1, 1))
    Duty.objects.filter(pk__in=ids[44:60]).update(state="confirmed")
    adoption = adoption_of(posted, at=DECIDED)
    assert adoption is not None
    assert adoption.sentence == (
        "41 dari 68 OPD sudah sesuai · 24 belum sesuai · 3 tidak dapat ditindaklanjuti"
    )
    assert adoption.started_sentence == "8 di antaranya belum ditindaklanjuti."
    later = adoption_of(posted, at=datetime(2027, 1, 2, 9, 0, tzinfo=WIB))
    Duty.objects.filter(pk__in=ids[41:44]).update(cause="owned_by_state")
    named = adoption_of(posted, at=DECIDED)
    assert named is not None
    assert named.sentence.endswith("3 tidak dapat ditindaklanjuti (aplikasi milik pusat)")
    assert later is not None
    assert (later.not_followable, later.unfit) == (0, 27)


def test_the_end_is_reviewed_confirmed_and_told_once(posted: Recommendation, olga: User) -> None:
    order_to(DepartmentFactory.create_batch(3), posted, olga)
    assert start_reviews(at=DECIDED) == 0
    with pytest.raises(RecommendationRefused, match="belum menunjukkan"):
        confirm_adoption(posted, Word.FIT, by=olga, at=DECIDED)
    first = Duty.objects.order_by("pk").values_list("pk", flat=True)[0]
    Duty.objects.update(state="accepted")
    Duty.objects.filter(pk=first).update(state="written_off", cause="owned_by_state")
    assert start_reviews(at=DECIDED) == 1
    assert start_reviews(at=DECIDED + timedelta(minutes=1)) == 0
    posted.refresh_from_db()
    assert posted.review_by == DECIDED + timedelta(days=30)
    assert not Message.objects.filter(kind="recommendation.finished").exists()
    confirm_adoption(posted, Word.FIT, by=olga, at=DECIDED)
    confirm_adoption(posted, Word.FIT, by=olga, at=DECIDED + timedelta(minutes=1))
    message = Message.objects.get(kind="recommendation.finished")
    words = COMPOSERS[message.kind].compose([message], DECIDED)[message.pk]
    assert isinstance(words, Composed)
    assert (
        "R-2026-001: telah sesuai (2 dari 3 OPD, 1 dikecualikan dengan alasan). "
        "Tanda terima terlampir." in words.text
    )
    assert "TLP:AMBER" in words.text
    assert words.attachment is not None
    assert words.attachment.content.startswith(b"%PDF")


@pytest.mark.parametrize("tlp", list(Marking))
def test_mail_holds_no_more_than_its_marking_allows(
    tlp: Marking, ratna: User, university: Organisation, olga: User
) -> None:
    found = post(ratna, university, tlp=tlp)
    reject_recommendation(found, reason="Alasan rahasia", by=olga, at=DECIDED)
    message = Message.objects.get(kind="recommendation.decided")
    words = COMPOSERS[message.kind].compose([message], DECIDED)[message.pk]
    assert isinstance(words, Composed)
    whole = words.subject + words.text + words.html
    closed = tlp in (Marking.AMBER_STRICT, Marking.RED)
    assert ("Alasan rahasia" in whole) is not closed
    assert (found.code in whole) is not closed


#: Who sees what the university posted, by marking: its colleague up to TLP:AMBER, the rest not.
SEEN = {
    "olga": set(Marking),
    "leo": set(Marking),
    "ira": set(Marking) - {Marking.RED},
    "ratna": set(Marking),
    "joko": {Marking.CLEAR, Marking.GREEN, Marking.AMBER},
    "iwan": set(),
    "kartini": set(),
    "budi": set(),
    "adi": set(),
}


@pytest.mark.parametrize("who", SEEN)
def test_every_door_by_every_marking(
    who: str,
    ratna: User,
    university: Organisation,
    signed_in,
    request: pytest.FixtureRequest,
) -> None:
    for tlp in Marking:
        post(ratna, university, tlp=tlp, text=f"Isi bertanda {tlp.value} saja.")
    browser = signed_in(request.getfixturevalue(who))
    listed = browser.get(reverse("recommendations"))
    exported = browser.get(reverse("recommendations") + "?export=csv")
    table = b"".join(exported.streaming_content) if exported.streaming else b""
    for found in Recommendation.objects.all():
        seen = Marking(found.tlp) in SEEN[who]
        page = browser.get(found.get_absolute_url())
        assert (page.status_code == 200) is seen, (who, found.tlp)
        assert page.status_code in (200, 403, 404)
        if seen:
            assert found.get_tlp_display() in words_of(page)
        assert (found.title.encode() in listed.content) is seen, (who, found.tlp)
        assert (found.title.encode() in table) is seen, (who, found.tlp)
        answer = browser.post(
            reverse("recommendation-answer", args=[found.code]), {"text": "x", "tlp": found.tlp}
        )
        assert (answer.status_code == 302) is (seen and who in ("olga", "leo", "ratna", "joko"))


OFFICE = {"olga": 200, "leo": 200, "ira": 403, "ratna": 403, "kartini": 403, "adi": 403}


@pytest.mark.parametrize(
    ("name", "args", "answers"),
    [
        ("recommendations", [], {"olga": 200, "ira": 200, "ratna": 200, "kartini": 403,
                                 "budi": 403, "adi": 403}),
        ("recommendation-new", [], {"ratna": 200, "olga": 200, "leo": 403, "ira": 403,
                                    "kartini": 403}),
        ("recommendation-order", ["R-2026-001"], OFFICE),
        ("recommendation-reject", ["R-2026-001"], OFFICE),
        ("recommendation-merge", ["R-2026-001"], OFFICE),
        ("organisations", [], {"olga": 200, "ira": 200, "ratna": 403, "kartini": 403}),
        ("organisation-new", [], OFFICE),
    ],
)  # fmt: skip
def test_who_opens_which_page(
    name: str,
    args: list[str],
    answers: dict[str, int],
    posted: Recommendation,
    signed_in,
    request: pytest.FixtureRequest,
) -> None:
    assert posted.pk
    for who, status in answers.items():
        response = signed_in(request.getfixturevalue(who)).get(reverse(name, args=args))
        assert response.status_code == status, who


def test_j5_in_the_browser(
    ratna: User, olga: User, dinsos: Department, signed_in, university: Organisation
) -> None:
    browser = signed_in(ratna)
    page = words_of(browser.get(reverse("recommendation-new")))
    assert "Apa yang sebaiknya kami lakukan?" in page
    answer = browser.post(
        reverse("recommendation-new"),
        {
            "text": "Keluarkan semua sesi <b>sekarang</b>.",
            "target": "all",
            "urgency": "week",
            "tlp": "amber",
            "attachments": [SimpleUploadedFile("saran.pdf", b"%PDF-1.7")],
        },
        follow=True,
    )
    receipt = words_of(answer)
    assert re.search(
        r"Rekomendasi R-\d{4}-001 diterima \d\d\.\d\d WIB\. Keputusan paling lambat .+?\. "
        r"Anda akan dikabari\.",
        receipt,
    )
    assert b"&lt;b&gt;sekarang&lt;/b&gt;" in answer.content
    found = Recommendation.objects.get()
    file = browser.get(found.attachments.get().get_absolute_url())
    assert file["Content-Disposition"].startswith("attachment")
    assert b"".join(file.streaming_content) == b"%PDF-1.7"
    office = signed_in(olga)
    page = words_of(office.get(found.get_absolute_url()))
    for button in ("Terima", "Gabung dengan R-…", "Tolak", "Terima dan buat arahan"):
        assert button in page
    office.post(
        reverse("recommendation-order", args=[found.code]),
        {
            "title": "Keluarkan semua sesi",
            "text": "Lihat panduan.",
            "due_at": "2027-12-11T16:00",
            "departments": [dinsos.pk],
        },
    )
    page = words_of(signed_in(ratna).get(found.get_absolute_url()))
    assert "0 dari 1 OPD sudah sesuai · 1 belum sesuai" in page
    assert "Dinas Sosial" not in page
    assert "Olga" not in page
    Duty.objects.update(state="accepted")
    page = words_of(signed_in(ratna).get(found.get_absolute_url()))
    assert "1 dari 1 OPD sudah sesuai" in page
    answer_recommendation(found, text="Sudah kami kerjakan", by=olga, at=DECIDED)
    page = words_of(signed_in(ratna).get(found.get_absolute_url()))
    assert "Sudah kami kerjakan" in page
    assert "Olga" not in page


def test_a_stakeholder_opens_nothing_else(ratna: User, signed_in, posted, olga, dinsos) -> None:
    directive = order_to([dinsos], posted, olga)
    browser = signed_in(ratna)
    for address in (
        directive.get_absolute_url(),
        directive.duties.get().get_absolute_url(),
        reverse("directives"),
        reverse("duties"),
        reverse("incidents"),
        reverse("organisations"),
    ):
        assert browser.get(address).status_code in (403, 404), address


def test_the_order_of_a_closed_text_starts_empty(
    ratna: User, university: Organisation, olga: User, signed_in
) -> None:
    found = post(ratna, university, tlp=Marking.RED)
    page = signed_in(olga).get(reverse("recommendation-order", args=[found.code]))
    assert "Keluarkan semua sesi lama. Lalu" not in words_of(page)
    assert "tulis arahan dengan kata sendiri" in words_of(page)


@pytest.mark.parametrize("tlp", list(Marking))
def test_an_order_that_quotes_advice_carries_its_marking_to_page_and_mail(
    tlp: Marking, ratna: User, university: Organisation, olga: User, dinsos: Department, signed_in
) -> None:
    found = post(ratna, university, tlp=tlp)
    browser, address = signed_in(olga), reverse("recommendation-order", args=[found.code])
    given = {"title": found.title, "text": found.text, "due_at": "2027-12-11T16:00",
             "departments": [dinsos.pk]}  # fmt: skip
    answer = browser.post(address, given)
    closed = tlp in (Marking.AMBER_STRICT, Marking.RED)
    if closed:
        assert answer.status_code == 422
        assert "Tulis ulang dengan kata sendiri." in words_of(answer)
        assert not Directive.objects.exists()
        answer = browser.post(address, given | {"title": "Akhiri sesi", "text": "Lihat panduan."})
    directive = Directive.objects.get()
    carried = tlp in (Marking.GREEN, Marking.AMBER)
    assert directive.title.startswith(f"[{PRINTED[tlp]}]") is carried
    assert directive.text.endswith(PRINTED[tlp]) is carried
    page = words_of(browser.get(directive.get_absolute_url()))
    assert (f"[{PRINTED[tlp]}]" in page) is carried


def test_counts_of_an_organisation_are_its_rows(
    ratna: User, university: Organisation, ira: User, olga: User
) -> None:
    for tlp in Marking:
        post(ratna, university, tlp=tlp)
    assert organisations_counted(olga).get().given == 5  # type: ignore[attr-defined]
    assert organisations_counted(ira).get().given == 4  # type: ignore[attr-defined]


def test_an_organisation_with_its_people(olga: User, ratna: User, signed_in) -> None:
    browser = signed_in(olga)
    browser.post(
        reverse("organisation-new"),
        {
            "name": "Badan Contoh",
            "kind": "agency",
            "clearance": "red",
            "members": [ratna.person_id],
        },
    )
    made = Organisation.objects.get(name="Badan Contoh")
    assert list(made.members.all()) == [ratna.person]
    assert Entry.objects.filter(verb="organisation.member_added").count() == 1
    page = words_of(browser.get(made.get_absolute_url()))
    assert "Ratna Dosen" in page
    browser.post(
        reverse("organisation-edit", args=[made.pk]),
        {"name": "Badan Contoh", "kind": "agency", "clearance": "red", "members": []},
    )
    assert not made.members.exists()


def test_the_office_copies_where_it_stands_before_it_has_decided(
    client: Client, olga: User, posted: Recommendation
) -> None:
    client.force_login(olga, backend=BACKEND)
    words = words_of(client.get(posted.get_absolute_url()))
    assert "Salin untuk WhatsApp" in words
    assert f"{posted.code}: {posted.title}" in words
    assert "Berikutnya: keputusan kami, paling lambat" in words
