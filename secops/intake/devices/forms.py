"""Forms of infected computers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Department
from secops.inventory.models import Device


class CleanedForm(forms.Form):
    """How the computer was cleaned, with a photo or the reason why there is none."""

    #: A photo or a reason: the house calls neither optional.
    needed_sometimes = ("how", "photo", "no_photo_why")

    how = forms.ChoiceField(
        label=_("Bagaimana?"),
        choices=Device.CleanedHow.choices,
        required=False,
        initial=Device.CleanedHow.CLEANED,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Apa yang dilakukan"),
        max_length=300,
        help_text=_("Misalnya: dipasang ulang 28 November oleh tim TIK."),
    )
    photo = forms.FileField(
        label=_("Foto bukti"),
        required=False,
        help_text=_("Komputer yang sudah bersih. JPEG, PNG, atau WebP, paling besar 8 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    no_photo_why = forms.CharField(
        label=_("Atau, bila tidak ada foto: mengapa?"),
        max_length=200,
        required=False,
        help_text=_("Misalnya: komputernya sudah dikirim ke gudang."),
    )

    def __init__(self, *args: Any, private: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if private:
            del self.fields["photo"], self.fields["no_photo_why"]

    def clean_how(self) -> Device.CleanedHow:
        return Device.CleanedHow(self.cleaned_data["how"] or Device.CleanedHow.CLEANED)


class RemovalForm(forms.Form):
    """Why a mark was wrong."""

    why = forms.CharField(label=_("Mengapa tanda ini ditarik?"), max_length=200)


class DepartmentForm(forms.Form):
    """Whose computer it is."""

    department = forms.ModelChoiceField(
        queryset=Department.objects.all(), required=False, label=_("OPD"), empty_label="–"
    )
