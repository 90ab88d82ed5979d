"""What an order comes from: advice, a meeting, an incident. `secops/wiring.py` fills the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import User
from secops.compliance.duties.models import Directive


@dataclass(frozen=True, slots=True)
class Origin:
    """One line of the order's facts: what it comes from, each with its address."""

    label: str
    links: list[tuple[str, str]]


#: (directive, user) -> the line, or None where there is nothing this user may open.
ORIGINS: list[Callable[[Directive, User], Origin | None]] = []


def origins_of(directive: Directive, user: User) -> list[Origin]:
    """What the order comes from, as far as the user may see it."""
    return [one for look in ORIGINS if (one := look(directive, user)) is not None]
