"""GET and POST /api/v1/recommendations: what the pages show and take, for programs."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any, get_args
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Department, User
from accounts.roles import ApiScope
from secops.advisories.actions import (
    accept_recommendation,
    discard_recommendation,
    merge_recommendation,
    reject_recommendation,
    revise_recommendation,
)
from secops.advisories.models import Organisation, ReadReceipt, Recommendation
from secops.api import schemas
from secops.audit.models import Entry
from secops.incidents.models import Incident
from secops.incidents.requests.models import OutgoingRequest
from secops.rules.tlp import Marking
from tests.advisories import support
from tests.advisories.support import DECIDED, FRIDAY, advice
from tests.api.support import LIST, fields, get, newest, post, token_of, walk, wrong
from tests.factories import ApplicationFactory

GIVEN = {
    "text": "Keluarkan semua sesi lama. Lalu wajibkan kata sandi baru.",
    "target": "all",
    "urgency": "week",
    "tlp": "amber",
}


@pytest.fixture
def token(ratna: User) -> str:
    return token_of(ratna)


def many(author: User, organisation: Organisation, number: int) -> list[str]:
    return [support.post(author, organisation).code for _ in range(number)]


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────
def test_a_partner_reads_what_his_organisation_gave_with_our_decision(
    ratna: User, token: str, university: Organisation, olga: User, dinsos: Department
) -> None:
    found = support.post(
        ratna, university, target="departments", departments=(dinsos,), severity="high"
    )
    reject_recommendation(found, reason="Sudah dikerjakan", by=olga, at=DECIDED)
    told = get(token, f"{LIST}/{found.code}").json()
    assert told["code"] == found.code
    assert told["text"] == found.text
    assert told["state"] == "rejected"
    assert told["decision_reason"] == "Sudah dikerjakan"
    assert told["departments"] == ["DINSOS"]
    assert (told["severity"], told["effort"]) == ("high", None)
    assert told["organisation"] == {"id": university.pk, "name": "Universitas Contoh"}
    assert told["author"] is None  # names are the office's, as on the page
    assert datetime.fromisoformat(told["decided_at"]) == DECIDED
    assert told["url"].endswith(found.get_absolute_url())


def test_a_list_holds_no_texts_and_a_text_that_was_read_leaves_its_receipt(
    ratna: User, university: Organisation, olga: User
) -> None:
    found = support.post(ratna, university, text="Judulnya. Sisanya rahasia.")
    answer = get(token_of(olga))
    assert "Sisanya" not in answer.content.decode()
    assert not ReadReceipt.objects.exists()
    assert "Sisanya" in get(token_of(olga), f"{LIST}/{found.code}").json()["text"]
    receipt = ReadReceipt.objects.get()
    assert (receipt.reader, receipt.office) == (olga, True)


def test_the_office_reads_authors_and_an_inspector_no_red_one_behind_a_merge(
    ratna: User, university: Organisation, olga: User, ira: User
) -> None:
    red = support.post(ratna, university, tlp=Marking.RED)
    green = support.post(ratna, university, tlp=Marking.GREEN)
    merge_recommendation(green, red, by=olga, at=DECIDED)
    told = get(token_of(olga), f"{LIST}/{green.code}").json()
    assert (told["author"], told["merged_into"]) == ("Ratna Dosen", red.code)
    told = get(token_of(ira), f"{LIST}/{green.code}").json()
    assert (told["author"], told["merged_into"]) == ("Ratna Dosen", None)
    assert get(token_of(ratna), f"{LIST}/{green.code}").json()["merged_into"] is None


def test_what_is_foreign_a_draft_or_discarded_is_as_if_it_were_not_there(
    ratna: User, joko: User, iwan: User, university: Organisation, olga: User
) -> None:
    draft = support.post(ratna, university, draft=True)
    sent = support.post(ratna, university)
    for user, codes in (
        (ratna, [draft.code, sent.code]), (joko, [sent.code]), (olga, [sent.code]), (iwan, []),
    ):  # fmt: skip
        token = token_of(user)
        assert walk(token) == codes
        for one in (draft, sent):
            answer = get(token, f"{LIST}/{one.code}")
            assert answer.status_code == (200 if one.code in codes else 404)
    discard_recommendation(draft, by=ratna, at=DECIDED)
    told = wrong(get(token_of(ratna), f"{LIST}/{draft.code}"), 404)
    assert told == wrong(get(token_of(ratna), f"{LIST}/R-1999-001"), 404)
    for strange in ("%00", "a%0Ab", "%F0%9F%98%80", "x" * 500):
        wrong(get(token_of(ratna), f"{LIST}/{strange}"), 404)


def test_pages_reach_the_end_while_others_write_and_nothing_comes_twice(
    ratna: User, token: str, university: Organisation
) -> None:
    first = many(ratna, university, 5)
    page = get(token, query={"limit": 2}).json()
    codes = [one["code"] for one in page["items"]]
    later: list[str] = []
    while page["next_cursor"]:
        if len(later) < 3:
            later += many(ratna, university, 1)
        page = get(token, query={"limit": 2, "cursor": page["next_cursor"]}).json()
        codes += [one["code"] for one in page["items"]]
    assert codes == first + later


def test_a_page_asks_no_more_for_fifty_rows_than_for_one(
    ratna: User, university: Organisation, dinsos: Department, olga: User
) -> None:
    def asked(user: User) -> int:
        token = token_of(user)
        get(token)  # notes the first use of the token
        with CaptureQueriesContext(connection) as found:
            assert get(token, query={"limit": 100}).status_code == 200
        return len(found)

    application = ApplicationFactory(code="absen")
    for number in range(50):
        support.post(
            ratna, university, target="departments", departments=(dinsos,), application=application
        )
        if number == 0:
            one = asked(ratna), asked(olga)
    assert (asked(ratna), asked(olga)) == one
    assert max(one) <= 16


def test_filters_are_those_of_the_list_page(
    ratna: User, token: str, university: Organisation, olga: User
) -> None:
    amber = support.post(ratna, university, text="Ganti kunci server.")
    green = support.post(ratna, university, text="Tutup port.", tlp=Marking.GREEN)
    accept_recommendation(green, by=olga, at=DECIDED)
    for query, codes in (
        ({"state": "accepted"}, [green.code]), ({"state": "waiting"}, [amber.code]),
        ({"tlp": "green"}, [green.code]), ({"q": "kunci"}, [amber.code]),
        ({"state": "accepted", "tlp": "amber"}, []), ({"state": "objected"}, []),
    ):  # fmt: skip
        assert walk(token, **query) == codes, query
    assert walk(token_of(olga), organisation=university.pk) == [amber.code, green.code]


def test_what_changed_since_a_moment_is_found_again(
    ratna: User, token: str, university: Organisation, olga: User
) -> None:
    old, changed = support.post(ratna, university), support.post(ratna, university)
    for event in (old, changed):
        seen = get(token, f"{LIST}/{event.code}").json()["changed_at"]
        assert abs(datetime.fromisoformat(seen) - timezone.now()) < timedelta(minutes=5)
    assert walk(token, changed_since="2026-01-01T00:00:00Z") == [old.code, changed.code]
    assert walk(token, changed_since="2999-01-01T00:00:00+07:00") == []
    after = timezone.now() + timedelta(minutes=5)
    assert walk(token, changed_since=after.isoformat()) == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"state": "discarded"}, "state"), ({"state": "x"}, "state"), ({"tlp": "white"}, "tlp"),
        ({"limit": 0}, "limit"), ({"limit": 101}, "limit"), ({"limit": "x"}, "limit"),
        ({"cursor": "x"}, "cursor"), ({"cursor": "a:b"}, "cursor"), ({"q": "a\0b"}, "q"),
        ({"q": "x" * 201}, "q"), ({"organisation": "-1"}, "organisation"),
        ({"organisation": str(2**63)}, "organisation"), ({"stat": "accepted"}, "stat"),
        ({"tlp": ["green", "red"]}, "tlp"),
        ({"changed_since": "kemarin"}, "changed_since"),
        ({"changed_since": "2026-11-27T08:00:00"}, "changed_since"),
        ({"changed_since": "9999-12-31T23:59:59-12:00"}, "changed_since"),
        ({"changed_since": "0001-01-01T00:00:00+14:00"}, "changed_since"),
    ],
)  # fmt: skip
def test_a_parameter_that_cannot_be_taken_is_named(
    token: str, query: dict[str, Any], field: str
) -> None:
    told = fields(get(token, query=query))
    assert list(told) == [field]
    assert told[field]["problem"]


def test_an_answer_that_did_not_change_is_not_sent_again(
    ratna: User, token: str, university: Organisation
) -> None:
    found = support.post(ratna, university)
    address = f"{LIST}/{found.code}"
    tag = get(token, address).headers["ETag"]
    again = get(token, address, **{"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    revise_recommendation(found, advice(text="Lain."), by=ratna, at=FRIDAY)
    assert get(token, address, **{"If-None-Match": tag}).status_code == 200


def test_the_words_of_the_api_are_those_that_the_program_stores() -> None:
    kept = set(Recommendation.State.values) - {"discarded"}
    assert set(get_args(schemas.State)) == kept
    assert set(get_args(schemas.Marking)) == {one.value for one in Marking}
    for name in ("Target", "Urgency", "Kind", "Severity", "Effort"):
        stored = getattr(Recommendation, name).values
        assert set(get_args(getattr(schemas, name))) == set(stored), name


# ── Posting ──────────────────────────────────────────────────────────────────────────────────────
def test_a_post_is_a_recommendation_of_the_tokens_owner(
    ratna: User, token: str, university: Organisation, dinsos: Department
) -> None:
    answer = post(
        token,
        GIVEN | {"target": "departments", "departments": ["DINSOS"], "kind": "passwords",
                 "severity": "high", "effort": "day", "references": ["cve-2026-12345", "CWE-521"]},
    )  # fmt: skip
    assert answer.status_code == 201
    told, made = answer.json(), Recommendation.objects.get()
    assert answer.headers["Location"] == f"{LIST}/{made.code}"
    assert told == get(token, answer.headers["Location"]).json()
    assert (made.author, made.organisation, made.state) == (ratna.person, university, "submitted")
    assert (made.entered_by, made.title) == (ratna, "Keluarkan semua sesi lama")
    assert (made.kind, made.severity, made.effort) == ("passwords", "high", "day")
    assert made.references == ["CVE-2026-12345", "CWE-521"]
    assert list(made.departments.all()) == [dinsos]
    assert made.decide_by is not None
    entry = Entry.objects.get(verb="recommendation.submitted")
    assert (entry.actor_id, entry.actor_label) == (ratna.pk, "Ratna Dosen, API skrip")


def test_a_draft_waits_for_its_writer(token: str, olga: User) -> None:
    assert post(token, GIVEN | {"draft": True}).json()["state"] == "draft"
    assert walk(token_of(olga)) == []


def test_the_same_key_and_body_answer_alike_and_make_nothing(token: str, ratna: User) -> None:
    body = json.dumps(GIVEN)
    first, again = post(token, body), post(token, body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Recommendation.objects.count() == 1
    wrong(post(token, GIVEN | {"text": "Lain."}), 409)
    assert post(token, body, key="b").status_code == 201
    assert post(token_of(ratna), body).status_code == 201  # a key is one token's own
    assert Recommendation.objects.count() == 3


def test_a_refused_body_leaves_its_key_free(token: str) -> None:
    wrong(post(token, GIVEN | {"tlp": "white"}), 422)
    assert post(token, GIVEN).status_code == 201


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": ""}, "text"), ({"text": " \n"}, "text"), ({"text": "x" * 20_001}, "text"),
        ({"text": "a\0b"}, "text"), ({"text": 5}, "text"), ({"text": None}, "text"),
        ({"text": "\ud800"}, "text"), ({"title": "x" * 201}, "title"), ({"title": []}, "title"),
        ({"target": "moon"}, "target"), ({"target": None}, "target"),
        ({"target": "departments"}, "departments"), ({"target": "application"}, "application"),
        ({"target": "incident"}, "target"), ({"departments": ["NIHIL"]}, "departments.0"),
        ({"departments": ["a\0b"]}, "departments.0"), ({"departments": "DINSOS"}, "departments"),
        ({"departments": ["x" * 101]}, "departments.0"), ({"application": "nihil"}, "application"),
        ({"application": "a\0"}, "application"), ({"application": 1}, "application"),
        ({"incident": "I-2026-001"}, "incident"), ({"urgency": "now"}, "urgency"),
        ({"tlp": "AMBER"}, "tlp"), ({"kind": ""}, "kind"), ({"severity": "none"}, "severity"),
        ({"effort": "year"}, "effort"), ({"references": ["lihat situs"]}, "references"),
        ({"references": ["CWE-1"] * 21}, "references"), ({"references": [1]}, "references.0"),
        ({"references": ["CWE-1\0"]}, "references"), ({"organisation": 999_999}, "organisation"),
        ({"organisation": 2**70}, "organisation"), ({"draft": "maybe"}, "draft"),
        ({"author": "Ratna"}, "author"),
    ],
)  # fmt: skip
def test_a_field_that_cannot_be_taken_is_named_with_what_is_expected(
    token: str, change: dict[str, Any], field: str
) -> None:
    told = fields(post(token, GIVEN | change))
    assert list(told) == [field]
    assert told[field]["problem"]
    assert not Recommendation.objects.exists()


def test_all_that_is_wrong_is_told_at_once_and_long_words_are_not_repeated(token: str) -> None:
    told = fields(post(token, {"text": "rahasia" * 4000, "title": "t" * 201, "tlp": "white"}))
    assert set(told) == {"text", "title", "tlp", "target", "urgency"}
    assert told["tlp"]["value"] == "white"
    assert "amber_strict" in told["tlp"]["problem"]
    assert told["text"]["value"] == told["title"]["value"] == ""
    codes = {"departments": ["X", "Y"], "application": "Z", "target": "departments"}
    told = fields(post(token, GIVEN | codes))
    assert set(told) == {"departments.0", "departments.1", "application"}
    assert told["departments.1"]["value"] == "Y"


def test_what_nobody_asked_for_is_not_repeated_and_not_named_without_end(token: str) -> None:
    answer = post(token, GIVEN | {"password": "rahasia-123"} | {f"x{n}": n for n in range(200)})
    assert b"rahasia-123" not in answer.content
    assert len(fields(answer)) == 100


@pytest.mark.django_db(transaction=True)
def test_two_of_the_same_key_at_once_make_one(token: str) -> None:
    body = json.dumps(GIVEN)

    def send(_number: int) -> int:
        try:
            return int(post(token, body).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(send, range(3))) == [200, 200, 201]
    assert Recommendation.objects.count() == 1


@pytest.mark.parametrize("body", ["{", "[" * 100_000, b"\xff", '"x"', "[]", "null"])
def test_what_is_no_object_is_refused(token: str, body: str | bytes) -> None:
    wrong(post(token, body), 422 if body in ('"x"', "[]", "null") else 400)


def test_another_form_of_body_too_much_of_it_and_other_methods(token: str) -> None:
    wrong(post(token, ""), 415)
    wrong(post(token, json.dumps(GIVEN), kind="text/plain"), 415)
    wrong(post(token, "text=a", kind="application/x-www-form-urlencoded"), 415)
    wrong(post(token, json.dumps(GIVEN | {"text": "x" * 6_000_000})), 413)
    for key in ("", "x" * 101, "a\tb"):
        wrong(post(token, GIVEN, key=key), 400)
    headers = {"Authorization": f"Bearer {token}"}
    for method in ("put", "patch", "delete", "head", "options"):
        answer = getattr(Client(), method)(LIST, headers=headers)
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, POST")
    told = wrong(Client().delete(LIST, headers=headers), 405)
    assert told["title"] == "Only GET, POST are known here"
    wrong(Client().get("/api/v1/recomendations", headers=headers), 404)
    assert not Recommendation.objects.exists()


def test_who_speaks_for_two_organisations_says_for_which(
    ratna: User, token: str, university: Organisation, police: Organisation
) -> None:
    police.members.add(ratna.person)
    assert list(fields(post(token, GIVEN))) == ["organisation"]
    made = post(token, GIVEN | {"organisation": police.pk})
    assert made.json()["organisation"]["id"] == police.pk


def test_past_its_agreement_an_organisation_posts_nothing(
    token: str, university: Organisation
) -> None:
    university.valid_until = timezone.localdate() - timedelta(days=1)
    university.save()
    wrong(post(token, GIVEN), 403)
    assert walk(token) == []


def test_an_incident_is_named_by_whom_it_was_told_to(
    ratna: User, joko: User, token: str, university: Organisation, olga: User
) -> None:
    now = timezone.now()
    told, other = (
        Incident.objects.create(
            code=code, title="Kebocoran", description="Uraian", found_at=now, created_by=olga,
            detection_basis="team_detection", created_at=now,
        )
        for code in ("I-2026-001", "I-2026-002")
    )  # fmt: skip
    OutgoingRequest.objects.create(
        code="P-1", incident=told, organisation=university, sent_at=now, created_by=olga,
        created_at=now, to="Universitas", kind="other", text="Mohon bantuan",
        sent_by=olga, sent_proof="surel", awaited_by=now,
    )  # fmt: skip
    aimed = GIVEN | {"target": "incident"}
    assert list(fields(post(token, aimed))) == ["incident"]
    assert list(fields(post(token, aimed | {"incident": other.code}))) == ["incident"]
    made = post(token, aimed | {"incident": told.code})
    assert made.json()["incident"] == told.code
    found = Recommendation.objects.get()
    assert (found.incident, found.target) == (told, "incident")


#: Anything that JSON can hold, and what the fields look like.
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
names = st.sampled_from([*schemas.RecommendationGiven.model_fields, "x"])
bodies = st.builds(
    lambda base, changes: base | changes,
    st.sampled_from([GIVEN, {}]),
    st.dictionaries(names, anything, max_size=4),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(body=bodies | anything)
def test_whatever_is_posted_is_taken_or_refused_in_words(token: str, body: Any) -> None:
    answer = post(token, json.dumps(body), key=str(Recommendation.objects.count()))
    if answer.status_code != 201:
        told = wrong(answer, answer.status_code)
        assert answer.status_code in (400, 409, 422)
        assert answer.status_code != 422 or all(one["problem"] for one in told["errors"])


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    query=st.dictionaries(
        st.sampled_from([*schemas.RecommendationFilters.model_fields, "x"]), st.text(), max_size=3
    ),
    code=st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
)
def test_whatever_is_asked_is_answered_or_refused_in_words(
    token: str, query: dict[str, str], code: str
) -> None:
    query = {name: value.encode(errors="replace").decode() for name, value in query.items()}
    answer = get(token, query=query)
    assert answer.status_code in (200, 422)
    if answer.status_code == 422:
        wrong(answer, 422)
    answer = get(token, f"{LIST}/{quote(code, safe='')}")
    assert answer.status_code in (200, 404)


def test_scopes_open_what_they_name(ratna: User) -> None:
    reads = token_of(ratna, scopes=[ApiScope.READ_RECOMMENDATIONS])
    writes = token_of(ratna, scopes=[ApiScope.WRITE_RECOMMENDATIONS])
    told = wrong(post(reads, GIVEN), 403)
    assert "recommendations:write" in told["title"]
    assert post(writes, GIVEN).status_code == 201
    answer = get(writes)
    wrong(answer, 403)
    assert 'scope="recommendations:read"' in answer.headers["WWW-Authenticate"]
    assert len(walk(reads)) == 1
    assert newest().used_at is not None


@pytest.mark.parametrize("who", ["olga", "leo"])
def test_the_office_types_letters_in_on_the_page_with_their_scan(
    who: str, request: pytest.FixtureRequest, university: Organisation
) -> None:
    wrong(post(token_of(request.getfixturevalue(who)), GIVEN), 403)
