"""Letters and minutes: moves, numbers, texts."""

import pytest

from secops.rules.document import (
    MOVES,
    NUMBERED,
    VERDICTS,
    State,
    Step,
    check_number,
    move,
    number_of,
    sequence_in,
)
from secops.rules.public_words import plain
from secops.rules.refusal import MoveRefused

FORM = "{classification}/{sequence}/{year}"


@pytest.mark.parametrize("origin", list(State))
@pytest.mark.parametrize("target", list(State))
def test_only_the_moves_of_the_table_are_made(origin: State, target: State) -> None:
    if (origin, target) in MOVES:
        assert move(origin, target, Step()) is target
    else:
        with pytest.raises(MoveRefused) as refused:
            move(origin, target, Step())
        assert refused.value.code == "no_such_move"


def test_what_has_a_number_never_becomes_a_draft_again() -> None:
    assert not any(origin in NUMBERED and target not in NUMBERED for origin, target in MOVES)
    assert VERDICTS.keys() == NUMBERED  # the public page has a word for each of them


@pytest.mark.parametrize("number", ["000.6/123/2026", "5392/B-SI.02.01/SD/E/2024", " 1 "])
def test_real_numbers_are_taken(number: str) -> None:
    assert check_number(number) == number.strip()


@pytest.mark.parametrize("number", ["", " ", "12 /3", "a_b", "１２", "x" * 81, "1/2\n"])
def test_what_is_no_number_is_refused(number: str) -> None:
    if number.strip() == "1/2":
        assert check_number(number) == "1/2"
        return
    with pytest.raises(MoveRefused):
        check_number(number)


def test_a_number_is_put_together_and_read_again() -> None:
    assert number_of(FORM, classification="000.6", sequence=7, year=2026) == "000.6/7/2026"
    assert sequence_in("000.6/007/2026", FORM, year=2026) == 7
    assert sequence_in("500.12.4/1203/2026", FORM, year=2026) == 1203
    for other in ("000.6/7/2025", "000.6/0/2026", "7/000.6/2026/x", "5392/B-SI/SD/E/2026"):
        assert sequence_in(other, FORM, year=2026) is None


def test_steering_signs_leave_a_text_and_its_lines_stay() -> None:
    assert plain("a\u202eb\u2066c\x00d\r\ne\rf\tg\u200fh\ufeff") == "abcd\ne\nf\tgh"
    assert plain("é – “kata”") == "é – “kata”"
