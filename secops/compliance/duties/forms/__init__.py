"""The forms of directives and duties."""

from secops.compliance.duties.forms.changing import ChangeForm
from secops.compliance.duties.forms.evidence import EvidenceForm
from secops.compliance.duties.forms.order import OrderForm
from secops.compliance.duties.forms.steps import (
    AwayForm,
    DigitsForm,
    ExemptForm,
    LetterForm,
    ReasonForm,
    ReceivedForForm,
    ReportForm,
    StatedForForm,
    StatementForm,
    WriteOffForm,
)
from secops.house.inputs import DayInput, EvidenceField, MomentInput

__all__ = [
    "AwayForm",
    "ChangeForm",
    "DayInput",
    "DigitsForm",
    "EvidenceField",
    "EvidenceForm",
    "ExemptForm",
    "LetterForm",
    "MomentInput",
    "OrderForm",
    "ReasonForm",
    "ReceivedForForm",
    "ReportForm",
    "StatedForForm",
    "StatementForm",
    "WriteOffForm",
]
