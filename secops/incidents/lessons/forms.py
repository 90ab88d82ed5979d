"""What is typed about lessons."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from secops.house.inputs import MomentInput
from secops.incidents.lessons.actions import LINES, Learnt
from secops.incidents.lessons.models import Review

_TEXTS = ("place", "chair", "happened", "root_cause")


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class ReviewForm(forms.Form):
    """When, who, what happened, what went well, what did not, why, what is done about it."""

    held_at = forms.DateTimeField(
        label=_("Waktu pertemuan"), widget=MomentInput(), help_text=_("Waktu Indonesia Barat.")
    )
    place = forms.CharField(label=_("Tempat"), max_length=200, required=False)
    chair = forms.CharField(label=_("Dipimpin oleh"), max_length=200)
    present = forms.CharField(
        label=_("Hadir"), widget=_lines(4), max_length=12_000,
        help_text=_("Satu baris satu orang: nama, jabatan atau lembaga."),
    )  # fmt: skip
    happened = forms.CharField(
        label=_("Yang terjadi"), widget=_lines(5), max_length=20_000,
        help_text=_("Singkat, menurut bukti. Jangan menulis kata sandi."),
    )  # fmt: skip
    went_well = forms.CharField(
        label=_("Yang berjalan baik"), widget=_lines(4), max_length=30_000, required=False,
        help_text=_("Satu baris satu hal."),
    )  # fmt: skip
    went_badly = forms.CharField(
        label=_("Yang tidak berjalan baik"), widget=_lines(4), max_length=30_000, required=False,
        help_text=_("Satu baris satu hal. Tentang cara kerja, bukan tentang orang."),
    )  # fmt: skip
    root_cause = forms.CharField(
        label=_("Akar masalah"), widget=_lines(4), max_length=20_000,
        help_text=_("Belum diketahui? Tuliskan itu, dan apa yang masih diperiksa."),
    )  # fmt: skip
    actions = forms.CharField(
        label=_("Tindakan"), widget=_lines(5), max_length=30_000, required=False,
        help_text=_("Satu baris satu tindakan; masing-masing dijadikan tugas atau arahan."),
    )  # fmt: skip

    #: One of both.
    needed_sometimes = ("went_well", "went_badly")

    @staticmethod
    def of(review: Review) -> dict[str, Any]:
        """What stands in a review; actions that became something are no longer typed."""
        open_ones = review.actions.filter(task=None, directive=None)
        return {
            "held_at": review.held_at,
            **{name: getattr(review, name) for name in _TEXTS},
            **{name: "\n".join(getattr(review, name)) for name in LINES[:3]},
            "actions": "\n".join(open_ones.values_list("text", flat=True)),
        }

    def learnt(self) -> Learnt:
        data = self.cleaned_data
        lines = {
            name: [one.strip() for one in data[name].splitlines() if one.strip()] for name in LINES
        }
        return Learnt(
            data["held_at"], data["chair"], data["happened"], data["root_cause"], data["place"],
            **lines,
        )  # fmt: skip
