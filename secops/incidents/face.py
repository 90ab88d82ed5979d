"""What higher parts add to an incident: panels of its page, work that keeps it from being closed.

`secops/wiring.py` fills the tables. Terms that higher parts start stand in `clocks.MORE_CLOCKS`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from accounts.models import User
from secops.incidents.models import Incident

#: (incident, user, at) -> (template, context), or None where there is nothing to say to this user.
Panel = Callable[[Incident, User, datetime], tuple[str, dict[str, Any]] | None]
INCIDENT_PANELS: list[Panel] = []

#: (incident, at) -> what is still required, each in words that can stand in a list.
Required = Callable[[Incident, datetime], list[str]]
OPEN_WORK: list[Required] = []


def panels_of(incident: Incident, user: User, at: datetime) -> list[dict[str, Any]]:
    """The panels of one page, as `{% include panel.template with panel=panel %}` reads them.

    What was merged into it follows, each panel with the code it is from.
    """
    told = [(one, panel(one, user, at)) for one in incident.family for panel in INCIDENT_PANELS]
    return [
        shown[1] | {"template": shown[0], "merged_from": one.code if one is not incident else ""}
        for one, shown in told
        if shown is not None
    ]


def required_elsewhere(incident: Incident, at: datetime) -> list[str]:
    """What higher parts still require of this incident, in words."""
    return [words for look in OPEN_WORK for words in look(incident, at)]
