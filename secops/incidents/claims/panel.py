"""What an incident's page says of the claims about it, and what they still require."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from secops.incidents.claims.models import Claim
from secops.incidents.claims.words import look_of_disposition
from secops.incidents.folds import fold_line
from secops.incidents.models import Incident
from secops.incidents.statements.knowledge import Facts, Known
from secops.rules.assertion import Assertion, Subject, Value
from secops.rules.claim import TRUE, Disposition


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim among those of its incident."""

    code: str
    url: str
    content: str
    grade: str
    decided: tuple[str, str, str]
    seen_at: datetime


def claims_panel(incident: Incident, user: User, at: datetime) -> tuple[str, dict[str, Any]] | None:
    """The claims of an incident; without any, nothing."""
    rows = Claim.objects.visible_to(user).filter(incident=incident)
    lines = [
        ClaimLine(
            row.code, row.get_absolute_url(), row.content, row.grade,
            look_of_disposition(row.disposition), row.seen_at,
        )
        for row in rows
    ]  # fmt: skip
    if not lines:
        return None
    open_ones = [f"{row.code} {look_of_disposition('')[2]}" for row in rows if not row.disposition]
    return "claims/_incident.html", {"fold": fold_line(len(lines), open_ones), "lines": lines}


def undecided_claims(incident: Incident, at: datetime) -> list[str]:
    """A claim that nobody decided keeps the incident open."""
    codes = Claim.objects.undecided().filter(incident=incident).values_list("code", flat=True)
    return [_("klaim %(code)s belum diputuskan") % {"code": code} for code in codes.order_by("pk")]


def known_of_claims(incident: Incident, at: datetime) -> list[Known]:
    """A claim that proved true, at least in part, says that something leaked."""
    rows = Claim.objects.filter(incident=incident, disposition__in=[one.value for one in TRUE])
    return [
        Known(
            f"claim:{row.pk}",
            Assertion(Subject.LEAK, Value.CREDENTIALS),
            {"code": row.code, "disposition": row.disposition},
            row.decided_at or row.recorded_at,
            row.get_absolute_url(),
        )
        for row in rows
    ]


def claim_words(facts: Facts) -> str:
    """``Klaim K-2026-001: benar.``"""
    decided = look_of_disposition(Disposition(facts["disposition"]).value)[2].lower()
    return _("Klaim %(code)s: %(what)s.") % {"code": facts["code"], "what": decided}
