"""Documents of people who do not mean well, or whose program does not."""

import json
import time

import pytest

from secops.rules.exchange import csaf_in, misp_in
from secops.rules.exchange.csaf_tests import faults
from secops.rules.exchange.incoming import Remark, Urgent
from secops.rules.exchange.json_in import MAX_BYTES, Flaw, Flawed, read_object
from secops.rules.tlp import Marking
from tests.sharing.outgoing import csaf_of_others, event

HOSTILE = {
    Flaw.EMPTY: [b"", b" \n"],
    Flaw.TOO_LARGE: [b'"' + b"a" * MAX_BYTES + b'"'],
    Flaw.BOM: [b"\xef\xbb\xbf{}", "{}".encode("utf-16")],
    Flaw.NOT_UTF8: [b'{"a": "\xff"}', '{"é": 1}'.encode("latin-1")],
    Flaw.NOT_JSON: [b"{", b"{'a': 1}", b'{"a": 1} {}', b"<xml/>", b'{"a": 01}', b'{"a": "\\x"}'],
    Flaw.NOT_AN_OBJECT: [b"[]", b'"a"', b"1"],
    Flaw.DUPLICATE_KEY: [b'{"a": 1, "a": 2}', b'{"b": {"a": 1, "\\u0061": 2}}'],
    Flaw.NOT_A_NUMBER: [b'{"a": NaN}', b'{"a": -Infinity}'],
    Flaw.HUGE_NUMBER: [b'{"a": 1e999}', b'{"a": ' + b"9" * 5000 + b"}"],
    Flaw.TOO_DEEP: [b'{"a":' + b"[" * 100_000, b'{"a":' * 41 + b"1" + b"}" * 41],
    Flaw.TOO_MANY: [b'{"a":[' + b"{}," * 30_000 + b"1]}"],
    Flaw.LONG_LIST: [json.dumps({"a": list(range(1001))}).encode()],
    Flaw.LONG_TEXT: [json.dumps({"a": "a" * 100_001}).encode()],
    Flaw.BROKEN_TEXT: [b'{"a": "\\ud800"}', b'{"a\\u0000": 1}'],
}


@pytest.mark.parametrize(
    ("flaw", "content"),
    [(flaw, one) for flaw, some in HOSTILE.items() for one in some],
    ids=lambda one: one.value if isinstance(one, Flaw) else repr(one[:20]),
)
def test_hostile_files_are_refused_at_once_with_their_reason(flaw: Flaw, content: bytes) -> None:
    before = time.monotonic()
    with pytest.raises(Flawed) as refused:
        read_object(content)
    assert refused.value.flaw is flaw
    assert time.monotonic() - before < 2


def test_every_flaw_has_its_example() -> None:
    assert set(HOSTILE) == set(Flaw)


def test_many_escaped_quotes_are_read_in_one_pass() -> None:
    before = time.monotonic()
    with pytest.raises(Flawed):
        read_object(b'{"a": "' + b'\\"' * 900_000)
    assert time.monotonic() - before < 2


T = "/document/tracking"
NAMED = {"product_id": "P1", "name": "Aplikasi"}
RELATION = {"category": "installed_on", "relates_to_product_reference": "P1"}


def _relations(*pairs: tuple[str, str]) -> dict:
    rows = [
        {
            **RELATION,
            "product_reference": part,
            "full_product_name": {"product_id": one, "name": one},
        }
        for one, part in pairs
    ]
    return {"full_product_names": [NAMED], "relationships": rows}


def _vulnerable(**of: object) -> list[dict]:
    return [{"cve": "CVE-2026-1234", **of}]


REVISION = {"date": "2026-11-27T06:00:00Z", "summary": "x"}
WRONG = [
    ("form", "/document/title", None),
    ("form", "/document/unknown", "x"),
    ("form", f"{T}/initial_release_date", "2026-13-01T00:00:00Z"),
    ("form", "/document/references/0/url", "javascript alert"),
    ("form", f"{T}/version", "1" * 5000),
    ("form", f"{T}/version", "1\n"),
    ("6.1.1", "/vulnerabilities", _vulnerable(product_status={"fixed": ["P9"]})),
    ("6.1.2", "/product_tree", {"full_product_names": [NAMED, NAMED]}),
    ("6.1.3", "/product_tree", _relations(("A", "A"))),
    ("6.1.3", "/product_tree", _relations(("A", "B"), ("B", "C"), ("C", "A"))),
    ("6.1.4", "/vulnerabilities", _vulnerable(
        remediations=[{"category": "mitigation", "details": "x", "group_ids": ["G"]}])),
    ("6.1.15", "/document/publisher/category", "translator"),
    ("6.1.16", f"{T}/version", "2"),
    ("6.1.17", f"{T}/version", "0"),
    ("6.1.21", f"{T}/revision_history/0/number", "3"),
    ("6.1.22", f"{T}/revision_history", [{**REVISION, "number": "1"}] * 2),
    ("6.1.23", "/vulnerabilities", [{"cve": "CVE-2026-1234"}] * 2),
    ("6.1.26", "/document/category", "Security Incident Response"),
    ("6.1.27.1", "/document/notes/0/category", "other"),
    ("6.1.27.2", "/document/references/0/category", "self"),
    ("6.1.29", "/vulnerabilities", _vulnerable(
        remediations=[{"category": "mitigation", "details": "x"}])),
    ("6.1.30", f"{T}/revision_history", [{**REVISION, "number": "1.0.0"}]),
]  # fmt: skip


@pytest.mark.parametrize(("test", "path", "value"), WRONG, ids=str)
def test_what_is_no_csaf_fails_the_test_that_says_so(test: str, path: str, value: object) -> None:
    assert test in {one.test for one in faults(csaf_of_others(path, value))}


def test_a_good_one_becomes_a_draft() -> None:
    document = csaf_of_others("/document/aggregate_severity", {"text": "Critical"})
    assert faults(document) == []
    draft = csaf_in.draft_of(document, "uc-2026-007.json")
    assert (draft.title, draft.marking) == ("Sesi lama tetap terbuka", Marking.AMBER)
    assert (draft.source_id, draft.source_version) == ("UC-2026-007", "1")
    assert draft.urgency is Urgent.TODAY
    assert draft.references == (("Panduan", "https://universitas.test/p"),)
    assert draft.remarks == ()


def test_a_draft_says_what_the_office_should_know() -> None:
    document = csaf_of_others("/document/distribution", {"text": "TLP:AMBER+STRICT untuk kota"})
    document["document"]["notes"][0]["text"] = "Masuk dengan kata sandi: Rahasia123!"
    draft = csaf_in.draft_of(document, "kiriman (1).json")
    assert draft.marking is Marking.AMBER_STRICT
    assert "Rahasia123" not in draft.text
    assert {remark for remark, _about in draft.remarks} == {
        Remark.NO_MARKING,
        Remark.STRICTER_IN_WORDS,
        Remark.SECRETS_TAKEN_OUT,
        Remark.FILE_NAME,
    }


def test_a_misp_event_becomes_a_draft_without_people_and_passwords() -> None:
    draft = misp_in.draft_of(event())
    assert draft.marking is Marking.GREEN
    assert draft.urgency is Urgent.TODAY
    assert draft.text == "Keluarkan semua sesi lama.\n\nCabut token yang lama."
    assert [url for _what, url in draft.references] == [
        "https://c.test/1",
        "https://www.cve.org/CVERecord?id=CVE-2026-1234",
    ]
    assert dict(draft.remarks) == {
        Remark.CREDENTIALS_LEFT_OUT: "2",
        Remark.INDICATORS_LEFT_OUT: "1",
    }


def test_the_strictest_tag_anywhere_in_an_event_counts() -> None:
    inside = event(Attribute=[{"type": "text", "value": "x", "Tag": [{"name": "tlp:red"}]}])
    assert misp_in.draft_of(inside).marking is Marking.RED
    assert misp_in.draft_of(event(Tag=[])).marking is Marking.AMBER


@pytest.mark.parametrize(
    ("document", "where"),
    [
        ({}, "Event"),
        ({"Event": []}, "Event"),
        (event(info=" "), "Event.info"),
        (event(uuid="1"), "Event.uuid"),
        (event(extends_uuid="5F6E3A1C-0000-4000-8000-0123456789AB"), "Event.extends_uuid"),
        (event(Object={"a": 1}), "Object"),
        (event(Attribute=["x"]), "Attribute"),
    ],
)
def test_what_is_no_event_is_refused_by_its_place(document: dict, where: str) -> None:
    with pytest.raises(misp_in.NoEvent) as refused:
        misp_in.draft_of(document)
    assert refused.value.where == where
