"""A report found false is withdrawn: its rows stay and count no more, everything derives anew."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.compliance.rotations.derive import DeriveResult, derive_after_withdrawal
from secops.intake.leaks.picture import forget_pictures
from secops.inventory.exposures import pass_on
from secops.inventory.facts import derive_exposures
from secops.inventory.models import LeakReport


class WithdrawalRefused(Exception):
    """The report cannot be withdrawn; the message is fit for the page."""


@transaction.atomic
def withdraw_report(report: LeakReport, why: str, *, by: User, at: datetime) -> DeriveResult:
    """Take the report out of the count. What another report told too counts on through that one."""
    check(by, Permission.DECIDE)
    report = LeakReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if report.withdrawn_at is not None:
        raise WithdrawalRefused(_("Laporan ini sudah dicabut."))
    if not why.strip():
        raise WithdrawalRefused(_("Tuliskan mengapa laporan ini dicabut."))
    report.withdrawn_at, report.withdrawn_by = at, by
    report.withdrawn_why = why.strip()[:300]
    report.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TABLE IF EXISTS leak_told; CREATE TEMP TABLE leak_told ON COMMIT DROP AS "
            "SELECT DISTINCT p.report_id FROM inventory_repetition p "
            "JOIN inventory_exposure e ON e.id = p.exposure_id WHERE e.report_id = %s "
            "UNION SELECT %s",
            [report.pk, report.pk],
        )
    pass_on(report)
    forget_pictures("leak_told")
    derive_exposures("leak_touched")
    derived = derive_after_withdrawal("leak_touched", at=at)
    record(
        "leak_report.withdrawn",
        report,
        by=by,
        at=at,
        why=report.withdrawn_why,
        changed=derived.changed,
    )
    return derived


@transaction.atomic
def note_original_deleted(report: LeakReport, *, by: User, at: datetime) -> None:
    """The officer says that the copy in Downloads is gone or in the vault."""
    check(by, Permission.IMPORT)
    if LeakReport.objects.filter(pk=report.pk, original_deleted_at=None).update(
        original_deleted_at=at
    ):
        record("leak_report.original_deleted", report, by=by, at=at)
