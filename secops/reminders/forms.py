"""The form before the first messages of a campaign."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from secops.reminders.models import Holiday


class StartMessagesForm(forms.Form):
    """When to send: in the hours of the voice, or at once with a reason that is kept."""

    at_once = forms.BooleanField(label=_("Kirim sekarang, juga di luar jam kerja"), required=False)
    because = forms.CharField(
        label=_("Alasan mengirim di luar jam kerja"), max_length=200, required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("at_once") and not cleaned.get("because", "").strip():
            self.add_error("because", _("Tuliskan alasannya; tersimpan di catatan audit."))
        return cleaned


class HolidayForm(forms.Form):
    """A day on which nobody works."""

    day = forms.DateField(
        label=_("Tanggal"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
        help_text=_("misalnya 25/12/2026"),
    )
    name = forms.CharField(label=_("Nama"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Jenis"), choices=Holiday.Kind.choices, widget=forms.RadioSelect
    )
    estimated = forms.BooleanField(
        label=_("Masih perkiraan, belum ada keputusan bersama menteri"), required=False
    )
