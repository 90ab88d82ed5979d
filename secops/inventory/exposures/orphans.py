"""The check instead of foreign keys."""

from __future__ import annotations

from django.db import connection

from secops.inventory.exposures.merging import row_of

_ORPHANS = """
SELECT count(*) FILTER (WHERE r.id IS NULL),
       count(*) FILTER (WHERE e.account_id IS NOT NULL AND a.id IS NULL),
       count(*) FILTER (WHERE e.application_id IS NOT NULL AND p.id IS NULL),
       count(*) FILTER (WHERE e.device_id IS NOT NULL AND d.id IS NULL)
FROM inventory_exposure e
LEFT JOIN inventory_leakreport r ON r.id = e.report_id
LEFT JOIN inventory_account a ON a.id = e.account_id
LEFT JOIN inventory_application p ON p.id = e.application_id
LEFT JOIN inventory_device d ON d.id = e.device_id
"""


def orphans() -> dict[str, int]:
    """Exposures that point at nothing, by what is missing: the check instead of foreign keys."""
    with connection.cursor() as cursor:
        cursor.execute(_ORPHANS)
        return dict(
            zip(("report", "account", "application", "device"), row_of(cursor), strict=True)
        )
