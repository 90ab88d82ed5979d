"""Who counts as told of a failure to protect his data (UU 27/2022 Art 46, else policy).

The law wants it in writing. A mailbox that may itself be leaked is told too, but it proves nothing:
whoever reads it may not be its owner.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """How far the notice came with one person; the values are the codes stored nowhere."""

    BY_HAND = "by_hand"
    REACHED = "reached"
    SENT = "sent"
    WAITING = "waiting"
    DOUBTFUL = "doubtful"
    UNSURE = "unsure"
    BOUNCED = "bounced"
    NO_WAY = "no_way"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Try:
    """One message to the person: its state in the outbox, and whether its address is trusted."""

    state: str
    trusted: bool


#: Proof that the person was told in writing.
TOLD = frozenset({Standing.BY_HAND, Standing.REACHED, Standing.SENT})
#: Nobody reaches these but a human being.
BY_HAND_NEXT = frozenset({Standing.DOUBTFUL, Standing.BOUNCED, Standing.NO_WAY, Standing.UNSURE})


def standing(tries: Iterable[Try], *, by_hand: bool, has_way: bool) -> Standing:
    """The best that can be proven of one person."""
    if by_hand:
        return Standing.BY_HAND
    found = list(tries)
    trusted = {one.state for one in found if one.trusted}
    if "reached" in trusted:
        return Standing.REACHED
    if "sent" in trusted:
        return Standing.SENT
    states = {one.state for one in found}
    if states & {"queued", "sending"}:
        return Standing.WAITING
    if states & {"sent", "reached"}:
        return Standing.DOUBTFUL
    if "unknown" in states:
        return Standing.UNSURE
    if "failed" in states:
        return Standing.BOUNCED
    return Standing.NOT_YET if has_way else Standing.NO_WAY
