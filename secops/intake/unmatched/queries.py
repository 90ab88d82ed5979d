"""The unmatched queue as its pages show it."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Contact
from secops.inventory.models import Account, Alias, LeakReport, UnmatchedLogin

Rows = QuerySet[UnmatchedLogin]


def waiting(report: str = "") -> Rows:
    """Rows that wait for somebody: not ignored, of reports that count; of one report if asked."""
    withdrawn = LeakReport.objects.filter(withdrawn_at__isnull=False).values("pk")
    rows = UnmatchedLogin.objects.filter(ignored_at=None).exclude(report_id__in=withdrawn)
    return rows.filter(report_id=int(report)) if _is_number(report) else rows


def _is_number(words: str) -> bool:
    return words.isascii() and words.isdigit() and len(words) < 18


def hosts(report: str = "") -> QuerySet[UnmatchedLogin, Any]:
    """Hosts of no application: how many findings and how many logins each."""
    return (
        waiting(report)
        .filter(application=None)
        .values("host")
        .annotate(findings=Count("pk"), logins=Count("login_key", distinct=True))
    )


def logins(report: str = "") -> Rows:
    """One row for each unknown login of a known application: the first that was told."""
    rows = waiting(report).filter(application__isnull=False)
    earlier = rows.filter(
        application=OuterRef("application"), login_key=OuterRef("login_key"), pk__lt=OuterRef("pk")
    )
    return rows.filter(~Exists(earlier)).select_related("application")


def tabs(report: str, active: str) -> list[dict[str, Any]]:
    """The two halves of the queue and what was put aside."""
    suffix = f"?report={report}" if _is_number(report) else ""
    return [
        {
            "label": _("Aplikasi belum dikenal"),
            "url": f"/unmatched/{suffix}",
            "active": active == "hosts",
        },
        {
            "label": _("Akun belum dikenal"),
            "url": f"/unmatched/logins/{suffix}",
            "active": active == "logins",
        },
        {"label": _("Diabaikan"), "url": "/unmatched/ignored/", "active": active == "ignored"},
    ]


def candidates(row: UnmatchedLogin, words: str) -> list[Account]:
    """Accounts of the row's application that the search words or the login itself suggest."""
    accounts = Account.objects.filter(application=row.application_id).select_related(
        "department", "holder"
    )
    words = words.strip()
    if words:
        return list(accounts.filter(username__icontains=words).order_by("login_key")[:20])
    # A mail address used as login, or a name written short.
    stem = row.login_key.partition("@")[0]
    known = Contact.objects.of_address(row.login)
    by_mail = accounts.filter(holder__in=known.values("person"))
    near = accounts.filter(login_key__startswith=stem[:6]) if len(stem) >= 4 else accounts.none()
    former = accounts.filter(
        Exists(Alias.objects.filter(account=OuterRef("pk"), login_key=row.login_key))
    )
    found = {account.pk: account for rows in (by_mail, former, near) for account in rows[:10]}
    return list(found.values())[:20]
