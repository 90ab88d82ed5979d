"""What is typed to issue a directive."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Department
from secops.compliance.duties.actions import Order, Target
from secops.compliance.duties.queries import departments_for_choice
from secops.compliance.duties.texts import LOCK_STEPS
from secops.compliance.duties.words import choices
from secops.compliance.rotations.models import Campaign
from secops.house.inputs import MomentInput
from secops.inventory.models import Application
from secops.rules.duty import EvidenceKind, Kind
from secops.rules.ladder import Ladder

#: Every kind, the most urgent first.
OFFERED = (
    Kind.LOCK,
    Kind.ROTATION,
    Kind.ROTATION_BY_COUNT,
    Kind.SESSIONS,
    Kind.BACKUP,
    Kind.RETIREMENT,
    Kind.CUSTOM,
)


class OrderForm(forms.Form):
    """A new directive: what, to whom, by when."""

    kind = forms.ChoiceField(label=_("Jenis"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("Judul"), max_length=200)
    text = forms.CharField(
        label=_("Isi arahan"), widget=forms.Textarea({"rows": 4}), max_length=5000
    )
    due_at = forms.DateTimeField(
        label=_("Batas waktu"), widget=MomentInput(), help_text=_("Waktu Indonesia Barat.")
    )
    letter_number = forms.CharField(
        label=_("Nomor surat"), max_length=80, required=False,
        help_text=_("Misalnya SE Sekda 000.6/123/2026. Dicantumkan dalam setiap pesan."),
    )  # fmt: skip
    legal_basis = forms.CharField(label=_("Dasar hukum"), max_length=300, required=False)
    evidence_asked = forms.CharField(
        label=_("Bukti dukung yang diminta"), max_length=300, required=False
    )
    evidence_kinds = forms.MultipleChoiceField(
        label=_("Jenis bukti dukung"), required=False, widget=forms.CheckboxSelectMultiple
    )
    evidence_days = forms.IntegerField(
        label=_("Bukti dukung berlaku (hari)"), required=False, min_value=1, max_value=1000,
        help_text=_("Kosongkan bila berlaku terus."),
    )  # fmt: skip
    campaign = forms.ModelChoiceField(
        Campaign.objects.none(),
        label=_("Penggantian serentak"),
        required=False,
        empty_label=_("Pilih"),
        help_text=_("Untuk jenis penggantian kata sandi: angkanya dibaca dari sini."),
    )
    applications = forms.ModelMultipleChoiceField(
        Application.objects.none(),
        label=_("Aplikasi yang dikunci"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Untuk jenis kunci di sumber: tugasnya ke OPD pemilik aplikasi."),
    )
    counts = forms.CharField(
        label=_("Jumlah akun per OPD"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_(
            "Untuk jenis menurut jumlah: satu baris satu OPD, kode lalu jumlah. Contoh: DINSOS 400"
        ),
    )
    checklist = forms.CharField(
        label=_("Langkah yang dicentang"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Satu baris satu langkah."),
    )
    ladder = forms.ChoiceField(
        label=_("Jenjang pengingat"),
        choices=[
            ("office", _("Ikuti jenjang kantor")),
            ("own", _("Sesuaikan untuk arahan ini saja")),
        ],
        widget=forms.RadioSelect,
        required=False,
        initial="office",
        help_text=_("Dibekukan saat arahan diterbitkan. Lihat dahulu siapa mendapat apa."),
    )
    everybody = forms.BooleanField(label=_("Semua OPD"), required=False)
    departments = forms.ModelMultipleChoiceField(
        Department.objects.none(),
        label=_("OPD"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices(OFFERED)  # type: ignore[attr-defined]
        self.fields["evidence_kinds"].choices = choices(EvidenceKind)  # type: ignore[attr-defined]
        self.fields["campaign"].queryset = Campaign.objects.running()  # type: ignore[attr-defined]
        self.fields["applications"].queryset = (  # type: ignore[attr-defined]
            Application.objects.filter(owner__isnull=False)
        )
        self.fields["departments"].queryset = departments_for_choice()  # type: ignore[attr-defined]

    def clean_counts(self) -> dict[int, int]:
        """Lines of code and number -> department id and total."""
        known = {one.code.casefold(): one.pk for one in departments_for_choice()}
        totals: dict[int, int] = {}
        for number, line in enumerate(self.cleaned_data["counts"].splitlines(), start=1):
            words = line.replace(",", " ").replace(";", " ").split()
            if not words:
                continue
            code, total = " ".join(words[:-1]).casefold(), words[-1].replace(".", "")
            if code not in known or not total.isdigit():
                raise forms.ValidationError(
                    _("Baris %(n)s tidak terbaca: tulis kode OPD lalu jumlah akun."),
                    params={"n": number},
                )
            totals[known[code]] = int(total)
        return totals

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen kind needs."""
        given: dict[str, Any] = super().clean() or {}
        kind = given.get("kind")
        if kind == Kind.ROTATION and not given.get("campaign"):
            self.add_error("campaign", _("Pilih penggantian serentaknya."))
        if kind == Kind.LOCK and not given.get("applications"):
            self.add_error("applications", _("Pilih aplikasi yang dikunci."))
        if kind == Kind.ROTATION_BY_COUNT and not given.get("counts"):
            self.add_error("counts", _("Tulis jumlah akun tiap OPD."))
        addressed = kind in (Kind.LOCK, Kind.ROTATION_BY_COUNT) or kind == Kind.ROTATION
        if not addressed and not given.get("everybody") and not given.get("departments"):
            self.add_error("departments", _("Pilih sedikitnya satu OPD."))
        return given

    def order(self, ladder: Ladder = ()) -> Order:
        """The order as the action wants it, with its own ladder; call after `is_valid`."""
        given = self.cleaned_data
        kind = Kind(given["kind"])
        steps = tuple(line.strip() for line in given["checklist"].splitlines() if line.strip())
        return Order(
            title=given["title"],
            kind=kind,
            text=given["text"],
            due_at=given["due_at"],
            letter_number=given["letter_number"],
            legal_basis=given["legal_basis"],
            evidence_asked=given["evidence_asked"],
            evidence_kinds=tuple(EvidenceKind(kind) for kind in given["evidence_kinds"]),
            evidence_days=given["evidence_days"],
            checklist=LOCK_STEPS if kind is Kind.LOCK else steps,
            campaign=given["campaign"] if kind is Kind.ROTATION else None,
            ladder=ladder,
        )

    def targets(self) -> list[Target]:
        """Whom it concerns; for a rotation every department with accounts in it, unless chosen."""
        given = self.cleaned_data
        kind = Kind(given["kind"])
        if kind is Kind.LOCK:
            return [Target(one.owner_id, one.pk) for one in given["applications"]]
        if kind is Kind.ROTATION_BY_COUNT:
            return [Target(pk, total=total) for pk, total in given["counts"].items()]
        if kind is Kind.ROTATION and not given["departments"]:
            holding = given["campaign"].rotations.exclude(department=None)
            ids = holding.order_by().values_list("department_id", flat=True).distinct()
            return [Target(pk) for pk in ids]
        chosen = departments_for_choice() if given["everybody"] else given["departments"]
        return [Target(one.pk) for one in chosen]
