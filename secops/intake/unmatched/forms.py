"""Forms of the unmatched queue."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from secops.inventory.models import Application


class HostAssignment(forms.Form):
    """Whose host this is."""

    host = forms.CharField(widget=forms.HiddenInput, max_length=260)
    application = forms.ModelChoiceField(
        queryset=Application.objects.all(),
        required=False,
        label=_("Milik aplikasi"),
        empty_label=_("Pilih aplikasi"),
    )
    not_ours = forms.BooleanField(
        required=False,
        label=_("Bukan milik kota: hapus temuannya, dan lewati alamat ini di laporan berikutnya"),
    )

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if bool(data.get("application")) == bool(data.get("not_ours")):
            raise forms.ValidationError(_("Pilih satu: aplikasinya, atau bukan milik kota."))
        return data


class Ignoring(forms.Form):
    """Why logins are put aside."""

    why = forms.CharField(label=_("Alasan"), max_length=200)
