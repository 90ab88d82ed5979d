"""When a fact behind a published statement is no longer what it was.

A fact keeps what its row said when it was linked; this table says which differences matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from secops.rules.assertion import FactKind


class Change(StrEnum):
    """What became of a fact, or of the word as a whole."""

    WITHDRAWN = "withdrawn"
    MORE_ACCOUNTS = "more_accounts"
    CONTAINMENT_UNDONE = "containment_undone"
    MORE_USABLE = "more_usable"
    CHECK_DENIES = "check_denies"
    DECIDED_ANEW = "decided_anew"
    DENIED = "denied"
    """A later public word denies an earlier one."""
    KNOWN_OTHERWISE = "known_otherwise"
    """What the product itself knows denies the word."""


class How(StrEnum):
    """How two readings are compared."""

    BECAME_TRUE = "became_true"
    GREW = "grew"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Watched:
    """One part of what a row says, and what it means when it moves."""

    part: str
    how: How
    change: Change


#: Kind of fact -> what is watched in it.
WATCHED: dict[FactKind, tuple[Watched, ...]] = {
    FactKind.REPORT: (
        Watched("withdrawn", How.BECAME_TRUE, Change.WITHDRAWN),
        Watched("accounts", How.GREW, Change.MORE_ACCOUNTS),
    ),
    FactKind.CONTAINMENT: (Watched("reopened", How.GREW, Change.CONTAINMENT_UNDONE),),
    FactKind.READINGS: (Watched("withdrawn", How.BECAME_TRUE, Change.WITHDRAWN),),
    FactKind.CAMPAIGN: (Watched("usable", How.GREW, Change.MORE_USABLE),),
    FactKind.CHECK: (
        Watched("withdrawn", How.BECAME_TRUE, Change.WITHDRAWN),
        Watched("result", How.DIFFERS, Change.CHECK_DENIES),
    ),
    FactKind.CLAIM: (Watched("disposition", How.DIFFERS, Change.DECIDED_ANEW),),
    FactKind.NOTICE: (Watched("withdrawn", How.BECAME_TRUE, Change.WITHDRAWN),),
    FactKind.WORD: (),
}


@dataclass(frozen=True, slots=True)
class Moved:
    """One difference that matters."""

    change: Change
    was: Any
    now: Any


def moved(kind: FactKind, seen: Mapping[str, Any], now: Mapping[str, Any]) -> list[Moved]:
    """What differs between then and now; a part that was not read then is not compared."""
    found = []
    for one in WATCHED[kind]:
        if one.part not in seen or one.part not in now:
            continue
        before, after = seen[one.part], now[one.part]
        differs = {
            How.BECAME_TRUE: not before and bool(after),
            How.GREW: before is not None and after is not None and after > before,
            How.DIFFERS: before != after,
        }[one.how]
        if differs:
            found.append(Moved(one.change, before, after))
    return found
