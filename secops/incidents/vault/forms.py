"""What is typed about evidence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from secops.house.inputs import MomentInput, OneFileInput
from secops.incidents.models import Incident
from secops.incidents.vault.models import CustodyEvent
from secops.incidents.vault.uploads import EvidenceFile
from secops.rules.tlp import PRINTED, Marking

_KINDS = (CustodyEvent.Kind.NOTED, CustodyEvent.Kind.TRANSFERRED)


class EvidenceFileField(forms.FileField):
    """A file of any kind and size that arrived through the vault's own handler."""

    widget = OneFileInput

    def to_python(self, data: Any) -> EvidenceFile | None:
        if data in self.empty_values:
            return None
        if not isinstance(data, EvidenceFile):
            raise forms.ValidationError(gettext("Berkas tidak sampai utuh. Unggah sekali lagi."))
        if data.refused:
            raise forms.ValidationError(data.refused)
        if not data.size:
            raise forms.ValidationError(gettext("Berkasnya kosong. Pilih berkas lain."))
        return data


class TakeInForm(forms.Form):
    """One item: the file, and what a judge will ask about it."""

    evidence_file = EvidenceFileField(
        label=_("Berkas"),
        help_text=_(
            "Jenis apa pun. Sidik jari SHA-256 dihitung saat berkas diunggah; isinya tidak pernah "
            "dibuka di sini."
        ),
    )
    description = forms.CharField(
        label=_("Uraian"),
        widget=forms.Textarea({"rows": 3}),
        max_length=5000,
        help_text=_("Apa ini, dan apa yang ditunjukkannya. Jangan menulis kata sandi."),
    )
    source = forms.CharField(
        label=_("Asal"), max_length=500, help_text=_("Server, akun, alamat, atau orang.")
    )
    acquired_at = forms.DateTimeField(
        label=_("Diperoleh pada"), widget=MomentInput(), help_text=_("Waktu Indonesia Barat.")
    )
    acquired_by = forms.CharField(label=_("Diperoleh oleh"), max_length=200)
    how = forms.CharField(
        label=_("Cara memperoleh"),
        max_length=500,
        required=False,
        help_text=_("Misalnya: salinan bit-per-bit dengan dd, ekspor log, tangkapan layar."),
    )
    medium = forms.CharField(label=_("Media asal"), max_length=200, required=False)
    seal_number = forms.CharField(label=_("Nomor segel"), max_length=100, required=False)
    incident = forms.ModelChoiceField(
        Incident.objects.none(),
        label=_("Insiden"),
        required=False,
        to_field_name="code",
        empty_label=_("Belum terkait"),
    )
    tlp = forms.ChoiceField(
        label=_("Boleh dibagikan kepada"), choices=[(m.value, PRINTED[m]) for m in Marking]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["incident"].queryset = Incident.objects.all()  # type: ignore[attr-defined]

    def clean_tlp(self) -> Marking:
        """The marking itself."""
        return Marking(self.cleaned_data["tlp"])


class ReasonForm(forms.Form):
    """Why something leaves the vault, or a hold is taken back."""

    reason = forms.CharField(
        label=_("Alasan"),
        widget=forms.Textarea({"rows": 2}),
        max_length=500,
        help_text=_("Tercatat dalam riwayat barang bukti bersama nama Anda."),
    )


class HoldForm(ReasonForm):
    """Why an item is bound, and until when."""

    until = forms.DateTimeField(
        label=_("Sampai"),
        widget=MomentInput(),
        required=False,
        help_text=_("Kosongkan bila sampai dicabut."),
    )


class NoteForm(forms.Form):
    """A remark, or that the medium changed hands."""

    kind = forms.ChoiceField(
        label=_("Jenis"),
        choices=[(kind.value, kind.label) for kind in _KINDS],
        widget=forms.RadioSelect,
        initial=CustodyEvent.Kind.NOTED.value,
    )
    text = forms.CharField(
        label=_("Catatan"),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        help_text=_("Bila berpindah tangan: dari siapa kepada siapa, di mana, dan untuk apa."),
    )


class HandoverForm(forms.Form):
    """Minutes of a hand-over; what the office knows is filled in."""

    held_at = forms.DateTimeField(
        label=_("Waktu serah terima"), widget=MomentInput(), help_text=_("Waktu Indonesia Barat.")
    )
    place = forms.CharField(label=_("Tempat"), max_length=200)
    first_name = forms.CharField(label=_("Pihak pertama: nama"), max_length=200)
    first_number = forms.CharField(label=_("Pihak pertama: NIP"), max_length=30, required=False)
    first_title = forms.CharField(label=_("Pihak pertama: jabatan"), max_length=200)
    second_name = forms.CharField(label=_("Pihak kedua: nama"), max_length=200)
    second_title = forms.CharField(label=_("Pihak kedua: pangkat"), max_length=100, required=False)
    second_number = forms.CharField(label=_("Pihak kedua: NRP"), max_length=30, required=False)
    second_unit = forms.CharField(label=_("Pihak kedua: kesatuan"), max_length=200)
    purpose = forms.CharField(label=_("Keperluan"), max_length=500)
    report_number = forms.CharField(
        label=_("Nomor laporan polisi"), max_length=100, required=False,
        help_text=_("Kosongkan bila laporannya baru lisan."),
    )  # fmt: skip
    basis = forms.CharField(
        label=_("Dasar permintaan"), max_length=300, required=False,
        help_text=_("Nomor surat permintaan atau surat perintah penyitaan."),
    )  # fmt: skip
    witness_1 = forms.CharField(
        label=_("Saksi 1"), max_length=200, help_text=_("Nama, jabatan, NIP atau NRP.")
    )
    witness_2 = forms.CharField(
        label=_("Saksi 2"), max_length=200, help_text=_("Nama, jabatan, NIP atau NRP.")
    )


class LinkForm(forms.Form):
    """Which incident an item belongs to."""

    incident = forms.ModelChoiceField(
        Incident.objects.none(), label=_("Insiden"), to_field_name="code"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["incident"].queryset = Incident.objects.all()  # type: ignore[attr-defined]
