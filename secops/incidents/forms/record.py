"""The record of an incident: in sixty seconds, and whole."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, Person, Position, Tenure
from accounts.roles import Role
from secops.compliance.duties.forms import MomentInput
from secops.compliance.duties.models import Directive
from secops.compliance.duties.words import choices
from secops.compliance.rotations.models import Campaign
from secops.incidents.actions import LINKS
from secops.incidents.models import Incident
from secops.inventory.models import Application, LeakReport
from secops.rules.incident import DetectionBasis, Risk, Rsit, Scope, Severity

_TICKS = forms.CheckboxSelectMultiple
_YES_NO = [("", _("Belum diketahui")), ("yes", _("Ya")), ("no", _("Tidak"))]
_NOT_YET = _("Belum dinilai")


class QuickForm(forms.Form):
    """Sixty seconds: what happened, when it was found, how it is known, how bad it looks."""

    description = forms.CharField(
        label=_("Apa yang terjadi?"),
        widget=forms.Textarea({"rows": 4, "autofocus": True}),
        max_length=10_000,
        help_text=_("Kalimat pertama menjadi judul. Jangan menulis kata sandi."),
    )
    found_at = forms.DateTimeField(
        label=_("Ditemukan pada"), widget=MomentInput(), help_text=_("Waktu Indonesia Barat.")
    )
    detection_basis = forms.ChoiceField(label=_("Diketahui dari"), widget=forms.RadioSelect)
    severity = forms.ChoiceField(
        label=_("Seberapa berat"),
        required=False,
        help_text=_("Perkiraan pertama; dapat diubah kapan saja."),
    )
    application = forms.ModelChoiceField(
        Application.objects.none(),
        label=_("Aplikasi"),
        required=False,
        empty_label=_("Belum diketahui"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["detection_basis"].choices = choices(DetectionBasis)  # type: ignore[attr-defined]
        self.fields["severity"].choices = [("", _NOT_YET), *choices(Severity)]  # type: ignore[attr-defined]
        self.fields["application"].queryset = Application.objects.all()  # type: ignore[attr-defined]


class IncidentForm(forms.ModelForm):  # type: ignore[type-arg]
    """The whole record of BSSN 1/2024 Art 15(4), with its links."""

    on_iiv = forms.ChoiceField(
        label=_("Infrastruktur informasi vital (IIV)"), choices=_YES_NO, required=False
    )
    risk = forms.ChoiceField(
        label=_("Risiko"),
        required=False,
        help_text=_("Tinggi atau sangat tinggi: wajib dilaporkan ke BSSN."),
    )
    severity = forms.ChoiceField(label=_("Tingkat keparahan"), required=False)
    scope = forms.ChoiceField(label=_("Luas dampak"), required=False)
    rsit_class = forms.ChoiceField(label=_("Kelas (RSIT)"), required=False)
    owner = forms.ChoiceField(
        label=_("Pemilik insiden"),
        required=False,
        help_text=_("Jabatan tetap memegangnya saat orangnya berganti."),
    )

    #: The order on the page, under headings of their own.
    PARTS = (
        (_("Apa yang terjadi"), ("title", "description", "found_at", "occurred_at",
                                 "detection_basis")),
        (_("Seberapa berat"), ("severity", "risk", "on_iiv", "scope", "rsit_class",
                               "accounts_stated", "personal_data_known_at", "attacker")),
        (_("Dampak"), ("impact", "impact_service", "impact_data", "impact_third_party",
                       "impact_legal")),
        (_("Siapa dan selanjutnya"), ("owner", "next_step", "next_update_at")),
        (_("Pelapor dan pelaporan"), ("reporter_name", "reporter_contact",
                                      "reporter_contact_24h", "sector_ticket")),
    )  # fmt: skip

    class Meta:
        model = Incident
        fields = (
            "title", "description", "impact", "impact_service", "impact_data",
            "impact_third_party", "impact_legal", "accounts_stated", "found_at", "occurred_at",
            "detection_basis", "on_iiv", "risk", "severity", "scope", "attacker", "rsit_class",
            "personal_data_known_at", "reporter_name", "reporter_contact",
            "reporter_contact_24h", "sector_ticket", "next_step", "next_update_at",
            "applications", "departments", "leak_reports", "campaigns", "directives",
        )  # fmt: skip
        labels = {
            "title": _("Judul"),
            "description": _("Uraian"),
            "impact": _("Dampak secara ringkas"),
            "impact_service": _("Dampak pada layanan"),
            "impact_data": _("Dampak pada data"),
            "impact_third_party": _("Dampak pada pihak ketiga"),
            "impact_legal": _("Dampak hukum"),
            "accounts_stated": _("Jumlah akun terkena"),
            "found_at": _("Ditemukan pada"),
            "occurred_at": _("Terjadi pada"),
            "detection_basis": _("Dasar penetapan"),
            "attacker": _("Pelaku yang diketahui"),
            "personal_data_known_at": _("Kegagalan pelindungan data pribadi diketahui sejak"),
            "reporter_name": _("Nama pelapor"),
            "reporter_contact": _("Kontak pelapor"),
            "reporter_contact_24h": _("Kontak pelapor 24 jam"),
            "sector_ticket": _("Nomor tiket sektor atau BSSN"),
            "next_step": _("Langkah berikutnya"),
            "next_update_at": _("Kabar berikutnya pada"),
            "applications": _("Aplikasi"),
            "departments": _("OPD"),
            "leak_reports": _("Laporan kebocoran"),
            "campaigns": _("Penggantian serentak"),
            "directives": _("Arahan"),
        }
        help_texts = {
            "personal_data_known_at": _("Memulai hitungan 72 jam, UU 27/2022 Pasal 46."),
            "found_at": _("Memulai hitungan waktu lapor. Dikoreksi: batas waktunya ikut."),
            "attacker": _("Nama samaran atau kelompok yang mengaku. Kosong bila tidak diketahui."),
            "next_step": _("Satu kalimat: apa yang dikerjakan sekarang."),
            "accounts_stated": _("Diisi bila belum ada laporan yang memuat daftarnya."),
            "impact": _("Satu atau dua kalimat; rinciannya di bawah."),
            "next_update_at": _("Kapan yang menunggu mendengar kabar berikutnya."),
            "reporter_contact_24h": _("Nomor yang dijawab siang dan malam."),
            "sector_ticket": _("Diisi setelah laporan mendapat nomor tiket."),
        }
        widgets = {
            "description": forms.Textarea({"rows": 5}),
            "impact": forms.Textarea({"rows": 2}),
            "impact_service": forms.Textarea({"rows": 2}),
            "impact_data": forms.Textarea({"rows": 2}),
            "impact_third_party": forms.Textarea({"rows": 2}),
            "impact_legal": forms.Textarea({"rows": 2}),
            "attacker": forms.Textarea({"rows": 2}),
            "found_at": MomentInput(),
            "occurred_at": MomentInput(),
            "personal_data_known_at": MomentInput(),
            "next_update_at": MomentInput(),
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
        nothing = [("", _NOT_YET)]
        for name, codes in (
            ("risk", Risk), ("severity", Severity), ("scope", Scope), ("rsit_class", Rsit),
        ):  # fmt: skip
            self.fields[name].choices = nothing + choices(codes)  # type: ignore[attr-defined]
        self.fields["detection_basis"].choices = choices(DetectionBasis)  # type: ignore[attr-defined]
        self.initial["owner"] = _owner_value(self.instance)
        self.fields["owner"].choices = owners(  # type: ignore[attr-defined]
            timezone.localdate(), self.instance
        )
        for name, model in (
            ("applications", Application), ("departments", Department),
            ("leak_reports", LeakReport), ("campaigns", Campaign), ("directives", Directive),
        ):  # fmt: skip
            rows = model._default_manager.all()
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
            if not rows.exists():
                del self.fields[name]

    @property
    def parts(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields of the record itself, part by part."""
        return [(title, [self[name] for name in names]) for title, names in self.PARTS]

    @property
    def of_links(self) -> list[forms.BoundField]:
        """What it is linked with, each a list that may be long."""
        return [bound for bound in self if bound.name in LINKS]

    def clean_on_iiv(self) -> bool | None:
        """The choice as the record keeps it."""
        return {"yes": True, "no": False}.get(self.cleaned_data["on_iiv"])

    @property
    def changes(self) -> dict[str, Any]:
        """The record as the action takes it: the owner as a person or a position."""
        given = dict(self.cleaned_data)
        kind, _colon, key = given.pop("owner", "").partition(":")
        given["owner_person"] = Person.objects.get(pk=key) if kind == "person" else None
        given["owner_position"] = Position.objects.get(pk=key) if kind == "position" else None
        return given


def owners(today: date, incident: Incident) -> list[tuple[Any, Any]]:
    """Positions of the office and who holds them; also who owns it now, whatever became of him."""
    ours = Q(role__in=[Role.DUTY_OFFICER, Role.LEAD]) | Q(department__is_office=True)
    positions = {one.pk: one.title for one in Position.objects.filter(ours)}
    tenures = Tenure.objects.current(today).filter(position__in=positions)
    people = dict(tenures.order_by("person__sort_name").values_list("person_id", "person__name"))
    if incident.owner_person is not None:
        people.setdefault(incident.owner_person.pk, incident.owner_person.name)
    if incident.owner_position is not None:
        positions.setdefault(incident.owner_position.pk, incident.owner_position.title)
    return [
        ("", _("Belum ada")),
        (_("Jabatan"), [(f"position:{pk}", title) for pk, title in positions.items()]),
        (_("Orang"), [(f"person:{pk}", name) for pk, name in people.items()]),
    ]


def _owner_value(incident: Incident) -> str:
    if incident.owner_person_id:
        return f"person:{incident.owner_person_id}"
    return f"position:{incident.owner_position_id}" if incident.owner_position_id else ""
