"""What the office orders, what each department makes of it, and what it says (RULES 2)."""

from secops.compliance.duties.models.orders import (
    Channel,
    Directive,
    DirectiveQuerySet,
    DirectiveVersion,
    Duty,
    DutyQuerySet,
    still_asked,
)
from secops.compliance.duties.models.words import (
    DutyReport,
    Evidence,
    HeadStatement,
    Objection,
)

__all__ = [
    "Channel",
    "Directive",
    "DirectiveQuerySet",
    "DirectiveVersion",
    "Duty",
    "DutyQuerySet",
    "DutyReport",
    "Evidence",
    "HeadStatement",
    "Objection",
    "still_asked",
]
