"""What is typed to hand evidence in: files or a photo, an address, a note, until when it holds."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from secops.compliance.duties.actions import Handed
from secops.compliance.duties.models import Evidence
from secops.house.inputs import CameraInput, DayInput, EvidenceField


class LinkField(forms.URLField):
    """An address that a reader may open; one that carries a password is refused."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", max_length=500, **kwargs)

    def clean(self, value: Any) -> str:
        link = str(super().clean(value) or "")
        parts = urlsplit(link)
        if link and parts.scheme not in ("http", "https"):
            raise forms.ValidationError(_("Tautan dimulai dengan https:// atau http://."))
        if parts.username or parts.password:
            raise forms.ValidationError(
                _("Tautan ini memuat nama pengguna atau kata sandi. Hapus bagian itu dahulu.")
            )
        return link


class EvidenceForm(forms.Form):
    """One or more pieces of evidence."""

    photo = EvidenceField(
        label=_("Foto dari kamera"), required=False, widget=CameraInput,
        help_text=_("Di ponsel, kamera langsung terbuka."),
    )  # fmt: skip
    evidence = EvidenceField(
        label=_("Berkas"),
        required=False,
        help_text=_("Foto, PDF, Word, Excel atau teks; paling banyak 5 berkas, 10 MB per berkas."),
    )
    link = LinkField(label=_("Tautan"), required=False)
    note = forms.CharField(
        label=_("Catatan"), widget=forms.Textarea({"rows": 3}), required=False, max_length=2000,
        help_text=_("Jangan menulis kata sandi atau kode."),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Nama bukti dukung"), required=False, max_length=200,
        help_text=_("Kosongkan untuk memakai nama berkasnya."),
    )  # fmt: skip
    valid_until = forms.DateField(
        label=_("Berlaku sampai"), widget=DayInput(), required=False,
        help_text=_("Kosongkan bila berlaku terus."),
    )  # fmt: skip

    def handed(self, replaces: Evidence | None = None) -> Handed:
        """What `add_evidence` takes; call after `is_valid`."""
        data = self.cleaned_data
        return Handed(
            files=[*(data.get("photo") or []), *(data.get("evidence") or [])],
            link=data["link"],
            note=data["note"],
            name=data["name"],
            valid_until=data["valid_until"],
            replaces=replaces,
        )
