"""What is typed about claims."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from secops.compliance.duties.words import choices
from secops.house.inputs import EvidenceField, MomentInput, OneFileInput
from secops.incidents.claims.actions import Claimed
from secops.incidents.claims.models import Claim
from secops.incidents.claims.sample import LARGEST
from secops.incidents.models import Incident
from secops.rules.claim import Credibility, Disposition, Platform, Reliability


class UnseenTextarea(forms.Textarea):
    """What was typed is never written back into the page."""

    def format_value(self, value: Any) -> str:
        return ""


class ClaimForm(forms.Form):
    """Where it was said, by whom, what, and how far it can be believed."""

    platform = forms.ChoiceField(label=_("Di mana"), widget=forms.RadioSelect)
    seen_at = forms.DateTimeField(
        label=_("Terlihat pada"), widget=MomentInput(), help_text=_("Waktu Indonesia Barat.")
    )
    content = forms.CharField(
        label=_("Apa yang diklaim?"),
        widget=forms.Textarea({"rows": 4}),
        max_length=5000,
        help_text=_(
            "Dengan kata-kata Anda. Jangan menyalin isi datanya: baris yang tampak seperti akun "
            "dan kata sandi dihapus."
        ),
    )
    actor = forms.CharField(label=_("Nama akun yang mengklaim"), max_length=200, required=False)
    address = forms.CharField(
        label=_("Alamatnya"),
        max_length=500,
        required=False,
        help_text=_("Disimpan sebagai teks. Jangan membukanya dari komputer kantor."),
    )
    captures = EvidenceField(
        label=_("Tangkapan layar atau dokumen"),
        required=False,
        help_text=_(
            "Gambar, PDF atau teks, paling besar 10 MB. Disimpan di brankas bukti dengan "
            "SHA-256-nya."
        ),
    )
    reliability = forms.ChoiceField(label=_("Sumbernya"), initial=Reliability.F.value)
    credibility = forms.ChoiceField(label=_("Isinya"), initial=Credibility.SIX.value)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["platform"].choices = choices(Platform)
        fields["reliability"].choices = choices(Reliability)
        fields["credibility"].choices = choices(Credibility)

    @classmethod
    def of(cls, claim: Claim) -> dict[str, Any]:
        """The initial values of a recorded claim."""
        names = (
            "platform", "seen_at", "content", "actor", "address", "reliability", "credibility",
        )  # fmt: skip
        return {name: getattr(claim, name) for name in names}

    def claimed(self) -> Claimed:
        """The claim as the action wants it; call after `is_valid`."""
        given = self.cleaned_data
        return Claimed(
            platform=Platform(given["platform"]),
            content=given["content"],
            seen_at=given["seen_at"],
            address=given["address"],
            actor=given["actor"],
            reliability=Reliability(given["reliability"]),
            credibility=Credibility(given["credibility"]),
        )


class CaptureForm(forms.Form):
    """More of what was seen."""

    captures = EvidenceField(label=_("Tangkapan layar atau dokumen"))


class SampleForm(forms.Form):
    """A sample of what is claimed; it is compared and forgotten."""

    sample = forms.CharField(
        label=_("Tempel contoh barisnya"),
        widget=UnseenTextarea({"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
        max_length=LARGEST,
        required=False,
        strip=False,
        help_text=_("Alamat dan nama pengguna sudah cukup, satu baris satu akun."),
    )
    file = forms.FileField(
        label=_("Atau unggah berkasnya"),
        required=False,
        widget=OneFileInput(),
        help_text=_("CSV, XLSX, TXT atau ZIP, paling besar 2 MB. Tidak disimpan."),
    )

    def clean(self) -> dict[str, Any]:
        """One of both, and not too large."""
        given: dict[str, Any] = super().clean() or {}
        upload = given.get("file")
        if upload is not None and (upload.size or 0) > LARGEST:
            self.add_error(
                "file", _("Lebih besar dari 2 MB. Laporan utuh diunggah sebagai laporan kebocoran.")
            )
        if not given.get("sample", "").strip() and upload is None and not self.errors:
            self.add_error("sample", _("Tempel beberapa baris atau pilih satu berkas."))
        return given

    def content(self) -> bytes:
        """The sample; call after `is_valid`."""
        upload = self.cleaned_data.get("file")
        if upload is not None:
            read: bytes = upload.read()
            return read
        text: str = self.cleaned_data["sample"]
        return text.encode()


class DecisionForm(forms.Form):
    """What the claim was."""

    disposition = forms.ChoiceField(label=_("Klaim ini"), widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("Alasannya"),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
        help_text=_("Apa yang diperiksa dan apa hasilnya."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["disposition"].choices = choices(Disposition)


class LinkForm(forms.Form):
    """An incident that is recorded already."""

    incident = forms.ModelChoiceField(Incident.objects.none(), label=_("Insiden"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["incident"].queryset = Incident.objects.order_by("-found_at", "-pk")
