"""Where a report hurts most: accounts by application, department, computer and month.

Counted once after the import and kept with the report; an assignment by hand or a withdrawal
empties it, and it is counted again when somebody looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.functional import cached_property

from accounts.models import Department
from secops.inventory.models import Application, Device, LeakReport

#: How many of each kind are kept; the rest is one line.
SHOWN = 12

_APPLICATIONS = """
SELECT application_id, host, sum(n)::bigint FROM (
    SELECT application_id, '' AS host, count(DISTINCT account_id) AS n
    FROM inventory_exposure
    WHERE report_id = %(report)s AND account_id IS NOT NULL GROUP BY 1
    UNION ALL
    SELECT application_id, CASE WHEN application_id IS NULL THEN host ELSE '' END,
           count(DISTINCT login_key)
    FROM inventory_unmatchedlogin WHERE report_id = %(report)s GROUP BY 1, 2
    UNION ALL
    SELECT e.application_id, '', count(*)
    FROM inventory_exposure e JOIN inventory_application p ON p.id = e.application_id
    WHERE e.report_id = %(report)s AND e.account_id IS NULL AND p.public_users
      AND NOT EXISTS (SELECT FROM inventory_unmatchedlogin u WHERE u.exposure_id = e.id)
    GROUP BY 1
) counted GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2
"""
_DEPARTMENTS = """
SELECT a.department_id, count(DISTINCT e.account_id)
FROM inventory_exposure e JOIN inventory_account a ON a.id = e.account_id
WHERE e.report_id = %(report)s GROUP BY 1 ORDER BY 2 DESC, 1
"""
_DEVICES = """
SELECT device_id, count(DISTINCT COALESCE(account_id, -id)) FROM inventory_exposure
WHERE report_id = %(report)s AND device_id IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1
"""
_MONTHS = """
SELECT to_char(own_date AT TIME ZONE 'Asia/Jakarta', 'YYYY-MM'), count(*)
FROM inventory_exposure WHERE report_id = %(report)s GROUP BY 1 ORDER BY 1 DESC NULLS LAST
"""


def count_picture(report: LeakReport) -> dict[str, Any]:
    """Count the report's rows as they are matched now."""
    applications = _rows(_APPLICATIONS, report)
    devices = _rows(_DEVICES, report)
    return {
        "logins": sum(n for _application, _host, n in applications),
        "applications": applications[:SHOWN],
        "application_count": len(applications),
        "departments": _rows(_DEPARTMENTS, report)[:SHOWN],
        "devices": devices[:SHOWN],
        "device_count": len(devices),
        "device_logins": sum(n for _device, n in devices),
        "months": _rows(_MONTHS, report)[:SHOWN],
    }


def _rows(sql: str, report: LeakReport) -> list[list[Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"report": report.pk})
        return [list(row) for row in cursor.fetchall()]


def keep_picture(report: LeakReport) -> dict[str, Any]:
    """Count and keep."""
    picture = count_picture(report)
    LeakReport.objects.filter(pk=report.pk).update(picture=picture)
    return picture


def forget_pictures(table: str) -> None:
    """Empty the pictures of the reports named in a (temporary) table of ours: `report_id`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE inventory_leakreport SET picture = NULL "
            f"WHERE id IN (SELECT report_id FROM {table})"
        )


@dataclass(frozen=True, slots=True)
class Share:
    """One line of the picture: its name, where it leads, how many accounts of how many."""

    label: str
    url: str
    n: int
    whole: int
    known: bool = True


class Picture:
    """The kept counts with names, for the receipt page."""

    def __init__(self, counts: dict[str, Any]) -> None:
        self._counts = counts

    @property
    def logins(self) -> int:
        return int(self._counts["logins"])

    @property
    def device_count(self) -> int:
        return int(self._counts["device_count"])

    @property
    def device_logins(self) -> int:
        return int(self._counts["device_logins"])

    @cached_property
    def applications(self) -> list[Share]:
        rows = self._counts["applications"]
        named = Application.objects.in_bulk([row[0] for row in rows if row[0]])
        return [
            Share(
                named[application].name if application in named else host,
                named[application].get_absolute_url() if application in named else "",
                n,
                self.logins,
                application in named,
            )
            for application, host, n in rows
        ]

    @cached_property
    def departments(self) -> list[Share]:
        rows = self._counts["departments"]
        named = Department.objects.in_bulk([row[0] for row in rows if row[0]])
        whole = sum(n for _department, n in rows)
        return [
            Share(
                named[department].name if department in named else "",
                named[department].get_absolute_url() if department in named else "",
                n,
                whole,
                department in named,
            )
            for department, n in rows
        ]

    @cached_property
    def devices(self) -> list[Share]:
        rows = self._counts["devices"]
        named = Device.objects.in_bulk([row[0] for row in rows])
        return [
            Share(named[device].name, named[device].get_absolute_url(), n, self.device_logins)
            for device, n in rows
            if device in named
        ]

    @property
    def months(self) -> list[Share]:
        rows = self._counts["months"]
        whole = sum(n for _month, n in rows)
        return [Share(month or "", "", n, whole, bool(month)) for month, n in rows]


def picture_of(report: LeakReport) -> Picture:
    """The kept picture; counted now where nothing is kept."""
    return Picture(report.picture if report.picture is not None else keep_picture(report))
