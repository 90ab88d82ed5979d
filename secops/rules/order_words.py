"""How the marking of advice travels into an order made from it (ADR 42).

An order is read, printed, mailed and exported in many places. Where it says what the marked text
says, the marking stands in its own title and text, so that it is at each of them; what may not
travel by mail may not be quoted in an order at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from secops.rules.tlp import PRINTED, Marking, strictest


class Rule(StrEnum):
    """What an order that quotes a marked text must do."""

    FREE = "free"
    CARRY = "carry"
    REWRITE = "rewrite"


ORDERS: dict[Marking, Rule] = {
    Marking.CLEAR: Rule.FREE,
    Marking.GREEN: Rule.CARRY,
    Marking.AMBER: Rule.CARRY,
    Marking.AMBER_STRICT: Rule.REWRITE,
    Marking.RED: Rule.REWRITE,
}

#: So many words in a row are a sentence of the source; fewer say nothing of whose they are.
WORDS = 4
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Marked:
    """A title and a text with their marking."""

    title: str
    text: str


class QuotedRefused(Exception):
    """The order quotes what may not travel."""

    def __init__(self, marking: Marking) -> None:
        super().__init__(PRINTED[marking])
        self.marking = marking


def quotes(source: str, words: str) -> bool:
    """Say whether a sentence of the source stands in the words."""
    said = f" {_plain(words)} "
    sentences = [_plain(one) for one in re.split(r"[.!?;:\n]+", source)]
    whole = _plain(source)
    return bool(whole and whole == said.strip()) or any(
        len(one.split()) >= WORDS and f" {one} " in said for one in sentences
    )


def carry(sources: Iterable[tuple[Marking, str]], title: str, text: str) -> Marked:
    """Return the words of the order with the strictest marking of what they quote; QuotedRefused
    where they may not quote it."""
    quoted = [one for one, source in sources if quotes(source, f"{title}\n{text}")]
    marking = strictest(quoted)
    if ORDERS[marking] is Rule.REWRITE:
        raise QuotedRefused(marking)
    return marked(marking, title, text)


def marked(marking: Marking, title: str, text: str) -> Marked:
    """Return title and text with the marking in each, once."""
    if ORDERS[marking] is not Rule.CARRY:
        return Marked(title, text)
    printed = PRINTED[marking]
    if not title.startswith(f"[{printed}]"):
        title = f"[{printed}] {title}"[:LONGEST_TITLE]
    if not text.rstrip().endswith(printed):
        text = f"{text.rstrip()}\n\n{printed}"
    return Marked(title, text)


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.lower()))
