"""What is typed about public statements."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from secops.compliance.duties.words import choices, say
from secops.house.inputs import MomentInput
from secops.incidents.models import Incident, PublicStatement, StatementFact
from secops.incidents.statements.actions import Fact, Said
from secops.incidents.statements.holding import ready_text
from secops.incidents.statements.sources import known_facts, row_of_key
from secops.rules.assertion import VALUES, Assertion, parse
from secops.rules.next_word import FIRST, LAST, WITHIN, proposed_next
from secops.rules.statement import Kind

#: What is typed to publish: one of the few things that cannot be undone.
CONFIRM = "TERBITKAN"


def _assertions() -> list[tuple[str, Any]]:
    """The vocabulary, by subject."""
    groups = [
        (
            str(say(subject)),
            [(Assertion(subject, v).key, f"{say(subject)}: {say(v).lower()}") for v in values],
        )
        for subject, values in VALUES.items()
    ]
    return [("", _("Tidak menyatakan apa pun dari daftar ini")), *groups]


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
    asserts = forms.ChoiceField(
        label=_("Yang dinyatakan bukti ini"),
        required=False,
        help_text=_(
            "Dipakai untuk menemukan pernyataan yang saling membantah, dan bila keadaannya berubah."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = dict(known_facts(timezone.now()))
        fields: dict[str, Any] = self.fields
        fields["known"].choices = [("", _("Tidak dipilih")), *self.offered.items()]
        fields["asserts"].choices = _assertions()

    def clean(self) -> dict[str, Any]:
        """Words need their source."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("words") and not given.get("source"):
            self.add_error("source", _("Tuliskan di mana bukti ini dapat dilihat."))
        return given

    def facts(self) -> tuple[Fact, ...]:
        """What was linked; call after `is_valid`. What it asserts belongs to what was chosen, else
        to what was written."""
        given = self.cleaned_data
        says = parse(given.get("asserts") or "")
        found: list[Fact] = []
        row = row_of_key(given.get("known") or "")
        if row is not None:
            words = str(self.offered[given["known"]])
            found.append(Fact(words, kind=row[0], row=row[1], asserts=says))
        if given.get("words"):
            asserts = says if row is None else None
            found.append(Fact(given["words"], given["source"], asserts=asserts))
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
        help_text=format_lazy(
            _(
                "Waktu Indonesia Barat. Yang dijanjikan di sini menjadi hitungan waktu. Usulan: "
                "{hours} jam sejak ditulis, pukul {first}–{last}, tidak pada malam hari."
            ),
            hours=WITHIN // timedelta(hours=1),
            first=f"{FIRST:%H.%M}",
            last=f"{LAST:%H.%M}",
        ),
    )
    correction = forms.CharField(
        label=_("Ralat"),
        widget=forms.Textarea({"rows": 2}),
        max_length=1000,
        required=False,
        help_text=_("Bila membantah pernyataan sebelumnya: apa yang keliru dan apa yang benar."),
    )
    incident = forms.ModelChoiceField(
        Incident.objects.none(),
        label=_("Tentang insiden"),
        required=False,
        empty_label=_("Tidak tentang satu insiden"),
    )
    field_order = (
        "kind", "text", "next_word_at", "correction", "incident", "known", "words", "source",
        "asserts",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = choices(Kind)
        fields["incident"].queryset = Incident.objects.order_by("-found_at", "-pk")

    @classmethod
    def ready(
        cls, *, at: datetime, incident: Incident | None = None, kind: str = ""
    ) -> dict[str, Any]:
        """The ready holding statement of that class, about the newest open incident."""
        about = incident or Incident.objects.open().order_by("-found_at", "-pk").first()
        return {
            "kind": Kind.HOLDING,
            "text": ready_text(about, kind),
            "next_word_at": proposed_next(at),
            "incident": about,
        }

    @classmethod
    def of(cls, statement: PublicStatement) -> dict[str, Any]:
        """The initial values of a draft."""
        return {
            "kind": statement.kind,
            "text": statement.text,
            "next_word_at": statement.next_word_at,
            "correction": statement.correction,
            "incident": statement.incident,
        }

    def said(self) -> Said:
        """The words as the action wants them; call after `is_valid`."""
        given = self.cleaned_data
        return Said(Kind(given["kind"]), given["text"], given["next_word_at"], given["correction"])


class ReviewForm(forms.Form):
    """Each fact with a tick: "I have seen it myself"."""

    seen = forms.MultipleChoiceField(
        label=_("Bukti yang sudah saya lihat sendiri"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, facts: Iterable[StatementFact], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["seen"]
        field.choices = [(str(fact.pk), fact.words) for fact in facts]
        if not field.choices:
            del self.fields["seen"]

    def ticked(self) -> list[int]:
        """The facts that were ticked; call after `is_valid`."""
        return [int(pk) for pk in self.cleaned_data.get("seen", [])]


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


class ReasonForm(forms.Form):
    """A reason in words."""

    why = forms.CharField(label=_("Alasannya"), max_length=500, widget=forms.Textarea({"rows": 3}))


class AnswerForm(forms.Form):
    """A question and our answer."""

    question = forms.CharField(label=_("Pertanyaan"), max_length=300)
    answer = forms.CharField(
        label=_("Jawaban"), max_length=3000, widget=forms.Textarea({"rows": 4})
    )
