"""Forms of register and readings uploads."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from secops.house.inputs import MomentInput
from secops.intake.readings.actions import own_departments
from secops.inventory.models import Application, ReadingsFile


class RegisterForm(forms.Form):
    """One register."""

    sealed_file = forms.FileField(
        label=_("Berkas"),
        help_text=_("CSV atau XLSX. Baris pertama memuat nama kolom."),
        error_messages={
            "required": _("Pilih berkasnya dahulu."),
            "empty": _("Berkas kosong. Unduh atau ekspor ulang, lalu kirim lagi."),
        },
    )


class ReadingsForm(RegisterForm):
    """One readings file: when it was true, by which way it came."""

    source = forms.CharField(
        label=_("Sumber"),
        max_length=200,
        required=False,
        help_text=_("Misalnya: basis data SIMPATIK, ekspor Active Directory."),
    )
    read_at = forms.DateTimeField(
        label=_("Data diambil pada (WIB)"),
        required=False,
        widget=MomentInput(),
        help_text=_("Hanya untuk berkas tanpa kolom read_at."),
    )
    application = forms.ModelChoiceField(
        label=_("Aplikasi"),
        queryset=Application.objects.none(),
        required=False,
        help_text=_("Hanya untuk berkas tanpa kolom application_code, misalnya ekspor AD."),
    )
    origin = forms.ChoiceField(
        label=_("Asal data"),
        choices=ReadingsFile.Origin.choices,
        initial=ReadingsFile.Origin.OWNER,
        widget=forms.RadioSelect,
        help_text=_("Data dari OPD yang diukur sendiri belum membuktikan; perlu uji petik."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = own_departments(user)
        rows = Application.objects.all()
        if own is not None:
            rows = rows.filter(owner_id__in=own)
            del self.fields["origin"]
        application = self.fields["application"]
        assert isinstance(application, forms.ModelChoiceField)
        application.queryset = rows


class WithdrawalForm(forms.Form):
    """Why a readings file is taken back."""

    why = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Alasan tampil di catatan audit."),
    )
