"""The first public words of every class: nothing absolute, nothing proven, no partner unproven."""

import itertools
import re

import pytest

from secops.rules.holding import HOLDING, PARTNERS, Partner, holding_words
from secops.rules.public_words import absolute_words
from secops.rules.ready_tasks import IncidentClass
from secops.rules.statement import Kind, State, Written, move

CLASSES = [*IncidentClass, None]
SETS = [
    set(chosen) for n in range(len(Partner) + 1) for chosen in itertools.combinations(Partner, n)
]
#: What would tell a cause, a number, an actor or a comfort before anything is proven.
TELLING = re.compile(
    r"\d|\b(diretas|peretas|dicuri|hacked|hacker|stolen|ransomware|malware|terkendali|"
    r"under control|hanya|only|pulih|restored|terbukti|proven)\b",
    re.IGNORECASE,
)


def test_every_class_and_any_other_has_its_words() -> None:
    assert set(HOLDING) == set(CLASSES)
    assert len({words.id for words in HOLDING.values()}) == len(CLASSES)
    assert len({words.en for words in HOLDING.values()}) == len(CLASSES)


@pytest.mark.parametrize("kind", CLASSES, ids=str)
def test_no_words_promise_tell_or_prove_anything(kind: IncidentClass | None) -> None:
    for partners in SETS:
        words = holding_words(kind, partners)
        for text in (words.id, words.en):
            assert not absolute_words(text)
            assert not TELLING.search(text)
            assert "{" not in text
        assert "dugaan" in words.id
        assert re.search(r"suspected|presumed", words.en)
        assert "belum dapat memastikan" in words.id
        assert re.search(r"cannot (yet )?confirm", words.en)
        written = Written(Kind.HOLDING, words.id, (), promises_next=True)
        assert move(State.DRAFT, State.APPROVED, written) is State.APPROVED


@pytest.mark.parametrize("kind", CLASSES, ids=str)
def test_exactly_those_are_named_for_whom_something_is_recorded(kind: IncidentClass | None) -> None:
    for partners in SETS:
        words = holding_words(kind, partners)
        for one in Partner:
            assert (PARTNERS[one].id in words.id) is (one in partners)
            assert (PARTNERS[one].en in words.en) is (one in partners)


def test_several_partners_read_as_a_sentence() -> None:
    words = holding_words(IncidentClass.CREDENTIAL_LEAK, set(Partner))
    assert "memeriksanya bersama BSSN, Kepolisian dan mitra keamanan siber." in words.id
    assert "examining it together with BSSN, the police and our cybersecurity partners." in words.en
