"""Forms of the channels."""

from django import forms
from django.utils.translation import gettext_lazy as _


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
