"""What higher parts add to the page of a duty; `secops/wiring.py` fills the table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from accounts.models import User
from secops.compliance.duties.models import Duty

#: (duty, user, at) -> (template, context), or None where there is nothing to say.
Panel = Callable[[Duty, User, datetime], tuple[str, dict[str, Any]] | None]
DUTY_PANELS: list[Panel] = []


def panels_of(duty: Duty, user: User, at: datetime) -> list[dict[str, Any]]:
    """The panels of one page, as `{% include panel.template with panel=panel %}` reads them."""
    told = [panel(duty, user, at) for panel in DUTY_PANELS]
    return [one[1] | {"template": one[0]} for one in told if one is not None]
