"""How far a log-in after the leak is, and whose turn it is."""

import pytest

from secops.rules.log_in import BY_FINDING, BY_WORD, JUDGED, TURNS, Finding, Stage, Word, stage_of
from secops.rules.rotation import Turn


@pytest.mark.parametrize(
    ("asked", "word", "finding", "stage"),
    [
        (False, None, None, Stage.UNASKED),
        (True, None, None, Stage.ASKED),
        (True, Word.ME, None, Stage.SAID_ME),
        (False, Word.NOT_ME, None, Stage.SAID_NOT_ME),
        (True, Word.UNSURE, None, Stage.SAID_UNSURE),
        (True, Word.ME, Finding.NOT_ORDINARY, Stage.NOT_ORDINARY),
        (False, None, Finding.ORDINARY, Stage.ORDINARY),
        (True, Word.NOT_ME, Finding.ORDINARY, Stage.ORDINARY),
    ],
)
def test_a_finding_settles_it_else_the_word_else_the_question(asked, word, finding, stage):
    assert stage_of(asked=asked, word=word, finding=finding) is stage


def test_every_code_leads_somewhere_and_every_stage_has_a_turn():
    assert set(BY_WORD) == set(Word)
    assert set(BY_FINDING) == set(Finding)
    assert set(TURNS) == set(Stage)
    assert {stage for stage, turn in TURNS.items() if turn is Turn.NONE} == JUDGED
