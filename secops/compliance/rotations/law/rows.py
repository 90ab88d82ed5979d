"""The thirteen rows of RULES 1, the turn and the headline in SQL (twin of `rotation_rows`)."""

from secops.compliance.rotations.law.facts import HAS_ADDRESS
from secops.compliance.rotations.law.reasons import REASONS, known
from secops.rules.rotation import MISSING, OFFICE_FINDS_TIME, SETTLED, Reason, State, Turn


def column(reason: Reason) -> str:
    """The name of the column that says whether a reason holds."""
    return f"is_{reason.value}"


_NOTHING_MISSING = "NOT (" + " OR ".join(column(r) for r in Reason if r in MISSING) + ")"

_ATTESTED = (
    "says_done AND (NOT reads_passwords OR time_unknown) AND "
    + known("sample_passed_at > answered_at")
    + f" AND (bar IS NULL OR {known('bar <= answer_cutoff')})"
)

_TROUBLE = known("answer = 'trouble'")
CLOSED = known("disabled_at <= %(at)s")
PROVEN = f"changed_after AND {_NOTHING_MISSING}"

#: Each state with its condition; the first that holds wins.
ROWS = {
    State.DISABLED: CLOSED,
    State.DISOWNED: known("answer = 'trouble' AND answer_reason = 'not_mine'"),
    State.NEEDS_HELP: (f"{_TROUBLE} AND NOT {known('change_from > answered_at')}"),
    State.REEXPOSED: (
        f"{known('change_from > base AND change_from <= bar')} AND NOT locked_by_owner "
        f"AND NOT (says_done AND {known('answered_at > newest_received')})"
    ),
    State.VERIFIED: PROVEN,
    State.CONTAINED: f"locked_by_owner AND NOT ({_ATTESTED})",
    State.EXEMPT: (
        f"{known('exempt_approved_at <= %(at)s')} "
        f"AND (exempt_until IS NULL OR {known('exempt_until > %(at)s')}) "
        f"AND NOT {known('newest_received > exempt_approved_at')}"
    ),
    State.PARTIAL: "changed_after",
    State.CONTRADICTED: (
        "says_done AND "
        + known(
            "change_read_at > answered_at + %(contradiction_after)s AND change_to <= answer_cutoff"
        )
        + " AND NOT went_back"
    ),
    State.ATTESTED: _ATTESTED,
    State.CLAIMED: "says_done",
    State.TOLD: "told_at IS NOT NULL",
    State.OPEN: "TRUE",
}

STATE = "CASE " + " ".join(f"WHEN {holds} THEN '{state}'" for state, holds in ROWS.items()) + " END"

#: Reasons that exist in one state only.
_ONLY_IN = {
    Reason.UNCHANGED_SINCE: State.CONTRADICTED,
    Reason.CHANGED_TOO_EARLY: State.CONTRADICTED,
}


def _reason(reason: Reason) -> str:
    only_in = _ONLY_IN.get(reason)
    condition = column(reason) if only_in is None else f"{column(reason)} AND state = '{only_in}'"
    return f"CASE WHEN {condition} THEN '{reason}' END"


#: The reasons in their order; most accounts have none, which is quicker said.
REASON_LIST = (
    f"CASE WHEN {' OR '.join(column(r) for r in Reason if r not in _ONLY_IN)} "
    "OR state = 'contradicted' THEN array_remove(ARRAY["
    + ", ".join(_reason(reason) for reason in REASONS)
    + "], NULL)::varchar[] ELSE '{}'::varchar[] END"
)

_OTHER_THAN_SELF_MEASURED = " OR ".join(
    column(r) for r in Reason if r in MISSING and r is not Reason.SELF_MEASURED
)


def _in(states: frozenset[State]) -> str:
    return "state IN (" + ", ".join(f"'{state}'" for state in State if state in states) + ")"


#: Whose turn it is; the first line that holds wins (law: `turn_of`).
TURNS = (
    (f"NOT {_in(SETTLED)} AND closing_asked_at IS NOT NULL", Turn.APPLICATION_ADMINISTRATOR),
    (f"{_in(OFFICE_FINDS_TIME)} AND time_unknown", Turn.OFFICE),
    (f"state = 'disowned' AND {known('agent_until <= %(at)s')}", Turn.OFFICE),
    ("state = 'contained' AND says_done", Turn.APPLICATION_ADMINISTRATOR),
    (f"state = 'partial' AND {column(Reason.SESSIONS_ALIVE)}", Turn.APPLICATION_ADMINISTRATOR),
    (
        f"state = 'partial' AND {column(Reason.SELF_MEASURED)} "
        f"AND NOT ({_OTHER_THAN_SELF_MEASURED})",
        Turn.OFFICE,
    ),
    (f"state = 'open' AND NOT {HAS_ADDRESS}", Turn.AGENT),
    (
        _in(frozenset({State.DISABLED, State.VERIFIED, State.EXEMPT, State.ATTESTED})),
        Turn.NONE,
    ),
    ("state IN ('disowned', 'needs_help')", Turn.AGENT),
    ("state = 'claimed'", Turn.APPLICATION_ADMINISTRATOR),
)

TURN = (
    "CASE "
    + " ".join(f"WHEN {holds} THEN '{turn}'" for holds, turn in TURNS)
    + f" ELSE '{Turn.HOLDER}' END"
)

#: Whether the leaked account can still be used, whatever row won.
USABLE = f"exposed_live AND NOT ({CLOSED} OR ({PROVEN}) OR locked_by_owner)"

#: When time alone may turn the verdict.
RECHECK_AT = (
    "LEAST("
    + ", ".join(
        f"CASE WHEN {moment} > %(at)s THEN {moment} END"
        for moment in (
            "disabled_at",
            "exempt_approved_at",
            "exempt_until",
            "username_exempt_until",
            "agent_until",
        )
    )
    + ")"
)
