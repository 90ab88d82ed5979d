"""One ready task as a form: its checklist is a field of lines, in both languages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from secops.house.words import choices
from secops.incidents.tasks.owners import able_people
from secops.incidents.tasks.ready.words import OWNERS
from secops.rules.incident import Phase
from secops.rules.ready_tasks import OwnerRole, Point, ReadyTask, Words
from secops.rules.ready_tasks.edit import MOST_HOURS, PHASES, READY_LENGTH, TITLE_LENGTH

_MAY = "?"


class ReadyTaskForm(forms.Form):
    """What, by whom, by when, with which proof."""

    title = forms.CharField(label=_("Apa yang harus dikerjakan"), max_length=TITLE_LENGTH)
    owner = forms.ChoiceField(
        label=_("Pemegang"),
        help_text=_("Jabatan yang dipegang saat tugas dimuat; bila kosong, posko yang membagi."),
    )
    person = forms.TypedChoiceField(
        label=_("Orang tertentu"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Memegang tugas ini sendiri. Bila ia tidak lagi menjabat, jabatan di atas."),
    )
    hours = forms.IntegerField(
        label=_("Batas waktu, jam sesudah dimuat"), min_value=1, max_value=MOST_HOURS
    )
    phase = forms.ChoiceField(label=_("Tahap"))
    required = forms.BooleanField(
        label=_("Insiden tidak dapat ditutup sebelum tugas ini selesai"), required=False
    )
    points = forms.CharField(
        label=_("Butir pemeriksaan"),
        widget=forms.Textarea({"rows": 6}),
        max_length=20_000,
        required=False,
        help_text=_("Satu baris satu butir. Awali dengan tanda tanya bila boleh dilewati."),
    )
    ready = forms.CharField(
        label=_("Teks siap kirim"),
        widget=forms.Textarea({"rows": 4}),
        max_length=READY_LENGTH,
        required=False,
        help_text=_("Untuk disalin ke surat atau formulir. {office} dan {city} terisi sendiri."),
    )
    title_en = forms.CharField(
        label=_("Apa yang harus dikerjakan, bahasa Inggris"),
        max_length=TITLE_LENGTH,
        required=False,
        help_text=_("Kosong: seperti bahasa Indonesia."),
    )
    points_en = forms.CharField(
        label=_("Butir pemeriksaan, bahasa Inggris"),
        widget=forms.Textarea({"rows": 6}),
        max_length=20_000,
        required=False,
        help_text=_("Baris demi baris seperti di atas; kosong: seperti bahasa Indonesia."),
    )
    ready_en = forms.CharField(
        label=_("Teks siap kirim, bahasa Inggris"),
        widget=forms.Textarea({"rows": 4}),
        max_length=READY_LENGTH,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(one.pk), one.name) for one in able_people(at=at)]
        self.fields["person"].choices = [("", _("Tidak ada")), *people]  # type: ignore[attr-defined]
        owners = [(role.value, OWNERS[role]) for role in OwnerRole]
        self.fields["owner"].choices = owners  # type: ignore[attr-defined]
        self.fields["phase"].choices = choices(PHASES)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Both languages tick the same points."""
        cleaned = super().clean() or {}
        own, english = _lines(cleaned.get("points")), _lines(cleaned.get("points_en"))
        if english and len(english) != len(own):
            self.add_error(
                "points_en",
                gettext("Ada %(en)s butir bahasa Inggris untuk %(id)s butir bahasa Indonesia.")
                % {"en": len(english), "id": len(own)},
            )
        return cleaned

    def wanted(self, key: str) -> ReadyTask:
        """The task as typed; call after `is_valid`."""
        data = self.cleaned_data
        own = _lines(data["points"])
        english = _lines(data["points_en"]) or own
        return ReadyTask(
            key,
            Phase(data["phase"]),
            OwnerRole(data["owner"]),
            data["hours"],
            Words(data["title"], data["title_en"]),
            tuple(
                Point(Words(_bare(in_id), _bare(in_en)), not in_id.startswith(_MAY))
                for in_id, in_en in zip(own, english, strict=True)
            ),
            data["required"],
            Words(data["ready"], data["ready_en"]) if data["ready"] else None,
            data["person"],
        )


def typed(task: ReadyTask) -> dict[str, Any]:
    """A task as the form shows it."""
    return {
        "title": task.title.id,
        "title_en": task.title.en,
        "owner": task.owner.value,
        "person": str(task.person or ""),
        "hours": task.hours,
        "phase": task.phase.value,
        "required": task.required,
        "points": "\n".join(_line(one.words.id, one.required) for one in task.points),
        "points_en": "\n".join(_line(one.words.en, one.required) for one in task.points),
        "ready": task.ready.id if task.ready else "",
        "ready_en": task.ready.en if task.ready else "",
    }


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip(" ?\t")]


def _line(words: str, required: bool) -> str:
    return words if required else f"{_MAY} {words}"


def _bare(line: str) -> str:
    return line.lstrip(_MAY).strip()
