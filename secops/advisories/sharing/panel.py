"""The original of a partner's document, on the page of the recommendation it became."""

from __future__ import annotations

from accounts.models import User
from accounts.roles import Permission
from secops.advisories.models import Recommendation
from secops.advisories.panels import Panel
from secops.advisories.sharing.queries import received_for


def original_panel(found: Recommendation, user: User) -> Panel | None:
    """What it was adopted from, with its hash; the file is taken out with a line in the trail."""
    if not user.may(Permission.READ_RECOMMENDATION):
        return None
    document = received_for(user).filter(recommendation=found).first()
    return Panel("sharing/_original.html", {"document": document}) if document else None
