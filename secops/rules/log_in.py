"""Log-ins made while a leaked password was good: what becomes of each (RULES 1, mark of misuse).

The mark itself is `rotation_facts.misuse_mark`; it is no state of the account. Each marked log-in
is put to the holder ("Apakah ini Anda?") and judged by the office: ordinary, or not ordinary, which
makes it part of an incident.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from secops.rules.rotation_facts import Turn


class Word(StrEnum):
    """What the holder says of a log-in."""

    ME = "me"
    NOT_ME = "not_me"
    UNSURE = "unsure"


class Finding(StrEnum):
    """What the office finds."""

    ORDINARY = "ordinary"
    NOT_ORDINARY = "not_ordinary"


class Stage(StrEnum):
    """How far one log-in is; in the order in which the office looks at them."""

    SAID_NOT_ME = "said_not_me"
    SAID_UNSURE = "said_unsure"
    SAID_ME = "said_me"
    UNASKED = "unasked"
    ASKED = "asked"
    NOT_ORDINARY = "not_ordinary"
    ORDINARY = "ordinary"


#: A finding settles it whatever was said; else the holder's word; else whether he was asked.
BY_FINDING: Final = {
    Finding.NOT_ORDINARY: Stage.NOT_ORDINARY,
    Finding.ORDINARY: Stage.ORDINARY,
}
BY_WORD: Final = {
    Word.NOT_ME: Stage.SAID_NOT_ME,
    Word.UNSURE: Stage.SAID_UNSURE,
    Word.ME: Stage.SAID_ME,
}
TURNS: Final = {
    Stage.SAID_NOT_ME: Turn.OFFICE,
    Stage.SAID_UNSURE: Turn.OFFICE,
    Stage.SAID_ME: Turn.OFFICE,
    Stage.UNASKED: Turn.OFFICE,
    Stage.ASKED: Turn.HOLDER,
    Stage.NOT_ORDINARY: Turn.NONE,
    Stage.ORDINARY: Turn.NONE,
}
#: Nothing is left to do.
JUDGED: Final = frozenset({Stage.ORDINARY, Stage.NOT_ORDINARY})
