"""Making applications and accounts from a report: one act, one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User, sort_name
from accounts.roles import Permission
from secops.audit.actions import record
from secops.intake.parsers import read_address
from secops.intake.unmatched.placing import match_again
from secops.inventory.models import Application, Host, LeakReport


@dataclass(frozen=True, slots=True)
class ChosenHost:
    """A host and the application it is to belong to; several hosts may share a code."""

    host: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: `without_department` of the accounts have nobody to ask yet."""

    applications: int
    accounts: int
    without_department: int
    findings: int


class MakingRefused(Exception):
    """The register cannot be made; the message is fit for the page."""


# Who has the same login elsewhere is taken for the same holder only where it is a whole NIP.
_ACCOUNTS = """
INSERT INTO inventory_account (
    application_id, username, login_key, external_id, kind, holder_id, department_id, privileged,
    from_report, created_at
)
SELECT w.application_id, w.login, w.login_key, '', 'person', p.id, d.department_id, false, true,
       %(at)s
FROM (
    SELECT DISTINCT ON (application_id, login_key) application_id, login_key, login
    FROM (
        SELECT COALESCE(u.application_id, h.application_id) AS application_id, u.login_key,
               u.login, u.id
        FROM inventory_unmatchedlogin u LEFT JOIN leak_host h
          ON u.application_id IS NULL AND h.host = u.host
        WHERE u.report_id = %(report)s AND u.ignored_at IS NULL
    ) all_rows
    WHERE application_id IS NOT NULL
    ORDER BY application_id, login_key, id
) w
LEFT JOIN accounts_person p ON p.nip <> '' AND p.nip = w.login_key
LEFT JOIN LATERAL (
    SELECT min(o.department_id) AS department_id
    FROM inventory_account o WHERE o.holder_id = p.id
    HAVING count(DISTINCT o.department_id) = 1
) d ON p.id IS NOT NULL
ON CONFLICT DO NOTHING
RETURNING department_id
"""


@transaction.atomic
def make_register_from_report(
    report: LeakReport,
    hosts: Sequence[ChosenHost],
    *,
    by: User,
    at: datetime,
) -> Made:
    """Make applications of the chosen hosts and accounts of their unknown logins.

    Logins of registered applications become accounts too. Holder and department stay unknown
    until somebody says, but for a whole NIP that a person here has. Afterwards the exposures match.
    """
    check(by, Permission.IMPORT)
    if report.withdrawn_at is not None:
        raise MakingRefused(_("Laporan ini sudah dicabut."))
    known = {app.code.casefold(): app for app in Application.objects.all()}
    made = 0
    places: dict[str, int] = {}
    for chosen in hosts:
        code = chosen.code.strip().casefold()
        if not code:
            raise MakingRefused(_("Setiap aplikasi memerlukan kode."))
        if code not in known:
            name = (chosen.name.strip() or code)[:200]
            known[code] = Application.objects.create(
                code=code, name=name, sort_name=sort_name(name)
            )
            made += 1
            record("application.made_from_report", known[code], by=by, at=at, report=report.pk)
        address = read_address(chosen.host)
        if address is None:
            raise MakingRefused(_("%(host)s bukan alamat.") % {"host": chosen.host})
        Host.objects.get_or_create(
            name=address.host, port=address.port, defaults={"application": known[code]}
        )
        places[chosen.host] = known[code].pk
    departments = _make_accounts(report, places, at)
    placed = match_again(at=at)
    result = Made(
        applications=made,
        accounts=len(departments),
        without_department=departments.count(None),
        findings=placed.findings,
    )
    record(
        "leak_report.register_made",
        report,
        by=by,
        at=at,
        applications=result.applications,
        accounts=result.accounts,
    )
    return result


def _make_accounts(report: LeakReport, places: dict[str, int], at: datetime) -> list[int | None]:
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TABLE IF EXISTS leak_host; CREATE TEMP TABLE leak_host "
            "(host text PRIMARY KEY, application_id bigint NOT NULL) ON COMMIT DROP"
        )
        cursor.executemany("INSERT INTO leak_host VALUES (%s, %s)", list(places.items()))
        cursor.execute(_ACCOUNTS, {"report": report.pk, "at": at})
        return [row[0] for row in cursor.fetchall()]
