"""What is typed about incidents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Department
from secops.compliance.duties.forms import MomentInput
from secops.compliance.duties.models import Directive
from secops.compliance.duties.words import choices
from secops.compliance.rotations.models import Campaign
from secops.incidents.actions import LINKS
from secops.incidents.models import Incident
from secops.inventory.models import Application, LeakReport
from secops.rules.incident import DetectionBasis, Risk, Rsit

_TICKS = forms.CheckboxSelectMultiple
_YES_NO = [("", _("Belum diketahui")), ("yes", _("Ya")), ("no", _("Tidak"))]


class QuickForm(forms.Form):
    """Sixty seconds: what happened, when it was found, how it is known."""

    description = forms.CharField(
        label=_("Apa yang terjadi?"),
        widget=forms.Textarea({"rows": 4}),
        max_length=10_000,
        help_text=_("Kalimat pertama menjadi judul. Jangan menulis kata sandi."),
    )
    found_at = forms.DateTimeField(
        label=_("Ditemukan pada"), widget=MomentInput(), help_text=_("Waktu Indonesia Barat.")
    )
    detection_basis = forms.ChoiceField(label=_("Diketahui dari"), widget=forms.RadioSelect)
    application = forms.ModelChoiceField(
        Application.objects.none(),
        label=_("Aplikasi"),
        required=False,
        empty_label=_("Belum diketahui"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["detection_basis"].choices = choices(DetectionBasis)  # type: ignore[attr-defined]
        self.fields["application"].queryset = Application.objects.all()  # type: ignore[attr-defined]


class IncidentForm(forms.ModelForm):  # type: ignore[type-arg]
    """The whole record of BSSN 1/2024 Art 15(4), with its links."""

    on_iiv = forms.ChoiceField(
        label=_("Infrastruktur informasi vital (IIV)"), choices=_YES_NO, required=False
    )
    risk = forms.ChoiceField(label=_("Risiko"), required=False)
    rsit_class = forms.ChoiceField(label=_("Kelas (RSIT)"), required=False)

    class Meta:
        model = Incident
        fields = (
            "title", "description", "impact", "found_at", "occurred_at", "detection_basis",
            "on_iiv", "risk", "rsit_class", "personal_data_known_at", "reporter_name",
            "reporter_contact", "applications", "departments", "leak_reports", "campaigns",
            "directives",
        )  # fmt: skip
        labels = {
            "title": _("Judul"),
            "description": _("Uraian"),
            "impact": _("Dampak"),
            "found_at": _("Ditemukan pada"),
            "occurred_at": _("Terjadi pada"),
            "detection_basis": _("Dasar penetapan"),
            "personal_data_known_at": _("Kegagalan pelindungan data pribadi diketahui sejak"),
            "reporter_name": _("Nama pelapor"),
            "reporter_contact": _("Kontak pelapor"),
            "applications": _("Aplikasi"),
            "departments": _("OPD"),
            "leak_reports": _("Laporan kebocoran"),
            "campaigns": _("Penggantian serentak"),
            "directives": _("Arahan"),
        }
        help_texts = {
            "personal_data_known_at": _("Memulai hitungan 72 jam, UU 27/2022 Pasal 46."),
        }
        widgets = {
            "description": forms.Textarea({"rows": 5}),
            "impact": forms.Textarea({"rows": 3}),
            "found_at": MomentInput(),
            "occurred_at": MomentInput(),
            "personal_data_known_at": MomentInput(),
            "applications": _TICKS,
            "departments": _TICKS,
            "leak_reports": _TICKS,
            "campaigns": _TICKS,
            "directives": _TICKS,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {True: "yes", False: "no", None: ""}[self.instance.on_iiv]
        self.initial["on_iiv"] = known
        nothing = [("", _("Belum diketahui"))]
        for name, codes in (("risk", Risk), ("rsit_class", Rsit)):
            self.fields[name].choices = nothing + choices(codes)  # type: ignore[attr-defined]
        self.fields["detection_basis"].choices = choices(DetectionBasis)  # type: ignore[attr-defined]
        for name, model in (
            ("applications", Application), ("departments", Department),
            ("leak_reports", LeakReport), ("campaigns", Campaign), ("directives", Directive),
        ):  # fmt: skip
            rows = model._default_manager.all()
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
            if not rows.exists():
                del self.fields[name]

    @property
    def of_record(self) -> list[forms.BoundField]:
        """The fields of the record itself."""
        return [bound for bound in self if bound.name not in LINKS]

    @property
    def of_links(self) -> list[forms.BoundField]:
        """What it is linked with, each a list that may be long."""
        return [bound for bound in self if bound.name in LINKS]

    def clean_on_iiv(self) -> bool | None:
        """The choice as the record keeps it."""
        return {"yes": True, "no": False}.get(self.cleaned_data["on_iiv"])


class ChronologyForm(forms.Form):
    """One line of the chronology."""

    happened_at = forms.DateTimeField(
        label=_("Waktu"), widget=MomentInput(), help_text=_("Waktu Indonesia Barat.")
    )
    approximate = forms.BooleanField(label=_("Waktunya perkiraan"), required=False)
    event = forms.CharField(
        label=_("Kejadian"), widget=forms.Textarea({"rows": 2}), max_length=5000
    )
    source = forms.CharField(label=_("Sumber bukti"), max_length=300, required=False)
    person = forms.CharField(label=_("Petugas"), max_length=200, required=False)


class MoveForm(forms.Form):
    """A reason, where the table asks for one."""

    reason = forms.CharField(
        label=_("Alasan"), widget=forms.Textarea({"rows": 3}), required=False, max_length=2000
    )


class StopForm(forms.Form):
    """When it was sent, and what proves it."""

    stopped_at = forms.DateTimeField(
        label=_("Dikirim pada"), widget=MomentInput(), help_text=_("Waktu Indonesia Barat.")
    )
    proof = forms.CharField(
        label=_("Bukti"), max_length=500, help_text=_("Nomor surat, tanda terima, atau tiket.")
    )
