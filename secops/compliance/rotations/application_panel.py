"""How far the accounts of an application are in the running campaigns: a panel of its page."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission, Reach
from secops.compliance.rotations.models import Campaign
from secops.compliance.rotations.queries.counts import Part, counts_by_campaign
from secops.compliance.rotations.words import look_of
from secops.inventory.models import Application
from secops.rules.rotation import State


def application_panel(
    application: Application, user: User, at: datetime
) -> tuple[str, dict[str, Any]] | None:
    """The states of the application's accounts, by running campaign; None where it is in none."""
    scope = user.scope(Permission.SEE_DEPARTMENTS)
    own = scope.departments if scope.reach is Reach.OWN else None
    counts = counts_by_campaign(at=at, part=Part(departments=own, applications=[application.pk]))
    found = {pk: told for pk, told in counts.items() if told.total}
    if not found:
        return None
    campaigns = []
    for campaign in Campaign.objects.filter(pk__in=found).order_by("-ordered_at", "-pk"):
        told = found[campaign.pk]
        here = reverse("campaign-rotations", args=[campaign.code])

        def rows(here: str = here, **more: str) -> str:
            return f"{here}?{urlencode({'application': application.code} | more)}"

        campaigns.append(
            {
                "campaign": campaign,
                "counts": told,
                "url": rows(),
                "states": [
                    (look_of(state), told.states[state], rows(state=state.value))
                    for state in State
                    if told.states.get(state)
                ],
            }
        )
    return "rotations/_application_panel.html", {"campaigns": campaigns}
