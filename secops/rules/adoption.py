"""What became of a recommendation, in the four words officials live by (Peraturan BPK 2/2017).

The word is read from the duties that the recommendation led to; the office confirms it and may
never confirm a better one than the duties show.
"""

from __future__ import annotations

from enum import StrEnum

from secops.rules.refusal import MoveRefused


class Word(StrEnum):
    """The four words of follow-up."""

    FIT = "fit"
    UNFIT = "unfit"
    NOT_STARTED = "not_started"
    CANNOT = "cannot"


class Cause(StrEnum):
    """Why a department cannot follow it up (BPK 2/2017 art. 7, and what the city met)."""

    FORCE_MAJEURE = "force_majeure"
    IN_COURT = "in_court"
    NOT_WORTH_IT = "not_worth_it"
    RULES_CHANGED = "rules_changed"
    OWNED_BY_STATE = "owned_by_state"
    OUT_OF_USE = "out_of_use"


class Refusal(StrEnum):
    """Why a word was not confirmed."""

    BETTER_THAN_DUTIES = "better_than_duties"


#: From nothing done to all done. A higher word than the duties show is refused.
_RANK = {Word.NOT_STARTED: 0, Word.UNFIT: 1, Word.CANNOT: 2, Word.FIT: 3}

#: With these nothing more is asked: the review ends, the author is told.
FINAL = frozenset({Word.FIT, Word.CANNOT})


def word_of(*, total: int, fit: int, cannot: int, not_started: int) -> Word:
    """Return the word for so many duties: done, impossible, not begun, the rest in work."""
    if not total:
        return Word.NOT_STARTED
    if fit + cannot == total:
        return Word.FIT if fit else Word.CANNOT
    return Word.NOT_STARTED if not_started == total - cannot and not fit else Word.UNFIT


def confirm(word: Word, *, read: Word) -> Word:
    """Return the confirmed word, or raise MoveRefused where the duties do not show so much."""
    if _RANK[word] > _RANK[read]:
        raise MoveRefused(
            Refusal.BETTER_THAN_DUTIES,
            "Tugas OPD belum menunjukkan itu. Pilih kata yang sesuai dengan angkanya.",
            "The duties do not show that yet. Choose the word that fits the numbers.",
        )
    return word
