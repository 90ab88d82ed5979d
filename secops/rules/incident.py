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


class Severity(StrEnum):
    """How bad it is for the city, Sev-1 the worst; says how fast we act, not what the law asks."""

    SEV_1 = "sev1"
    SEV_2 = "sev2"
    SEV_3 = "sev3"
    SEV_4 = "sev4"


class Scope(StrEnum):
    """How far it reaches, the second of the three measures of priority."""

    ONE_COMPUTER = "one_computer"
    ONE_APPLICATION = "one_application"
    ONE_DEPARTMENT = "one_department"
    SEVERAL_DEPARTMENTS = "several_departments"
    WHOLE_CITY = "whole_city"
    BEYOND_CITY = "beyond_city"


class Certainty(StrEnum):
    """How sure the time of a line of the chronology is.

    `UNKNOWN_ORDER`: it happened, but where it belongs among the others is not known; the time only
    says where the line stands.
    """

    EXACT = "exact"
    APPROXIMATE = "approximate"
    DATE_ONLY = "date_only"
    UNKNOWN_ORDER = "unknown_order"


class Rsit(StrEnum):
    """The classes of the Reference Security Incident Taxonomy, by their machine tags.

    Its version 1003 (ENISA's task force; rsit 1003 of the MISP taxonomies), classification and
    example; the names in `labels_work` follow its descriptions, not only its titles.
    """

    SPAM = "abusive-content.spam"
    HARMFUL_SPEECH = "abusive-content.harmful-speech"
    VIOLENT_CONTENT = "abusive-content.violence"
    INFECTED_SYSTEM = "malicious-code.infected-system"
    C2_SERVER = "malicious-code.c2-server"
    MALWARE_DISTRIBUTION = "malicious-code.malware-distribution"
    MALWARE_CONFIGURATION = "malicious-code.malware-configuration"
    SCANNER = "information-gathering.scanner"
    SNIFFING = "information-gathering.sniffing"
    SOCIAL_ENGINEERING = "information-gathering.social-engineering"
    EXPLOIT_ATTEMPT = "intrusion-attempts.ids-alert"
    BRUTE_FORCE = "intrusion-attempts.brute-force"
    NEW_ATTACK = "intrusion-attempts.exploit"
    PRIVILEGED_ACCOUNT = "intrusions.privileged-account-compromise"
    UNPRIVILEGED_ACCOUNT = "intrusions.unprivileged-account-compromise"
    APPLICATION = "intrusions.application-compromise"
    SYSTEM = "intrusions.system-compromise"
    BURGLARY = "intrusions.burglary"
    DOS = "availability.dos"
    DDOS = "availability.ddos"
    MISCONFIGURATION = "availability.misconfiguration"
    SABOTAGE = "availability.sabotage"
    OUTAGE = "availability.outage"
    UNAUTHORISED_ACCESS = "information-content-security.unauthorised-information-access"
    UNAUTHORISED_CHANGE = "information-content-security.unauthorised-information-modification"
    DATA_LOSS = "information-content-security.data-loss"
    DATA_LEAK = "information-content-security.data-leak"
    UNAUTHORISED_USE = "fraud.unauthorised-use-of-resources"
    COPYRIGHT = "fraud.copyright"
    MASQUERADE = "fraud.masquerade"
    PHISHING = "fraud.phishing"
    WEAK_CRYPTO = "vulnerable.weak-crypto"
    DDOS_AMPLIFIER = "vulnerable.ddos-amplifier"
    UNWANTED_ACCESS = "vulnerable.potentially-unwanted-accessible"
    INFORMATION_DISCLOSURE = "vulnerable.information-disclosure"
    VULNERABLE_SYSTEM = "vulnerable.vulnerable-system"
    OTHER = "other.other"
    UNDETERMINED = "other.undetermined"
    TEST = "test.test"


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


def no_such_move() -> MoveRefused:
    """Return the refusal of a phase that cannot be reached from where the incident stands."""
    return MoveRefused(
        Refusal.NO_SUCH_MOVE,
        "Tahap insiden ini sudah berubah atau tidak dapat dilompati.",
        "This phase has changed or cannot be skipped.",
    )


def move(
    current: Phase, target: Phase, *, reason: str = "", open_work: Sequence[str] = ()
) -> Phase:
    """Return the new phase, or raise MoveRefused with a sentence for the page.

    `open_work` names in words what is still required; while there is any, nothing is closed.
    """
    if (current, target) not in MOVES:
        raise no_such_move()
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
