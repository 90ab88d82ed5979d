"""What a rotation state is made of, in SQL (twin of `secops.rules.rotation_reasons`).

A comparison with an unknown side is false, also under NOT: hence `known`.
"""

from collections.abc import Callable

from secops.rules.rotation import Reason


def known(condition: str) -> str:
    """The condition, with unknown read as false."""
    return f"COALESCE({condition}, FALSE)"


#: Small readings of the facts.
READINGS = {
    "changed_after": known("change_from > bar"),
    "says_done": known("answer IN ('done_both', 'done_password')"),
    "locked_by_owner": known("contained_at > locks_from"),
    "time_unknown": known("change_from < change_to AND change_from <= bar AND bar <= change_to"),
    "sessions_gone": " OR ".join(
        (
            known("change_to <= sessions_revoked_at"),
            known("zero_sessions_at > change_to"),
            "ends_sessions_on_change",
        )
    ),
    "username_excused": (
        "username_exempt "
        f"AND (username_exempt_until IS NULL OR {known('username_exempt_until > %(at)s')})"
    ),
    "changed_too_early": known("base - %(early_window)s <= change_to AND change_from <= base"),
}

#: Each reason with its condition, in the order of `Reason`. The two that exist in one state only
#: are asked about in that state, see `rows.REASONS_OF_STATE`.
REASONS = {
    Reason.SESSIONS_ALIVE: "changed_after AND NOT sessions_gone AND reports_sessions",
    Reason.SESSIONS_UNPROVEN: "changed_after AND NOT sessions_gone AND NOT reports_sessions",
    Reason.USERNAME_UNCHANGED: (
        "changed_after AND ask_username AND NOT username_excused "
        f"AND NOT {known('username_changed_at > floor')}"
    ),
    Reason.RESET_BY_ADMINISTRATOR: "changed_after AND mass_reset AND NOT mass_reset_believed",
    Reason.OWNER_RESET: f"changed_after AND {known('change_from <= contained_at')}",
    Reason.TIME_UNKNOWN: "time_unknown",
    Reason.SELF_MEASURED: (
        "changed_after AND change_origin = 'department' "
        f"AND NOT {known('sample_passed_at > change_to')}"
    ),
    Reason.DEVICE_NOT_CLEAN: "device_unclean",
    Reason.SAME_SECRET_AFTER_CHANGE: known("change_from > floor AND reseen_at > change_from"),
    Reason.UNCHANGED_SINCE: "NOT changed_too_early",
    Reason.CHANGED_TOO_EARLY: "changed_too_early",
    Reason.READING_WENT_BACK: "went_back",
    Reason.ALREADY_ROTATED: known("change_from > newest_exposure AND change_from <= bar"),
}

#: The alarm of `possible_takeover`.
POSSIBLE_TAKEOVER = (
    known("answer = 'trouble' AND answer_reason = 'cannot_log_in'")
    + " AND "
    + known("change_to > base AND change_from < answered_at")
    + f" AND NOT {known('change_from <= contained_at')} AND NOT mass_reset"
)


def alarming(column: Callable[[Reason], str]) -> str:
    """Whether any alarm rings (law: `alarms`); `column` names the column of a reason."""
    rung = (column(Reason.READING_WENT_BACK), column(Reason.SAME_SECRET_AFTER_CHANGE))
    return " OR ".join((f"({POSSIBLE_TAKEOVER})", *rung))
