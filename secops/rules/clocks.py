"""The clocks that law and policy start (RULES 3), as one table.

Stored are started_at, stopped_at and the proof; the rest is read. Clocks never pause.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from secops.rules.intervals import WIB
from secops.rules.working_time import Calendar, add_working_days, close_of


class Label(StrEnum):
    """Whether a term is law or the city's own choice; shown on every clock."""

    LAW = "law"
    POLICY = "policy"


class Start(StrEnum):
    """The fact that starts a clock."""

    FOUND = "found_at"
    KNOWN = "known_at"
    DECIDED = "decided_at"
    RECEIVED = "received_at"
    SENT = "sent_at"
    ORDERED = "ordered_at"
    DELIVERED = "delivered_at"
    REPORTED = "reported_at"
    ISSUED = "issued_at"
    TESTED = "tested_at"
    UPDATED = "updated_at"


class ClockCode(StrEnum):
    """The clocks, in the order of RULES 3."""

    IIV_INCIDENT = "iiv_incident"
    HIGH_RISK_INCIDENT = "high_risk_incident"
    PERSONAL_DATA_SUBJECT = "personal_data_subject"
    PERSONAL_DATA_AGENCY = "personal_data_agency"
    PERSONAL_DATA_PUBLIC = "personal_data_public"
    BSSN_NOTICE = "bssn_notice"
    REQUEST_ANSWER = "request_answer"
    ROTATION_PRIVILEGED = "rotation_privileged"
    ROTATION_EXPOSED = "rotation_exposed"
    ROTATION_OTHERS = "rotation_others"
    RETIREMENT_ANSWER = "retirement_answer"
    RECOMMENDATION_DECISION = "recommendation_decision"
    RECOMMENDATION_DECISION_URGENT = "recommendation_decision_urgent"
    RECOMMENDATION_FOLLOW_UP = "recommendation_follow_up"
    RECOMMENDATION_REVIEW = "recommendation_review"
    CSIRT_REGISTER = "csirt_register"
    RESTORE_TEST = "restore_test"
    PUBLIC_WORD = "public_word"


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock: what starts it, how long it runs (exactly one measure), and why.

    `agreed` = the end is set case by case: by a decision, or by a promise given in public.
    """

    code: ClockCode
    start: Start
    label: Label
    basis: str
    hours: int = 0
    days: int = 0
    working_days: int = 0
    years: int = 0
    agreed: bool = False

    @property
    def length(self) -> str:
        """Return the length in words, for the reference page."""
        measures = {
            "h": self.hours,
            "days": self.days,
            "working days": self.working_days,
            "years": self.years,
        }
        named = (f"{number} {unit}" for unit, number in measures.items() if number)
        return next(named, "as decided or promised").replace("1 working days", "1 working day")


def _clock(code: ClockCode, start: Start, label: Label, basis: str, **length: int) -> Clock:
    """Build a line of the table; without a length the end is agreed case by case."""
    return Clock(code, start, label, basis, **length, agreed=not length)


_CISA = "after CISA ED 24-02 and 19-01"
_BPK = "after BPK 2/2017"

#: RULES 3.
CLOCKS: dict[ClockCode, Clock] = {
    clock.code: clock
    for clock in (
        _clock(
            ClockCode.IIV_INCIDENT,
            Start.FOUND,
            Label.LAW,
            "BSSN 1/2024 Art 15(5)(6)",
            hours=24,
        ),
        _clock(
            ClockCode.HIGH_RISK_INCIDENT,
            Start.FOUND,
            Label.POLICY,
            "BSSN 1/2024 Art 15(1)(3) orders the report and gives no hour",
            hours=24,
        ),
        _clock(
            ClockCode.PERSONAL_DATA_SUBJECT,
            Start.KNOWN,
            Label.LAW,
            "UU 27/2022 Art 46(1) a",
            hours=72,
        ),
        _clock(
            ClockCode.PERSONAL_DATA_AGENCY,
            Start.KNOWN,
            Label.LAW,
            "UU 27/2022 Art 46(1) b",
            hours=72,
        ),
        _clock(
            ClockCode.PERSONAL_DATA_PUBLIC,
            Start.DECIDED,
            Label.LAW,
            "UU 27/2022 Art 46(3); the decision is recorded",
        ),
        _clock(ClockCode.BSSN_NOTICE, Start.RECEIVED, Label.POLICY, "own choice", hours=24),
        _clock(ClockCode.REQUEST_ANSWER, Start.SENT, Label.POLICY, "own choice", working_days=3),
        _clock(ClockCode.ROTATION_PRIVILEGED, Start.ORDERED, Label.POLICY, _CISA, hours=24),
        _clock(ClockCode.ROTATION_EXPOSED, Start.ORDERED, Label.POLICY, _CISA, hours=72),
        _clock(ClockCode.ROTATION_OTHERS, Start.ORDERED, Label.POLICY, _CISA, working_days=10),
        _clock(
            ClockCode.RETIREMENT_ANSWER,
            Start.DELIVERED,
            Label.POLICY,
            "practice of another city; then deemed agreed",
            days=14,
        ),
        _clock(
            ClockCode.RECOMMENDATION_DECISION,
            Start.RECEIVED,
            Label.POLICY,
            "own choice",
            working_days=3,
        ),
        _clock(
            ClockCode.RECOMMENDATION_DECISION_URGENT,
            Start.RECEIVED,
            Label.POLICY,
            "own choice",
            working_days=1,
        ),
        _clock(ClockCode.RECOMMENDATION_FOLLOW_UP, Start.ORDERED, Label.POLICY, _BPK, days=60),
        _clock(ClockCode.RECOMMENDATION_REVIEW, Start.REPORTED, Label.POLICY, _BPK, days=30),
        _clock(ClockCode.CSIRT_REGISTER, Start.ISSUED, Label.LAW, "BSSN 1/2024 Art 13", years=3),
        _clock(ClockCode.RESTORE_TEST, Start.TESTED, Label.POLICY, "CIS 11.5", days=90),
        _clock(ClockCode.PUBLIC_WORD, Start.UPDATED, Label.POLICY, "the promise itself"),
    )
}

#: Of the wall-clock time, this much is gone when a clock warns (RULES 3).
WARN_NUMERATOR, WARN_DENOMINATOR = 3, 4


@dataclass(frozen=True, slots=True)
class Reading:
    """A clock read at one moment. `remaining` is negative once late, None without a deadline.

    A stopped clock keeps what remained when it was stopped, warns no more, and stays breached if
    it was stopped late.
    """

    remaining: timedelta | None
    warned: bool
    breached: bool


def deadline(
    clock: Clock,
    started_at: datetime,
    *,
    calendar: Calendar,
    agreed: datetime | None = None,
) -> datetime | None:
    """Return when the clock runs out.

    n hours are n x 1 h and n days n x 24 h after the start; n working days end at 16.00 WIB on the
    n-th working day after the day of the start; n years end at the same local time on the same
    date (29 February: on the 28th). A clock with an agreed end returns that, None until there is
    one.
    """
    if clock.agreed:
        return agreed
    if clock.years:
        return _years_later(started_at, clock.years)
    if clock.working_days:
        started_on = started_at.astimezone(WIB).date()
        return close_of(add_working_days(started_on, clock.working_days, calendar))
    return started_at + timedelta(hours=clock.hours, days=clock.days)


def read(
    started_at: datetime,
    due_at: datetime | None,
    *,
    stopped_at: datetime | None = None,
    at: datetime,
) -> Reading:
    """Read a clock at `at`; exactly at the deadline it is not yet breached (equal is not after)."""
    if due_at is None:
        return Reading(remaining=None, warned=False, breached=False)
    stopped = stopped_at is not None and stopped_at <= at
    moment = stopped_at if stopped_at is not None and stopped else at
    gone, length = moment - started_at, due_at - started_at
    return Reading(
        remaining=due_at - moment,
        warned=not stopped and gone * WARN_DENOMINATOR >= length * WARN_NUMERATOR,
        breached=moment > due_at,
    )


def _years_later(moment: datetime, years: int) -> datetime:
    """Return the same local time on the same date n years later."""
    local = moment.astimezone(WIB)
    day = 28 if (local.month, local.day) == (2, 29) else local.day
    return local.replace(year=local.year + years, day=day)
