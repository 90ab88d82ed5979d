"""The form before the first messages of a campaign; days off and working hours."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Department
from secops.house.inputs import DayInput
from secops.reminders.calendar import MIDNIGHT
from secops.reminders.hours import Stored, day_names
from secops.reminders.models import Holiday


class StartMessagesForm(forms.Form):
    """When to send: in the hours of the voice, or at once with a reason that is kept."""

    at_once = forms.BooleanField(label=_("Kirim sekarang, juga di luar jam kerja"), required=False)
    because = forms.CharField(
        label=_("Alasan mengirim di luar jam kerja"), max_length=200, required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("at_once") and not cleaned.get("because", "").strip():
            self.add_error("because", _("Tuliskan alasannya; tersimpan di catatan audit."))
        return cleaned


class HolidayForm(forms.Form):
    """A day on which nobody works."""

    day = forms.DateField(
        label=_("Tanggal"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
        widget=DayInput(),
    )
    name = forms.CharField(label=_("Nama"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Jenis"), choices=Holiday.Kind.choices, widget=forms.RadioSelect
    )
    estimated = forms.BooleanField(
        label=_("Masih perkiraan, belum ada keputusan bersama menteri"), required=False
    )


class YearForm(forms.Form):
    """Of which year the public holidays are entered as estimates."""

    year = forms.IntegerField(label=_("Tahun"), min_value=2000, max_value=2200)


class UnitForm(forms.Form):
    """A unit that shall have working hours of its own."""

    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("OPD"), empty_label=_("Pilih OPD")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Department.objects.filter(works_in_shifts=False)
        self.fields["department"].queryset = units  # type: ignore[attr-defined]


class TimeInput(forms.TimeInput):
    """A time of the day, chosen or typed."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class HoursForm(forms.Form):
    """Opening and closing of each weekday; both empty = free; 00.00 closes at midnight."""

    on_holidays = forms.BooleanField(label=_("Juga bekerja pada hari libur"), required=False)

    def __init__(self, *args: Any, stored: Stored, shifts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not shifts:
            del self.fields["on_holidays"]
        for day, name in enumerate(day_names()):
            known = stored.get(str(day), ("", ""))
            for field, words, at in (
                ("opens", _("mulai"), known[0]),
                ("closes", _("selesai"), known[1]),
            ):
                self.fields[f"{field}_{day}"] = forms.TimeField(
                    label=f"{name}, {words}",
                    required=False,
                    widget=TimeInput(),
                    initial="00:00" if at == MIDNIGHT else at or None,
                )

    def rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """The fields by weekday."""
        return [
            (name, self[f"opens_{day}"], self[f"closes_{day}"])
            for day, name in enumerate(day_names())
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for day in range(7):
            opens, closes = cleaned.get(f"opens_{day}"), cleaned.get(f"closes_{day}")
            if (opens is None) != (closes is None) and not self.has_error(f"opens_{day}"):
                self.add_error(
                    f"closes_{day}", _("Isi mulai dan selesai, atau kosongkan keduanya.")
                )
            elif opens is not None and closes is not None and time(0) < closes <= opens:
                self.add_error(f"closes_{day}", _("Jam selesai harus sesudah jam mulai."))
        return cleaned

    def hours(self) -> dict[str, list[str]]:
        """As the action takes it; call after `is_valid`."""
        typed = self.cleaned_data
        return {
            str(day): [f"{typed[f'opens_{day}']:%H:%M}", _closing(typed[f"closes_{day}"])]
            for day in range(7)
            if typed.get(f"opens_{day}") is not None
        }


def _closing(closes: time) -> str:
    return MIDNIGHT if closes == time(0) else f"{closes:%H:%M}"
