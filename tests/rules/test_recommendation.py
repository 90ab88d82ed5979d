"""A recommendation: its moves, what became of it in four words, what it refers to."""

from itertools import product

import pytest

from secops.rules import adoption, reference, tlp
from secops.rules.adoption import Word
from secops.rules.recommendation import (
    DECLINED,
    OPEN,
    TABLE,
    WAITING,
    Actor,
    Refusal,
    State,
    may_move,
    move,
)
from secops.rules.reference import Kind, ReferenceRefused, parse, parse_all
from secops.rules.refusal import MoveRefused
from secops.rules.tlp import Marking

ALLOWED = {
    ("draft", "submitted"),
    ("draft", "discarded"),
    ("merged", "under_review"),
    ("submitted", "under_review"),
    *((start, end) for start in ("submitted", "under_review")
      for end in ("accepted", "merged", "rejected", "not_ours")),
    ("rejected", "under_review"),
    ("not_ours", "under_review"),
}  # fmt: skip


@pytest.mark.parametrize(("start", "end", "by"), list(product(State, State, Actor)))
def test_every_pair_is_in_the_table_or_refused(start: State, end: State, by: Actor) -> None:
    allowed = (start, end) in ALLOWED and (by is Actor.OFFICE or start is State.DRAFT)
    assert may_move(start, end, by=by, objected=True) is allowed
    if allowed:
        assert move(start, end, by=by, reason="x", objected=True) is end
    else:
        with pytest.raises(MoveRefused):
            move(start, end, by=by, reason="x", objected=True)
    assert ((start, end) in TABLE) is ((start, end) in ALLOWED)


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        (State.SUBMITTED, State.REJECTED, Refusal.REASON_MISSING),
        (State.UNDER_REVIEW, State.NOT_OURS, Refusal.REASON_MISSING),
        (State.REJECTED, State.UNDER_REVIEW, Refusal.OBJECTION_MISSING),
        (State.ACCEPTED, State.REJECTED, Refusal.DECIDED),
        (State.DRAFT, State.ACCEPTED, Refusal.NOT_SENT),
    ],
)
def test_a_refusal_says_why(start: State, end: State, code: Refusal) -> None:
    with pytest.raises(MoveRefused) as caught:
        move(start, end, by=Actor.OFFICE)
    assert caught.value.code == code
    assert caught.value.english


def test_the_groups_do_not_overlap() -> None:
    assert not WAITING & DECLINED
    assert State.DRAFT in OPEN


@pytest.mark.parametrize(
    ("total", "fit", "cannot", "not_started", "word"),
    [
        (0, 0, 0, 0, Word.NOT_STARTED),
        (68, 41, 3, 8, Word.UNFIT),
        (68, 65, 3, 0, Word.FIT),
        (3, 0, 3, 0, Word.CANNOT),
        (3, 0, 0, 3, Word.NOT_STARTED),
        (3, 0, 1, 2, Word.NOT_STARTED),
        (3, 0, 1, 1, Word.UNFIT),
        (3, 1, 0, 2, Word.UNFIT),
        (1, 1, 0, 0, Word.FIT),
    ],
)
def test_the_word_is_read_from_the_duties(total, fit, cannot, not_started, word) -> None:
    read = adoption.word_of(total=total, fit=fit, cannot=cannot, not_started=not_started)
    assert read is word


@pytest.mark.parametrize(("said", "read"), list(product(Word, Word)))
def test_the_office_never_confirms_more_than_the_duties_show(said: Word, read: Word) -> None:
    order = [Word.NOT_STARTED, Word.UNFIT, Word.CANNOT, Word.FIT]
    if order.index(said) <= order.index(read):
        assert adoption.confirm(said, read=read) is said
    else:
        with pytest.raises(MoveRefused, match="belum menunjukkan"):
            adoption.confirm(said, read=read)


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("cve-2026-12345", Kind.CVE, "CVE-2026-12345"),
        (" CWE-521 ", Kind.CWE, "CWE-521"),
        ("https://bssn.example/panduan?a=1#b", Kind.URL, "https://bssn.example/panduan?a=1#b"),
        ("ISO/IEC 27001:2022  A.8.5", Kind.CLAUSE, "ISO/IEC 27001:2022 A.8.5"),
        ("Peraturan BSSN 4/2021 Pasal 12", Kind.CLAUSE, "Peraturan BSSN 4/2021 Pasal 12"),
        ("UU 27/2022 Pasal 46", Kind.CLAUSE, "UU 27/2022 Pasal 46"),
    ],
)
def test_a_reference_is_written_as_its_makers_write_it(line: str, kind: Kind, text: str) -> None:
    found = parse(line)
    assert (found.kind, found.text) == (kind, text)
    assert reference.address(found).startswith("http") is (kind is not Kind.CLAUSE)


@pytest.mark.parametrize(
    "line",
    ["javascript:alert(1)", "CVE-26-1", "CWE-0", "https://", "https://a b", "halo", "ISO",
     'https://x.test/"><script>', "http://" + "a" * 400, "data:text/html,1"],
)  # fmt: skip
def test_anything_else_is_refused_in_words(line: str) -> None:
    with pytest.raises(ReferenceRefused, match="bukan rujukan") as caught:
        parse(line)
    assert "no reference" in caught.value.english


def test_references_stand_once_in_their_order_and_not_without_end() -> None:
    assert [one.text for one in parse_all("CWE-1\n\ncwe-1\nCWE-2")] == ["CWE-1", "CWE-2"]
    with pytest.raises(ReferenceRefused):
        parse_all("\n".join(f"CWE-{n}" for n in range(1, 30)))


@pytest.mark.parametrize("clearance", list(Marking))
def test_red_is_read_by_no_clearance_alone(clearance: Marking) -> None:
    assert Marking.RED not in tlp.readable(clearance)
