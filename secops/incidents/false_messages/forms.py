"""What is typed about a false message."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from secops.incidents.false_messages.actions import TEXT_SIGNS, Told
from secops.incidents.models import FalseMessage


class ReportForm(forms.Form):
    """A message that somebody doubts."""

    channel = forms.ChoiceField(choices=FalseMessage.Channel.choices)
    sender = forms.CharField(max_length=200, required=False)
    text = forms.CharField(max_length=TEXT_SIGNS, required=False)
    reporter = forms.CharField(max_length=200, required=False)
    screenshot = forms.FileField(required=False)

    def told(self) -> Told:
        """What was said, as the action takes it."""
        given = self.cleaned_data
        return Told(
            FalseMessage.Channel(given["channel"]),
            given["sender"],
            given["text"],
            given["reporter"],
        )


class JudgeForm(forms.Form):
    """What the office found."""

    finding = forms.ChoiceField(
        label=_("Apakah pesan ini palsu?"),
        choices=FalseMessage.Finding.choices,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Catatan"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )
