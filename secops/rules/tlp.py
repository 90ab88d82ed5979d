"""The Traffic Light Protocol 2.0: who may see what, and how it may travel (RULES 8, FACTS 5).

A clearance is itself a marking: the most restricted one that a person may see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum


class Marking(StrEnum):
    """The markings of TLP 2.0; the values are the codes stored."""

    CLEAR = "clear"
    GREEN = "green"
    AMBER = "amber"
    AMBER_STRICT = "amber_strict"
    RED = "red"


class MailRule(StrEnum):
    """What a mail about a marked text may hold."""

    FULL = "full"
    NOTICE = "notice"
    NONE = "none"


#: From free to closed.
ORDER: tuple[Marking, ...] = (
    Marking.CLEAR,
    Marking.GREEN,
    Marking.AMBER,
    Marking.AMBER_STRICT,
    Marking.RED,
)

#: As printed on every page, file and mail.
PRINTED: dict[Marking, str] = {
    Marking.CLEAR: "TLP:CLEAR",
    Marking.GREEN: "TLP:GREEN",
    Marking.AMBER: "TLP:AMBER",
    Marking.AMBER_STRICT: "TLP:AMBER+STRICT",
    Marking.RED: "TLP:RED",
}

_PRINTED = re.compile(r"\bTLP:(?:CLEAR|GREEN|AMBER\+STRICT|AMBER|RED)(?!\w)")

#: For whom it is (TLP 2.0).
AUDIENCE: dict[Marking, str] = {
    Marking.CLEAR: "everybody",
    Marking.GREEN: "the community, not the public",
    Marking.AMBER: "the organisation and its clients, as far as they need it",
    Marking.AMBER_STRICT: "the organisation only",
    Marking.RED: "the named persons only",
}

#: What a mail may hold (policy): the text; or only that something waits behind the sign-in, without
#: its number and its marking. Who may not see it gets no mail at all (`mail_rule`).
MAIL: dict[Marking, MailRule] = {
    Marking.CLEAR: MailRule.FULL,
    Marking.GREEN: MailRule.FULL,
    Marking.AMBER: MailRule.FULL,
    Marking.AMBER_STRICT: MailRule.NOTICE,
    Marking.RED: MailRule.NOTICE,
}

#: CSAF 2.0 knows four labels; the text says what the label cannot.
CSAF_20: dict[Marking, str] = {
    Marking.CLEAR: "WHITE",
    Marking.GREEN: "GREEN",
    Marking.AMBER: "AMBER",
    Marking.AMBER_STRICT: "AMBER",
    Marking.RED: "RED",
}

#: Rows about credentials carry this (FACTS 5).
CREDENTIALS = Marking.AMBER_STRICT


def in_trail(marking: Marking, words: str) -> str:
    """What the trail keeps of words so marked: it is read by more people than TLP:RED names."""
    return "" if marking is Marking.RED else words


class WideningRefused(Exception):
    """A text may not be marked for more people than its source allowed; fit for the page."""

    def __init__(self, current: Marking, wanted: Marking) -> None:
        """Say it in Indonesian, and keep the English for the other catalogue."""
        super().__init__(
            f"Tanda {PRINTED[current]} tidak dapat dilonggarkan menjadi {PRINTED[wanted]} "
            "tanpa persetujuan sumbernya."
        )
        self.english = (
            f"{PRINTED[current]} cannot be widened to {PRINTED[wanted]} unless its source agrees."
        )


def rank(marking: Marking) -> int:
    """Return how closed a marking is, 0 = for everybody."""
    return ORDER.index(marking)


def may_see(clearance: Marking, marking: Marking) -> bool:
    """Say whether a person with that clearance may see it (clearance >= marking).

    TLP:RED is for named persons: the caller also checks that the person is among them.
    """
    return rank(clearance) >= rank(marking)


def visible_to(clearance: Marking) -> tuple[Marking, ...]:
    """Return the markings a person with that clearance may see, for a filter."""
    return ORDER[: rank(clearance) + 1]


def readable(clearance: Marking) -> tuple[Marking, ...]:
    """Return the markings that somebody reads by his clearance alone.

    TLP:RED is never among them: it is for named persons (its author, and who decides), however
    high the clearance of their organisation is.
    """
    return tuple(marking for marking in visible_to(clearance) if marking is not Marking.RED)


def reads_word(clearance: Marking, parent: Marking, word: Marking, *, author: bool) -> bool:
    """Say whether somebody whose organisation gave the marked text reads another's word below it.

    Its author reads what is no more closed than his own text, whatever his clearance.
    """
    cleared = readable(clearance)
    if author:
        return word is parent or word in cleared
    return parent in cleared and word in cleared


def below(parent: Marking, wanted: Marking) -> Marking:
    """Return the marking of a word under a marked text: as closed as that, or more closed."""
    return remark(parent, wanted)


def mail_rule(clearance: Marking, marking: Marking) -> MailRule:
    """Return what a mail to that person may hold; nothing if he may not see it."""
    return MAIL[marking] if may_see(clearance, marking) else MailRule.NONE


def may_be_named(marking: Marking) -> bool:
    """Say whether others may learn which organisation gave a text so marked, where it agrees.

    TLP:AMBER+STRICT is for that organisation alone, TLP:RED for named persons: that such a text
    exists is not told either.
    """
    return rank(marking) <= rank(Marking.AMBER)


def named_in(text: str) -> list[Marking]:
    """Return the markings that a text names in the way they are printed."""
    known = {printed: marking for marking, printed in PRINTED.items()}
    return [known[word] for word in _PRINTED.findall(text)]


def strictest(markings: Iterable[Marking]) -> Marking:
    """Return the marking of a text made of several; of none, TLP:CLEAR."""
    return max(markings, key=rank, default=Marking.CLEAR)


def remark(current: Marking, wanted: Marking, *, source_agrees: bool = False) -> Marking:
    """Return the new marking; WideningRefused if it opens the text and the source did not agree."""
    if rank(wanted) < rank(current) and not source_agrees:
        raise WideningRefused(current, wanted)
    return wanted
