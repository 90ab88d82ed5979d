"""What could be made from a report: hosts become applications, logins become accounts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db import connection

from accounts.models import User
from secops.inventory.models import Application, LeakReport

_NOISE = ("www", "login", "sso", "web", "m", "api", "com", "id", "app", "apps", "android")
#: The form holds as many hosts as a person can look through.
MOST_HOSTS = 200


@dataclass(frozen=True, slots=True)
class ProposedHost:
    """One host no application is known for: the proposal, and how many logins it would bring."""

    host: str
    code: str
    name: str
    logins: int
    existing: bool
    """An application of that code exists: the host would be added to it."""


@dataclass(frozen=True, slots=True)
class KnownApplication:
    """A registered application with logins nobody knows yet."""

    application: Application
    logins: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """The preview: nothing was written."""

    hosts: list[ProposedHost]
    known: list[KnownApplication]

    @property
    def logins(self) -> int:
        return sum(host.logins for host in self.hosts) + sum(app.logins for app in self.known)

    def __bool__(self) -> bool:
        return bool(self.hosts or self.known)


def propose(report: LeakReport) -> Proposal:
    """Look at what the report left unmatched."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT application_id, CASE WHEN application_id IS NULL THEN host ELSE '' END, "
            "count(DISTINCT login_key) FROM inventory_unmatchedlogin "
            "WHERE report_id = %s AND ignored_at IS NULL GROUP BY 1, 2 ORDER BY 3 DESC, 2",
            [report.pk],
        )
        rows = cursor.fetchall()
    applications = Application.objects.in_bulk([row[0] for row in rows if row[0]])
    codes = {code.casefold() for code in Application.objects.values_list("code", flat=True)}
    hosts: list[ProposedHost] = []
    for application, host, logins in rows:
        if application is None and len(hosts) < MOST_HOSTS:
            code = code_of(host)
            hosts.append(ProposedHost(host, code, name_of(host), logins, code in codes))
    known = [
        KnownApplication(applications[application], logins)
        for application, _host, logins in rows
        if application in applications
    ]
    return Proposal(hosts, known)


def code_of(host: str) -> str:
    """`simpatik` of simpatik.kotacontoh.example, `ip-192-0-2-50-6517` of an address."""
    if _is_address(host):
        return "ip-" + re.sub(r"[^0-9a-f]+", "-", host.casefold()).strip("-")[:36]
    labels = [label for label in host.casefold().split(".") if label]
    if host.casefold().split(".")[0] in ("com", "id", "example", "org", "net", "go"):
        labels.reverse()  # an Android package stands the other way round
    first = next((label for label in labels if label not in _NOISE), labels[0])
    return re.sub(r"[^a-z0-9-]+", "-", first).strip("-")[:40] or "aplikasi"


def name_of(host: str) -> str:
    """The name an application gets until somebody says better."""
    return host if _is_address(host) else code_of(host).upper()


def _is_address(host: str) -> bool:
    return bool(re.fullmatch(r"[0-9.]+(:\d+)?|\[?[0-9a-fA-F:]+\]?(:\d+)?", host))


def may_make(report: LeakReport, user: User) -> bool:
    """Whether there is something to make."""
    return report.withdrawn_at is None and bool(propose(report))
