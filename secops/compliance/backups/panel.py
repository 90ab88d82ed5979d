"""What an application's page says of its backups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission
from secops.compliance.backups.models import BackupPlan
from secops.compliance.backups.words import since_words
from secops.house.words import look
from secops.inventory.models import Application
from secops.rules.backup import State


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One plan of the application."""

    name: str
    url: str
    pill: tuple[str, str, str]
    since: str


def backup_panel(
    application: Application, user: User, at: datetime
) -> tuple[str, dict[str, Any]] | None:
    """The application's plans in one question; without any, that there is none yet."""
    plans = BackupPlan.objects.visible_to(user).running().filter(application=application)
    lines = [
        PlanLine(
            plan.name,
            plan.get_absolute_url(),
            look(State)(plan.standing.state),
            since_words(plan.standing),
        )
        for plan in plans.select_related("standing")
    ]
    may = user.may(Permission.MANAGE_BACKUPS, application.owner_id)
    if not lines and not may:
        return None
    return "backups/_application.html", {
        "lines": lines,
        "new": reverse("backup-new") + f"?application={application.code}" if may else "",
    }
