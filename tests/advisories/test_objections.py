"""The author may object to any decision and to what became of it; a draft may be thrown away; each
number of the yearly table opens its rows."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from accounts.models import Department, User
from secops.advisories.actions import (
    RecommendationRefused,
    accept_recommendation,
    answer_recommendation,
    confirm_adoption,
    discard_recommendation,
    merge_recommendation,
    object_to_decision,
    reject_recommendation,
    review_recommendation,
    send_recommendation,
    submit_recommendation,
)
from secops.advisories.models import Attachment, Organisation, Recommendation
from secops.advisories.yearly import OUTCOMES, year_of
from secops.audit.models import Entry
from secops.compliance.duties.models import Duty
from secops.house.files import check_one
from secops.rules.adoption import Word
from tests.advisories.support import DECIDED, FRIDAY, advice, order_to, post, words_of

pytestmark = pytest.mark.django_db
OBJECT = "Nyatakan keberatan"


def waiting() -> list[Recommendation]:
    return list(Recommendation.objects.objected())


def test_who_was_merged_objects_and_stands_for_himself_again(
    ratna: User, iwan: User, university: Organisation, police: Organisation, olga: User
) -> None:
    chief = post(iwan, police)
    found = merge_recommendation(post(ratna, university), chief, by=olga, at=DECIDED)
    with pytest.raises(RecommendationRefused, match="belum menyatakan keberatan"):
        review_recommendation(found, by=olga, at=DECIDED)
    object_to_decision(found, text="Ini hal lain.", by=ratna, at=DECIDED)
    assert waiting() == [found]
    again = review_recommendation(found, by=olga, at=DECIDED)
    assert (again.state, again.merged_into) == ("under_review", None)
    assert waiting() == []


def test_who_was_accepted_objects_to_the_result_until_we_answer(
    ratna: User, university: Organisation, olga: User, dinsos: Department
) -> None:
    found = post(ratna, university)
    order_to([dinsos], found, olga)
    later = DECIDED + timedelta(days=20)
    found.refresh_from_db()
    with pytest.raises(RecommendationRefused, match="sudah lewat"):
        object_to_decision(found, text="Terlalu lama.", by=ratna, at=later)
    confirm_adoption(found, Word.NOT_STARTED, by=olga, at=later)
    object_to_decision(found, text="Belum ada yang bergerak.", by=ratna, at=later)
    assert waiting() == [found]
    with pytest.raises(RecommendationRefused, match="sudah diputuskan"):
        review_recommendation(found, by=olga, at=later)
    answer_recommendation(found, text="Kami percepat.", by=olga, at=later + timedelta(hours=1))
    assert waiting() == []
    object_to_decision(found, text="Masih lambat.", by=ratna, at=later + timedelta(hours=2))
    assert waiting() == [found]
    Duty.objects.update(state="accepted")
    confirm_adoption(found, Word.FIT, by=olga, at=later + timedelta(hours=3))
    assert waiting() == []


def test_nothing_undecided_is_objected_to_and_nobody_else_objects(
    ratna: User, iwan: User, university: Organisation, olga: User, signed_in
) -> None:
    found = post(ratna, university)
    with pytest.raises(RecommendationRefused, match="Belum ada keputusan"):
        object_to_decision(found, text="x", by=ratna, at=DECIDED)
    address = reverse("recommendation-object", args=[found.code])
    assert signed_in(ratna).get(address).status_code == 404
    found = accept_recommendation(found, by=olga, at=DECIDED)
    with pytest.raises(PermissionDenied):
        object_to_decision(found, text="x", by=iwan, at=DECIDED)
    assert signed_in(iwan).get(address).status_code == 404
    assert signed_in(olga).get(address).status_code == 403


def test_the_page_offers_it_on_every_decision(
    ratna: User, university: Organisation, olga: User, signed_in
) -> None:
    browser = signed_in(ratna)
    chief = post(ratna, university)
    others = [post(ratna, university) for _ in range(2)]
    page = browser.get(chief.get_absolute_url()).content.decode()
    assert OBJECT not in page
    now = chief.submitted_at
    assert now is not None
    accept_recommendation(chief, by=olga, at=now)
    merge_recommendation(others[0], chief, by=olga, at=now)
    reject_recommendation(others[1], reason="Belum perlu.", by=olga, at=now)
    for one in (chief, *others):
        Recommendation.objects.filter(pk=one.pk).update(decided_at=_now())
        assert OBJECT in words_of(browser.get(one.get_absolute_url()))
        browser.post(reverse("recommendation-object", args=[one.code]), {"reason": "Keliru."})
        assert OBJECT not in words_of(browser.get(one.get_absolute_url()))
    listed = words_of(signed_in(olga).get(reverse("recommendations") + "?state=objected"))
    for one in (chief, *others):
        assert one.code in listed


def _now() -> datetime:

    return timezone.now()


def test_a_draft_is_thrown_away_by_its_writer_and_leaves_its_number_in_the_trail(
    ratna: User, joko: User, university: Organisation, olga: User, signed_in
) -> None:
    assert ratna.person is not None
    file = check_one(SimpleUploadedFile("saran.pdf", b"%PDF-1.7"))
    found = submit_recommendation(
        advice(text="Jangan sampai terkirim."), university, ratna.person, files=[file], draft=True,
        by=ratna, at=FRIDAY,
    )  # fmt: skip
    address = reverse("recommendation-discard", args=[found.code])
    for other, status in ((joko, 404), (olga, 404)):
        assert signed_in(other).get(address).status_code == status
    with pytest.raises(PermissionDenied):
        discard_recommendation(found, by=joko, at=FRIDAY)
    browser = signed_in(ratna)
    assert "Buang konsep" in words_of(browser.get(found.get_absolute_url()))
    assert f"Konsep {found.code} dibuang." in words_of(browser.post(address, follow=True))
    found.refresh_from_db()
    assert (found.state, found.text, found.title) == ("discarded", "", "")
    assert not Attachment.objects.exists()
    for who in (ratna, joko, olga):
        assert signed_in(who).get(found.get_absolute_url()).status_code == 404
        listed = signed_in(who).get(reverse("recommendations")).content.decode()
        assert found.code not in listed
    assert Entry.objects.filter(verb="recommendation.discarded").count() == 1
    with pytest.raises(RecommendationRefused):
        send_recommendation(found, by=ratna, at=FRIDAY)


def test_what_was_sent_is_not_thrown_away(ratna: User, university: Organisation, signed_in) -> None:
    found = post(ratna, university)
    with pytest.raises(RecommendationRefused):
        discard_recommendation(found, by=ratna, at=DECIDED)
    address = reverse("recommendation-discard", args=[found.code])
    assert signed_in(ratna).post(address).status_code == 404


@pytest.fixture
def a_year(
    ratna: User, iwan: User, university: Organisation, police: Organisation, olga: User,
    dinsos: Department,
) -> None:  # fmt: skip
    """One of everything that a recommendation can become."""
    done, open_one, cannot, refused, _waits = (post(ratna, university) for _ in range(5))
    for one in (done, open_one, cannot):
        order_to([dinsos], one, olga)
    Duty.objects.filter(directive__recommendations=done).update(state="accepted")
    Duty.objects.filter(directive__recommendations=cannot).update(state="written_off")
    reject_recommendation(refused, reason="Belum perlu.", by=olga, at=DECIDED)
    merge_recommendation(post(ratna, university), done, by=olga, at=DECIDED)
    post(ratna, university, draft=True)
    post(iwan, police)


def test_the_year_adds_up_and_leaves_as_it_stands(a_year: None, ira: User, signed_in) -> None:
    browser = signed_in(ira)
    address = reverse("recommendation-year") + "?year=2026"
    lines = year_of(ira, 2026, at=DECIDED)
    columns = ("given", *OUTCOMES)
    sums = {name: sum(getattr(line, name) for line in lines) for name in columns}
    assert sums["given"] == sums["accepted"] + sums["declined"] + sums["waiting"] > 0
    assert sums["accepted"] == sums["fit"] + sums["open"] + sums["cannot"]
    words = words_of(browser.get(address))
    assert f"{sums['given']} rekomendasi dari {len(lines)} mitra: {sums['accepted']} diter" in words
    shown = [[line.name, *(getattr(line, name) for name in columns)] for line in lines]
    text = browser.get(address + "&export=csv").getvalue().decode("utf-8-sig")
    _head, *rows = csv.reader(io.StringIO(text))
    assert rows == [[str(cell) for cell in line] for line in shown]
    book = io.BytesIO(browser.get(address + "&export=xlsx").getvalue())
    _head, *cells = CalamineWorkbook.from_filelike(book).get_sheet_by_index(0).to_python()
    assert cells[: len(shown)] == shown


def test_each_number_of_the_year_opens_exactly_its_rows(a_year: None, ira: User, signed_in) -> None:
    browser = signed_in(ira)
    table = browser.get(reverse("recommendation-year") + "?year=2026").content.decode()
    for line in year_of(ira, 2026, at=DECIDED):
        base = f"{reverse('recommendations')}?organisation={line.pk}&amp;year=2026"
        for outcome in ("", *OUTCOMES):
            address = f"{base}&amp;outcome={outcome}" if outcome else base
            assert f'href="{address}"' in table
            join = "&" + "export=csv"
            answer = browser.get(address.replace("&amp;", "&") + join)
            rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()[1:]
            assert len(rows) == getattr(line, outcome or "given"), (line.name, outcome)
    empty = browser.get(reverse("recommendations") + "?year=99999")
    assert empty.status_code == 200
