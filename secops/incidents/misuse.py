"""From a log-in that is not ordinary to an incident (RULES 1, mark of misuse)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.compliance.rotations.log_ins.actions import judge
from secops.compliance.rotations.models import LoginReview, Rotation
from secops.house.text import angka, shown_login
from secops.incidents.actions import IncidentRefused, add_system_line, record_incident
from secops.incidents.models import Incident
from secops.incidents.system_words import Facts
from secops.rules.log_in import Finding

#: So many log-ins of one application stand in the chronology one by one; more are one line.
ONE_BY_ONE = 10


@transaction.atomic
def judge_not_ordinary(
    rotations: Collection[Rotation],
    *,
    note: str,
    incident: Incident | None,
    by: User,
    at: datetime,
) -> tuple[Incident, list[LoginReview]]:
    """Find the log-ins of these accounts not ordinary, and make them part of an incident.

    Without `incident` one is opened with the note as its description. Each log-in becomes a line of
    the chronology; applications and departments join the incident. All of it or nothing.
    """
    check(by, Permission.WRITE_INCIDENT)
    reviews = judge(rotations, Finding.NOT_ORDINARY, note=note, by=by, at=at)
    if not reviews:
        raise IncidentRefused(_("Masuk pada akun-akun ini sudah dinilai."))
    rows = {
        row.pk: row
        for row in Rotation.objects.filter(
            pk__in=[review.rotation_id for review in reviews]
        ).select_related("account", "application", "department")
    }
    if incident is None:
        incident = record_incident(
            title=_title(reviews, rows), description=note, found_at=at, by=by, at=at
        )
    incident.log_ins.add(*reviews)
    incident.applications.add(*{row.application_id for row in rows.values()})
    incident.departments.add(*{row.department_id for row in rows.values() if row.department_id})
    incident.campaigns.add(*{row.campaign_id for row in rows.values()})
    for happened_at, facts in _lines(reviews, rows):
        add_system_line(incident, facts, happened_at=happened_at, by=by, at=at)
    record("incident.log_ins_added", incident, by=by, at=at, accounts=len(reviews))
    return incident, reviews


def _title(reviews: Sequence[LoginReview], rows: dict[int, Rotation]) -> str:
    names = ", ".join(sorted({row.application.name for row in rows.values()}))
    return ngettext(
        "Masuk tidak wajar ke %(n)s akun %(names)s",
        "Masuk tidak wajar ke %(n)s akun %(names)s",
        len(reviews),
    ) % {"n": angka(len(reviews)), "names": names}


def _lines(
    reviews: Sequence[LoginReview], rows: dict[int, Rotation]
) -> list[tuple[datetime, Facts]]:
    """What happened when, by application; logins as they are shown to everybody, masked."""
    of_application: dict[str, list[LoginReview]] = defaultdict(list)
    for review in sorted(reviews, key=lambda one: one.login_at):
        of_application[rows[review.rotation_id].application.name].append(review)
    lines: list[tuple[datetime, Facts]] = []
    for name, found in of_application.items():
        if len(found) > ONE_BY_ONE:
            until = found[-1].login_at.isoformat()
            facts = {"kind": "log_ins", "n": len(found), "name": name, "until": until}
            lines.append((found[0].login_at, facts))
            continue
        for review in found:
            row = rows[review.rotation_id]
            facts = {
                "kind": "log_in",
                "login": shown_login(row.account.username),
                "name": ", ".join([name, *([row.department.name] if row.department else [])]),
            }
            lines.append((review.login_at, facts))
    return lines
