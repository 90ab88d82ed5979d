"""What a rotation state is made of: small readings of the facts, and the reasons (RULES 1).

The docstrings are the exact conditions; how to read them stands at the head of `rotation`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from secops.rules.intervals import is_after, is_not_after
from secops.rules.rotation_facts import (
    DONE_ANSWERS,
    Facts,
    Origin,
    Policy,
    Reason,
    State,
    cutoff,
)

#: What keeps a change after the cutoff from being verified (row 5, "nothing missing of").
MISSING = frozenset(
    {
        Reason.SESSIONS_ALIVE,
        Reason.USERNAME_UNCHANGED,
        Reason.RESET_BY_ADMINISTRATOR,
        Reason.OWNER_RESET,
        Reason.SELF_MEASURED,
        Reason.SAME_SECRET_AFTER_CHANGE,
    }
)


# --- what the rows are made of -----------------------------------------------------------------


def bar(f: Facts) -> datetime | None:
    """GREATEST(base, newest_exposure): the cutoff as it stands now."""
    return cutoff(f.base, f.newest_exposure)


def floor(f: Facts) -> datetime | None:
    """COALESCE(base, cutoff): the base, or the cutoff where no base is known."""
    return f.base if f.base is not None else bar(f)


def changed_after(f: Facts) -> bool:
    """change_from > cutoff: surely changed after the bar."""
    return is_after(f.change_from, bar(f))


def says_done(f: Facts) -> bool:
    """answer IN (done_both, done_password)."""
    return f.answer in DONE_ANSWERS


def locked_by_owner(f: Facts) -> bool:
    """contained_at > COALESCE(newest_exposure, base): the leaked password opens nothing."""
    return is_after(f.contained_at, f.newest_exposure or f.base)


def time_unknown(f: Facts) -> bool:
    """change_from < change_to AND change_from <= cutoff AND cutoff <= change_to.

    Only the day of the change is known, and it is the cutoff's own day.
    """
    return (
        is_after(f.change_to, f.change_from)
        and is_not_after(f.change_from, bar(f))
        and is_not_after(bar(f), f.change_to)
    )


def sessions_gone(f: Facts) -> bool:
    """sessions_revoked_at >= change_to OR zero_sessions_at > change_to OR ends_sessions_on_change.

    Zero sessions in any reading after the change will do: a later log-in undoes nothing.
    """
    return (
        is_not_after(f.change_to, f.sessions_revoked_at)
        or is_after(f.zero_sessions_at, f.change_to)
        or f.ends_sessions_on_change
    )


def username_excused(f: Facts, at: datetime) -> bool:
    """username_exempt AND (username_exempt_until IS NULL OR username_exempt_until > at)."""
    return f.username_exempt and (
        f.username_exempt_until is None or is_after(f.username_exempt_until, at)
    )


# --- reasons -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Case:
    """The facts at one moment under one policy: what a reason or a row is asked about."""

    f: Facts
    at: datetime
    policy: Policy


def _sessions_alive(c: Case) -> bool:
    """change_from > cutoff AND NOT sessions_gone AND reports_sessions."""
    return changed_after(c.f) and not sessions_gone(c.f) and c.f.reports_sessions


def _sessions_unproven(c: Case) -> bool:
    """change_from > cutoff AND NOT sessions_gone AND NOT reports_sessions (does not block)."""
    return changed_after(c.f) and not sessions_gone(c.f) and not c.f.reports_sessions


def _username_unchanged(c: Case) -> bool:
    """change_from > cutoff AND ask_username AND NOT username_excused
    AND NOT username_changed_at > floor."""
    return (
        changed_after(c.f)
        and c.f.ask_username
        and not username_excused(c.f, c.at)
        and not is_after(c.f.username_changed_at, floor(c.f))
    )


def _reset_by_administrator(c: Case) -> bool:
    """change_from > cutoff AND mass_reset AND NOT mass_reset_believed."""
    return changed_after(c.f) and c.f.mass_reset and not c.f.mass_reset_believed


def _owner_reset(c: Case) -> bool:
    """change_from > cutoff AND change_from <= contained_at."""
    return changed_after(c.f) and is_not_after(c.f.change_from, c.f.contained_at)


def _time_unknown(c: Case) -> bool:
    """time_unknown (does not block: such a change is not after the cutoff anyway)."""
    return time_unknown(c.f)


def _self_measured(c: Case) -> bool:
    """change_from > cutoff AND change_origin = department AND NOT sample_passed_at > change_to."""
    return (
        changed_after(c.f)
        and c.f.change_origin is Origin.DEPARTMENT
        and not is_after(c.f.sample_passed_at, c.f.change_to)
    )


def _device_not_clean(c: Case) -> bool:
    """device_unclean (a task, does not block)."""
    return c.f.device_unclean


def _same_secret(c: Case) -> bool:
    """change_from > floor AND reseen_at > change_from."""
    return is_after(c.f.change_from, floor(c.f)) and is_after(c.f.reseen_at, c.f.change_from)


def _changed_too_early(c: Case) -> bool:
    """state = contradicted AND change_to >= base - 7 days AND change_from <= base.

    A date-only change counts here by either end: doubt never makes red.
    """
    if c.f.base is None:
        return False
    early = c.f.base - c.policy.early_window
    return is_not_after(early, c.f.change_to) and is_not_after(c.f.change_from, c.f.base)


def _unchanged_since(c: Case) -> bool:
    """state = contradicted AND NOT changed_too_early."""
    return not _changed_too_early(c)


def _reading_went_back(c: Case) -> bool:
    """went_back (an alarm to the office, does not block)."""
    return c.f.went_back


def _already_rotated(c: Case) -> bool:
    """change_from > newest_exposure AND change_from <= cutoff.

    The leak is older than the password, yet the campaign asks for a newer one. Said only there:
    of a change after the cutoff it goes without saying.
    """
    change = c.f.change_from
    return is_after(change, c.f.newest_exposure) and is_not_after(change, bar(c.f))


Test = Callable[[Case], bool]

#: Each reason with its condition, in the order of `Reason`.
REASONS: tuple[tuple[Reason, Test], ...] = (
    (Reason.SESSIONS_ALIVE, _sessions_alive),
    (Reason.SESSIONS_UNPROVEN, _sessions_unproven),
    (Reason.USERNAME_UNCHANGED, _username_unchanged),
    (Reason.RESET_BY_ADMINISTRATOR, _reset_by_administrator),
    (Reason.OWNER_RESET, _owner_reset),
    (Reason.TIME_UNKNOWN, _time_unknown),
    (Reason.SELF_MEASURED, _self_measured),
    (Reason.DEVICE_NOT_CLEAN, _device_not_clean),
    (Reason.SAME_SECRET_AFTER_CHANGE, _same_secret),
    (Reason.UNCHANGED_SINCE, _unchanged_since),
    (Reason.CHANGED_TOO_EARLY, _changed_too_early),
    (Reason.READING_WENT_BACK, _reading_went_back),
    (Reason.ALREADY_ROTATED, _already_rotated),
)

#: Reasons that exist in one state only.
ONLY_IN = {
    Reason.UNCHANGED_SINCE: State.CONTRADICTED,
    Reason.CHANGED_TOO_EARLY: State.CONTRADICTED,
}


def reasons_of(case: Case, state: State) -> tuple[Reason, ...]:
    """Return all reasons that hold for a case in that state, in the fixed order."""
    return tuple(
        reason for reason, holds in REASONS if ONLY_IN.get(reason, state) is state and holds(case)
    )


def nothing_missing(case: Case) -> bool:
    """Say whether no reason of MISSING holds."""
    return not any(reason in MISSING and holds(case) for reason, holds in REASONS)
