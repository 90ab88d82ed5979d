"""What is typed about service and vendor accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from secops.compliance.rotations.models import Schedule
from secops.house.inputs import MomentInput
from secops.house.phones import dialled
from secops.inventory.models import ServiceSheet

Way = Schedule.Way


class SheetForm(forms.Form):
    """The vendor's contact, and where the secret is used."""

    vendor_name = forms.CharField(label=_("Nama kontak vendor"), max_length=200, required=False)
    vendor_firm = forms.CharField(label=_("Perusahaan"), max_length=200, required=False)
    vendor_mail = forms.EmailField(label=_("Email vendor"), required=False)
    vendor_phone = forms.CharField(
        label=_("WhatsApp vendor"),
        max_length=30,
        required=False,
        help_text=_("Misalnya 0811 0000 0001."),
    )
    used_in = forms.CharField(
        label=_("Kata sandi ini dipakai di mana?"),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
        required=False,
        help_text=_("Satu baris satu tempat: server, skrip, aplikasi lain. Jangan tulis isinya."),
    )

    @classmethod
    def of(cls, sheet: ServiceSheet | None) -> dict[str, Any]:
        """The initial values."""
        if sheet is None:
            return {}
        found: dict[str, Any] = {"vendor_firm": sheet.vendor_firm, "used_in": sheet.used_in}
        if sheet.vendor is not None:
            found["vendor_name"] = sheet.vendor.name
            for contact in sheet.vendor.contacts.filter(disabled_at=None):
                name = "vendor_mail" if contact.kind == "mail" else "vendor_phone"
                found.setdefault(name, contact.address)
        return found

    def clean_vendor_phone(self) -> str:
        """As it is dialled."""
        typed = str(self.cleaned_data["vendor_phone"] or "").strip()
        number = dialled(typed)
        if typed and not number:
            raise forms.ValidationError(_("Bukan nomor telepon. Misalnya 0811 0000 0001."))
        return number

    def clean(self) -> dict[str, Any]:
        """An address belongs to somebody: without a name it would be lost."""
        typed = super().clean() or {}
        if not typed.get("vendor_name") and (typed.get("vendor_mail") or typed.get("vendor_phone")):
            self.add_error("vendor_name", _("Isi nama orang yang dihubungi."))
        return typed


class WindowForm(forms.Form):
    """The proposed window."""

    window_from = forms.DateTimeField(label=_("Mulai (WIB)"), widget=MomentInput())
    window_to = forms.DateTimeField(label=_("Selesai (WIB)"), widget=MomentInput())


class VendorForm(forms.Form):
    """What the vendor said, and how it was heard."""

    way = forms.ChoiceField(
        label=_("Disampaikan lewat"),
        choices=[(one.value, one.label) for one in (Way.CHAT, Way.PHONE, Way.LETTER, Way.DESK)],
        widget=forms.RadioSelect,
    )


class OtherTimeForm(forms.Form):
    """Which time would do."""

    why = forms.CharField(label=_("Waktu yang dapat"), max_length=300)


class CheckForm(forms.Form):
    """Whether the service works after the change."""

    works = forms.ChoiceField(
        label=_("Setelah diganti, layanannya"),
        choices=[("yes", _("berjalan")), ("no", _("tidak berjalan"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Catatan"), max_length=300, required=False,
        help_text=_("Apa yang diperiksa, dan apa yang tidak berjalan."),
    )  # fmt: skip
