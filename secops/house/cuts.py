"""What was taken out of a text that somebody typed, in words: kind and line, never the secret."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secops.house.text import angka
from secops.rules.secrets import Cut, Taken

#: The most places that are named one by one.
_NAMED = 6
_KINDS = {
    Taken.PASSWORD: gettext_lazy("kata sandi (password)"),
    Taken.CODE: gettext_lazy("kode atau PIN"),
    Taken.LINK: gettext_lazy("tautan atau kode jawaban pribadi"),
}


def cut_words(cuts: Iterable[Cut]) -> str:
    """``Dihapus sebelum disimpan: kata sandi (password), baris 3.`` Empty where nothing was cut."""
    places = list(dict.fromkeys(cuts))
    if not places:
        return ""
    named = [
        _("%(kind)s, baris %(n)s") % {"kind": _KINDS[one.kind], "n": angka(one.line)}
        for one in places[:_NAMED]
    ]
    more = len(places) - _NAMED
    if more > 0:
        named.append(_("dan %(n)s tempat lain") % {"n": angka(more)})
    return _("Dihapus sebelum disimpan: %(places)s. Periksa apakah kalimat Anda masih lengkap.") % {
        "places": "; ".join(named)
    }
