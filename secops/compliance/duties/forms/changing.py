"""What is typed to change an order that runs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from secops.compliance.duties.actions import Change
from secops.compliance.duties.models import Directive
from secops.compliance.duties.words import choices
from secops.house.inputs import MomentInput
from secops.rules.duty import EvidenceKind, Kind


class ChangeForm(forms.Form):
    """The order as it is to read from now on."""

    title = forms.CharField(label=_("Judul"), max_length=200)
    text = forms.CharField(
        label=_("Isi arahan"), widget=forms.Textarea({"rows": 5}), max_length=5000
    )
    due_at = forms.DateTimeField(
        label=_("Batas waktu"), widget=MomentInput(), help_text=_("Waktu Indonesia Barat.")
    )
    letter_number = forms.CharField(label=_("Nomor surat"), max_length=80, required=False)
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
    checklist = forms.CharField(
        label=_("Langkah yang dicentang"), required=False,
        widget=forms.Textarea({"rows": 4}), help_text=_("Satu baris satu langkah."),
    )  # fmt: skip
    why = forms.CharField(
        label=_("Alasan perubahan"), widget=forms.Textarea({"rows": 2}), max_length=500,
        help_text=_("Dibaca Kepala OPD dan Agen dalam pesan perubahan."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, directive: Directive) -> None:
        first = {
            "title": directive.title,
            "text": directive.text,
            "due_at": directive.due_at,
            "letter_number": directive.letter_number,
            "legal_basis": directive.legal_basis,
            "evidence_asked": directive.evidence_asked,
            "checklist": "\n".join(directive.checklist),
            "evidence_kinds": directive.evidence_kinds,
            "evidence_days": directive.evidence_days,
        }
        super().__init__(data, initial=first)
        self.fields["evidence_kinds"].choices = choices(EvidenceKind)  # type: ignore[attr-defined]
        # Seconds are not typed; a due time that was not touched stays what it was.
        self.before = directive.due_at
        if directive.kind == Kind.LOCK:
            del self.fields["checklist"]

    def change(self, directive: Directive) -> Change:
        """The change; call after `is_valid`."""
        data = self.cleaned_data
        due_at = data["due_at"]
        if due_at == self.before.replace(second=0, microsecond=0):
            due_at = self.before
        typed = data.get("checklist")
        steps = directive.checklist
        if typed is not None:
            steps = [line.strip() for line in typed.splitlines() if line.strip()]
        return Change(
            title=data["title"],
            text=data["text"].replace("\r\n", "\n"),
            due_at=due_at,
            letter_number=data["letter_number"],
            legal_basis=data["legal_basis"],
            evidence_asked=data["evidence_asked"],
            checklist=steps,
            why=data["why"],
            evidence_kinds=data["evidence_kinds"],
            evidence_days=data["evidence_days"],
        )
