"""What is typed to approve, sign and withdraw a document."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from secops.house.files import Checked
from secops.house.inputs import DayInput, EvidenceField, OneFileInput
from secops.rules.document import NUMBER_SIGNS


class ApproveForm(forms.Form):
    """Nothing, where the number is drawn; else what the city's register gave."""

    number = forms.CharField(
        label=_("Nomor dari buku register kota"),
        max_length=NUMBER_SIGNS,
        required=False,
        help_text=_("Kosongkan agar Siaga menarik nomor berikutnya. Contoh: 000.6/123/2026."),
    )
    dated = forms.DateField(
        label=_("Tanggal surat di register"),
        widget=DayInput(),
        required=False,
        help_text=_("Hanya bersama nomor dari register. Kosong: hari ini."),
    )


class SignedForm(forms.Form):
    """The paper as it came back."""

    file = EvidenceField(
        label=_("Berkas PDF yang sudah ditandatangani"),
        widget=OneFileInput({"accept": "application/pdf"}),
    )

    def clean_file(self) -> Checked:
        found: list[Checked] = self.cleaned_data["file"]
        return found[0]


class WithdrawForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Alasan pencabutan"), widget=forms.Textarea({"rows": 3}), max_length=2000
    )
