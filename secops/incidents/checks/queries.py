"""Page-shaped reads of checks, and the panel on an incident's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission
from secops.house.text import wib
from secops.incidents.checks.models import PublicCheck, ServiceCheck, ServiceCheckQuerySet
from secops.incidents.checks.words import look_of_result, standing_of
from secops.incidents.folds import fold_line
from secops.incidents.models import Incident

#: So many services stand on the page of an incident; the list holds all.
SHOWN = 12


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One look in a list: what, result, whether it still speaks."""

    check: ServiceCheck
    result: tuple[str, str, str]
    standing: tuple[str, str, str]
    when: str


def checks_for(user: User) -> ServiceCheckQuerySet:
    """The checks the user may read, each with what came later."""
    rows = ServiceCheck.objects.visible_to(user).with_later()
    return rows.select_related("application", "incident", "recorded_by__person")


def lines(rows: ServiceCheckQuerySet) -> list[CheckLine]:
    return [
        CheckLine(one, look_of_result(one.result), standing_of(one), wib(one.tested_at))
        for one in rows
    ]


def others_of(check: ServiceCheck, user: User) -> list[CheckLine]:
    """The other looks at the same service, the newest first."""
    rows = checks_for(user).filter(subject_key=check.subject_key).exclude(pk=check.pk)
    return lines(rows[:SHOWN])


def public_name(check: ServiceCheck) -> str:
    """What this service was called in public before."""
    before = PublicCheck.objects.filter(service_check__subject_key=check.subject_key).first()
    return before.name if before else ""


def check_panel(incident: Incident, user: User, at: datetime) -> tuple[str, dict[str, Any]] | None:
    """What speaks for each service that was looked at because of this incident."""
    rows = ServiceCheck.objects.filter(incident=incident).visible_to(user)
    writes = user.may(Permission.WRITE_INCIDENT)
    found = lines(rows.newest().with_later().select_related("application")[:SHOWN])
    if not found and not writes:
        return None
    doubtful = [one for one in found if one.result[0] != "ok" or one.standing[0] != "ok"]
    return "checks/_incident.html", {
        "fold": fold_line(
            len(found), [f"{one.check.subject}: {one.result[2]}" for one in doubtful]
        ),
        "lines": found,
        "new": reverse("service-check-new") + f"?incident={incident.code}" if writes else "",
        "all": reverse("service-checks") + f"?incident={incident.code}" if found else "",
    }
