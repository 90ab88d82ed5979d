"""What is typed about documents that come in and go out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from secops.advisories.actions import Advice
from secops.advisories.models import Organisation, Recommendation
from secops.advisories.sharing.models import Publication, ReceivedDocument
from secops.rules.exchange.json_in import MAX_BYTES
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
        first = {name: getattr(document, name) for name in ("title", "text", "urgency", "tlp")} | {
            "text": _with_sources(document)
        }
        super().__init__(data, initial=first)
        people = document.organisation.members.order_by("name")
        self.fields["author"].queryset = people  # type: ignore[attr-defined]
        allowed = ORDER[rank(document.marked) :]
        self.fields["tlp"].choices = [(one.value, PRINTED[one]) for one in allowed]  # type: ignore[attr-defined]

    def advice(self) -> Advice:
        data = self.cleaned_data
        return Advice(
            text=data["text"], target=data["target"], urgency=data["urgency"],
            tlp=Marking(data["tlp"]), title=data["title"],
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


def _with_sources(document: ReceivedDocument) -> str:
    lines = [f"{what}: {url}" if what != url else url for what, url in document.references]
    return "\n".join([document.text, "", *lines]) if lines else document.text
