"""What happened and what was said of it: incidents with their chronology, public statements with
the facts they rest on, false messages."""

from secops.incidents.models.false_messages import FalseMessage
from secops.incidents.models.incident import ChronologyRow, ClockStop, Incident
from secops.incidents.models.statements import (
    PublicAnswer,
    PublicStatement,
    StatementFact,
    StatementWarning,
)

__all__ = [
    "ChronologyRow",
    "ClockStop",
    "FalseMessage",
    "Incident",
    "PublicAnswer",
    "PublicStatement",
    "StatementFact",
    "StatementWarning",
]
