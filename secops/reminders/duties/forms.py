"""What is entered about a rung, a call, a delay."""

from django import forms
from django.utils.translation import gettext_lazy as _

from secops.reminders.models import Call, Escalation

#: What the page says of a date that is none; it stands there without its field beside it.
NO_DATE = {
    "invalid": _("Tulis tanggalnya dengan angka: hari/bulan/tahun."),
    "required": _("Sampai tanggal berapa? Tulis dengan angka: hari/bulan/tahun."),
}


class DecisionForm(forms.Form):
    """What the lead decides about rungs above the department."""

    decision = forms.ChoiceField(choices=Escalation.Decision.choices)
    until = forms.DateField(label=_("Tunda sampai"), required=False, error_messages=NO_DATE)
    reason = forms.CharField(label=_("Alasan"), required=False, max_length=300)


class CallForm(forms.Form):
    """What came of a telephone call."""

    outcome = forms.ChoiceField(
        label=_("Hasil"), choices=Call.Outcome.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Catatan"),
        required=False,
        max_length=300,
        help_text=_("Misalnya apa kendalanya dan kapan selesai."),
    )


class AcknowledgementForm(forms.Form):
    """Until when the department is at it, and with what."""

    until = forms.DateField(
        label=_("Sampai tanggal"),
        widget=forms.DateInput(attrs={"inputmode": "numeric"}),
        help_text=_("Dengan angka: hari/bulan/tahun. Paling lama 14 hari."),
        error_messages=NO_DATE,
    )
    reason = forms.CharField(
        label=_("Yang sedang dikerjakan"),
        max_length=300,
        error_messages={"required": _("Tuliskan apa yang sedang dikerjakan.")},
    )
