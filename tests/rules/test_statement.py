"""Which words need a fact, and who may let a statement out."""

import pytest

from secops.rules.refusal import MoveRefused
from secops.rules.statement import (
    ABSOLUTE,
    MOVES,
    Kind,
    Refusal,
    State,
    Written,
    absolute_words,
    check_words,
    move,
)

FINE = Written(Kind.HOLDING, "Kami sedang memeriksa.", 0, True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Data kami aman.", ["aman"]),
        ("TIDAK  ADA kebocoran, seluruh layanan berjalan.", ["tidak ada", "seluruh"]),
        ("Dipastikan bukan dari kami.", ["dipastikan"]),
        ("Belum aman. Belum dapat dipastikan jumlahnya.", []),
        ("Kami belum dapat memastikan jumlahnya.", []),
        ("Keamanan pengamanan keseluruhan", []),
        ("Tidak semua layanan terganggu.", []),
        ("Belum aman kemarin, sekarang aman.", ["aman"]),
    ],
)
def test_absolute_words_are_found_unless_they_are_denied(text, words):
    assert absolute_words(text) == words


@pytest.mark.parametrize("word", ABSOLUTE)
def test_an_absolute_word_needs_a_fact(word):
    with pytest.raises(MoveRefused) as refused:
        check_words(f"Layanan {word}.", 0)
    assert str(refused.value) == (f"Kata {word} memerlukan bukti. Tautkan bukti atau ubah kalimat.")
    check_words(f"Layanan {word}.", 1)


def test_the_way_of_a_statement_is_the_table_and_no_other():
    allowed = set(MOVES)
    for origin in State:
        for target in State:
            if (origin, target) in allowed:
                assert move(origin, target, FINE) is target
            else:
                with pytest.raises(MoveRefused) as refused:
                    move(origin, target, FINE)
                assert refused.value.code == Refusal.NO_SUCH_MOVE


@pytest.mark.parametrize(
    ("origin", "target", "written", "code"),
    [
        (State.DRAFT, State.APPROVED, Written(Kind.FULL, "Ya.", 0, False, same_person=True),
         Refusal.SAME_PERSON),
        (State.DRAFT, State.APPROVED, Written(Kind.HOLDING, "Ya.", 0, False),
         Refusal.NEXT_WORD_MISSING),
        (State.DRAFT, State.APPROVED, Written(Kind.FULL, "Aman.", 0, False),
         Refusal.ABSOLUTE_WORD),
        (State.APPROVED, State.PUBLISHED, Written(Kind.FULL, "Aman.", 0, False),
         Refusal.ABSOLUTE_WORD),
        (State.APPROVED, State.PUBLISHED, Written(Kind.HOLDING, "Ya.", 0, True, False),
         Refusal.NEXT_WORD_PAST),
        (State.APPROVED, State.PUBLISHED, Written(Kind.HOLDING, "Ya.", 0, True, channel=" "),
         Refusal.CHANNEL_MISSING),
    ],
)  # fmt: skip
def test_a_step_says_what_it_lacks(origin, target, written, code):
    with pytest.raises(MoveRefused) as refused:
        move(origin, target, written)
    assert refused.value.code == code
    assert refused.value.english
