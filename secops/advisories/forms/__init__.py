"""What is typed about recommendations and organisations."""

from secops.advisories.forms.advice import AdviceForForm, AdviceForm, NamingForm, ReviseForm
from secops.advisories.forms.office import (
    AnswerForm,
    ConfirmForm,
    DecisionForm,
    MergeForm,
    OrganisationForm,
    ToOrderForm,
)

__all__ = [
    "AdviceForForm",
    "AdviceForm",
    "AnswerForm",
    "ConfirmForm",
    "DecisionForm",
    "MergeForm",
    "NamingForm",
    "OrganisationForm",
    "ReviseForm",
    "ToOrderForm",
]
