"""From the facts of an account to its state, first line wins (RULES 1, the table).

How to read the conditions in the docstrings: names are fields of `Facts`; `cutoff` is
GREATEST(base, newest_exposure); `floor` is COALESCE(base, cutoff); a comparison with an unknown
side is false, also under NOT (in SQL: COALESCE(comparison, FALSE) before negating). So equal is
not after, and doubt never makes green.

Where RULES 1 is silent or general, this is what holds here:
* no base and no exposure (its reports were withdrawn): no cutoff, so nothing can be verified;
  no base but an exposure: `floor` stands in for the base, which is never more lenient;
* an exemption runs up to, not including, its end; a fixed end of a disowned account's agent
  likewise: at that very moment the turn is the office's;
* a sample check heals `self_measured` if it passed after the change (at its latest);
* a sample check also lets an answer pass whose proof fails only for want of a time
  (`time_unknown`): that is what the office can do about it. Never more than `attested`;
* `attested` needs that the cutoff has not risen since the answer: an answer and a sample say
  nothing about a password leaked afterwards;
* `time_unknown` gives the turn to the office in every state in which somebody still has a turn
  for the sake of the password (rows 4, 6, 9, 11 to 13);
* sessions come before the other gaps of `partial`: as long as sessions live, the turn is the
  application administrator's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from secops.rules.intervals import WIB, Interval, earliest, is_after, is_not_after
from secops.rules.rotation_facts import (
    DEFAULT_POLICY,
    DONE_ANSWERS,
    READING_TOLERANCE,
    Answer,
    AnswerKind,
    Exposure,
    Facts,
    Origin,
    Policy,
    Reason,
    State,
    TroubleReason,
    Turn,
    already_rotated,
    base_of,
    cutoff,
    effective_at,
    mass_reset_seconds,
    misuse_mark,
    standing_answer,
)
from secops.rules.rotation_reasons import (
    MISSING,
    Case,
    bar,
    locked_by_owner,
    reasons_of,
    says_done,
)
from secops.rules.rotation_rows import ROWS, closed, proven

__all__ = [
    "DEFAULT_POLICY",
    "DONE",
    "DONE_ANSWERS",
    "MISSING",
    "OFFICE_FINDS_TIME",
    "READING_TOLERANCE",
    "ROWS",
    "SETTLED",
    "WIB",
    "Alarm",
    "Answer",
    "AnswerKind",
    "Exposure",
    "Facts",
    "Interval",
    "Origin",
    "Policy",
    "Reason",
    "State",
    "TroubleReason",
    "Turn",
    "Verdict",
    "alarms",
    "already_rotated",
    "base_of",
    "cutoff",
    "derive",
    "effective_at",
    "is_overdue",
    "mass_reset_seconds",
    "may_close",
    "misuse_mark",
    "possible_takeover",
    "standing_answer",
    "turn_of",
]

#: Proven or excused: what is behind us (RULES 1, "Done = 1, 5, 7").
DONE = frozenset({State.DISABLED, State.VERIFIED, State.EXEMPT})

#: With these no account holds its campaign open; a write-off is a decision outside the facts.
SETTLED = DONE | {State.ATTESTED}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the facts say at one moment.

    `usable` = the leaked account can still be used (the headline). `recheck_at` = the next moment
    at which time alone may change the verdict, None if only new facts can.
    """

    state: State
    reasons: tuple[Reason, ...]
    turn: Turn
    usable: bool
    cutoff: datetime | None
    recheck_at: datetime | None


_TURN = {
    State.DISABLED: Turn.NONE,
    State.DISOWNED: Turn.AGENT,
    State.NEEDS_HELP: Turn.AGENT,
    State.VERIFIED: Turn.NONE,
    State.EXEMPT: Turn.NONE,
    State.ATTESTED: Turn.NONE,
    State.CLAIMED: Turn.APPLICATION_ADMINISTRATOR,
}

#: In these states an unknown time of day hands the turn to the office (a sample, a later reading).
OFFICE_FINDS_TIME = frozenset(
    {
        State.REEXPOSED,
        State.CONTAINED,
        State.CONTRADICTED,
        State.CLAIMED,
        State.TOLD,
        State.OPEN,
    }
)


def turn_of(state: State, reasons: tuple[Reason, ...], facts: Facts, *, at: datetime) -> Turn:
    """Return whose turn it is in a state with these reasons (RULES 1, last column)."""
    if state not in SETTLED and facts.closing_asked_at is not None:
        return Turn.APPLICATION_ADMINISTRATOR
    if state in OFFICE_FINDS_TIME and Reason.TIME_UNKNOWN in reasons:
        return Turn.OFFICE
    if state is State.DISOWNED and is_not_after(facts.agent_until, at):
        return Turn.OFFICE
    if state is State.CONTAINED and says_done(facts):
        return Turn.APPLICATION_ADMINISTRATOR
    if state is State.PARTIAL and Reason.SESSIONS_ALIVE in reasons:
        return Turn.APPLICATION_ADMINISTRATOR
    if state is State.PARTIAL and MISSING.intersection(reasons) == {Reason.SELF_MEASURED}:
        return Turn.OFFICE
    if state is State.OPEN and not facts.has_address:
        return Turn.AGENT
    return _TURN.get(state, Turn.HOLDER)


def derive(facts: Facts, *, at: datetime, policy: Policy = DEFAULT_POLICY) -> Verdict:
    """Read the table: which state holds at `at`, why, whose turn it is. Never fails."""
    case = Case(facts, at, policy)
    state = next(row.state for row in ROWS if row.holds(case))
    reasons = reasons_of(case, state)
    return Verdict(
        state=state,
        reasons=reasons,
        turn=turn_of(state, reasons, facts, at=at),
        usable=_usable(case),
        cutoff=bar(facts),
        recheck_at=_recheck_at(facts, at),
    )


def _usable(c: Case) -> bool:
    """exposed_live AND NOT row 1 AND NOT row 5 AND NOT contained_at > COALESCE(newest_exposure,
    base): read from the facts, whatever row won."""
    return c.f.exposed_live and not (closed(c) or proven(c) or locked_by_owner(c.f))


def _recheck_at(f: Facts, at: datetime) -> datetime | None:
    """LEAST of those of disabled_at, exempt_approved_at, exempt_until, username_exempt_until,
    agent_until that lie after `at`: the only facts that time alone can turn."""
    turning = (
        f.disabled_at,
        f.exempt_approved_at,
        f.exempt_until,
        f.username_exempt_until,
        f.agent_until,
    )
    return earliest(*(moment for moment in turning if is_after(moment, at)))


# --- beside the state --------------------------------------------------------------------------


class Alarm(StrEnum):
    """What the office is told at once, whatever the state."""

    POSSIBLE_TAKEOVER = "possible_takeover"
    READING_WENT_BACK = "reading_went_back"
    SAME_SECRET_AFTER_CHANGE = "same_secret_after_change"


def possible_takeover(f: Facts) -> bool:
    """Say whether somebody else may hold the account (RULES 1, row 3; to the duty officer).

    answer = trouble AND answer_reason = cannot_log_in AND change_to > base
    AND change_from < answered_at AND NOT change_from <= contained_at AND NOT mass_reset.
    A date-only change counts by either end: doubt rings the bell. A mass reset explains the trouble
    whether it is believed as proof or not.
    """
    return (
        f.answer is AnswerKind.TROUBLE
        and f.answer_reason is TroubleReason.CANNOT_LOG_IN
        and is_after(f.change_to, f.base)
        and is_after(f.answered_at, f.change_from)
        and not is_not_after(f.change_from, f.contained_at)
        and not f.mass_reset
    )


def alarms(facts: Facts, verdict: Verdict) -> tuple[Alarm, ...]:
    """Return the alarms of an account, in fixed order."""
    ringing = {
        Alarm.POSSIBLE_TAKEOVER: possible_takeover(facts),
        Alarm.READING_WENT_BACK: Reason.READING_WENT_BACK in verdict.reasons,
        Alarm.SAME_SECRET_AFTER_CHANGE: Reason.SAME_SECRET_AFTER_CHANGE in verdict.reasons,
    }
    return tuple(alarm for alarm, rings in ringing.items() if rings)


def is_overdue(state: State, due_at: datetime, *, at: datetime) -> bool:
    """Say whether the account is late: due_at < at and not done. Overdue is no state."""
    return due_at < at and state not in DONE


def may_close(unwritten: Iterable[State]) -> bool:
    """Say whether a campaign may close, given the states of all accounts not written off."""
    return all(state in SETTLED for state in unwritten)
