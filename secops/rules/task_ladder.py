"""When the owner of an incident's task is reminded (after RULES 5): at once, before, at, after.

`superior` is the lead of the response: told of what is late, never of what is in work.
"""

from __future__ import annotations

from datetime import datetime

from secops.rules.ladder import Anchor, Audience, Ladder, LadderKind, Rung, kind_for

_OWNER = (Audience.HOLDER,)
_LATE = Rung("late-1", Anchor.AFTER_DUE, (Audience.HOLDER, Audience.SUPERIOR), n=1)

#: The step with which a task is given.
GIVEN = "given"

LADDERS: dict[LadderKind, Ladder] = {
    LadderKind.DAYS: (
        Rung(GIVEN, Anchor.START, _OWNER),
        Rung("h-1", Anchor.BEFORE_DUE, _OWNER, n=1),
        Rung("due", Anchor.DUE_MORNING, _OWNER),
        _LATE,
    ),
    LadderKind.HOURS: (
        Rung(GIVEN, Anchor.START, _OWNER),
        Rung("half-way", Anchor.HALF_WAY, _OWNER),
        Rung("due", Anchor.DUE_TIME, _OWNER),
        _LATE,
    ),
}


def ladder_of_task(given_at: datetime, due_at: datetime) -> Ladder:
    """In hours where it is due within 72 h of being given."""
    return LADDERS[kind_for(given_at, due_at)]
