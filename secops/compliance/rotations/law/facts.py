"""From raw rows to the facts of RULES 1, one row a rotation, columns named as `Facts`.

Everything is as of `%(at)s`: an answer, a message, an exemption or a sample later than that is not
there yet.
"""

#: Whose answer counts: the holder, or who answers for a shared, service or vendor account.
PRESENT_HOLDER = (
    "CASE WHEN a.kind = 'person' THEN a.holder_id ELSE COALESCE(a.owner_id, a.holder_id) END"
)

#: The answers of the present holder, each with the newest thing he said besides *not yet*.
_SAID = f"""
SELECT n.rotation_id, n.kind, n.reason, n.given_at, n.cutoff_then, n.agent_until, n.id,
       first_value(n.kind) OVER (
           PARTITION BY n.rotation_id ORDER BY n.kind = 'not_yet', n.given_at DESC, n.id DESC
       ) AS before_not_yet
FROM rotations_answer n {{joins}}
WHERE n.given_at <= %(at)s
  AND n.person_id IS NOT DISTINCT FROM {PRESENT_HOLDER}
  AND {{which}}
"""
#: Which of them counts (law: `standing_answer`): the newest, except that *not yet* leaves a trouble
#: standing.
_COUNTS_FIRST = (
    "(said.kind = 'not_yet' AND said.before_not_yet = 'trouble'), said.given_at DESC, said.id DESC"
)

_EXEMPTION = """
SELECT {distinct} rotation_id, approved_at, until
FROM rotations_exemption
WHERE what = '{what}' AND (revoked_at IS NULL OR revoked_at > %(at)s) AND {which}
ORDER BY rotation_id, approved_at DESC, id DESC
"""

_PASSED_SAMPLE = """
SELECT campaign_id, application_id, max(checked_at) AS passed_at
FROM rotations_samplecheck
WHERE passed AND checked_at <= %(at)s
GROUP BY campaign_id, application_id
"""


def _for_many() -> dict[str, str]:
    """What people said and decided, gathered once for all rotations of the scope and joined."""
    joins = (
        "JOIN rotations_rotation r ON r.id = n.rotation_id "
        "JOIN rotations_campaign c ON c.id = r.campaign_id "
        "JOIN inventory_account a ON a.id = r.account_id"
    )
    said = _SAID.format(joins=joins, which="{scope}")
    standing = (
        f"SELECT DISTINCT ON (said.rotation_id) said.* FROM ({said}) AS said "
        f"ORDER BY said.rotation_id, {_COUNTS_FIRST}"
    )
    newest = {"distinct": "DISTINCT ON (rotation_id)", "which": "TRUE"}
    found = {
        "standing": standing,
        "whole": _EXEMPTION.format(what="whole", **newest),
        "username": _EXEMPTION.format(what="username", **newest),
    }
    return {
        name: f"LEFT JOIN ({sql}) AS {name} ON {name}.rotation_id = r.id"
        for name, sql in found.items()
    }


def _for_few() -> dict[str, str]:
    """The same, looked up for each rotation: good for few, and safe from a planner that takes few
    for one and then gathers everything anew for each."""
    said = _SAID.format(joins="", which="n.rotation_id = r.id")
    own = {"distinct": "", "which": "rotation_id = r.id"}
    found = {
        "standing": f"SELECT said.* FROM ({said}) AS said ORDER BY {_COUNTS_FIRST}",
        "whole": _EXEMPTION.format(what="whole", **own),
        "username": _EXEMPTION.format(what="username", **own),
    }
    return {
        name: f"LEFT JOIN LATERAL ({sql} LIMIT 1) AS {name} ON TRUE" for name, sql in found.items()
    }


#: A register's change serves only while no reading carries one.
_FROM_REGISTER = "f.change_from IS NULL AND a.register_changed_from IS NOT NULL"

#: The last three are no facts but the moments that the law measures against: the cutoff, the base
#: or what stands in for it, and what a lock must be later than.
FACTS = f"""
SELECT r.id, r.account_id,
    a.department_id, {PRESENT_HOLDER} AS present_holder,
    r.state AS was_state,
    r.base,
    f.newest_exposure,
    f.newest_received,
    f.reseen_at,
    CASE WHEN {_FROM_REGISTER} THEN a.register_changed_from ELSE f.change_from END AS change_from,
    CASE WHEN {_FROM_REGISTER} THEN a.register_changed_to ELSE f.change_to END AS change_to,
    CASE WHEN {_FROM_REGISTER} THEN NULL ELSE f.change_read_at END AS change_read_at,
    CASE WHEN {_FROM_REGISTER} THEN 'register' ELSE COALESCE(f.change_origin, '') END
        AS change_origin,
    COALESCE(f.went_back, FALSE) AS went_back,
    f.username_changed_at,
    f.sessions_revoked_at,
    f.zero_sessions_at,
    p.kills_sessions_on_password_change = 'yes' AS ends_sessions_on_change,
    p.reports_sessions,
    p.reads_passwords,
    f.disabled_at,
    COALESCE(f.last_login_at, a.register_last_login_at) AS last_login_at,
    CASE WHEN f.contained_at <= %(at)s THEN f.contained_at END AS contained_at,
    COALESCE(f.mass_reset, FALSE) AS mass_reset,
    c.ask_username,
    {{decided}},
    CASE WHEN r.closing_asked_at <= %(at)s THEN r.closing_asked_at END AS closing_asked_at,
    CASE WHEN r.told_at <= %(at)s THEN r.told_at END AS told_at,
    COALESCE(f.device_unclean, FALSE) AS device_unclean,
    f.newest_exposure IS NOT NULL AND NOT (
        COALESCE(r.joined_change_from > f.newest_exposure, FALSE)
        AND COALESCE(
            COALESCE(f.change_from, a.register_changed_from) > f.newest_exposure, FALSE
        )
    ) AS exposed_live,
    c.ordered_at AS campaign_ordered_at,
    GREATEST(r.base, f.newest_exposure) AS bar,
    COALESCE(r.base, f.newest_exposure) AS floor,
    COALESCE(f.newest_exposure, r.base) AS locks_from
FROM rotations_rotation r
JOIN rotations_campaign c ON c.id = r.campaign_id
JOIN inventory_account a ON a.id = r.account_id
JOIN inventory_application p ON p.id = r.application_id
LEFT JOIN {{facts}} f ON f.account_id = r.account_id
{{joins}}
WHERE {{scope}}
"""


def facts_sql(
    scope: str, *, facts_table: str, many: bool, nowhere: frozenset[str] = frozenset()
) -> str:
    """One row of facts for each rotation that `scope` (a condition over r, c, a) admits.

    `facts_table`: the relation with what exposures and readings say. `many`: gather answers and
    exemptions in one go, else look them up row by row. `nowhere`: the tables of `DECIDED_IN` that
    are empty; nothing is joined for them (each costs a twentieth of a great derivation).
    """
    joins = {name: sql.format(scope=scope) for name, sql in _JOINS[many].items()}
    columns = [
        f"{there if DECIDED_IN[name] not in nowhere else absent} AS {column}"
        for name, told in _DECIDED.items()
        for column, (there, absent) in told.items()
    ]
    return FACTS.format(
        scope=scope,
        facts=facts_table,
        decided=", ".join(columns),
        joins="\n".join(sql for name, sql in joins.items() if DECIDED_IN[name] not in nowhere),
    )


_OF_MANY_OR_FEW = {
    "sample": f"""LEFT JOIN ({_PASSED_SAMPLE}) AS sample
    ON sample.campaign_id = r.campaign_id AND sample.application_id = r.application_id""",
    "believed": """LEFT JOIN rotations_massresetdecision believed
    ON believed.application_id = r.application_id
    AND believed.changed_at = date_trunc('second', COALESCE(f.change_from, a.register_changed_from))
    AND believed.decided_at <= %(at)s""",
}
_JOINS = {True: _for_many() | _OF_MANY_OR_FEW, False: _for_few() | _OF_MANY_OR_FEW}

_NO_TIME = "NULL::timestamptz"
#: What people said and decided: join -> column -> what it says, and what stands there without it.
_DECIDED = {
    "believed": {"mass_reset_believed": ("believed.id IS NOT NULL", "FALSE")},
    "username": {
        "username_exempt": ("COALESCE(username.approved_at <= %(at)s, FALSE)", "FALSE"),
        "username_exempt_until": (
            "CASE WHEN username.approved_at <= %(at)s THEN username.until END",
            _NO_TIME,
        ),
    },
    "whole": {
        "exempt_approved_at": ("whole.approved_at", _NO_TIME),
        "exempt_until": ("whole.until", _NO_TIME),
    },
    "standing": {
        "answer": ("standing.kind", "NULL::text"),
        "answer_reason": ("NULLIF(standing.reason, '')", "NULL::text"),
        "answered_at": ("standing.given_at", _NO_TIME),
        "answer_cutoff": ("standing.cutoff_then", _NO_TIME),
        "agent_until": ("standing.agent_until", _NO_TIME),
    },
    "sample": {"sample_passed_at": ("sample.passed_at", _NO_TIME)},
}
#: The table that each of them is read from.
DECIDED_IN = {
    "believed": "rotations_massresetdecision",
    "username": "rotations_exemption",
    "whole": "rotations_exemption",
    "standing": "rotations_answer",
    "sample": "rotations_samplecheck",
}

#: Whether any message can reach the present holder; asked only where the turn depends on it.
HAS_ADDRESS = (
    "EXISTS (SELECT 1 FROM accounts_contact contact "
    "WHERE contact.person_id = present_holder AND contact.disabled_at IS NULL)"
)
