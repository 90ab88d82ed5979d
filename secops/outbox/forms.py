"""Forms of the channels."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from secops.outbox.composers import COMPOSERS
from secops.outbox.filling import LONGEST
from secops.outbox.models import WhatsAppTemplate
from secops.outbox.passage_check import fault_of, tidy
from secops.outbox.passages import Passage
from secops.outbox.replies import BUTTONS


class ChannelForm(forms.Form):
    """On or off, place in the order, pace."""

    enabled = forms.BooleanField(label=_("Saluran menyala"), required=False)
    rank = forms.IntegerField(
        label=_("Urutan"),
        min_value=0,
        max_value=99,
        help_text=_("Angka terkecil dicoba lebih dahulu. Pilihan orangnya sendiri didahulukan."),
    )
    per_minute = forms.IntegerField(
        label=_("Pesan per menit, paling banyak"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("Kosong: secepat server menerimanya."),
    )


def _kinds() -> list[tuple[str, str]]:
    kinds = [(kind, str(one.label)) for kind, one in COMPOSERS.items() if not one.one_way]
    return [("", str(_("Semua jenis"))), *sorted(kinds, key=lambda kind: kind[1])]


class TemplateForm(forms.Form):
    """A new version of a text for WhatsApp."""

    kind = forms.ChoiceField(label=_("Jenis pesan"), choices=_kinds, required=False)
    language = forms.ChoiceField(
        label=_("Bahasa"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    body = forms.CharField(
        label=_("Teks"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Paling banyak 1.024 huruf, sudah terisi. {{isi}} harus ada."),
    )
    buttons = forms.MultipleChoiceField(
        label=_("Tombol balasan"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, start: WhatsAppTemplate | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = sorted({word for offered in BUTTONS.values() for word in offered})
        buttons = self.fields["buttons"]
        assert isinstance(buttons, forms.MultipleChoiceField)
        buttons.choices = [(word, word) for word in words]
        if not words:
            del self.fields["buttons"]
        self.fields["language"].initial = settings.LANGUAGE_CODE
        if start is not None:
            for name in self.fields:
                self.fields[name].initial = getattr(start, name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned.setdefault("buttons", [])
        return cleaned


class TextForm(forms.Form):
    """The office's own words for one passage."""

    needed_sometimes = ("body",)

    body = forms.CharField(
        label=_("Teks kantor"),
        required=False,  # an empty one is refused in its own words
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Paling banyak 300 huruf, isian dihitung seperti tertulis."),
    )

    def __init__(self, *args: Any, passage: Passage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.passage = passage

    def clean_body(self) -> str:
        body = tidy(str(self.cleaned_data["body"]))
        fault = fault_of(self.passage, body)
        if fault:
            raise forms.ValidationError(fault)
        return body
