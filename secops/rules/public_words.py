"""Words of a public text that promise more than anybody knows, and which facts can carry them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from secops.rules.assertion import Assertion, FactKind, Value


class Promise(StrEnum):
    """What an absolute word promises."""

    SAFE = "safe"
    NOTHING = "nothing"
    CERTAIN = "certain"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Backing:
    """A linked fact as far as it can carry a word."""

    kind: FactKind
    asserts: Assertion | None = None


#: Word -> what it promises; the spelling here is the one a refusal names.
ABSOLUTE: dict[str, Promise] = {
    "aman": Promise.SAFE,
    "tidak ada": Promise.NOTHING,
    "dipastikan": Promise.CERTAIN,
    "seluruh": Promise.ALL,
    "safe": Promise.SAFE,
    "secure": Promise.SAFE,
    "no one": Promise.NOTHING,
    "nobody": Promise.NOTHING,
    "none": Promise.NOTHING,
    "nothing": Promise.NOTHING,
    "no data": Promise.NOTHING,
    "certain": Promise.CERTAIN,
    "certainly": Promise.CERTAIN,
    "guaranteed": Promise.CERTAIN,
    "confirmed": Promise.CERTAIN,
    "all": Promise.ALL,
    "every": Promise.ALL,
    "entire": Promise.ALL,
}
#: Right before one of them these take the promise back ("belum aman", "not yet confirmed").
DENIALS = (
    "belum", "belum dapat", "tidak", "tidak dapat", "not", "not yet", "not be", "not been",
    "not yet been", "cannot", "cannot be", "cannot yet be",
)  # fmt: skip

#: Kinds that count or measure: they alone can speak of all.
_COUNTED = frozenset({FactKind.CONTAINMENT, FactKind.READINGS, FactKind.CAMPAIGN, FactKind.CHECK})


def _either(words: Iterable[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


_QUOTED = re.compile(r"“[^”\n]{1,300}”|\"[^\"\n]{1,300}\"")
_FOUND = re.compile(
    rf"(?:\b(?P<denied>{_either(DENIALS)})\s+)?\b(?P<word>{_either(ABSOLUTE)})\b", re.IGNORECASE
)


def plain(text: str) -> str:
    """The text without signs that nobody sees: marks that turn its direction, zero-width signs,
    control signs. Line ends stay; letters are composed."""
    kept = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        sign for sign in kept if sign in "\n\t" or unicodedata.category(sign) not in ("Cf", "Cc")
    )


def absolute_words(text: str) -> list[str]:
    """Return the absolute words of a text as the table spells them, each once, in its order."""
    found = {
        " ".join(match["word"].lower().split())
        for match in _FOUND.finditer(plain(text))
        if not match["denied"]
    }
    return [word for word in ABSOLUTE if word in found]


def unquoted(text: str) -> str:
    """A correction without what it quotes of an earlier word: that is not said anew."""
    return _QUOTED.sub(" ", text)


def carried(word: str, facts: Iterable[Backing]) -> bool:
    """Whether one of the facts can carry the word."""
    return any(_carries(ABSOLUTE[word], fact) for fact in facts)


def _carries(promise: Promise, fact: Backing) -> bool:
    value = fact.asserts.value if fact.asserts else None
    if promise is Promise.SAFE:
        return value in (Value.NONE, Value.RUNNING)
    if promise is Promise.NOTHING:
        return value is Value.NONE
    if promise is Promise.CERTAIN:
        return value is not None or fact.kind is not FactKind.WORD
    return fact.kind in _COUNTED or value is not None
