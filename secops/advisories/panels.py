"""What else stands on the page of a recommendation. `secops/wiring.py` fills the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from secops.advisories.models import Recommendation


@dataclass(frozen=True, slots=True)
class Panel:
    """A template and what it shows, as `panel`."""

    template: str
    context: dict[str, Any]


#: (recommendation, user) -> a part of its page, or None where there is nothing for this user.
ADVICE_PANELS: list[Callable[[Recommendation, User], Panel | None]] = []


def panels_of(found: Recommendation, user: User) -> list[Panel]:
    """The parts of a recommendation's page that other apps add, for this user."""
    return [one for look in ADVICE_PANELS if (one := look(found, user)) is not None]
