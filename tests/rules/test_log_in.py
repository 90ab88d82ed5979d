"""Whose turn a log-in after the leak is, and where each word and finding leads."""

from secops.rules.log_in import BY_FINDING, BY_WORD, JUDGED, TURNS, Finding, Stage, Word
from secops.rules.rotation import Turn


def test_every_code_leads_somewhere_and_every_stage_has_a_turn():
    assert set(BY_WORD) == set(Word)
    assert set(BY_FINDING) == set(Finding)
    assert set(TURNS) == set(Stage)
    assert {stage for stage, turn in TURNS.items() if turn is Turn.NONE} == JUDGED
