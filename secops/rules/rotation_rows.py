"""The thirteen rows of RULES 1, in order; each docstring is its exact condition.

How to read the conditions stands at the head of `rotation`, which applies the table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from secops.rules.intervals import is_after, is_not_after
from secops.rules.rotation_facts import AnswerKind, State, TroubleReason
from secops.rules.rotation_reasons import (
    Case,
    bar,
    changed_after,
    locked_by_owner,
    nothing_missing,
    says_done,
    time_unknown,
)


def closed(c: Case) -> bool:
    """disabled_at <= at."""
    return is_not_after(c.f.disabled_at, c.at)


def _disowned(c: Case) -> bool:
    """answer = trouble AND answer_reason = not_mine."""
    return c.f.answer is AnswerKind.TROUBLE and c.f.answer_reason is TroubleReason.NOT_MINE


def _needs_help(c: Case) -> bool:
    """answer = trouble AND NOT change_from > answered_at."""
    return c.f.answer is AnswerKind.TROUBLE and not is_after(c.f.change_from, c.f.answered_at)


def _reexposed(c: Case) -> bool:
    """change_from > base AND change_from <= cutoff
    AND NOT contained_at > COALESCE(newest_exposure, base)
    AND NOT (answer is done AND answered_at > newest_received)."""
    return (
        is_after(c.f.change_from, c.f.base)
        and is_not_after(c.f.change_from, bar(c.f))
        and not locked_by_owner(c.f)
        and not (says_done(c.f) and is_after(c.f.answered_at, c.f.newest_received))
    )


def proven(c: Case) -> bool:
    """change_from > cutoff AND no reason that keeps from verified holds."""
    return changed_after(c.f) and nothing_missing(c)


def _contained(c: Case) -> bool:
    """contained_at > COALESCE(newest_exposure, base) AND NOT row 10."""
    return locked_by_owner(c.f) and not _attested(c)


def _exempt(c: Case) -> bool:
    """exempt_approved_at <= at AND (exempt_until IS NULL OR exempt_until > at)
    AND NOT newest_received > exempt_approved_at."""
    return (
        is_not_after(c.f.exempt_approved_at, c.at)
        and (c.f.exempt_until is None or is_after(c.f.exempt_until, c.at))
        and not is_after(c.f.newest_received, c.f.exempt_approved_at)
    )


def _partial(c: Case) -> bool:
    """change_from > cutoff (row 5 did not hold, so something is missing)."""
    return changed_after(c.f)


def _contradicted(c: Case) -> bool:
    """answer is done AND change_read_at > answered_at + 24 h AND change_to <= answer_cutoff
    AND NOT went_back."""
    if not says_done(c.f) or c.f.answered_at is None:
        return False
    return (
        is_after(c.f.change_read_at, c.f.answered_at + c.policy.contradiction_after)
        and is_not_after(c.f.change_to, c.f.answer_cutoff)
        and not c.f.went_back
    )


def _attested(c: Case) -> bool:
    """answer is done AND (NOT reads_passwords OR time_unknown) AND sample_passed_at > answered_at
    AND (cutoff IS NULL OR cutoff <= answer_cutoff)."""
    return (
        says_done(c.f)
        and (not c.f.reads_passwords or time_unknown(c.f))
        and is_after(c.f.sample_passed_at, c.f.answered_at)
        and (bar(c.f) is None or is_not_after(bar(c.f), c.f.answer_cutoff))
    )


def _claimed(c: Case) -> bool:
    """answer is done."""
    return says_done(c.f)


def _told(c: Case) -> bool:
    """told_at IS NOT NULL."""
    return c.f.told_at is not None


def _open(c: Case) -> bool:
    """TRUE: nothing yet."""
    return True


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a state, its condition, and in plain words what it says.

    `holds.__doc__` is the exact condition. `turn` is the words of RULES 1 for the reference page;
    `turn_of` is the same as code.
    """

    state: State
    holds: Callable[[Case], bool]
    when: str
    turn: str


#: The table of RULES 1; the first row that holds wins, the last one always does.
ROWS: tuple[Row, ...] = (
    Row(State.DISABLED, closed, "the account is closed", "nobody"),
    Row(
        State.DISOWNED,
        _disowned,
        "the holder says it is not his",
        "agent, 1 working day, then office",
    ),
    Row(
        State.NEEDS_HELP,
        _needs_help,
        "the holder is in trouble and nothing changed since he said so",
        "agent, 1 working day",
    ),
    Row(
        State.REEXPOSED,
        _reexposed,
        "changed, then leaked again, and neither locked nor answered since",
        "holder; a task for the agent where a device is not clean",
    ),
    Row(State.VERIFIED, proven, "changed after the cutoff, nothing missing", "nobody"),
    Row(
        State.CONTAINED,
        _contained,
        "locked by the application's owner after the newest leak",
        "holder; after *done* the application administrator",
    ),
    Row(State.EXEMPT, _exempt, "excused, and nothing leaked since", "nobody"),
    Row(
        State.PARTIAL,
        _partial,
        "changed after the cutoff, something is missing",
        "sessions alive: application administrator; only self-measured: office; else holder",
    ),
    Row(
        State.CONTRADICTED,
        _contradicted,
        "said done, but the system, read more than 24 h later, shows the old password",
        "holder",
    ),
    Row(
        State.ATTESTED,
        _attested,
        "said done, no reading can tell, a sample check after the answer passed",
        "nobody",
    ),
    Row(
        State.CLAIMED,
        _claimed,
        "said done, not yet proven",
        "application administrator: a reading within 5 working days",
    ),
    Row(State.TOLD, _told, "a message or slip reached him", "holder"),
    Row(State.OPEN, _open, "nothing yet", "holder; without an address the agent (code slip)"),
)
