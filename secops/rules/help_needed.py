"""Which department needs help first (policy): counts in a fixed order, never one score.

A score invites work on the score. What stands here can be counted by anybody who looks at the
page, and says where an hour of the office's time helps most; it is never called a grade.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from secops.rules.stand import Stand
from secops.rules.tone import (
    BAD_MARK,
    GOOD_MARK,
    UNKNOWN_MARK,
    WARN_MARK,
    Label,
    Tone,
)

#: What the tone of a stand says in words.
STANDS: dict[Tone, Label] = {
    Tone.GOOD: Label("Terbukti", "Proven", *GOOD_MARK),
    Tone.WARN: Label("Dikerjakan", "In work", *WARN_MARK),
    Tone.BAD: Label("Perlu dibantu", "Needs help", *BAD_MARK),
    Tone.UNKNOWN: Label("Belum ada data", "No data", *UNKNOWN_MARK),
    Tone.CALM: Label("Tidak diminta", "Not asked", "–", Tone.CALM),
}

#: What is known of some of them, and nothing of the others.
PARTLY_KNOWN = Label("Sebagian belum ada data", "Partly without data", *UNKNOWN_MARK)

#: The order in which tones need somebody's time; what nobody knows comes before what is known.
BY_URGENCY = (Tone.BAD, Tone.UNKNOWN, Tone.WARN, Tone.GOOD)


@dataclass(frozen=True, slots=True, order=True)
class Help:
    """How much help a department needs; a greater one needs it first. Compared field by field.

    `subjects` = subjects in which something needs help, `things` = how many things that are,
    `unknown` = subjects that nobody can call good or bad for want of data, `working` = things in
    work.
    """

    subjects: int = 0
    things: int = 0
    unknown: int = 0
    working: int = 0

    def __bool__(self) -> bool:
        return self != Help()


def help_needed(stands: Iterable[Stand]) -> Help:
    """Count what needs help in the stands of one department."""
    subjects = things = unknown = working = 0
    for stand in stands:
        subjects += stand.bad > 0
        things += stand.bad
        working += stand.warn
        unknown += not stand.bad and not stand.warn and stand.tone is Tone.UNKNOWN
    return Help(subjects, things, unknown, working)


def label_of(stand: Stand) -> Label:
    """Return the word, symbol and tone of a stand; some known and some not is said as it is."""
    if stand.tone is Tone.UNKNOWN and stand.good:
        return PARTLY_KNOWN
    return STANDS[stand.tone]


def urgency(stand: Stand) -> tuple[int, int]:
    """Sort the stands of one department by it, the most urgent first."""
    counts = {Tone.BAD: stand.bad, Tone.UNKNOWN: stand.unknown, Tone.WARN: stand.warn}
    return BY_URGENCY.index(stand.tone), -counts.get(stand.tone, 0)


def share(stand: Stand) -> int | None:
    """Whole percent proven good, rounded down; None where nobody knows any of them."""
    if not stand.good + stand.warn + stand.bad:
        return None
    return stand.good * 100 // stand.total
