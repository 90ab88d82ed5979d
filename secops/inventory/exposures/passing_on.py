"""What a withdrawn report told and others tell too."""

from __future__ import annotations

from django.db import connection

from secops.inventory.exposures.merging import MERGE_LOCK
from secops.inventory.models import LeakReport

_PASS_ON = """
WITH next AS (
    SELECT DISTINCT ON (p.exposure_id) p.exposure_id, p.report_id, p.own_date, p.from_stealer,
           r.received_at, r.leaked_before
    FROM inventory_exposure e
    JOIN inventory_repetition p ON p.exposure_id = e.id
    JOIN inventory_leakreport r ON r.id = p.report_id AND r.withdrawn_at IS NULL
    WHERE e.report_id = %(report)s
    ORDER BY p.exposure_id, r.received_at, p.report_id
), passed AS (
    UPDATE inventory_exposure e
    SET report_id = n.report_id, own_date = n.own_date, received_at = n.received_at,
        effective_at = LEAST(n.own_date, n.leaked_before, n.received_at),
        from_stealer = n.from_stealer, last_seen_at = NULL, reseen_at = NULL
    FROM next n WHERE e.id = n.exposure_id
    RETURNING e.id, e.report_id
), queue AS (
    UPDATE inventory_unmatchedlogin u SET report_id = p.report_id
    FROM passed p WHERE u.exposure_id = p.id
)
DELETE FROM inventory_repetition p USING passed
WHERE p.exposure_id = passed.id AND p.report_id = passed.report_id
"""

_LATER_AGAIN = """
UPDATE inventory_exposure e
SET last_seen_at = NULLIF(GREATEST(s.seen, e.own_date), e.own_date), reseen_at = s.reseen
FROM (
    SELECT t.exposure_id, max(p.own_date) FILTER (WHERE r.withdrawn_at IS NULL) AS seen,
           max(p.own_date) FILTER (
               WHERE r.withdrawn_at IS NULL AND p.from_stealer
           ) AS reseen
    FROM inventory_repetition t
    JOIN inventory_repetition p ON p.exposure_id = t.exposure_id
    JOIN inventory_leakreport r ON r.id = p.report_id
    WHERE t.report_id = %(report)s
    GROUP BY t.exposure_id
) s
WHERE e.id = s.exposure_id AND e.last_seen_at IS NOT NULL
"""


def pass_on(report: LeakReport) -> None:
    """After a report was withdrawn: what other reports told too passes on to the next of them.

    The rest keeps its rows, which count no more. Leaves the touched accounts in `leak_touched`.
    """
    values = {"report": report.pk}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [MERGE_LOCK])
        cursor.execute("DROP TABLE IF EXISTS leak_touched")
        cursor.execute(
            "CREATE TEMP TABLE leak_touched ON COMMIT DROP AS "
            "SELECT DISTINCT e.account_id FROM inventory_exposure e WHERE e.account_id IS NOT NULL "
            "AND (e.report_id = %(report)s OR e.id IN (SELECT exposure_id "
            "FROM inventory_repetition WHERE report_id = %(report)s))",
            values,
        )
        cursor.execute(_PASS_ON, values)
        cursor.execute(_LATER_AGAIN, values)
