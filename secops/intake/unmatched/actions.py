"""Assigning what could not be matched: a host to an application, a login to an account, once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.intake.leaks.picture import forget_pictures
from secops.intake.models import HostRule, LoginRule
from secops.intake.unmatched.placing import Placed, match_again, place
from secops.inventory.models import Account, Application, UnmatchedLogin


class AssignmentRefused(Exception):
    """The assignment cannot be made; the message is fit for the page."""


@transaction.atomic
def assign_host(host: str, application: Application, *, by: User, at: datetime) -> Placed:
    """This host is that application's: now for the queue, later for every report."""
    check(by, Permission.IMPORT)
    rule, _made = HostRule.objects.update_or_create(
        host=host, defaults={"application": application, "made_by": by, "made_at": at}
    )
    placed = place(
        "u.application_id IS NULL AND u.host = %(host)s",
        {"host": host},
        application_id=application.pk,
        at=at,
    )
    record(
        "host_rule.made",
        rule,
        by=by,
        at=at,
        application=application.name,
        findings=placed.findings,
        accounts=placed.accounts,
    )
    return placed


_NOT_OURS = """
DROP TABLE IF EXISTS leak_placed;
CREATE TEMP TABLE leak_placed ON COMMIT DROP AS
SELECT id, exposure_id, report_id FROM inventory_unmatchedlogin
WHERE application_id IS NULL AND host = %(host)s;
"""


@transaction.atomic
def refuse_host(host: str, *, by: User, at: datetime) -> int:
    """This host is not ours: nothing of it is kept, later reports count it as outside.

    Returns how many findings were deleted.
    """
    check(by, Permission.IMPORT)
    rule, _made = HostRule.objects.update_or_create(
        host=host, defaults={"application": None, "made_by": by, "made_at": at}
    )
    with connection.cursor() as cursor:
        cursor.execute(_NOT_OURS, {"host": host})
        cursor.execute(
            "DELETE FROM inventory_unmatchedlogin WHERE id IN (SELECT id FROM leak_placed)"
        )
        for table in ("inventory_repetition", "inventory_sighting"):
            cursor.execute(
                f"DELETE FROM {table} WHERE exposure_id IN (SELECT exposure_id FROM leak_placed)"
            )
        cursor.execute(
            "DELETE FROM inventory_exposure WHERE id IN (SELECT exposure_id FROM leak_placed)"
        )
        deleted = int(cursor.rowcount)
    forget_pictures("leak_placed")
    record("host_rule.not_ours", rule, by=by, at=at, findings=deleted)
    return deleted


@transaction.atomic
def assign_login(row: UnmatchedLogin, account: Account, *, by: User, at: datetime) -> Placed:
    """This login is that account's: a misspelt name, a mail address used as login."""
    check(by, Permission.IMPORT)
    if row.application_id is None:
        raise AssignmentRefused(_("Tetapkan dahulu aplikasinya, lalu akunnya."))
    if account.application_id != row.application_id:
        raise AssignmentRefused(_("Akun itu milik aplikasi lain."))
    rule, _made = LoginRule.objects.update_or_create(
        application_id=row.application_id,
        login_key=row.login_key,
        defaults={"account_id": account.pk, "made_by": by, "made_at": at},
    )
    placed = place(
        "u.application_id = %(of)s AND u.login_key = %(key)s",
        {"of": row.application_id, "key": row.login_key},
        at=at,
    )
    record(
        "login_rule.made",
        account,
        by=by,
        at=at,
        department_id=account.department_id,
        findings=placed.findings,
        rule=rule.pk,
    )
    return placed


@transaction.atomic
def ignore_logins(rows: Sequence[UnmatchedLogin], why: str, *, by: User, at: datetime) -> int:
    """Put these logins (all rows of each) aside, with a reason; they stay and can come back."""
    check(by, Permission.IMPORT)
    why = why.strip()
    if not why:
        raise AssignmentRefused(_("Tuliskan alasannya, walau singkat."))
    count = 0
    for row in rows:
        same = _same_login(row).filter(ignored_at=None)
        count += same.update(ignored_at=at, ignored_why=why[:200])
        record("unmatched.ignored", row, by=by, at=at, why=why)
    return count


@transaction.atomic
def take_back(row: UnmatchedLogin, *, by: User, at: datetime) -> None:
    """Put an ignored login into the queue again."""
    check(by, Permission.IMPORT)
    _same_login(row).update(ignored_at=None, ignored_why="")
    record("unmatched.taken_back", row, by=by, at=at)


def _same_login(row: UnmatchedLogin) -> QuerySet[UnmatchedLogin]:
    rows = UnmatchedLogin.objects.filter(login_key=row.login_key, application=row.application_id)
    return rows.filter(host=row.host) if row.application_id is None else rows


@transaction.atomic
def try_again(*, by: User, at: datetime) -> Placed:
    """Compare the whole queue with the registers as they are now."""
    check(by, Permission.IMPORT)
    return match_again(at=at)
