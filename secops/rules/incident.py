"""The phases of a cyber incident as a table of moves, and the words of the law for it.

Bases: BSSN 1/2024 Art 15(2) (three ways to establish an incident), Art 15(3)(7) (what must be
reported). Silent there and chosen here: a phase may fall back to any earlier one with a reason,
a closed or refuted incident comes back to triage with a reason, and only an incident still in
detection, triage or containment can be refuted.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from secops.rules.refusal import MoveRefused


class Phase(StrEnum):
    """Where the handling of an incident stands."""

    DETECTION = "detection"
    TRIAGE = "triage"
    CONTAINMENT = "containment"
    ERADICATION = "eradication"
    RECOVERY = "recovery"
    LESSONS = "lessons"
    CLOSED = "closed"
    REFUTED = "refuted"


class DetectionBasis(StrEnum):
    """How it was established that there is an incident (BSSN 1/2024 Art 15(2) a, b, c)."""

    TEAM_DETECTION = "team_detection"
    COMPLAINT_ANALYSIS = "complaint_analysis"
    CONFIRMED_WARNING = "confirmed_warning"


class Risk(StrEnum):
    """The risk by the organisation's own risk management (BSSN 1/2024 Art 15(7)(8))."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    VERY_HIGH = "very_high"


class Rsit(StrEnum):
    """The classes of the Reference Security Incident Taxonomy that we use."""

    UNAUTHORISED_ACCESS = "information-content-security.unauthorised-information-access"
    DATA_LOSS = "information-content-security.data-loss"
    DATA_LEAK = "information-content-security.data-leak"
    PRIVILEGED_ACCOUNT = "intrusions.privileged-account-compromise"
    UNPRIVILEGED_ACCOUNT = "intrusions.unprivileged-account-compromise"
    APPLICATION = "intrusions.application-compromise"
    SYSTEM = "intrusions.system-compromise"
    INFECTED_SYSTEM = "malicious-code.infected-system"
    OTHER = "other"


class Refusal(StrEnum):
    """Why a phase was refused."""

    NO_SUCH_MOVE = "no_such_move"
    REASON_MISSING = "reason_missing"
    WORK_OPEN = "work_open"


#: The way forward, step by step.
PATH: tuple[Phase, ...] = (
    Phase.DETECTION,
    Phase.TRIAGE,
    Phase.CONTAINMENT,
    Phase.ERADICATION,
    Phase.RECOVERY,
    Phase.LESSONS,
    Phase.CLOSED,
)

_HANDLING = PATH[:-1]

#: (from, to) -> does the move need a reason?
MOVES: dict[tuple[Phase, Phase], bool] = {
    **dict.fromkeys(pairwise(PATH), False),
    **{
        (origin, target): True
        for index, origin in enumerate(_HANDLING)
        for target in _HANDLING[:index]
    },
    (Phase.DETECTION, Phase.REFUTED): True,
    (Phase.TRIAGE, Phase.REFUTED): True,
    (Phase.CONTAINMENT, Phase.REFUTED): True,
    (Phase.REFUTED, Phase.TRIAGE): True,
    (Phase.CLOSED, Phase.TRIAGE): True,
}

#: In these an incident needs nothing more.
OVER = frozenset({Phase.CLOSED, Phase.REFUTED})

_REPORTABLE = frozenset({Risk.HIGH, Risk.VERY_HIGH})


def must_report(risk: Risk, *, iiv: bool) -> bool:
    """Say whether the law orders a report: on IIV, or at high risk (BSSN 1/2024 Art 15(3)(5))."""
    return iiv or risk in _REPORTABLE


def move(
    current: Phase, target: Phase, *, reason: str = "", open_work: Sequence[str] = ()
) -> Phase:
    """Return the new phase, or raise MoveRefused with a sentence for the page.

    `open_work` names in words what is still required; while there is any, nothing is closed.
    """
    if (current, target) not in MOVES:
        raise MoveRefused(
            Refusal.NO_SUCH_MOVE,
            "Tahap insiden ini sudah berubah atau tidak dapat dilompati.",
            "This phase has changed or cannot be skipped.",
        )
    if MOVES[current, target] and not reason.strip():
        raise MoveRefused(Refusal.REASON_MISSING, "Tuliskan alasannya.", "Please give the reason.")
    if target is Phase.CLOSED and open_work:
        listed = "; ".join(open_work)
        raise MoveRefused(
            Refusal.WORK_OPEN,
            f"Insiden belum dapat ditutup. Yang masih terbuka: {listed}.",
            f"The incident cannot be closed yet. Still open: {listed}.",
        )
    return target
