"""What is typed about consultations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from secops.advisories.consultations.actions import LONGEST_NAME, LONGEST_WORD, Said, Wanted
from secops.advisories.consultations.models import MARKINGS, Consultation, Invitation
from secops.advisories.models import Recommendation
from secops.house.inputs import EvidenceField, MomentInput
from secops.incidents.meetings.forms import MeetingForm
from secops.rules.tlp import Marking

_TARGET = Recommendation.Target
_TARGETS = _TARGET.naming_nothing()
#: A guest names an application himself: he is shown nothing of what we have.
_WITH_NAME = [one for one in _TARGET.choices if one in _TARGETS or one[0] == _TARGET.APPLICATION]


def _invitable() -> Any:
    return Person.objects.filter(organisations__isnull=False).distinct().order_by("name")


class PersonChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """People with the partner each speaks for."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}, {', '.join(one.name for one in obj.organisations.all())}"


class ChangeForm(forms.Form):
    """When, where, what about."""

    subject = forms.CharField(
        label=_("Yang dibahas"), max_length=200,
        help_text=_("Tertulis dalam undangan dan kalender mitra."),
    )  # fmt: skip
    starts_at = forms.DateTimeField(
        label=_("Mulai"), widget=MomentInput(), help_text=_("Waktu Indonesia Barat.")
    )
    ends_at = forms.DateTimeField(label=_("Selesai"), widget=MomentInput())
    place = forms.CharField(label=_("Tempat"), max_length=200, help_text=_("Ruang, atau “daring”."))
    agenda = forms.CharField(
        label=_("Acara"), widget=forms.Textarea({"rows": 4}), max_length=4000, required=False
    )
    tlp = forms.ChoiceField(
        label=_("Tanda (TLP)"), choices=MARKINGS, initial=Marking.AMBER.value,
        help_text=_("Yang lebih tertutup tidak dibahas lewat undangan email."),
    )  # fmt: skip

    @staticmethod
    def of(found: Consultation) -> dict[str, Any]:
        names = ("subject", "starts_at", "ends_at", "place", "agenda", "tlp")
        return {name: getattr(found, name) for name in names}

    def wanted(self) -> Wanted:
        data = self.cleaned_data
        return Wanted(
            data["subject"], data["starts_at"], data["ends_at"], data["place"], data["agenda"],
            Marking(data["tlp"]),
        )  # fmt: skip


class InviteForm(forms.Form):
    """Who else is invited."""

    people = PersonChoice(
        Person.objects.none(), label=_("Yang diundang"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = _invitable().prefetch_related("organisations")
        self.fields["people"].queryset = rows  # type: ignore[attr-defined]


class CallForm(ChangeForm, InviteForm):
    """A consultation, and who is invited."""

    field_order = ("subject", "starts_at", "ends_at", "place", "agenda", "tlp", "people")


class MinutesForm(MeetingForm):
    """The minutes of a meeting, and who of the invited came."""

    came = forms.ModelMultipleChoiceField(
        Invitation.objects.none(), label=_("Mitra yang hadir"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    field_order = ("held_at", "place", "chair", "came", "present")

    def __init__(self, data: Any = None, *, found: Consultation) -> None:
        first = {"held_at": found.starts_at, "place": found.place}
        super().__init__(data, initial=first)
        rows = found.invitations.standing().select_related("person", "organisation")
        self.fields["came"].queryset = rows  # type: ignore[attr-defined]
        self.fields["present"].label = _("Hadir lainnya")


class WordForm(forms.Form):
    """J5.2, as short as it goes: a sentence is enough."""

    text = forms.CharField(
        label=_("Saran Anda"), widget=forms.Textarea({"rows": 4}), max_length=LONGEST_WORD,
        help_text=_("Satu kalimat pun cukup. Jangan menulis kata sandi atau data pribadi."),
    )  # fmt: skip
    target = forms.ChoiceField(
        label=_("Untuk"), choices=_WITH_NAME, widget=forms.RadioSelect, required=False,
        initial=Recommendation.Target.UNKNOWN,
    )  # fmt: skip
    application = forms.CharField(
        label=_("Nama aplikasinya"), max_length=LONGEST_NAME, required=False,
        help_text=_("Bila untuk aplikasi tertentu."),
    )  # fmt: skip
    urgency = forms.ChoiceField(
        label=_("Mendesak"), choices=Recommendation.Urgency.choices, widget=forms.RadioSelect,
        required=False, initial=Recommendation.Urgency.WEEK,
    )  # fmt: skip

    attachments = EvidenceField(
        label=_("Lampiran"), required=False,
        help_text=_(
            "PDF, gambar, Word, Excel atau teks; paling banyak 5 berkas, 10 MB per berkas."
        ),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A name alone says that it is for that application."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("target") == _TARGET.APPLICATION and not given.get("application"):
            self.add_error("application", _("Tuliskan nama aplikasinya."))
        return given

    def said(self) -> Said:
        data = self.cleaned_data
        target = data["target"] or _TARGET.UNKNOWN
        named = target in (_TARGET.UNKNOWN, _TARGET.APPLICATION)
        return Said(
            data["text"],
            _TARGET.UNKNOWN if named else target,
            data["urgency"] or Recommendation.Urgency.WEEK,
            data.get("application", "") if named else "",
            data.get("attachments") or (),
        )


class TypedWordForm(WordForm):
    """The same, typed by the minute-taker."""

    invitation = forms.ModelChoiceField(
        Invitation.objects.none(), label=_("Atas nama"), empty_label=_("Pilih")
    )
    field_order = ("invitation",)

    def __init__(self, data: Any = None, *, found: Consultation) -> None:
        super().__init__(data)
        self.fields["target"].choices = _TARGETS  # type: ignore[attr-defined]
        for name in ("application", "attachments"):
            self.fields.pop(name)
        rows = found.invitations.standing().select_related("person", "organisation")
        self.fields["invitation"].queryset = rows  # type: ignore[attr-defined]
