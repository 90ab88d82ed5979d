"""What the office types about recommendations and organisations, and words below them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, Person, User
from secops.advisories.hearers import readers_in_words
from secops.advisories.models import Organisation, Recommendation
from secops.advisories.queries import stakeholder_people
from secops.compliance.duties.actions import Order, Target
from secops.compliance.duties.forms import DayInput, MomentInput
from secops.compliance.duties.queries import departments_for_choice
from secops.house.words import choices
from secops.rules.adoption import Word
from secops.rules.duty import Kind
from secops.rules.tlp import PRINTED, rank

_RADIO = forms.RadioSelect


class ConfirmForm(forms.Form):
    """The office's word on what became of it."""

    word = forms.ChoiceField(label=_("Hasil tindak lanjut"), widget=_RADIO)
    note = forms.CharField(label=_("Catatan untuk penulis"), max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["word"].choices = choices(Word)  # type: ignore[attr-defined]


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


class AdviceChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Recommendations with their marking, and who gave each."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.get_tlp_display()} · {obj.code} {obj.title}, {obj.organisation.name}"


class MergeForm(forms.Form):
    """The recommendation it goes into."""

    into = AdviceChoice(
        Recommendation.objects.none(), label=_("Gabung dengan"), empty_label=_("Pilih")
    )

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
    """A word below the recommendation; beside each marking stands who will read it."""

    text = forms.CharField(
        label=_("Tanggapan"), widget=forms.Textarea({"rows": 3}), max_length=5000
    )
    tlp = forms.ChoiceField(
        label=_("Tanda tanggapan (TLP)"),
        widget=_RADIO,
        help_text=_("Setertutup rekomendasinya, atau lebih. Pembacanya tertulis di sampingnya."),
    )

    def __init__(
        self, *args: Any, found: Recommendation, user: User, at: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tlp"].initial = found.marking.value
        closed = [one for one in PRINTED.items() if rank(one[0]) >= rank(found.marking)]
        self.fields["tlp"].choices = [  # type: ignore[attr-defined]
            (marking.value, f"{printed}: {readers_in_words(found, marking, user, at=at)}")
            for marking, printed in closed
        ]
