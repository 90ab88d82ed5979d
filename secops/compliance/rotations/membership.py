"""Who is in a campaign, and from which base: those frozen at its start, and later joiners."""

from django.db import connection

from secops.rules.clocks import CLOCKS, ClockCode

#: The fixed cutoff, else the newest exposure that had reached us when the account joined.
_BASE = """
COALESCE(c.cutoff, CASE WHEN f.newest_received <= %(at)s THEN f.newest_exposure ELSE (
    SELECT max(e.effective_at)
    FROM inventory_exposure e
    JOIN inventory_leakreport report ON report.id = e.report_id
    WHERE e.account_id = a.id AND report.withdrawn_at IS NULL AND e.received_at <= %(at)s
) END)
"""

#: When an account must be done. Who joins later has the hours of his class from his joining.
_DUE_AT_START = (
    "CASE WHEN a.privileged THEN c.due_privileged WHEN f.newest_exposure IS NOT NULL "
    "THEN c.due_exposed ELSE c.due_others END"
)
_PRIVILEGED_HOURS = CLOCKS[ClockCode.ROTATION_PRIVILEGED].hours
_EXPOSED_HOURS = CLOCKS[ClockCode.ROTATION_EXPOSED].hours
_DUE_LATER = f"""
CASE WHEN a.privileged
    THEN GREATEST(c.due_privileged, %(at)s + interval '{_PRIVILEGED_HOURS} hours')
    ELSE GREATEST(c.due_exposed, %(at)s + interval '{_EXPOSED_HOURS} hours') END
"""

_IN_DEPARTMENTS = """
(NOT EXISTS (SELECT 1 FROM rotations_campaign_departments d WHERE d.campaign_id = c.id)
 OR EXISTS (SELECT 1 FROM rotations_campaign_departments d
            WHERE d.campaign_id = c.id AND d.department_id = a.department_id))
"""

#: Whose disabling was asked for in its newest campaign stays with the application's owner in the
#: next one: a holder who left is not asked again.
_BEFORE = """
SELECT DISTINCT ON (o.account_id) o.account_id, o.closing_asked_at
FROM rotations_rotation o
WHERE o.account_id IN (SELECT account_id FROM rotations_rotation WHERE closing_asked_at IS NOT NULL)
ORDER BY o.account_id, o.id DESC
"""

_JOIN = f"""
INSERT INTO rotations_rotation (
    campaign_id, account_id, application_id, department_id, joined_at, joined_later, base,
    joined_change_from, due_at, state, reasons, turn, usable, exposed, possible_takeover, alarming,
    answer, written_off_why, derived_at, closing_asked_at
)
SELECT c.id, a.id, a.application_id, a.department_id, %(at)s, {{later}}, {{base}},
    COALESCE(f.change_from, a.register_changed_from), {{due}}, 'open', '{{{{}}}}', 'holder', FALSE,
    f.newest_exposure IS NOT NULL, FALSE, FALSE, '', '', %(at)s, before.closing_asked_at
FROM rotations_campaign c
JOIN rotations_campaign_applications chosen ON chosen.campaign_id = c.id
JOIN inventory_account a ON a.application_id = chosen.application_id
LEFT JOIN inventory_accountfacts f ON f.account_id = a.id
LEFT JOIN ({_BEFORE}) AS before ON before.account_id = a.id
WHERE {{where}}
ORDER BY a.id
"""


def join_sql(table: str) -> str:
    """Later joiners: of the accounts in `table`, the exposed ones in the scope of a running
    campaign and not in it (RULES 1, *base*; PRODUCT, frozen accounts).

    Most are in it already: who is not is found first, on two narrow columns.
    """
    name = connection.ops.quote_name(table)
    missing = f"""
WITH missing AS MATERIALIZED (
    SELECT DISTINCT t.account_id, c.id AS campaign_id
    FROM {name} t CROSS JOIN rotations_campaign c
    WHERE c.state = 'running' AND NOT EXISTS (
        SELECT 1 FROM rotations_rotation r
        WHERE r.campaign_id = c.id AND r.account_id = t.account_id
    )
)
"""
    where = (
        "c.state = 'running' "
        "AND (a.id, c.id) IN (SELECT account_id, campaign_id FROM missing) "
        f"AND f.newest_exposure IS NOT NULL AND {_IN_DEPARTMENTS}"
    )
    return missing + _JOIN.format(later="TRUE", base=_BASE, due=_DUE_LATER, where=where)


def freeze_sql() -> str:
    """The accounts of one campaign (`%(campaign_id)s`) at its order (`%(at)s`)."""
    where = (
        "c.id = %(campaign_id)s AND (NOT c.exposed_only OR f.newest_exposure IS NOT NULL) "
        f"AND {_IN_DEPARTMENTS}"
    )
    return _JOIN.format(later="FALSE", base=_BASE, due=_DUE_AT_START, where=where)


def base_sql(scope: str) -> str:
    """Read the base anew from the exposures, in running campaigns without a cutoff of their own."""
    return f"""
UPDATE rotations_rotation AS rotation
SET base = counted.base
FROM (
    SELECT r.id, r.base AS was, (max(e.effective_at) FILTER (
        WHERE report.withdrawn_at IS NULL AND e.received_at <= r.joined_at
    )) AS base
    FROM rotations_rotation r
    JOIN rotations_campaign c ON c.id = r.campaign_id
    JOIN inventory_account a ON a.id = r.account_id
    LEFT JOIN inventory_exposure e ON e.account_id = r.account_id
    LEFT JOIN inventory_leakreport report ON report.id = e.report_id
    WHERE c.state = 'running' AND c.cutoff IS NULL AND {scope}
    GROUP BY r.id
) AS counted
WHERE rotation.id = counted.id AND counted.was IS DISTINCT FROM counted.base
"""


def overlap_sql(table: str) -> str:
    """Mark running campaigns that now share one of the accounts in `table`."""
    name = connection.ops.quote_name(table)
    return f"""
UPDATE rotations_campaign SET shares_accounts = TRUE
WHERE NOT shares_accounts AND id IN (
    SELECT unnest(shared.campaigns) FROM (
        SELECT array_agg(r.campaign_id) AS campaigns
        FROM rotations_rotation r
        JOIN rotations_campaign c ON c.id = r.campaign_id
        WHERE c.state = 'running' AND r.account_id IN (SELECT account_id FROM {name})
          AND (SELECT count(*) FROM rotations_campaign WHERE state = 'running') > 1
        GROUP BY r.account_id
        HAVING count(*) > 1
    ) AS shared
)
"""
