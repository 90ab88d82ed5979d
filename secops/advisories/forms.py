"""What is typed about recommendations and organisations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, Person
from secops.advisories.actions import Advice
from secops.advisories.models import Organisation, Recommendation
from secops.advisories.queries import stakeholder_people
from secops.compliance.duties.actions import Order, Target
from secops.compliance.duties.forms import DayInput, EvidenceField, MomentInput
from secops.compliance.duties.queries import departments_for_choice
from secops.inventory.models import Application
from secops.rules.duty import Kind
from secops.rules.tlp import PRINTED, Marking

_RADIO = forms.RadioSelect


class AdviceForm(forms.Form):
    """ "Apa yang sebaiknya kami lakukan?" (JOURNEYS J5.2)"""

    text = forms.CharField(
        label=_("Apa yang sebaiknya kami lakukan?"),
        widget=forms.Textarea({"rows": 5}),
        max_length=20_000,
        help_text=_("Satu kalimat pun cukup. Jangan menulis kata sandi atau data pribadi."),
    )
    title = forms.CharField(
        label=_("Judul"),
        max_length=200,
        required=False,
        help_text=_("Bila kosong, kalimat pertama menjadi judul."),
    )
    target = forms.ChoiceField(
        label=_("Untuk"), choices=Recommendation.Target.choices, widget=_RADIO
    )
    application = forms.ModelChoiceField(
        Application.objects.none(),
        label=_("Aplikasi"),
        required=False,
        empty_label=_("Pilih"),
    )
    urgency = forms.ChoiceField(
        label=_("Mendesak"), choices=Recommendation.Urgency.choices, widget=_RADIO
    )
    tlp = forms.ChoiceField(
        label=_("Tanda (TLP)"),
        choices=[(marking.value, printed) for marking, printed in PRINTED.items()],
        initial=Marking.AMBER.value,
        help_text=_(
            "Siapa yang boleh membacanya. Yang kami teruskan ke OPD kami tulis sendiri "
            "bila tandanya TLP:AMBER+STRICT atau TLP:RED."
        ),
    )
    attachments = EvidenceField(
        label=_("Lampiran"),
        required=False,
        help_text=_(
            "PDF, gambar, Word, Excel atau teks; paling banyak 5 berkas, 10 MB per berkas."
        ),
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["application"].queryset = Application.objects.all()  # type: ignore[attr-defined]
        self.organisations = organisations
        if organisations.count() > 1:
            self.fields["organisation"] = forms.ModelChoiceField(
                organisations, label=_("Atas nama")
            )

    def clean(self) -> dict[str, Any]:
        """An application must be named where it is the target."""
        given: dict[str, Any] = super().clean() or {}
        chosen = given.get("target") == Recommendation.Target.APPLICATION
        if chosen and not given.get("application"):
            self.add_error("application", _("Pilih aplikasinya."))
        return given

    def organisation(self) -> Organisation | None:
        """For whom it is posted; call after `is_valid`."""
        return self.cleaned_data.get("organisation") or self.organisations.first()

    def advice(self) -> Advice:
        """The advice as the action wants it; call after `is_valid`."""
        given = self.cleaned_data
        return Advice(
            text=given["text"],
            title=given["title"],
            target=given["target"],
            application=given["application"],
            urgency=given["urgency"],
            tlp=Marking(given["tlp"]),
        )


class AdviceForForm(AdviceForm):
    """The same from a letter, typed by the office in the author's name."""

    author = forms.ModelChoiceField(Person.objects.none(), label=_("Penulis"))
    field_order = ("author",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["author"].queryset = (  # type: ignore[attr-defined]
            Person.objects.filter(organisations__isnull=False).distinct()
        )
        self.fields.pop("organisation", None)

    def organisation(self) -> Organisation | None:
        """The author's own organisation."""
        author: Person = self.cleaned_data["author"]
        return author.organisations.order_by("pk").first()


class OrganisationForm(forms.ModelForm):  # type: ignore[type-arg]
    """A stakeholder and its people."""

    class Meta:
        model = Organisation
        fields = ("name", "kind", "clearance", "contact", "agreement", "valid_until", "members")
        labels = {
            "name": _("Nama"),
            "kind": _("Jenis"),
            "clearance": _("Boleh melihat sampai"),
            "contact": _("Kontak"),
            "agreement": _("Nomor kerja sama"),
            "valid_until": _("Berlaku sampai"),
            "members": _("Orang"),
        }
        help_texts = {
            "agreement": "",
            "members": _("Yang memegang jabatan mitra. Orang baru diundang oleh admin kantor."),
        }
        widgets = {"valid_until": DayInput(), "members": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = stakeholder_people()
        if self.instance.pk is not None:
            known = (known | Person.objects.filter(organisations=self.instance)).distinct()
        self.fields["members"].queryset = known  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """A reason for the author."""

    reason = forms.CharField(label=_("Alasan"), widget=forms.Textarea({"rows": 3}), max_length=2000)


class MergeForm(forms.Form):
    """The recommendation it goes into."""

    into = forms.ModelChoiceField(Recommendation.objects.none(), label=_("Gabung dengan"))

    def __init__(self, *args: Any, others: QuerySet[Recommendation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = others  # type: ignore[attr-defined]


class ToOrderForm(forms.Form):
    """Accept and order in one act."""

    title = forms.CharField(label=_("Judul arahan"), max_length=200)
    text = forms.CharField(
        label=_("Isi arahan"), widget=forms.Textarea({"rows": 5}), max_length=5000
    )
    due_at = forms.DateTimeField(
        label=_("Batas waktu"), widget=MomentInput(), help_text=_("Waktu Indonesia Barat.")
    )
    letter_number = forms.CharField(label=_("Nomor surat"), max_length=80, required=False)
    everybody = forms.BooleanField(label=_("Semua OPD"), required=False)
    departments = forms.ModelMultipleChoiceField(
        Department.objects.none(),
        label=_("OPD"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["departments"].queryset = departments_for_choice()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Somebody has to do it."""
        given: dict[str, Any] = super().clean() or {}
        if not given.get("everybody") and not given.get("departments"):
            self.add_error("departments", _("Pilih sedikitnya satu OPD."))
        return given

    def order(self) -> Order:
        given = self.cleaned_data
        return Order(
            title=given["title"],
            kind=Kind.CUSTOM,
            text=given["text"],
            due_at=given["due_at"],
            letter_number=given["letter_number"],
        )

    def targets(self) -> list[Target]:
        given = self.cleaned_data
        chosen = departments_for_choice() if given["everybody"] else given["departments"]
        return [Target(one.pk) for one in chosen]


class AnswerForm(forms.Form):
    """A word below the recommendation."""

    text = forms.CharField(
        label=_("Tanggapan"), widget=forms.Textarea({"rows": 3}), max_length=5000
    )
