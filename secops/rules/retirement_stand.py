"""How one application stands with retirement, in a word for heat map and department page.

Chosen here: asked for nothing and known to be used = good; suggested, questioned or on its way out
= not yet good; back in use after it was taken out of service = bad; use that nobody knows =
unknown, never good. First line that holds wins.
"""

from __future__ import annotations

from enum import StrEnum

from secops.rules.retirement import OUT_OF_SERVICE, State
from secops.rules.tone import Tone


class Stage(StrEnum):
    """One application's stand, the worst first."""

    BACK_IN_USE = "back_in_use"
    SUGGESTED = "suggested"
    QUESTIONED = "questioned"
    ON_ITS_WAY = "on_its_way"
    USE_UNKNOWN = "use_unknown"
    KEPT = "kept"
    IN_USE = "in_use"
    RETIRED = "retired"


TONES: dict[Stage, Tone] = {
    Stage.BACK_IN_USE: Tone.BAD,
    Stage.SUGGESTED: Tone.WARN,
    Stage.QUESTIONED: Tone.WARN,
    Stage.ON_ITS_WAY: Tone.WARN,
    Stage.USE_UNKNOWN: Tone.UNKNOWN,
    Stage.KEPT: Tone.GOOD,
    Stage.IN_USE: Tone.GOOD,
    Stage.RETIRED: Tone.GOOD,
}


def stage_of(state: State, *, suggested: bool, use_known: bool, back_in_use: bool = False) -> Stage:
    """Return the stage of one application.

    `suggested`: its signs suggest to ask; `use_known`: somebody knows when it was last used;
    `back_in_use`: a sign of life after it was taken out of service.
    """
    if state in OUT_OF_SERVICE and back_in_use:
        return Stage.BACK_IN_USE
    if state is State.ARCHIVED:
        return Stage.RETIRED
    if state is State.QUESTIONED:
        return Stage.QUESTIONED
    if state not in (State.ACTIVE, State.KEPT):
        return Stage.ON_ITS_WAY
    if suggested:
        return Stage.SUGGESTED
    if state is State.KEPT:
        return Stage.KEPT
    return Stage.IN_USE if use_known else Stage.USE_UNKNOWN
