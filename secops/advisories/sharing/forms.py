"""What is typed about documents that come in and go out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from secops.advisories.actions import Advice
from secops.advisories.models import Organisation, Recommendation
from secops.advisories.sharing.models import Publication, ReceivedDocument
from secops.house.text import english
from secops.rules.exchange.json_in import MAX_BYTES
from secops.rules.reference import (
    MOST,
    Kind,
    Reference,
    ReferenceRefused,
    parse,
    parse_all,
)
from secops.rules.tlp import ORDER, PRINTED, Marking, rank


class ReceiveForm(forms.Form):
    """A file of a partner."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.all(), label=_("Dari mitra"), empty_label=_("Pilih")
    )
    format = forms.ChoiceField(
        label=_("Format"), choices=ReceivedDocument.Format.choices, widget=forms.RadioSelect
    )
    file = forms.FileField(
        label=_("Berkas JSON"),
        help_text=_("Paling besar 2 MB. Diperiksa dulu; yang asli disimpan dengan SHA-256-nya."),
    )

    def content(self) -> bytes:
        """Never more of it than is read at all."""
        return bytes(self.cleaned_data["file"].read(MAX_BYTES + 1))


class AdoptForm(forms.Form):
    """The draft, to be made a recommendation."""

    author = forms.ModelChoiceField(
        Person.objects.none(), label=_("Penulis"), empty_label=_("Pilih"),
        help_text=_("Orang dari mitra itu; dialah yang dikabari."),
    )  # fmt: skip
    title = forms.CharField(label=_("Judul"), max_length=200)
    text = forms.CharField(
        label=_("Apa yang sebaiknya kami lakukan?"),
        widget=forms.Textarea({"rows": 8}),
        max_length=20_000,
    )
    references = forms.CharField(
        label=_("Rujukan"), widget=forms.Textarea({"rows": 4}), max_length=8000, required=False,
        help_text=_("Satu per baris: CVE-2026-12345, CWE-521, https://…, ISO/IEC 27001 A.8.5."),
    )  # fmt: skip
    target = forms.ChoiceField(
        label=_("Untuk"), widget=forms.RadioSelect,
        choices=Recommendation.Target.naming_nothing(),
        initial=Recommendation.Target.UNKNOWN,
    )  # fmt: skip
    urgency = forms.ChoiceField(
        label=_("Mendesak"), choices=Recommendation.Urgency.choices, widget=forms.RadioSelect
    )
    tlp = forms.ChoiceField(
        label=_("Tanda (TLP)"), help_text=_("Tidak lebih longgar daripada dokumennya.")
    )

    def __init__(self, data: Any = None, *, document: ReceivedDocument) -> None:
        first = {name: getattr(document, name) for name in ("title", "text", "urgency", "tlp")}
        text, references = _sources(document)
        first |= {"text": text, "references": references}
        super().__init__(data, initial=first)
        people = document.organisation.members.order_by("name")
        self.fields["author"].queryset = people  # type: ignore[attr-defined]
        allowed = ORDER[rank(document.marked) :]
        self.fields["tlp"].choices = [(one.value, PRINTED[one]) for one in allowed]  # type: ignore[attr-defined]

    def clean_references(self) -> tuple[Reference, ...]:
        """Each line in its checked form."""
        try:
            return tuple(parse_all(self.cleaned_data["references"]))
        except ReferenceRefused as refused:
            raise forms.ValidationError(refused.english if english() else str(refused)) from refused

    def advice(self) -> Advice:
        data = self.cleaned_data
        return Advice(
            text=data["text"], target=data["target"], urgency=data["urgency"],
            tlp=Marking(data["tlp"]), title=data["title"], references=data["references"],
        )  # fmt: skip


class PublishForm(forms.Form):
    """Which document, and what changed."""

    profile = forms.ChoiceField(
        label=_("Berkas"), choices=Publication.Profile.choices, widget=forms.RadioSelect
    )
    summary = forms.CharField(
        label=_("Yang berubah"), max_length=300, required=False,
        help_text=_("Tampil dalam riwayat versi berkas itu."),
    )  # fmt: skip


def _sources(document: ReceivedDocument) -> tuple[str, str]:
    """Text and references: what can be followed stays a link, as far as one text takes; the rest
    stands below the text."""
    links: dict[str, None] = {}
    rest: list[str] = []
    for what, url in document.references:
        read = _reference(what) or _reference(url)
        if read is not None and len(links) < MOST:
            links[read] = None
        else:
            rest.append(f"{what}: {url}" if what != url else url)
    text = "\n".join([document.text, "", *rest]) if rest else document.text
    return text, "\n".join(links)


def _reference(line: str) -> str | None:
    """A CVE, CWE or address as it is kept; None for anything else."""
    try:
        read = parse(line)
    except ReferenceRefused:
        return None
    return None if read.kind is Kind.CLAUSE else read.text
