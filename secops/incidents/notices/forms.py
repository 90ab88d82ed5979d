"""What is typed about warnings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from secops.house.inputs import EvidenceField, MomentInput, OneFileInput
from secops.house.words import choices
from secops.incidents.models import Incident
from secops.incidents.notices.actions import Arrived
from secops.incidents.notices.models import Notice
from secops.inventory.models import LeakReport
from secops.rules.tlp import Marking

_SAID = ("number", "sender", "received_at", "way", "tlp", "indication", "assets", "advice")


class NoticeForm(forms.Form):
    """The four things a warning must say, and when and how it came."""

    document = EvidenceField(
        label=_("Dokumen peringatan (PDF)"),
        required=False,
        widget=OneFileInput,
        help_text=_("Disimpan apa adanya dengan SHA-256. Tanpa dokumen, ketik isinya."),
    )
    number = forms.CharField(label=_("Nomor dokumen"), max_length=120, required=False)
    sender = forms.CharField(label=_("Pengirim"), max_length=200, initial="BSSN")
    received_at = forms.DateTimeField(
        label=_("Diterima pada"),
        widget=MomentInput(),
        help_text=_("Waktu Indonesia Barat. Dari sini 24 jam berjalan."),
    )
    way = forms.ChoiceField(label=_("Diterima lewat"), choices=Notice.Way.choices)
    tlp = forms.ChoiceField(label=_("Kode distribusi (TLP)"))
    indication = forms.CharField(
        label=_("Jenis indikasi insiden"),
        max_length=300,
        help_text=_("Misalnya: kredensial pegawai ditemukan di forum."),
    )
    assets = forms.CharField(
        label=_("Sistem dan aset yang terdampak"),
        widget=forms.Textarea({"rows": 3}),
        max_length=10_000,
        help_text=_("Jangan menyalin kata sandi."),
    )
    advice = forms.CharField(
        label=_("Rekomendasi penanganan"),
        widget=forms.Textarea({"rows": 3}),
        max_length=10_000,
        required=False,
    )
    incident = forms.ModelChoiceField(
        Incident.objects.none(), label=_("Insiden"), required=False, empty_label=_("Belum ada")
    )
    leak_report = forms.ModelChoiceField(
        LeakReport.objects.none(),
        label=_("Laporan kebocoran"),
        required=False,
        empty_label=_("Belum ada"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tlp"].choices = choices(Marking)  # type: ignore[attr-defined]
        self.fields["incident"].queryset = Incident.objects.all()  # type: ignore[attr-defined]
        self.fields["leak_report"].queryset = LeakReport.objects.all()  # type: ignore[attr-defined]

    @staticmethod
    def of(notice: Notice) -> dict[str, Any]:
        """What stands in a notice, as the form shows it."""
        return {name: getattr(notice, name) for name in (*_SAID, "incident", "leak_report")}

    def arrived(self) -> Arrived:
        return Arrived(**{name: self.cleaned_data[name] for name in _SAID})

    def links(self) -> dict[str, Any]:
        """The rows it belongs to, and its document."""
        return {name: self.cleaned_data[name] for name in ("incident", "leak_report", "document")}


class JudgeForm(forms.Form):
    """Whether it is an incident, and which."""

    finding = forms.ChoiceField(
        label=_("Hasil pemeriksaan"),
        choices=Notice.Finding.choices[1:],
        widget=forms.RadioSelect,
    )
    incident = forms.ModelChoiceField(
        Incident.objects.none(),
        label=_("Insiden"),
        required=False,
        empty_label=_("Buat insiden baru dari peringatan ini"),
        help_text=_("Hanya dipakai bila terbukti."),
    )
    why = forms.CharField(
        label=_("Yang diperiksa dan hasilnya"),
        widget=forms.Textarea({"rows": 3}),
        max_length=5000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["incident"].queryset = Incident.objects.all()  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """When we answered, and what proves it."""

    answered_at = forms.DateTimeField(
        label=_("Dijawab pada"), widget=MomentInput(), help_text=_("Waktu Indonesia Barat.")
    )
    proof = forms.CharField(
        label=_("Bukti"), max_length=500, help_text=_("Nomor surat, tanda terima, atau tiket.")
    )
    evidence = EvidenceField(label=_("Berkas bukti"), required=False, widget=OneFileInput)
