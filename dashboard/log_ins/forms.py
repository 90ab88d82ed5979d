"""What is typed about log-ins after the leak."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from secops.compliance.rotations.forms import HEARD_BY
from secops.compliance.rotations.models import Answer
from secops.compliance.rotations.words import choices
from secops.incidents.models import Incident
from secops.rules.log_in import Word


class AskForm(forms.Form):
    """Nothing but the button: what is sent stands on the page."""


class WordForm(forms.Form):
    """What a holder said, and how it was heard."""

    word = forms.ChoiceField(label=_("Apa kata pemegang?"), widget=forms.RadioSelect)
    channel = forms.ChoiceField(label=_("Disampaikan lewat"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["word"].choices = choices(Word)  # type: ignore[attr-defined]
        self.fields["channel"].choices = [  # type: ignore[attr-defined]
            (channel.value, channel.label) for channel in HEARD_BY
        ]

    def clean_channel(self) -> Answer.Channel:
        return Answer.Channel(self.cleaned_data["channel"])

    def clean_word(self) -> Word:
        return Word(self.cleaned_data["word"])


class OrdinaryForm(forms.Form):
    """Why these log-ins are nothing to worry about."""

    note = forms.CharField(
        label=_("Alasan"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Misalnya: jam kerja, dari jaringan kantor, pemegang membenarkan."),
    )


class NotOrdinaryForm(forms.Form):
    """What is wrong with them, and to which incident they belong."""

    note = forms.CharField(
        label=_("Apa yang tidak wajar?"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Misalnya: pukul 03.12 dari luar negeri, pemegang menyatakan bukan dirinya."),
    )
    incident = forms.ModelChoiceField(
        Incident.objects.none(),
        label=_("Insiden siber"),
        required=False,
        empty_label=_("Catat insiden baru"),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["incident"].queryset = Incident.objects.visible_to(user).open()  # type: ignore[attr-defined]
