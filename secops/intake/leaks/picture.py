"""Where a report hurts most: accounts by application, department, computer and month.

Counted once after the import and kept with the report; an assignment by hand or a withdrawal
empties it, and it is counted again when somebody looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils.dateformat import format as date_format
from django.utils.functional import cached_property
from django.utils.http import urlencode

from accounts.models import Department
from secops.inventory.models import Application, Device, LeakReport

#: How many of each kind are kept; the rest is one line.
SHOWN = 12

_APPLICATIONS = """
SELECT application_id, host, sum(matched)::bigint, sum(queued)::bigint, sum(citizens)::bigint
FROM (
    SELECT application_id, '' AS host, count(DISTINCT account_id) AS matched, 0 AS queued,
           0 AS citizens
    FROM inventory_exposure
    WHERE report_id = %(report)s AND account_id IS NOT NULL GROUP BY 1
    UNION ALL
    SELECT application_id, CASE WHEN application_id IS NULL THEN host ELSE '' END, 0,
           count(DISTINCT login_key), 0
    FROM inventory_unmatchedlogin WHERE report_id = %(report)s GROUP BY 1, 2
    UNION ALL
    SELECT e.application_id, '', 0, 0, count(*)
    FROM inventory_exposure e JOIN inventory_application p ON p.id = e.application_id
    WHERE e.report_id = %(report)s AND e.account_id IS NULL AND p.public_users
      AND NOT EXISTS (SELECT FROM inventory_unmatchedlogin u WHERE u.exposure_id = e.id)
    GROUP BY 1
) counted GROUP BY 1, 2 ORDER BY sum(matched + queued + citizens) DESC, 1, 2
"""
_DEPARTMENTS = """
SELECT a.department_id, count(DISTINCT e.account_id)
FROM inventory_exposure e JOIN inventory_account a ON a.id = e.account_id
WHERE e.report_id = %(report)s GROUP BY 1 ORDER BY 2 DESC, 1
"""
_DEVICES = """
SELECT s.device_id, count(DISTINCT e.account_id)
FROM inventory_sighting s JOIN inventory_exposure e ON e.id = s.exposure_id
WHERE s.report_id = %(report)s GROUP BY 1 ORDER BY 2 DESC, 1
"""
_MONTHS = """
SELECT to_char(own_date AT TIME ZONE 'Asia/Jakarta', 'YYYY-MM'), count(DISTINCT account_id)
FROM inventory_exposure WHERE report_id = %(report)s AND account_id IS NOT NULL
GROUP BY 1 ORDER BY 1 DESC NULLS LAST
"""


def count_picture(report: LeakReport) -> dict[str, Any]:
    """Count the report's rows as they are matched now."""
    applications = _rows(_APPLICATIONS, report)
    devices = _rows(_DEVICES, report)
    return {
        "logins": sum(sum(counts) for _application, _host, *counts in applications),
        "applications": applications[:SHOWN],
        "application_count": len(applications),
        "departments": _rows(_DEPARTMENTS, report)[:SHOWN],
        "devices": devices[:SHOWN],
        "device_count": len(devices),
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
    """One line of the picture: its name and page, how many accounts, and where those are listed.

    `n` accounts are known, `waiting` logins stand in the queue, `citizens` are only counted.
    """

    label: str
    url: str
    n: int
    whole: int
    rows_url: str = ""
    waiting: int = 0
    citizens: int = 0
    known: bool = True

    @property
    def all(self) -> int:
        return self.n + self.waiting + self.citizens


class Picture:
    """The kept counts with names, for the receipt page."""

    def __init__(self, counts: dict[str, Any], report_id: int) -> None:
        self._counts = counts
        self._report_id = report_id

    def _rows_of(self, **narrowed: str | int) -> str:
        accounts = reverse("leak-report-accounts", args=[self._report_id])
        return f"{accounts}?{urlencode(narrowed)}"

    @property
    def logins(self) -> int:
        return int(self._counts["logins"])

    @property
    def device_count(self) -> int:
        return int(self._counts["device_count"])

    @cached_property
    def applications(self) -> list[Share]:
        rows = self._counts["applications"]
        named = Application.objects.in_bulk([row[0] for row in rows if row[0]])
        shares = []
        for application, host, matched, waiting, citizens in rows:
            it = named.get(application)
            shares.append(
                Share(
                    label=it.name if it else host,
                    url=it.get_absolute_url() if it else "",
                    n=matched,
                    whole=self.logins,
                    rows_url=self._rows_of(application=it.code) if it else "",
                    waiting=waiting,
                    citizens=citizens,
                    known=it is not None,
                )
            )
        return shares

    @cached_property
    def departments(self) -> list[Share]:
        rows = self._counts["departments"]
        named = Department.objects.in_bulk([row[0] for row in rows if row[0]])
        whole = sum(n for _department, n in rows)
        shares = []
        for department, n in rows:
            it = named.get(department)
            shares.append(
                Share(
                    label=it.name if it else "",
                    url=it.get_absolute_url() if it else "",
                    n=n,
                    whole=whole,
                    rows_url=self._rows_of(department=it.code if it else "-"),
                )
            )
        return shares

    @cached_property
    def devices(self) -> list[Share]:
        rows = self._counts["devices"]
        named = Device.objects.in_bulk([row[0] for row in rows])
        whole = sum(n for _device, n in rows)
        return [
            Share(
                label=named[device].name,
                url=named[device].get_absolute_url(),
                n=n,
                whole=whole,
                rows_url=self._rows_of(device=device),
            )
            for device, n in rows
            if device in named
        ]

    @property
    def months(self) -> list[Share]:
        rows = self._counts["months"]
        whole = sum(n for _month, n in rows)
        return [
            Share(month_words(month), "", n, whole, self._rows_of(month=month or "-"))
            for month, n in rows
        ]


def month_words(month: str | None) -> str:
    """`Mei 2024` of `2024-05`; empty where no date is known."""
    if not month:
        return ""
    year, number = month.split("-")
    return date_format(date(int(year), int(number), 1), "F Y")


def picture_of(report: LeakReport) -> Picture:
    """The kept picture; counted now where nothing is kept."""
    counts = report.picture if report.picture is not None else keep_picture(report)
    return Picture(counts, report.pk)
