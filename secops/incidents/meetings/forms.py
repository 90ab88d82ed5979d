"""What is typed about meetings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from secops.house.inputs import MomentInput
from secops.incidents.meetings.actions import Held
from secops.incidents.meetings.models import Meeting


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class MeetingForm(forms.Form):
    """Present, facts, decisions, next time."""

    held_at = forms.DateTimeField(
        label=_("Waktu rapat"), widget=MomentInput(), help_text=_("Waktu Indonesia Barat.")
    )
    place = forms.CharField(label=_("Tempat"), max_length=200, required=False)
    chair = forms.CharField(label=_("Pimpinan rapat"), max_length=200)
    present = forms.CharField(
        label=_("Hadir"), widget=_lines(4), max_length=12_000,
        help_text=_("Satu baris satu orang: nama, jabatan atau lembaga."),
    )  # fmt: skip
    facts = forms.CharField(
        label=_("Fakta"), widget=_lines(5), max_length=30_000, required=False,
        help_text=_("Satu baris satu fakta. Jangan menulis kata sandi."),
    )  # fmt: skip
    decisions = forms.CharField(
        label=_("Keputusan"), widget=_lines(5), max_length=30_000, required=False,
        help_text=_("Satu baris satu keputusan; masing-masing dapat dijadikan tugas atau arahan."),
    )  # fmt: skip
    next_at = forms.DateTimeField(label=_("Rapat berikutnya"), widget=MomentInput(), required=False)

    #: Facts or decisions, one of both.
    needed_sometimes = ("facts", "decisions")

    @staticmethod
    def of(meeting: Meeting) -> dict[str, Any]:
        """What stands in a meeting; decisions that became something are no longer typed."""
        open_ones = meeting.decisions.left()
        return {
            "held_at": meeting.held_at,
            "place": meeting.place,
            "chair": meeting.chair,
            "present": "\n".join(meeting.present),
            "facts": "\n".join(meeting.facts),
            "decisions": "\n".join(open_ones.values_list("text", flat=True)),
            "next_at": meeting.next_at,
        }

    def held(self) -> Held:
        data = self.cleaned_data
        return Held(
            data["held_at"], data["chair"], data["place"], next_at=data["next_at"],
            present=_typed(data["present"]), facts=_typed(data["facts"]),
            decisions=_typed(data["decisions"]),
        )  # fmt: skip


def _typed(text: str) -> list[str]:
    return [one.strip() for one in text.splitlines() if one.strip()]
