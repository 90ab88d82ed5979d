"""What the vault adds to an incident, for `secops.wiring`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from secops.incidents.folds import fold_line
from secops.incidents.models import Incident
from secops.incidents.vault.models import Handover, Item
from secops.incidents.vault.queries import Pill, broken_items, items_for, state_of

#: So many items are named; the list holds all.
SHOWN = 10


#: (hand-over, user) -> (template, context), or None: what higher parts add to a hand-over's page.
HANDOVER_PANELS: list[Callable[[Handover, User], tuple[str, dict[str, Any]] | None]] = []


@dataclass(frozen=True, slots=True)
class Line:
    """One item on the incident's page."""

    item: Item
    pill: Pill


def vault_panel(incident: Incident, user: User, at: datetime) -> tuple[str, dict[str, Any]] | None:
    """The incident's evidence; for whom the vault is closed there is none."""
    if not user.scope(Permission.READ_EVIDENCE).everything:
        return None
    rows = items_for(user).filter(incident=incident)
    count = rows.count()
    broken = [item.code for item in broken_items(incident)]
    return "vault/_incident.html", {
        "fold": fold_line(count, [_("%(code)s tidak utuh") % {"code": code} for code in broken]),
        "lines": [Line(item, state_of(item)) for item in rows[:SHOWN]],
        "count": count,
        "handovers": list(Handover.objects.filter(incident=incident).select_related("document")),
        "broken": broken,
        "all_url": f"{reverse('vault')}?incident={incident.code}",
        "new_url": f"{reverse('evidence-new')}?incident={incident.code}"
        if user.may(Permission.HANDLE_EVIDENCE)
        else "",
    }


def evidence_not_whole(incident: Incident, at: datetime) -> list[str]:
    """An incident is not closed over evidence that changed."""
    return [
        _("barang bukti %(code)s %(finding)s")
        % {"code": item.code, "finding": item.content.get_finding_display()}
        for item in broken_items(incident)
    ]
