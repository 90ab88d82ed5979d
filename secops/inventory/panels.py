"""What higher parts add to an application's page; `secops/wiring.py` fills the table.

Inventory knows no campaigns, yet the page of an application says how far they are there.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from accounts.models import User
from secops.inventory.models import Application

#: (application, user, at) -> (template, context), or None where there is nothing to say.
Panel = Callable[[Application, User, datetime], tuple[str, dict[str, Any]] | None]
APPLICATION_PANELS: list[Panel] = []


def panels_of(application: Application, user: User, at: datetime) -> list[dict[str, Any]]:
    """The panels of one page, as `{% include panel.template with panel=panel %}` reads them."""
    found = []
    for panel in APPLICATION_PANELS:
        told = panel(application, user, at)
        if told is not None:
            found.append(told[1] | {"template": told[0]})
    return found
