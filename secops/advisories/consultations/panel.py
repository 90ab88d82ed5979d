"""The consultations of an incident, on its page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission
from secops.advisories.consultations.queries import consultations_for, look_of
from secops.incidents.folds import fold_line
from secops.incidents.models import Incident
from secops.rules.incident import OVER, Phase


def consultation_panel(
    incident: Incident, user: User, at: datetime
) -> tuple[str, dict[str, Any]] | None:
    """Who was asked about it, the newest first."""
    found = list(consultations_for(user).filter(incident=incident))
    writes = user.may(Permission.DECIDE_RECOMMENDATION) and Phase(incident.phase) not in OVER
    if not found and not writes:
        return None
    return "consultations/_incident.html", {
        "fold": fold_line(len(found)),
        "lines": [(one, look_of(one, at=at)) for one in found],
        "new": reverse("consultation-new", args=[incident.code]) if writes else "",
    }
