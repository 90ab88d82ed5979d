"""What is typed about tasks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, Position, Tenure, User
from accounts.roles import Permission
from secops.house.inputs import EvidenceField, MomentInput, OneFileInput
from secops.house.words import choices
from secops.incidents.tasks.actions import Proof, Wanted
from secops.incidents.tasks.models import Task
from secops.incidents.tasks.owners import ROLES, Owner, able_people
from secops.rules.incident import PATH, Phase
from secops.rules.intervals import WIB

#: "jabatan:12", "orang:40"; empty = nobody yet.
_POSITION, _PERSON = "jabatan", "orang"


def owner_choices(user: User, *, at: datetime) -> list[tuple[str, Any]]:
    """Positions that are held today, then people; for an owner those of his own departments."""
    today = at.astimezone(WIB).date()
    held = Tenure.objects.current(today).filter(position__role__in=ROLES)
    positions: QuerySet[Position] = Position.objects.filter(pk__in=held.values("position_id"))
    office = user.may(Permission.WRITE_INCIDENT)
    if not office:
        own = [one.department_id for one in user.held_positions if one.department_id]
        positions = positions.filter(department_id__in=own)
    rows = positions.select_related("department").order_by("department__sort_name", "role", "pk")
    found: list[tuple[str, Any]] = [("", gettext("Belum ada pemegang: posko yang membagi"))]
    found.append((gettext("Jabatan"), [(f"{_POSITION}:{one.pk}", _named(one)) for one in rows]))
    if office:
        named = [(f"{_PERSON}:{one.pk}", one.name) for one in able_people(at=at)]
        found.append((gettext("Orang"), named))
    return found


def _named(position: Position) -> str:
    department = position.department
    if department is None or department.name in position.title:
        return position.title
    return f"{department.name}: {position.title}"


class OwnerField(forms.ChoiceField):
    """A position or a person; cleaned to an `Owner`."""

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        kind, _sign, pk = words.partition(":")
        if kind == _POSITION:
            return Owner(position=Position.objects.select_related("department").get(pk=int(pk)))
        if kind == _PERSON:
            return Owner(person=Person.objects.get(pk=int(pk)))
        return Owner()


def value_of(task: Task) -> str:
    """Who holds it, as the field knows it."""
    if task.owner_position_id:
        return f"{_POSITION}:{task.owner_position_id}"
    return f"{_PERSON}:{task.owner_person_id}" if task.owner_person_id else ""


class TaskForm(forms.Form):
    """A task of one's own making."""

    title = forms.CharField(label=_("Apa yang harus dikerjakan"), max_length=200)
    text = forms.CharField(
        label=_("Penjelasan"),
        widget=forms.Textarea({"rows": 3}),
        max_length=5000,
        required=False,
        help_text=_("Jangan menulis kata sandi."),
    )
    owner = OwnerField(label=_("Pemegang"), required=False)
    due_at = forms.DateTimeField(
        label=_("Batas waktu"), widget=MomentInput(), help_text=_("Waktu Indonesia Barat.")
    )
    phase = forms.ChoiceField(label=_("Tahap"))
    points = forms.CharField(
        label=_("Butir pemeriksaan"),
        widget=forms.Textarea({"rows": 4}),
        max_length=8000,
        required=False,
        help_text=_("Satu baris satu butir. Awali dengan tanda tanya bila boleh dilewati."),
    )
    required = forms.BooleanField(
        label=_("Insiden tidak dapat ditutup sebelum tugas ini selesai"), required=False
    )

    def __init__(self, *args: Any, by: User, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = owner_choices(by, at=at)  # type: ignore[attr-defined]
        self.fields["phase"].choices = choices(PATH[:-1])  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """The task as the action takes it."""
        data = self.cleaned_data
        lines = [line.strip() for line in data["points"].splitlines() if line.strip()]
        return Wanted(
            title=data["title"],
            text=data["text"],
            owner=data["owner"],
            due_at=data["due_at"],
            phase=Phase(data["phase"]),
            required=data["required"],
            points=[(line.lstrip("? "), not line.startswith("?")) for line in lines],
        )


class ChangeForm(forms.Form):
    """Its words and its date."""

    title = forms.CharField(label=_("Apa yang harus dikerjakan"), max_length=200)
    text = forms.CharField(
        label=_("Penjelasan"), widget=forms.Textarea({"rows": 3}), max_length=5000, required=False
    )
    due_at = forms.DateTimeField(
        label=_("Batas waktu"),
        widget=MomentInput(),
        help_text=_("Waktu Indonesia Barat. Batas waktu baru memulai pengingat dari awal."),
    )
    required = forms.BooleanField(
        label=_("Insiden tidak dapat ditutup sebelum tugas ini selesai"), required=False
    )


class GiveForm(forms.Form):
    """To whom, and why."""

    owner = OwnerField(label=_("Serahkan kepada"), required=False)
    reason = forms.CharField(label=_("Alasan"), max_length=500, required=False)

    #: The office needs no reason; who holds the task does.
    needed_sometimes = ("reason",)

    def __init__(self, *args: Any, by: User, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = owner_choices(by, at=at)  # type: ignore[attr-defined]


class PointForm(forms.Form):
    """The proof of one point: a note, a link, a file; one is enough."""

    note = forms.CharField(
        label=_("Catatan"),
        widget=forms.Textarea({"rows": 2}),
        max_length=2000,
        required=False,
        help_text=_("Misalnya nomor tiket, nomor surat, atau apa yang dilihat."),
    )
    link = forms.URLField(label=_("Tautan"), max_length=1000, required=False, assume_scheme="https")
    evidence = EvidenceField(
        label=_("Berkas"), required=False, widget=OneFileInput, help_text=_("Paling besar 10 MB.")
    )

    #: Any one of them.
    needed_sometimes = ("note", "link", "evidence")

    def proof(self) -> Proof:
        data = self.cleaned_data
        return Proof(data["note"], data["link"], data["evidence"])


class NewPointForm(forms.Form):
    """One more line of the checklist."""

    text = forms.CharField(label=_("Butir pemeriksaan"), max_length=500)
    required = forms.BooleanField(label=_("Wajib"), required=False, initial=True)


class OutcomeForm(forms.Form):
    """What came of it."""

    outcome = forms.CharField(
        label=_("Hasilnya"), widget=forms.Textarea({"rows": 3}), max_length=1000, required=False
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Alasan"), widget=forms.Textarea({"rows": 3}), max_length=1000)


class ReopenForm(ReasonForm):
    """Why, and until when."""

    due_at = forms.DateTimeField(
        label=_("Batas waktu baru"), widget=MomentInput(), help_text=_("Waktu Indonesia Barat.")
    )
