"""Forms about people, positions and one's own settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, Department, Person, Position, Tenure
from accounts.queries import role_words
from accounts.roles import ApiScope, Role
from secops.house.inputs import DayInput, EvidenceField, OneFileInput

THEMES = [("auto", _("Ikuti perangkat")), ("light", _("Terang")), ("dark", _("Gelap"))]


def _nip(value: str) -> str:
    digits = "".join(value.split())
    if digits and not (digits.isascii() and digits.isdigit() and len(digits) == 18):
        raise forms.ValidationError(_("NIP terdiri atas 18 angka."))
    return digits


def _phone() -> forms.RegexField:
    said = _("Tulis nomor dengan kode negara, misalnya +6281234567890.")
    return forms.RegexField(r"^\+[1-9][0-9]{7,14}$", error_messages={"invalid": said})


def _chat() -> forms.RegexField:
    said = _("Tulis nomor obrolan Telegram, hanya angka.")
    return forms.RegexField(r"^[1-9][0-9]{4,15}$", error_messages={"invalid": said})


def _https() -> forms.URLField:
    said = _("Tulis alamat https:// yang lengkap.")
    schemes = ["https", "http"] if settings.WEBHOOK_LOOPBACK else ["https"]
    return forms.URLField(
        assume_scheme="https", validators=[URLValidator(schemes=schemes, message=said)]
    )


def _destination() -> forms.ChoiceField:
    names = ", ".join(settings.APPRISE_DESTINATIONS)
    said = _("Tujuan yang dikenal server: %(names)s.") % {"names": names}
    return forms.ChoiceField(
        choices=[(name, name) for name in settings.APPRISE_DESTINATIONS],
        error_messages={"invalid_choice": said},
    )


#: kind of contact -> the field that reads its address
ADDRESSES: dict[str, Callable[[], forms.Field]] = {
    Contact.Kind.MAIL: forms.EmailField,
    Contact.Kind.WHATSAPP: _phone,
    Contact.Kind.TELEGRAM: _chat,
    Contact.Kind.WEBHOOK: _https,
    Contact.Kind.APPRISE: _destination,
}
#: kind of contact -> the setting without which nothing goes there
NEEDS: dict[str, str] = {
    Contact.Kind.TELEGRAM: "TELEGRAM_BOT_TOKEN",
    Contact.Kind.WEBHOOK: "WEBHOOK_SECRETS",
    Contact.Kind.APPRISE: "APPRISE_DESTINATIONS",
}


def contact_kinds() -> list[tuple[str, str]]:
    """The kinds of contact that the product is set up for."""
    return [
        (kind.value, str(kind.label))
        for kind in Contact.Kind
        if kind in ADDRESSES and (kind not in NEEDS or getattr(settings, NEEDS[kind]))
    ]


class NewPersonForm(forms.Form):
    """Somebody nobody had noted."""

    name = forms.CharField(label=_("Nama lengkap"), max_length=200)
    nip = forms.CharField(label=_("NIP"), required=False, help_text=_("18 angka, boleh kosong."))
    mail = forms.EmailField(label=_("Email"), required=False)
    phone = forms.RegexField(
        r"^\+[1-9][0-9]{7,14}$",
        label=_("WhatsApp"),
        required=False,
        help_text=_("Dengan kode negara, misalnya +6281234567890."),
        error_messages={"invalid": _("Tulis nomor dengan kode negara, misalnya +6281234567890.")},
    )

    def clean_nip(self) -> str:
        return _nip(self.cleaned_data["nip"])


class PersonForm(forms.Form):
    """Name and language; the NIP only where there is none yet."""

    name = forms.CharField(label=_("Nama lengkap"), max_length=200)
    nip = forms.CharField(label=_("NIP"), required=False, help_text=_("18 angka, boleh kosong."))
    language = forms.ChoiceField(label=_("Bahasa pesan"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = person.name
        self.fields["language"].initial = person.language
        if person.nip:
            del self.fields["nip"]

    def clean_nip(self) -> str:
        return _nip(self.cleaned_data["nip"])


class ContactForm(forms.Form):
    """One address."""

    kind = forms.ChoiceField(label=_("Saluran"), choices=contact_kinds)
    address = forms.CharField(
        label=_("Alamat atau nomor"),
        max_length=254,
        help_text=_(
            "Telegram: nomor obrolan, setelah orangnya menyapa bot kota lebih dahulu. Apprise: "
            "nama tujuan menurut pengaturan server."
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        address, kind = cleaned.get("address", ""), cleaned.get("kind")
        if kind not in ADDRESSES:
            return cleaned
        try:
            cleaned["address"] = ADDRESSES[kind]().clean(address)
        except forms.ValidationError as error:
            self.add_error("address", error)
        return cleaned


class InvitationForm(forms.Form):
    """By which address somebody signs in."""

    email = forms.EmailField(label=_("Email untuk masuk"))


class OptInForm(forms.Form):
    """How somebody agreed to messages that a machine sends."""

    how = forms.CharField(
        label=_("Bagaimana ia menyetujui"),
        max_length=200,
        help_text=_("Misalnya: formulir 27/11/2026, atau menyapa nomor posko lebih dahulu."),
    )


class ChannelChoiceForm(forms.Form):
    """By which of his own addresses somebody wants to be told first."""

    contact = forms.ChoiceField(
        label=_("Hubungi saya lebih dahulu lewat"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, contacts: list[tuple[Contact, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["contact"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [
            ("", _("urutan kantor")),
            *(
                (str(contact.pk), f"{contact.get_kind_display()}: {shown}")
                for contact, shown in contacts
            ),
        ]
        chosen.initial = next((str(one.pk) for one, _shown in contacts if one.chosen_at), "")


class SettingsForm(forms.Form):
    """Language and looks of one's own pages."""

    language = forms.ChoiceField(
        label=_("Bahasa"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    theme = forms.ChoiceField(label=_("Tampilan"), choices=THEMES, widget=forms.RadioSelect)


def role_choices() -> list[tuple[str, str]]:
    """The roles of RULES 8 with their words."""
    return [(role.value, role_words(role)) for role in Role]


#: What a scope lets a program do, as its owner reads it.
SCOPE_WORDS = {
    ApiScope.READ_RECOMMENDATIONS: _("membaca rekomendasi"),
    ApiScope.WRITE_RECOMMENDATIONS: _("mengirim rekomendasi"),
}


class OwnTokenForm(forms.Form):
    """A token for a program that acts as its maker."""

    name = forms.CharField(
        label=_("Dipakai oleh"),
        max_length=100,
        help_text=_("Misalnya: skrip di komputer lab."),
    )
    scopes = forms.MultipleChoiceField(label=_("Boleh"), widget=forms.CheckboxSelectMultiple)
    days = forms.TypedChoiceField(
        label=_("Berlaku"),
        coerce=int,
        choices=[(30, _("30 hari")), (90, _("90 hari")), (365, _("1 tahun"))],
        initial=90,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, scopes: list[ApiScope], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["scopes"]
        assert isinstance(chosen, forms.MultipleChoiceField)
        chosen.choices = [(one.value, SCOPE_WORDS[one]) for one in scopes]
        chosen.initial = [one.value for one in scopes[:1]]


class AbsenceForm(forms.Form):
    """Until when somebody is away."""

    until = forms.DateField(label=_("Hari terakhir berhalangan"), widget=DayInput())
    note = forms.CharField(label=_("Keterangan"), required=False, max_length=200)


class SuperiorField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable
    """The position above: who hears of it when a date has long passed."""

    def __init__(self, *, below: Position | None = None) -> None:
        rows = Position.objects.filter(role__in=[Role.HEAD, Role.LEADERSHIP])
        if below is not None:
            rows = rows.exclude(pk=below.pk)
        super().__init__(
            label=_("Atasan"),
            queryset=rows.order_by("role", "title", "pk"),
            required=False,
            empty_label=_("Tidak ada atau belum diketahui"),
            help_text=_(
                "Diberi tahu, lewat keputusan ketua tim, bila tugas OPD lama melewati batas waktu."
            ),
        )


class SuperiorForm(forms.Form):
    """Who stands above a position."""

    def __init__(self, *args: Any, position: Position, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["superior"] = SuperiorField(below=position)


class PositionForm(forms.Form):
    """A position that somebody can hold."""

    role = forms.ChoiceField(label=_("Peran"), choices=role_choices)
    title = forms.CharField(label=_("Nama jabatan"), max_length=200)
    department = forms.ModelChoiceField(
        label=_("OPD"),
        queryset=Department.objects.all(),
        required=False,
        help_text=_("Kosong untuk Inspektorat kota, pimpinan, dan mitra."),
    )
    superior = SuperiorField()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        needs = (Role.HEAD, Role.AGENT, Role.APPLICATION_ADMINISTRATOR)
        if cleaned.get("role") in needs and not cleaned.get("department"):
            self.add_error("department", _("Jabatan ini berada di satu OPD; pilih OPD-nya."))
        return cleaned


class AppointmentForm(forms.Form):
    """Who holds a position from when to when, and by which letter."""

    person = forms.ModelChoiceField(
        label=_("Orang"), queryset=Person.objects.none(), empty_label=None
    )
    kind = forms.ChoiceField(
        label=_("Sebagai"),
        choices=Tenure.Kind.choices,
        initial=Tenure.Kind.DEFINITIVE,
        widget=forms.RadioSelect,
    )
    starts_on = forms.DateField(label=_("Mulai"), widget=DayInput())
    ends_on = forms.DateField(
        label=_("Sampai dengan"),
        required=False,
        widget=DayInput(),
        help_text=_("Wajib untuk Plt. dan Plh."),
    )
    order_number = forms.CharField(
        label=_("Nomor surat"),
        required=False,
        max_length=80,
        help_text=_("Wajib untuk Plt. dan Plh."),
    )

    order_scan = EvidenceField(
        label=_("Pindaian surat perintah"), required=False, widget=OneFileInput,
        help_text=_("PDF atau foto, paling besar 10 MB. Untuk Plt. dan Plh."),
    )  # fmt: skip

    def __init__(self, *args: Any, found: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["person"]
        assert isinstance(chosen, forms.ModelChoiceField)
        chosen.queryset = Person.objects.filter(pk__in=[person.pk for person in found])
        self.fields["starts_on"].initial = timezone.localdate()
