"""Every role at every door of advice with items of every marking: nobody reads above him."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from accounts.models import Department, User
from accounts.roles import Role
from secops.advisories.actions import (
    answer_recommendation,
    confirm_adoption,
    merge_recommendation,
    revise_recommendation,
    submit_recommendation,
)
from secops.advisories.composers import COMPOSERS
from secops.advisories.models import Organisation, Recommendation
from secops.compliance.duties.models import Duty
from secops.house.files import check_one
from secops.outbox.composers import Composed
from secops.outbox.models import Message
from secops.rules.adoption import Word
from secops.rules.tlp import PRINTED, Marking
from tests.advisories.support import DECIDED, FRIDAY, advice, order_to
from tests.api.support import LIST, get, post, token_of, walk
from tests.factories import holder_of

#: What each may read of what Ratna's university (cleared to TLP:AMBER) gave.
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
    "sinta": set(),
    "seno": set(),
}


@pytest.fixture
def sinta(dinsos: Department) -> User:
    return holder_of(Role.APPLICATION_ADMINISTRATOR, dinsos)


@pytest.fixture
def seno(db: None) -> User:
    return holder_of(Role.LEADERSHIP)


def secret(tlp: Marking) -> str:
    return f"rahasia{tlp.value.replace('_', '')}xyz"


@pytest.fixture
def given(
    ratna: User, university: Organisation, olga: User, dinsos: Department
) -> dict[Marking, Recommendation]:
    """One of each marking: a file, an older text, a word below, an order, a confirmed end."""
    assert ratna.person is not None
    found = {}
    for tlp in Marking:
        word = secret(tlp)
        file = check_one(SimpleUploadedFile(f"{word}.pdf", b"%PDF-1.7"))
        made = submit_recommendation(
            advice(text=f"Lama {word}.", tlp=tlp), university, ratna.person, files=[file],
            by=ratna, at=FRIDAY,
        )  # fmt: skip
        made = revise_recommendation(
            made, advice(text=f"Baru {word}.", tlp=tlp), by=ratna, at=FRIDAY
        )
        answer_recommendation(made, text=f"Kata {word}", by=olga, at=DECIDED)
        order_to([dinsos], made, olga)
        Duty.objects.update(state="accepted")
        confirm_adoption(made, Word.FIT, by=olga, at=DECIDED)
        found[tlp] = Recommendation.objects.get(pk=made.pk)
    return found


def body_of(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize("who", SEEN)
def test_lists_searches_exports_and_overviews(
    who: str, given, signed_in, request: pytest.FixtureRequest, university: Organisation
) -> None:
    user = request.getfixturevalue(who)
    browser = signed_in(user)
    addresses = [
        reverse("recommendations"),
        reverse("recommendations") + "?export=csv",
        reverse("recommendations") + "?q=rahasia",
        reverse("partner"),
        university.get_absolute_url(),
        university.get_absolute_url() + "?export=csv",
    ]
    for address in addresses:
        answer = browser.get(address)
        assert answer.status_code in (200, 403, 404), address
        body = body_of(answer).decode()
        for tlp in Marking:
            shown = secret(tlp) in body
            expected = tlp in SEEN[who] and answer.status_code == 200
            assert shown is expected, (who, tlp, address)


@pytest.mark.parametrize("who", SEEN)
def test_the_trail_names_nothing_above_a_clearance_and_nothing_red(
    who: str, given, signed_in, request: pytest.FixtureRequest
) -> None:
    browser = signed_in(request.getfixturevalue(who))
    for address in (reverse("trail"), reverse("trail") + "?export=csv"):
        answer = browser.get(address)
        assert answer.status_code in (200, 403, 404), address
        body = body_of(answer).decode()
        for tlp in Marking:
            expected = tlp in SEEN[who] - {Marking.RED} and answer.status_code == 200
            assert (secret(tlp) in body) is expected, (who, tlp, address)


@pytest.mark.parametrize("who", SEEN)
def test_workbooks_and_the_yearly_table_count_no_more(
    who: str, given, signed_in, request: pytest.FixtureRequest
) -> None:
    browser = signed_in(request.getfixturevalue(who))
    answer = browser.get(reverse("recommendations") + "?export=xlsx")
    if answer.status_code == 200:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(body_of(answer))).get_sheet_by_index(0)
        cells = str(sheet.to_python())
        for tlp in Marking:
            assert (secret(tlp) in cells) is (tlp in SEEN[who]), (who, tlp)
    table = browser.get(reverse("recommendation-year") + "?year=2026&export=csv")
    if table.status_code == 200:
        lines = body_of(table).decode("utf-8-sig").splitlines()
        assert int(lines[1].split(",")[1]) == len(SEEN[who])
    else:
        assert who not in ("olga", "leo", "ira")


@pytest.mark.parametrize("who", SEEN)
def test_pages_files_receipts_and_deeds(
    who: str, given, signed_in, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who)
    browser = signed_in(user)
    for tlp, found in given.items():
        may = tlp in SEEN[who]
        for address in (
            found.get_absolute_url(),
            found.attachments.get().get_absolute_url(),
            reverse("recommendation-receipt", args=[found.code]),
        ):
            answer = browser.get(address)
            assert (answer.status_code == 200) is may, (who, tlp, address)
            assert secret(tlp).encode() not in body_of(answer) or may
            assert answer.status_code in (200, 403, 404)
        page = browser.get(found.get_absolute_url())
        if may:
            marking = PRINTED[tlp].replace("+", r"\+")
            assert len(re.findall(marking, page.content.decode())) >= 3, (who, tlp)
            for words in (f"Baru {secret(tlp)}", f"Lama {secret(tlp)}", f"Kata {secret(tlp)}"):
                assert words in page.content.decode()
        for deed in ("answer", "edit", "send", "object", "review", "result", "accept",
                     "reject", "not-ours", "merge", "order"):  # fmt: skip
            answer = browser.post(reverse(f"recommendation-{deed}", args=[found.code]))
            if not may:
                assert answer.status_code in (403, 404), (who, tlp, deed)


@pytest.mark.parametrize("who", SEEN)
def test_the_api_shows_to_whom_the_pages_show(
    who: str, given, signed_in, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who)
    browser, token = signed_in(user), token_of(user)
    for query in ({}, {"q": "rahasia"}, {"limit": 1}, *({"tlp": one.value} for one in Marking)):
        answer = get(token, query=query)
        assert (answer.status_code == 200) is (
            browser.get(reverse("recommendations")).status_code == 200
        )
        if answer.status_code == 200:
            wanted = {Marking(query["tlp"])} if "tlp" in query else set(Marking)
            codes = [given[tlp].code for tlp in Marking if tlp in SEEN[who] & wanted]
            assert walk(token, **query) == codes, (who, query)
        else:
            assert answer.status_code == 403
        for tlp in set(Marking) - SEEN[who]:
            assert secret(tlp) not in answer.content.decode(), (who, tlp, query)
    for tlp, found in given.items():
        may = tlp in SEEN[who]
        answer = get(token, f"{LIST}/{found.code}")
        assert (answer.status_code == 200) is may, (who, tlp)
        assert answer.status_code in (200, 403, 404)
        assert (secret(tlp) in answer.content.decode()) is may
        if may:
            told = answer.json()
            assert (told["tlp"], told["tlp_label"]) == (tlp.value, PRINTED[tlp])
            page = browser.get(found.get_absolute_url()).content.decode()
            assert (told["author"] or "Ratna Dosen") in page
        closed = {"text": f"Ganti {found.code}", "target": "all", "urgency": "week",
                  "tlp": tlp.value}  # fmt: skip
        posted = post(token, closed, key=tlp.value)
        assert (posted.status_code == 201) is user.holds(Role.STAKEHOLDER), (who, posted.content)
        assert posted.status_code in (201, 403)


@pytest.mark.parametrize("tlp", list(Marking))
def test_mails_hold_the_text_only_up_to_amber(tlp: Marking, given, ratna: User) -> None:
    closed = tlp in (Marking.AMBER_STRICT, Marking.RED)
    own = given[tlp].pk
    messages = [one for one in Message.objects.all() if one.payload.get("recommendation") == own]
    assert {one.kind for one in messages} == {"recommendation.decided", "recommendation.finished"}
    for message in messages:
        words = COMPOSERS[message.kind].compose([message], DECIDED)[message.pk]
        assert isinstance(words, Composed)
        whole = words.subject + words.text + words.html
        assert (given[tlp].code in whole) is not closed
        assert (PRINTED[tlp] in whole) is not closed
        assert not closed or words.attachment is None
        assert "Masuk dan baca" in whole if closed else "Buka rekomendasi" in whole
        assert "http://" in words.text or "https://" in words.text


def test_a_merged_one_shows_nothing_of_the_other_organisation(
    given, iwan: User, police: Organisation, olga: User, signed_in, ratna: User
) -> None:
    assert iwan.person is not None
    theirs = submit_recommendation(
        advice(text="Dari polisi."), police, iwan.person, by=iwan, at=FRIDAY
    )
    chief = given[Marking.AMBER_STRICT]
    merge_recommendation(theirs, chief, by=olga, at=DECIDED)
    page = signed_in(iwan).get(theirs.get_absolute_url()).content.decode()
    for hidden in (chief.code, secret(Marking.AMBER_STRICT), "Universitas Contoh", "Dinas Sosial"):
        assert hidden not in page
    assert "1 dari 1 OPD sudah sesuai" in page
    page = signed_in(ratna).get(chief.get_absolute_url()).content.decode()
    for hidden in (theirs.code, "Unit Siber Contoh"):
        assert hidden not in page
