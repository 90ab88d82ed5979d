"""What an office may make of a ladder (RULES 5): which steps there are, and what is refused.

The code of a rung follows from its place (`h-3`, `late-1`), because a sent rung is known by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from secops.rules.ladder import Anchor, Audience, Ladder, LadderKind, Rung

#: Which steps each ladder knows, in the order of time.
ANCHORS: Mapping[LadderKind, tuple[Anchor, ...]] = {
    LadderKind.DAYS: (
        Anchor.START, Anchor.BEFORE_DUE, Anchor.DUE_MORNING, Anchor.AFTER_DUE, Anchor.WEEKLY,
    ),
    LadderKind.HOURS: (
        Anchor.START, Anchor.HALF_WAY, Anchor.DUE_TIME, Anchor.AFTER_DUE, Anchor.WEEKLY,
    ),
    LadderKind.HOLDERS: (
        Anchor.START, Anchor.BEFORE_DUE, Anchor.DUE_MORNING, Anchor.AFTER_DUE, Anchor.WEEKLY,
    ),
}  # fmt: skip

#: Whom each ladder may speak to.
AUDIENCES: Mapping[LadderKind, tuple[Audience, ...]] = {
    LadderKind.DAYS: tuple(who for who in Audience if who is not Audience.HOLDER),
    LadderKind.HOURS: tuple(who for who in Audience if who is not Audience.HOLDER),
    LadderKind.HOLDERS: (Audience.HOLDER,),
}

#: The steps that are counted, with the highest number each may have.
MOST: Mapping[Anchor, int] = {Anchor.BEFORE_DUE: 30, Anchor.AFTER_DUE: 30, Anchor.WEEKLY: 4}

#: A step above the department so late, or later, is announced by telephone first.
CALL_FROM = 5


class Refusal(StrEnum):
    """Why a ladder, or one of its rungs, cannot stand."""

    EMPTY = "empty"
    NO_START = "no_start"
    FOREIGN_STEP = "foreign_step"
    NUMBER = "number"
    TWICE = "twice"
    NOBODY = "nobody"
    FOREIGN_AUDIENCE = "foreign_audience"
    ABOVE_BEFORE_LATE = "above_before_late"
    CALL_MISSING = "call_missing"
    CALL_ELSEWHERE = "call_elsewhere"
    SUMMARY_OF_OTHERS = "summary_of_others"
    LEADERSHIP_IS_SUMMARY = "leadership_is_summary"
    WEEKLY_IS_SUMMARY = "weekly_is_summary"
    SECRETARY_BEFORE_SUPERIOR = "secretary_before_superior"


def code_of(kind: LadderKind, anchor: Anchor, n: int) -> str:
    """Return the code that a step has by its place."""
    match anchor:
        case Anchor.START:
            return "start" if kind is LadderKind.HOLDERS else "issued"
        case Anchor.HALF_WAY:
            return "half-way"
        case Anchor.BEFORE_DUE:
            return f"h-{n}"
        case Anchor.DUE_MORNING | Anchor.DUE_TIME:
            return "due"
        case Anchor.AFTER_DUE:
            return f"late-{n}"
        case Anchor.WEEKLY:
            return f"weekly-{n}"


def made(
    kind: LadderKind,
    anchor: Anchor,
    audience: Iterable[Audience],
    n: int = 0,
    *,
    summary_only: bool = False,
    call_first: bool = False,
) -> Rung:
    """Make a rung with its code; a step that is not counted has no number."""
    n = n if anchor in MOST else 0
    listed = tuple(who for who in Audience if who in set(audience))
    return Rung(code_of(kind, anchor, n), anchor, listed, n, summary_only, call_first)


def in_order(rungs: Iterable[Rung]) -> Ladder:
    """Return the rungs as they climb: by their anchor, before due the farthest first."""
    places = list(Anchor)

    def place(rung: Rung) -> tuple[int, int]:
        back = -1 if rung.anchor is Anchor.BEFORE_DUE else 1
        return places.index(rung.anchor), back * rung.n

    return tuple(sorted(rungs, key=place))


def refusals(kind: LadderKind, rungs: Iterable[Rung]) -> list[tuple[int | None, Refusal]]:
    """Return what is wrong, with the place of the rung in the list (None: the ladder as a whole).

    Empty = it may stand.
    """
    listed = list(rungs)
    if not listed:
        return [(None, Refusal.EMPTY)]
    found: list[tuple[int | None, Refusal]] = []
    seen: set[str] = set()
    for place, rung in enumerate(listed):
        found += [(place, why) for why, wrong in _OF_A_RUNG.items() if wrong(kind, rung)]
        if rung.code in seen:
            found.append((place, Refusal.TWICE))
        seen.add(rung.code)
    if not any(rung.anchor is Anchor.START for rung in listed):
        found.append((None, Refusal.NO_START))
    superior = _first(listed, Audience.SUPERIOR)
    secretary = _first(listed, Audience.REGIONAL_SECRETARY)
    if superior is not None and secretary is not None and secretary < superior:
        found.append((None, Refusal.SECRETARY_BEFORE_SUPERIOR))
    return found


def _needs_call(kind: LadderKind, rung: Rung) -> bool:
    """Say whether *telephone the head* must stand before it."""
    late = rung.anchor is Anchor.AFTER_DUE and rung.n >= CALL_FROM and rung.gathered
    return not rung.summary_only and (Audience.REGIONAL_SECRETARY in rung.audience or late)


_Wrong = Callable[[LadderKind, Rung], bool]

_OF_A_RUNG: Mapping[Refusal, _Wrong] = {
    Refusal.FOREIGN_STEP: lambda kind, rung: rung.anchor not in ANCHORS[kind],
    Refusal.NUMBER: lambda kind, rung: rung.anchor in MOST and not 1 <= rung.n <= MOST[rung.anchor],
    Refusal.NOBODY: lambda kind, rung: not rung.audience,
    Refusal.FOREIGN_AUDIENCE: lambda kind, rung: not set(rung.audience) <= set(AUDIENCES[kind]),
    Refusal.ABOVE_BEFORE_LATE: lambda kind, rung: (
        rung.gathered and rung.anchor not in (Anchor.AFTER_DUE, Anchor.WEEKLY)
    ),
    Refusal.CALL_MISSING: lambda kind, rung: _needs_call(kind, rung) and not rung.call_first,
    Refusal.CALL_ELSEWHERE: lambda kind, rung: (
        rung.call_first and not (rung.anchor is Anchor.AFTER_DUE and rung.gathered)
    ),
    Refusal.SUMMARY_OF_OTHERS: lambda kind, rung: (
        rung.summary_only and set(rung.audience) != {Audience.LEADERSHIP}
    ),
    Refusal.LEADERSHIP_IS_SUMMARY: lambda kind, rung: (
        Audience.LEADERSHIP in rung.audience and not rung.summary_only
    ),
    Refusal.WEEKLY_IS_SUMMARY: lambda kind, rung: (
        kind is not LadderKind.HOLDERS and rung.anchor is Anchor.WEEKLY and not rung.summary_only
    ),
}


def _first(rungs: Iterable[Rung], audience: Audience) -> int | None:
    """Return how many working days after due somebody is told first."""
    late = [r.n for r in rungs if r.anchor is Anchor.AFTER_DUE and audience in r.audience]
    return min(late, default=None)
