"""When the owner of an incident's task is reminded (after RULES 5): at once, before, at, after.

`superior` is the lead of the response: told of what is late, never of what is in work. What can
wait for the one digest of the day stands there; what cannot has a message of its own.
"""

from __future__ import annotations

from datetime import datetime

from secops.rules.incident import Severity
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


#: Late work on these keeps nobody waiting for tomorrow's digest, if the incident needs it done.
CRITICAL = frozenset({Severity.SEV_1, Severity.SEV_2})

#: What is due in hours cannot wait a day to be given, nor to be said to be due.
_ALONE_IN_HOURS = frozenset({GIVEN, "due"})


def goes_alone(kind: LadderKind, code: str, *, required: bool, severity: str) -> bool:
    """Whether a step has a message of its own; else it stands in its person's digest."""
    if code == _LATE.code:
        return required and severity in CRITICAL
    return kind is LadderKind.HOURS and code in _ALONE_IN_HOURS


def ladder_of_task(given_at: datetime, due_at: datetime) -> Ladder:
    """In hours where it is due within 72 h of being given."""
    return LADDERS[kind_for(given_at, due_at)]
