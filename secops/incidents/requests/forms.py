"""What is typed about requests."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from secops.house.inputs import EvidenceField, MomentInput, OneFileInput
from secops.incidents.models import Incident
from secops.incidents.requests.actions import Asked
from secops.incidents.requests.models import OutgoingRequest
from secops.inventory.models import Application

_ASKED = ("kind", "receiver", "to", "organisation", "text", "incident", "application")


class RequestForm(forms.Form):
    """What is asked of whom."""

    kind = forms.ChoiceField(label=_("Yang diminta"), choices=OutgoingRequest.Kind.choices)
    receiver = forms.ChoiceField(label=_("Pihak"), choices=OutgoingRequest.Receiver.choices)
    to = forms.CharField(
        label=_("Kepada"), max_length=200, required=False,
        help_text=_("Jabatan atau nama lembaganya. Kosong: nama mitra yang dipilih."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Isi permintaan"),
        widget=forms.Textarea({"rows": 6}),
        max_length=10_000,
        help_text=_("Jangan menulis kata sandi."),
    )
    incident = forms.ModelChoiceField(
        Incident.objects.none(), label=_("Insiden"), required=False, empty_label=_("Tanpa insiden")
    )
    application = forms.ModelChoiceField(
        Application.objects.none(),
        label=_("Aplikasi"),
        required=False,
        empty_label=_("Tidak tentang satu aplikasi"),
    )

    field_order = ("kind", "receiver", "organisation", "to", "text", "incident", "application")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partner: Any = OutgoingRequest._meta.get_field("organisation")
        self.fields["organisation"] = partner.formfield(
            label=_("Mitra"), empty_label=_("Bukan mitra yang terdaftar"),
            help_text=_("Orangnya membaca di ringkasan mitra bahwa kami menunggu jawaban."),
        )  # fmt: skip
        self.order_fields(self.field_order)
        self.fields["incident"].queryset = Incident.objects.all()  # type: ignore[attr-defined]
        self.fields["application"].queryset = Application.objects.all()  # type: ignore[attr-defined]

    @staticmethod
    def of(request: OutgoingRequest) -> dict[str, Any]:
        return {name: getattr(request, name) for name in _ASKED}

    def clean(self) -> dict[str, Any]:
        """It goes to somebody."""
        given: dict[str, Any] = super().clean() or {}
        if not given.get("to") and not given.get("organisation"):
            self.add_error("to", _("Tuliskan kepada siapa."))
        return given

    def asked(self) -> Asked:
        return Asked(**{name: self.cleaned_data[name] for name in _ASKED})


class SendForm(forms.Form):
    """When it went out, by which letter, and what proves it."""

    sent_at = forms.DateTimeField(
        label=_("Dikirim pada"), widget=MomentInput(), help_text=_("Waktu Indonesia Barat.")
    )
    letter_number = forms.CharField(label=_("Nomor surat"), max_length=120, required=False)
    proof = forms.CharField(
        label=_("Bukti kirim"),
        max_length=500,
        help_text=_("Tanda terima, nomor tiket, atau alamat email tujuan."),
    )
    awaited_by = forms.DateTimeField(
        label=_("Jawaban ditunggu sampai"),
        widget=MomentInput(),
        required=False,
        help_text=_("Kosong: 3 hari kerja sejak dikirim, pukul 16.00."),
    )
    evidence = EvidenceField(label=_("Berkas surat"), required=False, widget=OneFileInput)


class AnswerForm(forms.Form):
    """What was answered."""

    answered_at = forms.DateTimeField(
        label=_("Dijawab pada"), widget=MomentInput(), help_text=_("Waktu Indonesia Barat.")
    )
    answer = forms.CharField(
        label=_("Isi jawaban"), widget=forms.Textarea({"rows": 5}), max_length=10_000
    )
    evidence = EvidenceField(label=_("Berkas jawaban"), required=False, widget=OneFileInput)


class LongerForm(forms.Form):
    """Until when, and why."""

    awaited_by = forms.DateTimeField(
        label=_("Jawaban ditunggu sampai"),
        widget=MomentInput(),
        help_text=_("Waktu Indonesia Barat."),
    )
    reason = forms.CharField(label=_("Alasan"), max_length=500)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Alasan"), widget=forms.Textarea({"rows": 3}), max_length=500)
