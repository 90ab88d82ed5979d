"""What is typed about an advisory: its text and target, a reason, a department's answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, User
from secops.advisories.bulletins.actions import Reply, Wanted
from secops.advisories.bulletins.actions.answering import LONGEST_NOTE
from secops.advisories.bulletins.models import Bulletin
from secops.advisories.bulletins.words import travels
from secops.advisories.models import Recommendation
from secops.compliance.duties.queries import departments_for_choice
from secops.house.inputs import MomentInput
from secops.house.text import english
from secops.house.words import choices
from secops.incidents.models import Incident
from secops.inventory.models import Application
from secops.rules import bulletin as law
from secops.rules.order_words import marked
from secops.rules.reference import Reference, ReferenceRefused, parse_all
from secops.rules.tlp import MAIL, PRINTED, MailRule, Marking, rank

Target = Bulletin.Target


class BulletinForm(forms.Form):
    """An advisory: what it says, what a department shall look for, for whom."""

    title = forms.CharField(label=_("Judul"), max_length=200)
    text = forms.CharField(
        label=_("Isi imbauan"), widget=forms.Textarea({"rows": 8}), max_length=20_000,
        help_text=_("Boleh memakai daftar dan huruf tebal (Markdown). Jangan menulis kata sandi "
                    "atau data pribadi."),
    )  # fmt: skip
    asked = forms.CharField(
        label=_("Yang perlu diperiksa"), widget=forms.Textarea({"rows": 3}), max_length=4000,
        help_text=_("Yang dilihat OPD untuk tahu apakah ini menyangkut mereka."),
    )  # fmt: skip
    severity = forms.ChoiceField(
        label=_("Keparahan"), choices=Recommendation.Severity.choices, widget=forms.RadioSelect
    )
    tlp = forms.ChoiceField(
        label=_("Tanda (TLP)"), initial=Marking.AMBER.value,
        help_text=_("Dengan TLP:AMBER+STRICT dan TLP:RED pesannya hanya memuat tautan; TLP:RED "
                    "dibaca hanya oleh orang yang dituju."),
    )  # fmt: skip
    answer_by = forms.DateTimeField(
        label=_("Jawab paling lambat"), widget=MomentInput(), help_text=_("Waktu Indonesia Barat.")
    )
    target = forms.ChoiceField(label=_("Untuk"), choices=Target.choices, widget=forms.RadioSelect)
    departments = forms.ModelMultipleChoiceField(
        Department.objects.none(), label=_("OPD"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    applications = forms.ModelMultipleChoiceField(
        Application.objects.none(), label=_("Aplikasi"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Bila kosong: semua OPD yang memiliki aplikasi."),
    )  # fmt: skip
    references = forms.CharField(
        label=_("Rujukan"), widget=forms.Textarea({"rows": 3}), max_length=6000, required=False,
        help_text=_("Satu per baris: CVE-2026-12345, CWE-521, https://…, ISO/IEC 27001 A.8.5."),
    )  # fmt: skip
    incident = forms.ModelChoiceField(
        Incident.objects.none(), label=_("Insiden"), required=False, empty_label=_("Tidak ada")
    )

    #: Long lists, folded until they are wanted.
    FOLDED = ("departments", "applications")

    def __init__(
        self, *args: Any, user: User, source: Recommendation | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        least = rank(source.marking) if source is not None else 0
        self.fields["tlp"].choices = [  # type: ignore[attr-defined]
            (one.value, printed) for one, printed in PRINTED.items() if rank(one) >= least
        ]
        rows: dict[str, Any] = {
            "departments": departments_for_choice(),
            "applications": Application.objects.filter(owner__isnull=False),
            "incident": Incident.objects.visible_to(user),
        }
        for name, queryset in rows.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]

    @staticmethod
    def from_source(source: Recommendation) -> dict[str, Any]:
        """What a recommendation brings; one that may not travel brings its marking alone, so that
        the advisory is written in our own words."""
        first: dict[str, Any] = {"tlp": source.tlp, "incident": source.incident}
        if MAIL[source.marking] is not MailRule.FULL:
            return first
        targets = {
            Recommendation.Target.DEPARTMENTS.value: Target.DEPARTMENTS,
            Recommendation.Target.APPLICATION.value: Target.OWNERS,
        }
        return first | {
            "title": source.title,
            "text": source.text,
            "severity": source.severity,
            "references": "\n".join(source.references),
            "target": targets.get(source.target, Target.ALL),
            "departments": list(source.departments.all()),
            "applications": [source.application] if source.application else [],
        }

    @staticmethod
    def of(found: Bulletin) -> dict[str, Any]:
        names = ("title", "text", "asked", "severity", "tlp", "answer_by", "target", "incident")
        return {name: getattr(found, name) for name in names} | {
            "references": "\n".join(found.references),
            "departments": list(found.departments.all()),
            "applications": list(found.applications.all()),
        }

    def clean_references(self) -> tuple[Reference, ...]:
        """Each line in its checked form."""
        try:
            return tuple(parse_all(self.cleaned_data["references"]))
        except ReferenceRefused as refused:
            raise forms.ValidationError(refused.english if english() else str(refused)) from refused

    def wanted(self) -> Wanted:
        data = self.cleaned_data
        return Wanted(
            title=data["title"],
            text=data["text"],
            asked=data["asked"],
            severity=data["severity"],
            tlp=Marking(data["tlp"]),
            answer_by=data["answer_by"],
            target=data["target"],
            departments=tuple(data["departments"]),
            applications=tuple(data["applications"]),
            references=data["references"],
            incident=data["incident"],
        )


class ReasonForm(forms.Form):
    """Why it comes back, or is withdrawn."""

    reason = forms.CharField(label=_("Alasan"), widget=forms.Textarea({"rows": 3}), max_length=2000)


class AnswerForm(forms.Form):
    """ "Apakah ini menyangkut kami?" Nothing is ticked beforehand."""

    word = forms.ChoiceField(label=_("Apakah ini menyangkut kami?"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Apa yang terkena, dan sejak kapan"), widget=forms.Textarea({"rows": 3}),
        max_length=LONGEST_NOTE, required=False,
        help_text=_("Wajib bila menyangkut kami. Jangan menulis kata sandi."),
    )  # fmt: skip
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["word"].choices = choices(law.Word)  # type: ignore[attr-defined]

    def see(self, seen: Mapping[str, int | None]) -> None:
        """Note that the page now shows that answer; what was typed stays."""
        if self.is_bound:
            typed = {name: self.data.get(name, "") for name in self.fields}
            self.data = typed | {"seen": seen["seen"] or ""}

    def reply(self) -> Reply:
        data = self.cleaned_data
        return Reply(law.Word(data["word"]), data["note"], data["seen"])


class PhoneAnswerForm(AnswerForm):
    """The same as it was said by telephone, by whom, for a department that has not answered."""

    said_by = forms.ChoiceField(
        label=_("Dijawab oleh"),
        help_text=_("Kepala atau agen OPD yang belum menjawab; namanya tertulis pada jawaban."),
    )
    field_order = ("said_by", "word", "note")

    def __init__(self, *args: Any, speakers: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("seen")
        self.fields["word"].label = _("Apakah ini menyangkut OPD-nya?")
        self.fields["said_by"].choices = [("", _("Pilih")), *speakers.items()]  # type: ignore[attr-defined]

    def reply(self) -> Reply:
        """Of a department that has none: it replaces nothing."""
        data = self.cleaned_data
        return Reply(law.Word(data["word"]), data["note"], None)

    def who(self) -> tuple[int, int]:
        """The addressee and the person."""
        addressee, person = self.cleaned_data["said_by"].split("-")
        return int(addressee), int(person)


def order_from(bulletin: Bulletin, departments: list[int]) -> dict[str, Any]:
    """What an order to these departments starts with; a closed text is not copied into it,
    an open one with its marking."""
    first: dict[str, Any] = {"kind": "custom", "departments": departments}
    if travels(bulletin):
        words = marked(bulletin.marking, bulletin.title, bulletin.asked)
        first |= {"title": words.title, "text": words.text}
    return first
