"""Forms of leak reports: the upload, the columns of a table, the withdrawal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secops.intake.uploads import SealedFile

FORMATS = (
    ("auto", _("Kenali sendiri dari isinya")),
    ("table", _("Tabel (CSV atau XLSX)")),
    ("stealer", _("Catatan stealer (TXT atau ZIP)")),
    ("ulp", _("Daftar alamat:nama pengguna:kata sandi")),
    ("shadowserver", _("Shadowserver Compromised-Account")),
)

ROLE_WORDS = (
    ("address", _("Alamat situs")),
    ("login", _("Nama pengguna (username)")),
    ("secret", _("Kata sandi (password)")),
    ("date", _("Tanggal bocor")),
    ("source", _("Sumber")),
    ("ignore", _("Tidak dipakai")),
)

_CLOCK = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class UploadForm(forms.Form):
    """One report: the file, who sent it, when it came, before when it leaked."""

    sealed_file = forms.FileField(
        label=_("Berkas laporan"),
        help_text=_(
            "Letakkan berkas di sini. Kata sandi di dalamnya tidak disimpan. "
            "CSV, XLSX, TXT, atau ZIP berisi catatan stealer."
        ),
        error_messages={
            "required": _("Pilih berkasnya dahulu."),
            "empty": _("Berkas kosong. Unduh atau ekspor ulang, lalu kirim lagi."),
        },
    )
    source = forms.CharField(
        label=_("Pengirim"),
        max_length=200,
        help_text=_("Misalnya: BSSN, surat 12 November. Susunan kolomnya diingat per pengirim."),
    )
    received_at = forms.DateTimeField(label=_("Diterima kantor pada (WIB)"), widget=_CLOCK)
    leaked_before = forms.DateTimeField(
        label=_("Seluruhnya bocor sebelum (WIB)"),
        required=False,
        widget=_CLOCK,
        help_text=_("Isi bila kantor mengetahuinya. Kosong: dihitung sejak tanggal diterima."),
    )
    keep_original = forms.BooleanField(
        label=_("Simpan asli ke brankas bukti"),
        required=False,
        help_text=_(
            "Berkas asli tetap tersegel di brankas; isinya tidak dapat dibaca siapa pun di sini."
        ),
    )
    format = forms.ChoiceField(label=_("Bentuk berkas"), choices=FORMATS, initial="auto")

    def clean_sealed_file(self) -> SealedFile:
        file = self.cleaned_data["sealed_file"]
        if not isinstance(file, SealedFile):
            raise forms.ValidationError(_("Unggahan ini tidak tersegel. Muat ulang halaman ini."))
        return file

    def clean_received_at(self) -> datetime:
        moment: datetime = self.cleaned_data["received_at"]
        if moment > timezone.now() + timedelta(minutes=5):
            raise forms.ValidationError(_("Waktu diterima belum terjadi."))
        return moment


class ColumnsForm(forms.Form):
    """What each column of a table is, prefilled with the guess or with what was remembered."""

    def __init__(self, columns: Sequence[dict[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        for number, column in enumerate(columns):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=column["name"],
                choices=ROLE_WORDS,
                initial=column["role"],
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    def roles(self) -> dict[str, str]:
        """Column name -> role, as chosen."""
        return {
            column["name"]: self.cleaned_data[f"column_{number}"]
            for number, column in enumerate(self.columns)
        }


class FormatForm(forms.Form):
    """Another format, where the person knows better."""

    format = forms.ChoiceField(label=_("Bentuk berkas"), choices=FORMATS)


class WithdrawForm(forms.Form):
    """Why a report is withdrawn."""

    why = forms.CharField(
        label=_("Mengapa laporan ini dicabut?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
