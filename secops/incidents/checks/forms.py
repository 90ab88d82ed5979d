"""What is typed about checks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from secops.house.inputs import EvidenceField, MomentInput, OneFileInput
from secops.incidents.checks.actions import Looked
from secops.incidents.checks.models import ServiceCheck
from secops.incidents.models import Incident
from secops.inventory.models import Application


class CheckForm(forms.Form):
    """What was tested, when, by whom, how, with what result."""

    application = forms.ModelChoiceField(
        Application.objects.none(),
        label=_("Aplikasi"),
        required=False,
        empty_label=_("Bukan aplikasi dalam daftar"),
    )
    kind = forms.ChoiceField(label=_("Yang diperiksa"), choices=ServiceCheck.Kind.choices)
    name = forms.CharField(
        label=_("Nama layanan atau bagian"),
        max_length=200,
        required=False,
        help_text=_("Wajib bila bukan aplikasi dalam daftar. Misalnya: situs kota."),
    )
    result = forms.ChoiceField(
        label=_("Hasil"), choices=ServiceCheck.Result.choices, widget=forms.RadioSelect
    )
    tested_at = forms.DateTimeField(
        label=_("Diperiksa pada"), widget=MomentInput(), help_text=_("Waktu Indonesia Barat.")
    )
    tester = forms.CharField(label=_("Diperiksa oleh"), max_length=200)
    method = forms.CharField(
        label=_("Cara memeriksa"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Misalnya: masuk dengan akun uji; 20 catatan dibandingkan dengan backup."),
    )
    note = forms.CharField(
        label=_("Catatan"),
        widget=forms.Textarea({"rows": 3}),
        max_length=5000,
        required=False,
        help_text=_("Jangan menulis kata sandi."),
    )
    incident = forms.ModelChoiceField(
        Incident.objects.none(), label=_("Insiden"), required=False, empty_label=_("Tanpa insiden")
    )
    evidence = EvidenceField(label=_("Bukti dukung"), required=False, widget=OneFileInput)

    #: Needed where no application is chosen.
    needed_sometimes = ("name",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["application"].queryset = Application.objects.all()  # type: ignore[attr-defined]
        self.fields["incident"].queryset = Incident.objects.open()  # type: ignore[attr-defined]

    def looked(self) -> Looked:
        """What was typed, as the action takes it."""
        data = self.cleaned_data
        names = ("kind", "result", "tested_at", "tester", "method", "application", "name", "note")
        return Looked(**{name: data[name] for name in names})


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Alasan"), widget=forms.Textarea({"rows": 3}), max_length=500)


class ShowForm(forms.Form):
    """The name everybody knows the service by."""

    name = forms.CharField(
        label=_("Nama layanan untuk umum"),
        max_length=120,
        help_text=_("Tanpa nama server atau nama internal. Misalnya: perizinan daring."),
    )
