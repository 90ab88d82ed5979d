"""What happened and what was said of it: incidents with their chronology, public statements with
the facts they rest on, false messages."""

from secops.incidents.models.affected import AffectedAccount
from secops.incidents.models.chronology import ChronologyRow, HiddenLine, PhaseRecord
from secops.incidents.models.clocks import ClockStop, ClockTold, PublicDecision
from secops.incidents.models.false_messages import FalseMessage
from secops.incidents.models.incident import Incident
from secops.incidents.models.statements import (
    PublicAnswer,
    PublicStatement,
    StatementFact,
    StatementWarning,
)

__all__ = [
    "AffectedAccount",
    "ChronologyRow",
    "ClockStop",
    "ClockTold",
    "FalseMessage",
    "HiddenLine",
    "Incident",
    "PhaseRecord",
    "PublicAnswer",
    "PublicDecision",
    "PublicStatement",
    "StatementFact",
    "StatementWarning",
]
