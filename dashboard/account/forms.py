"""Who holds an account from now on."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

NIP = re.compile(r"\d{18}")


class HolderForm(forms.Form):
    """A person by his NIP or mail address; the name only where he is not known yet."""

    nip = forms.CharField(
        label=_("NIP"), required=False, max_length=30, help_text=_("18 angka, sebagai teks.")
    )
    email = forms.EmailField(label=_("Email"), required=False)
    name = forms.CharField(
        label=_("Nama"),
        required=False,
        max_length=200,
        help_text=_("Hanya bila orangnya belum tercatat."),
    )

    def clean_nip(self) -> str:
        typed = "".join(str(self.cleaned_data["nip"]).split())
        if typed and not NIP.fullmatch(typed):
            raise forms.ValidationError(_("NIP terdiri atas 18 angka."))
        return typed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not (cleaned.get("nip") or cleaned.get("email")):
            raise forms.ValidationError(_("Isi NIP atau email."))
        return cleaned
