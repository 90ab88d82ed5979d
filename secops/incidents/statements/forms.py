"""What is typed about public statements."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from secops.compliance.duties.forms import MomentInput
from secops.compliance.duties.words import choices
from secops.incidents.models import PublicStatement
from secops.incidents.statements.actions import Fact, Said
from secops.incidents.statements.queries import known_facts
from secops.incidents.statements.words import proposed_next, ready_text
from secops.inventory.models import Containment, LeakReport, ReadingsFile
from secops.rules.statement import Kind

#: What is typed to publish: one of the few things that cannot be undone.
CONFIRM = "TERBITKAN"


class FactForm(forms.Form):
    """A fact the statement rests on: chosen from what the product knows, or written."""

    known = forms.ChoiceField(label=_("Bukti yang sudah tercatat"), required=False)
    words = forms.CharField(
        label=_("Atau tulis buktinya"),
        max_length=300,
        required=False,
        help_text=_("Misalnya: layanan perizinan diperiksa dan berjalan."),
    )
    source = forms.CharField(
        label=_("Sumbernya"),
        max_length=200,
        required=False,
        help_text=_("Nomor surat, hasil pemeriksaan, atau siapa dan kapan."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = dict(known_facts())
        self.fields["known"].choices = [  # type: ignore[attr-defined]
            ("", _("Tidak dipilih")), *self.offered.items()
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Words need their source."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("words") and not given.get("source"):
            self.add_error("source", _("Tuliskan di mana bukti ini dapat dilihat."))
        return given

    def facts(self) -> tuple[Fact, ...]:
        """What was linked; call after `is_valid`."""
        given = self.cleaned_data
        found: list[Fact] = []
        if given.get("known"):
            found.append(_known(given["known"], self.offered[given["known"]]))
        if given.get("words"):
            found.append(Fact(given["words"], given["source"]))
        return tuple(found)


class StatementForm(FactForm):
    """The words, when the next word comes, and the facts behind absolute words."""

    kind = forms.ChoiceField(label=_("Jenis"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Pernyataan"),
        widget=forms.Textarea({"rows": 5}),
        max_length=5000,
        help_text=_(
            "Kata aman, tidak ada, dipastikan dan seluruh memerlukan bukti. Kalimat “Kabar "
            "berikutnya …” ditambahkan dari waktu di bawah."
        ),
    )
    next_word_at = forms.DateTimeField(
        label=_("Kabar berikutnya"),
        widget=MomentInput(),
        required=False,
        help_text=_("Waktu Indonesia Barat. Yang dijanjikan di sini menjadi hitungan waktu."),
    )
    field_order = ("kind", "text", "next_word_at", "known", "words", "source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices(Kind)  # type: ignore[attr-defined]

    @classmethod
    def ready(cls, *, at: datetime) -> dict[str, Any]:
        """The ready holding statement."""
        return {"kind": Kind.HOLDING, "text": ready_text(), "next_word_at": proposed_next(at)}

    @classmethod
    def of(cls, statement: PublicStatement) -> dict[str, Any]:
        """The initial values of a draft."""
        return {
            "kind": statement.kind,
            "text": statement.text,
            "next_word_at": statement.next_word_at,
        }

    def said(self) -> Said:
        """The words as the action wants them; call after `is_valid`."""
        given = self.cleaned_data
        return Said(Kind(given["kind"]), given["text"], given["next_word_at"])


class PublishForm(forms.Form):
    """Where it is published, and the word that says it is meant."""

    channel = forms.CharField(
        label=_("Diterbitkan di"),
        max_length=200,
        help_text=_("Misalnya: laman resmi dan Instagram kota."),
    )
    confirm = forms.CharField(
        label=_("Ketik TERBITKAN"), max_length=20, help_text=_("Yang sudah terbit tidak ditarik.")
    )

    def clean_confirm(self) -> str:
        typed: str = self.cleaned_data["confirm"].strip()
        if typed.upper() != CONFIRM:
            raise forms.ValidationError(_("Ketik TERBITKAN untuk menerbitkan."))
        return typed


def _known(key: str, words: str) -> Fact:
    kind, _colon, pk = key.partition(":")
    if kind == "report":
        return Fact(words, leak_report=LeakReport.objects.get(pk=pk))
    if kind == "containment":
        return Fact(words, containment=Containment.objects.get(pk=pk))
    return Fact(words, readings_file=ReadingsFile.objects.get(pk=pk))
