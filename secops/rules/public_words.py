"""Words of a public text that promise more than anybody knows, and which facts can carry them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from secops.rules.assertion import Assertion, FactKind, Subject, Value


class Promise(StrEnum):
    """What an absolute word promises."""

    SAFE = "safe"
    NOTHING = "nothing"
    CERTAIN = "certain"
    ALL = "all"


class Lack(StrEnum):
    """What the linked facts lack so that a word may stand."""

    COUNT = "count"
    COUNT_DENIES = "count_denies"
    OF_ANOTHER = "of_another"
    CHECK = "check"
    CHECK_DENIES = "check_denies"
    CHECK_OLD = "check_old"
    ACCOUNTS_USABLE = "accounts_usable"


@dataclass(frozen=True, slots=True)
class Weight:
    """What a linked row says now of itself: whether it speaks of today and of this incident, and
    of how many it is good (all of all is zero of the other kind)."""

    fresh: bool = True
    ours: bool = True
    good: int | None = None
    of: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether its count supports the whole."""
        return self.of > 0 and self.good == self.of


@dataclass(frozen=True, slots=True)
class Backing:
    """A linked fact as far as it can carry a word."""

    kind: FactKind
    asserts: Assertion | None = None
    weight: Weight = Weight()

    @property
    def value(self) -> Value | None:
        """What it says, of whatever."""
        return self.asserts.value if self.asserts else None


#: Word -> what it promises; the spelling here is the one a refusal names.
ABSOLUTE: dict[str, Promise] = {
    "aman": Promise.SAFE,
    "tidak ada": Promise.NOTHING,
    "dipastikan": Promise.CERTAIN,
    "seluruh": Promise.ALL,
    "tidak terdapat": Promise.NOTHING,
    "tak ada": Promise.NOTHING,
    "tak satu pun": Promise.NOTHING,
    "tidak satu pun": Promise.NOTHING,
    "pasti": Promise.CERTAIN,
    "semua": Promise.ALL,
    "semuanya": Promise.ALL,
    "seluruhnya": Promise.ALL,
    "sepenuhnya": Promise.ALL,
    "100%": Promise.ALL,
    "100 persen": Promise.ALL,
    "safe": Promise.SAFE,
    "secure": Promise.SAFE,
    "no one": Promise.NOTHING,
    "nobody": Promise.NOTHING,
    "none": Promise.NOTHING,
    "nothing": Promise.NOTHING,
    "no data": Promise.NOTHING,
    "not one": Promise.NOTHING,
    "not a single": Promise.NOTHING,
    "there is no": Promise.NOTHING,
    "there are no": Promise.NOTHING,
    "certain": Promise.CERTAIN,
    "certainly": Promise.CERTAIN,
    "guaranteed": Promise.CERTAIN,
    "confirmed": Promise.CERTAIN,
    "definitely": Promise.CERTAIN,
    "all": Promise.ALL,
    "every": Promise.ALL,
    "entire": Promise.ALL,
    "fully": Promise.ALL,
    "completely": Promise.ALL,
    "100 percent": Promise.ALL,
}
_WHOLE = "a count of this incident that is whole (all of all, zero of so many) and none that is not"
#: What it promises -> what the linked facts need to say, as the description tells it.
NEEDS: dict[Promise, str] = {
    Promise.SAFE: "every look at a service fresh, running, of this incident, at least one such "
    "look or written word; no leaked account that can still be used",
    Promise.NOTHING: f"{_WHOLE}, or a fact that says none",
    Promise.CERTAIN: f"{_WHOLE}, or a report, claim, notice or written word that says a value",
    Promise.ALL: f"{_WHOLE}, or a fact that says none",
}
#: Right before one of them these take the promise back ("belum aman", "not yet confirmed").
DENIALS = (
    "belum", "belum dapat", "tidak", "tidak dapat", "not", "not yet", "not be", "not been",
    "not yet been", "cannot", "cannot be", "cannot yet be",
)  # fmt: skip

#: Kinds that count or measure: what they say is certain only where the count is whole.
_COUNTED = frozenset({FactKind.CONTAINMENT, FactKind.READINGS, FactKind.CAMPAIGN, FactKind.CHECK})


def _either(words: Iterable[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s+").replace("%", r"\s*%") for word in ordered
    )


_QUOTED = re.compile(r"“[^”\n]{1,300}”|\"[^\"\n]{1,300}\"")
_FOUND = re.compile(
    rf"(?:\b(?P<denied>{_either(DENIALS)})\s+)?\b(?P<word>{_either(ABSOLUTE)})(?!\w)",
    re.IGNORECASE,
)


#: Unicode categories of signs that nobody sees: formats, controls, separators of lines.
_UNSEEN = frozenset({"Cf", "Cc", "Zl", "Zp"})


def plain(text: str) -> str:
    """The text without signs that nobody sees: marks that turn its direction, zero-width signs,
    control signs. Line ends stay; letters are composed."""
    kept = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        sign for sign in kept if sign in "\n\t" or unicodedata.category(sign) not in _UNSEEN
    )


def trimmed(text: str, length: int | None = None) -> str:
    """What somebody typed, plain and trimmed, cut to what its column holds."""
    return plain(text).strip()[:length]


def absolute_words(text: str) -> list[str]:
    """Return the absolute words of a text as the table spells them, each once, in its order."""
    found = {
        " ".join(match["word"].lower().split()).replace(" %", "%")
        for match in _FOUND.finditer(plain(text))
        if not match["denied"]
    }
    return [word for word in ABSOLUTE if word in found]


def unquoted(text: str) -> str:
    """A correction without what it quotes of an earlier word: that is not said anew."""
    return _QUOTED.sub(" ", text)


def lack(word: str, facts: Iterable[Backing], *, usable: int = 0) -> Lack | None:
    """What the linked facts lack to carry the word; None where they do. `usable`: how many leaked
    accounts can still be used."""
    linked, promise = list(facts), ABSOLUTE[word]
    if promise is Promise.SAFE:
        return _lack_of_safe(linked, usable)
    if any(_denies_whole(one) for one in linked):
        return Lack.COUNT_DENIES
    if any(_carries(promise, one) for one in linked if one.weight.ours):
        return None
    return Lack.OF_ANOTHER if any(not one.weight.ours for one in linked) else Lack.COUNT


def _lack_of_safe(linked: list[Backing], usable: int) -> Lack | None:
    """Every look at a service has to say so, and nobody may come in with a leaked password."""
    checks = [one for one in linked if one.kind is FactKind.CHECK]
    said = [one for one in linked if one.asserts and one.asserts.subject is Subject.SERVICES]
    broken = {
        Lack.OF_ANOTHER: any(not one.weight.ours for one in checks),
        Lack.CHECK_OLD: any(not one.weight.fresh for one in checks),
        Lack.CHECK_DENIES: any(one.value is not Value.RUNNING for one in (*checks, *said)),
        Lack.ACCOUNTS_USABLE: usable > 0,
        Lack.CHECK: not any(
            one.value is Value.RUNNING or (one.kind is FactKind.WORD and one.value is Value.NONE)
            for one in linked
        ),
    }
    return next((one for one, holds in broken.items() if holds), None)


def _denies_whole(fact: Backing) -> bool:
    weight = fact.weight
    if weight.of:
        return not weight.is_whole
    return fact.kind is FactKind.CAMPAIGN and fact.value is Value.SOME


def _carries(promise: Promise, fact: Backing) -> bool:
    if fact.weight.is_whole or fact.value is Value.NONE:
        return True
    return promise is Promise.CERTAIN and fact.value is not None and fact.kind not in _COUNTED
