"""What is typed about incidents."""

from secops.incidents.forms.chronology import ChronologyForm, PasteForm
from secops.incidents.forms.handling import (
    DecisionForm,
    LinkForm,
    MergeForm,
    MoveForm,
    PhaseForm,
    ReasonForm,
    StopForm,
)
from secops.incidents.forms.record import IncidentForm, QuickForm

__all__ = [
    "ChronologyForm",
    "DecisionForm",
    "IncidentForm",
    "LinkForm",
    "MergeForm",
    "MoveForm",
    "PasteForm",
    "PhaseForm",
    "QuickForm",
    "ReasonForm",
    "StopForm",
]
