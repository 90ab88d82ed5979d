"""What is typed about a recommendation: its text, where it goes, who may read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, Person
from secops.advisories.actions import Advice
from secops.advisories.models import Organisation, Recommendation
from secops.compliance.duties.forms import EvidenceField
from secops.compliance.duties.queries import departments_for_choice
from secops.house.text import english
from secops.incidents.meetings.models import Decision
from secops.incidents.models import Incident
from secops.inventory.models import Application
from secops.rules.reference import Reference, ReferenceRefused, parse_all
from secops.rules.tlp import PRINTED, Marking

_RADIO = forms.RadioSelect
#: Where a name is read, and where never.
NAMING = _(
    "Bila tidak, hanya Posko Siber dan Inspektorat yang tahu. Bila ya, tampil pada rekomendasi "
    "mitra lain yang digabung dengannya dan dalam berkas CSAF yang kami bagikan; tidak pernah "
    "untuk TLP:AMBER+STRICT dan TLP:RED."
)


class IncidentChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Incidents by number, with how the author was told of each."""

    def __init__(self, *args: Any, told: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told = told

    def label_from_instance(self, obj: Any) -> str:
        return self.told[obj.pk]


class AdviceForm(forms.Form):
    """ "Apa yang sebaiknya kami lakukan?" (JOURNEYS J5.2)"""

    text = forms.CharField(
        label=_("Apa yang sebaiknya kami lakukan?"),
        widget=forms.Textarea({"rows": 5}),
        max_length=20_000,
        help_text=_("Satu kalimat pun cukup. Jangan menulis kata sandi atau data pribadi."),
    )
    kind = forms.ChoiceField(
        label=_("Jenis"), choices=Recommendation.Kind.choices, initial="other", required=False
    )
    severity = forms.ChoiceField(
        label=_("Keparahan"),
        choices=[("", _("Tidak disebut")), *Recommendation.Severity.choices],
        required=False,
    )
    effort = forms.ChoiceField(
        label=_("Perkiraan pekerjaan"),
        choices=[("", _("Tidak disebut")), *Recommendation.Effort.choices],
        required=False,
    )
    references = forms.CharField(
        label=_("Rujukan"),
        widget=forms.Textarea({"rows": 3}),
        max_length=6000,
        required=False,
        help_text=_("Satu per baris: CVE-2026-12345, CWE-521, https://…, ISO/IEC 27001 A.8.5."),
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
    departments = forms.ModelMultipleChoiceField(
        Department.objects.none(),
        label=_("OPD"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
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
    named = forms.BooleanField(
        label=_("Nama lembaga kami boleh disebut kepada mitra lain"),
        required=False,
        help_text=NAMING,
    )
    attachments = EvidenceField(
        label=_("Lampiran"),
        required=False,
        help_text=_(
            "PDF, gambar, Word, Excel atau teks; paling banyak 5 berkas, 10 MB per berkas."
        ),
    )

    #: Behind "Keterangan tambahan"; one sentence is enough.
    MORE = ("title", "kind", "severity", "effort", "references", "named")

    def __init__(
        self,
        *args: Any,
        organisations: QuerySet[Organisation],
        incidents: Mapping[int, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["departments"].queryset = departments_for_choice()  # type: ignore[attr-defined]
        targets = [one for one in Recommendation.Target.choices if one[0] != "incident"]
        self.fields["target"].choices = targets  # type: ignore[attr-defined]
        self.fields["application"].queryset = Application.objects.all()  # type: ignore[attr-defined]
        self.organisations = organisations
        if incidents:
            self._offer(incidents)
        if organisations.count() > 1:
            self.fields["organisation"] = forms.ModelChoiceField(
                organisations, label=_("Atas nama")
            )

    def _offer(self, incidents: Mapping[int, str]) -> None:
        """Those that the author was told of, by number alone."""
        self.fields["target"].choices = Recommendation.Target.choices  # type: ignore[attr-defined]
        self.fields["incident"] = IncidentChoice(
            Incident.objects.filter(pk__in=incidents), label=_("Insiden"), required=False,
            empty_label=_("Pilih"), told=incidents,
            help_text=_("Hanya insiden yang pernah disampaikan kepada Anda."),
        )  # fmt: skip
        self.order_fields(["text", "target", "departments", "application", "incident"])

    @property
    def first(self) -> list[forms.BoundField]:
        """What everybody fills in."""
        return [field for field in self.visible_fields() if field.name not in self.MORE]

    @property
    def more(self) -> list[forms.BoundField]:
        """What may be left out."""
        return [self[name] for name in self.MORE if name in self.fields]

    def clean_references(self) -> tuple[Reference, ...]:
        """Each line in its checked form."""
        try:
            return tuple(parse_all(self.cleaned_data["references"]))
        except ReferenceRefused as refused:
            raise forms.ValidationError(refused.english if english() else str(refused)) from refused

    def clean(self) -> dict[str, Any]:
        """What is the target must be named: the application, the incident, the departments."""
        given: dict[str, Any] = super().clean() or {}
        chosen = given.get("target") == Recommendation.Target.APPLICATION
        if chosen and not given.get("application"):
            self.add_error("application", _("Pilih aplikasinya."))
        about = given.get("target") == Recommendation.Target.INCIDENT
        if about and "incident" in self.fields and not given.get("incident"):
            self.add_error("incident", _("Pilih insidennya."))
        some = given.get("target") == Recommendation.Target.DEPARTMENTS
        if some and not given.get("departments"):
            self.add_error("departments", _("Pilih sedikitnya satu OPD."))
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
            incident=given.get("incident"),
            departments=tuple(given["departments"]),
            kind=given["kind"] or Recommendation.Kind.OTHER,
            severity=given["severity"],
            effort=given["effort"],
            references=given["references"],
            letter_number=given.get("letter_number", ""),
            named=given.get("named", False),
        )


class AdviceForForm(AdviceForm):
    """The same from a letter or a meeting's decision, typed by the office in the author's name."""

    author = forms.ModelChoiceField(Person.objects.none(), label=_("Penulis"))
    letter_number = forms.CharField(label=_("Nomor surat"), max_length=80)
    incident = forms.ModelChoiceField(
        Incident.objects.none(), label=_("Insiden"), required=False, empty_label=_("Pilih")
    )
    field_order = ("author", "letter_number", "attachments", "text", "target", "departments",
                   "application", "incident")  # fmt: skip

    def __init__(self, *args: Any, decision: Decision | None = None, **kwargs: Any) -> None:
        if decision is not None:
            kwargs["initial"] = self.of(decision)
        super().__init__(*args, **kwargs)
        if decision is None:
            self.fields["attachments"].required = True
            self.fields["attachments"].label = _("Pindaian surat dan lampirannya")
        else:
            self.fields["letter_number"].label = _("Dari rapat")
            self.fields["letter_number"].disabled = True
        self.fields["target"].choices = Recommendation.Target.choices  # type: ignore[attr-defined]
        self.fields["incident"].queryset = Incident.objects.all()  # type: ignore[attr-defined]
        self.fields["author"].queryset = (  # type: ignore[attr-defined]
            Person.objects.filter(organisations__isnull=False).distinct()
        )
        self.fields.pop("organisation", None)
        self.fields.pop("named")

    @staticmethod
    def of(decision: Decision) -> dict[str, Any]:
        """The words of a meeting's decision, and where they were said; no scan proves more."""
        return {
            "text": decision.text,
            "letter_number": decision.meeting.code,
            "target": Recommendation.Target.INCIDENT,
            "incident": decision.meeting.incident,
        }

    def organisation(self) -> Organisation | None:
        """The author's own organisation."""
        author: Person = self.cleaned_data["author"]
        return author.organisations.order_by("pk").first()


class NamingForm(forms.Form):
    """Whether others may read which organisation gave it."""

    named = forms.ChoiceField(
        label=_("Nama lembaga Anda"), widget=_RADIO, help_text=NAMING,
        choices=[("hidden", _("disembunyikan dari mitra lain")), ("named", _("boleh disebut"))],
    )  # fmt: skip


class ReviseForm(AdviceForm):
    """The text anew, and why."""

    why = forms.CharField(
        label=_("Mengapa diganti"), max_length=300, required=False,
        help_text=_("Versi yang lama tetap disimpan."),
    )  # fmt: skip

    def __init__(self, *args: Any, found: Recommendation, **kwargs: Any) -> None:
        first = {name: getattr(found, name) for name in (
            "text", "title", "target", "application", "urgency", "tlp", "kind", "severity",
            "effort",
        )} | {
            "references": "\n".join(found.references),
            "departments": list(found.departments.all()),
        }  # fmt: skip
        of_own = Organisation.objects.filter(pk=found.organisation_id)
        super().__init__(*args, organisations=of_own, initial=first, **kwargs)
        self.found = found
        self.fields.pop("named")
        if found.incident_id is not None:
            self.fields["target"].choices = Recommendation.Target.choices  # type: ignore[attr-defined]

    def advice(self) -> Advice:
        """The incident stays what it was about."""
        return replace(super().advice(), incident=self.found.incident)
