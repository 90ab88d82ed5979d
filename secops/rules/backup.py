"""From the runs and tests of a backup to its state, first line wins (RULES 6).

Chosen here: the last run counts by its result only once it has one; a restore test that failed
after the last good one makes the backup unproven; a date in the future proves nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from secops.rules.intervals import earliest, is_after, is_not_after
from secops.rules.schedule import Schedule

#: A restore test holds this long (policy, CIS 11.5).
RESTORE_TEST_INTERVAL = timedelta(days=90)


class State(StrEnum):
    """How far a backup can be trusted; only the last one is green."""

    NEVER = "never"
    FAILING = "failing"
    LATE = "late"
    UNPROVEN = "unproven"
    PROVEN = "proven"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of one backup; aware times.

    `last_run_failed` = the newest run with a result failed. `restored_at` = the newest successful
    restore test, `restore_failed_at` = the newest failed one.
    """

    schedule: Schedule
    grace: timedelta
    last_run_at: datetime | None = None
    last_run_failed: bool = False
    last_success_at: datetime | None = None
    restored_at: datetime | None = None
    restore_failed_at: datetime | None = None
    restore_interval: timedelta = RESTORE_TEST_INTERVAL


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state at one moment; just after `recheck_at` time alone may change it."""

    state: State
    recheck_at: datetime | None


#: The table of RULES 6 in words, in the order in which it is tried.
ROWS: tuple[tuple[State, str], ...] = (
    (State.NEVER, "no run"),
    (State.FAILING, "the last run failed"),
    (State.LATE, "the success due after the last one has not come within its grace"),
    (State.UNPROVEN, "on time, but no successful restore test within its interval"),
    (State.PROVEN, "on time, and restored within the test's interval"),
)


def derive(facts: Facts, *, at: datetime) -> Verdict:
    """Read the table; exactly at the end of the grace the backup is still on time."""
    late_after = _plus(next_due(facts), facts.grace)
    stale_after = _plus(facts.restored_at, facts.restore_interval)
    return Verdict(
        state=_state(facts, late_after, stale_after, at),
        recheck_at=earliest(*(m for m in (late_after, stale_after) if is_not_after(at, m))),
    )


def next_due(facts: Facts) -> datetime | None:
    """When the next success is expected; None before the first one. The grace comes after it."""
    last = facts.last_success_at
    return None if last is None else facts.schedule.due_after(last)


def _state(
    facts: Facts, late_after: datetime | None, stale_after: datetime | None, at: datetime
) -> State:
    """Return the first state of ROWS that holds."""
    if facts.last_run_at is None or facts.last_run_at > at:
        return State.NEVER
    if facts.last_run_failed:
        return State.FAILING
    if late_after is None or late_after < at:
        return State.LATE
    restored = facts.restored_at is not None and facts.restored_at <= at
    refuted = is_after(facts.restore_failed_at, facts.restored_at)
    if not restored or refuted or is_after(at, stale_after):
        return State.UNPROVEN
    return State.PROVEN


def _plus(moment: datetime | None, length: timedelta) -> datetime | None:
    """Return the moment that much later, None for an unknown one."""
    return None if moment is None else moment + length


#: States in which somebody is told: the copy of tonight is missing.
BROKEN = frozenset({State.FAILING, State.LATE})


class Objective(StrEnum):
    """What a restore test says about one objective (BSSN: recovery under RTO, data over RPO)."""

    MET = "met"
    MISSED = "missed"
    UNKNOWN = "unknown"


def objective(measured: int | None, target: int | None) -> Objective:
    """Whether a measure in minutes keeps to its target; equal keeps it, unknown is never met."""
    if measured is None or target is None:
        return Objective.UNKNOWN
    return Objective.MET if measured <= target else Objective.MISSED


#: 3-2-1 (CIS 11.4): copies, kinds of media, places elsewhere.
COPIES, MEDIA = 3, 2


def enough(number: int | None, needed: int) -> bool | None:
    """Whether there are so many; None where nobody said how many."""
    return None if number is None else number >= needed
