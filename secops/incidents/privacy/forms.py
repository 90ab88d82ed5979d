"""What is typed about a data-protection notice."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from secops.house.inputs import MomentInput, OneFileInput
from secops.incidents.privacy.listed_file import LARGEST, lines_of
from secops.incidents.privacy.refusals import NoticeRefused


def _text(
    label: object, rows: int, help_text: object = "", *, required: bool = True
) -> forms.CharField:
    return forms.CharField(
        label=label,  # type: ignore[arg-type]
        widget=forms.Textarea({"rows": rows}),
        max_length=4000,
        required=required,
        help_text=help_text,  # type: ignore[arg-type]
    )


class TextForm(forms.Form):
    """The three contents of Art 46(2), what to do, whom to ask."""

    which_data = _text(
        _("Data pribadi yang terungkap"), 2,
        _("Misalnya: nama pengguna dan kata sandi SIMPATIK. Bukan datanya sendiri."),
    )  # fmt: skip
    when_and_how = _text(_("Kapan dan bagaimana terungkap"), 3)
    handling = _text(_("Penanganan dan pemulihan"), 3)
    advice = _text(_("Yang dapat dilakukan penerima"), 3, required=False)
    contact = forms.CharField(label=_("Narahubung"), max_length=300)


class SendForm(forms.Form):
    """Why it may go out at night."""

    at_any_hour_because = forms.CharField(
        label=_("Kirim juga di luar pukul 06.00–21.00, karena"), max_length=200, required=False,
        help_text=_("Kosongkan bila boleh menunggu pagi."),
    )  # fmt: skip


class ListForm(forms.Form):
    """A list somebody gave."""

    text = forms.CharField(
        label=_("Daftar orang"), widget=forms.Textarea({"rows": 8}), max_length=1_000_000,
        required=False, help_text=_("Satu orang per baris: NIP, alamat email, atau nama."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Atau unggah berkasnya"), required=False, widget=OneFileInput(),
        help_text=_("CSV atau XLSX, paling besar 10 MB, dengan kolom nip, email, atau nama. "
                    "Berkasnya tidak disimpan."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """One of both; a file is read as registers are."""
        given: dict[str, Any] = super().clean() or {}
        upload = given.get("file")
        if upload is None:
            if not (given.get("text") or "").strip() and not self.errors:
                self.add_error("text", _("Tempel beberapa baris atau pilih satu berkas."))
            return given
        if (upload.size or 0) > LARGEST:
            self.add_error("file", _("Lebih besar dari 10 MB. Pecah daftarnya."))
            return given
        try:
            read = lines_of(upload.file)
        except NoticeRefused as refused:
            self.add_error("file", str(refused))
        else:
            given["text"] = "\n".join(part for part in (given.get("text"), read) if part)
        return given


class ToldForm(forms.Form):
    """How and when a human being told somebody."""

    how = forms.CharField(
        label=_("Caranya dan buktinya"), max_length=300,
        help_text=_("Misalnya: lembar pemberitahuan, tanda terima 27 November di map 3."),
    )  # fmt: skip
    told_at = forms.DateTimeField(
        label=_("Diberi tahu pada"), widget=MomentInput(), help_text=_("Waktu Indonesia Barat.")
    )


class AgencyForm(forms.Form):
    """That the letter to the agency was sent."""

    sent_at = forms.DateTimeField(
        label=_("Dikirim pada"), widget=MomentInput(), help_text=_("Waktu Indonesia Barat.")
    )
    proof = forms.CharField(
        label=_("Bukti"), max_length=500, help_text=_("Nomor surat, tanda terima, atau tiket.")
    )


class PublicForm(forms.Form):
    """Whether the public is told."""

    public = forms.TypedChoiceField(
        label=_("Umumkan kepada masyarakat?"),
        choices=[("yes", _("Ya")), ("no", _("Tidak"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = _text(
        _("Alasan"), 3,
        _("Pasal 46 ayat (3): bila layanan publik terganggu atau masyarakat terdampak serius."),
    )  # fmt: skip
