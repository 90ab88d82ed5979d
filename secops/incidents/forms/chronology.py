"""Lines of the chronology, one by one or pasted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from secops.compliance.duties.forms import MomentInput
from secops.compliance.duties.words import choices
from secops.rules.incident import Certainty
from secops.rules.pasted import MOST_LINES


class ChronologyForm(forms.Form):
    """One line of the chronology."""

    event = forms.CharField(
        label=_("Kejadian"),
        widget=forms.Textarea({"rows": 3, "autofocus": True}),
        max_length=5000,
        help_text=_("Jangan menulis kata sandi; yang mirip kata sandi dihapus."),
    )
    happened_at = forms.DateTimeField(
        label=_("Waktu"), widget=MomentInput(), help_text=_("Waktu Indonesia Barat.")
    )
    certainty = forms.ChoiceField(
        label=_("Seberapa pasti waktunya"), initial=Certainty.EXACT.value, required=False
    )
    source = forms.CharField(label=_("Sumber bukti"), max_length=300, required=False)
    person = forms.CharField(label=_("Petugas"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["certainty"].choices = choices(Certainty)  # type: ignore[attr-defined]

    def clean_certainty(self) -> str:
        """Exact where nothing is said."""
        return self.cleaned_data["certainty"] or Certainty.EXACT.value


class PasteForm(forms.Form):
    """A chat or a list of lines, looked at before it is kept."""

    text = forms.CharField(
        label=_("Teks"),
        widget=forms.Textarea({"rows": 12, "spellcheck": "false"}),
        max_length=200_000,
        help_text=_(
            "Tempel percakapan yang diekspor atau daftar baris, misalnya: 27/06 09.10 Unggahan "
            "ditemukan. Kata sandi di dalamnya dihapus sebelum disimpan."
        ),
    )
    source = forms.CharField(
        label=_("Sumber bukti"),
        max_length=300,
        required=False,
        help_text=_("Untuk semua baris, misalnya: grup WhatsApp posko."),
    )
    keep_unread = forms.BooleanField(
        label=_(
            "Simpan juga baris yang waktunya tidak terbaca, ditandai urutannya belum diketahui"
        ),
        required=False,
        initial=True,
    )

    def clean_text(self) -> str:
        """Not more lines than are read."""
        text: str = self.cleaned_data["text"]
        if text.count("\n") >= MOST_LINES:
            raise forms.ValidationError(
                _("Paling banyak %(n)s baris sekaligus. Bagi menjadi beberapa tempelan.")
                % {"n": MOST_LINES}
            )
        return text
