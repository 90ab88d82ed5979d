"""Working hours as data: of the city, and of each unit that works in shifts (RULES 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import Department, User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.reminders.calendar import forget, hours_of
from secops.reminders.models import WorkingHours
from secops.rules.working_time import OFFICE_HOURS

#: Weekday -> opening and closing, as stored.
Stored = Mapping[str, Sequence[str]]

DEFAULT: dict[str, list[str]] = {
    str(day): [f"{opens:%H:%M}", f"{closes:%H:%M}"] for day, (opens, closes) in OFFICE_HOURS.items()
}


class HoursRefused(Exception):
    """Hours in which nobody works; the sentence is fit for the page."""


@dataclass(frozen=True, slots=True)
class ShownHours:
    """One set of hours as a page lists it; department None = the city."""

    department: Department | None
    hours: str
    on_holidays: bool


def shown_hours() -> list[ShownHours]:
    """The city first, then the units in shifts, in two queries."""
    rows = {row.department_id: row for row in WorkingHours.objects.all()}
    city = rows.get(None)
    units = Department.objects.filter(works_in_shifts=True)
    return [
        ShownHours(None, in_words(city.hours if city else DEFAULT), on_holidays=False),
        *(
            ShownHours(
                unit,
                in_words(rows[unit.pk].hours) if unit.pk in rows else _("belum diisi"),
                unit.pk in rows and rows[unit.pk].on_holidays,
            )
            for unit in units
        ),
    ]


def hours_row(department: Department | None) -> WorkingHours:
    """What is entered for the city or a unit; the usual hours where nothing is."""
    found = WorkingHours.objects.filter(department=department).first()
    return found or WorkingHours(department=department, hours=DEFAULT)


def day_names() -> list[str]:
    """The weekdays, Monday first."""
    return [
        _("Senin"), _("Selasa"), _("Rabu"), _("Kamis"), _("Jumat"), _("Sabtu"), _("Minggu"),
    ]  # fmt: skip


def in_words(stored: Stored) -> str:
    """``Senin–Jumat 07.30–16.00; Sabtu 08.00–12.00``"""
    names = day_names()
    runs: list[tuple[int, int, str]] = []
    for day in range(7):
        if str(day) not in stored:
            continue
        opens, closes = stored[str(day)]
        said = f"{opens}–{closes}".replace(":", ".")
        if runs and runs[-1][1] == day - 1 and runs[-1][2] == said:
            runs[-1] = (runs[-1][0], day, said)
        else:
            runs.append((day, day, said))
    return "; ".join(
        f"{names[first]}{f'–{names[last]}' if last != first else ''} {said}"
        for first, last, said in runs
    )


@transaction.atomic
def change_hours(
    department: Department | None,
    hours: Stored,
    *,
    on_holidays: bool = False,
    by: User,
    at: datetime,
) -> WorkingHours:
    """Say when the city, or a unit in shifts, works; the unit is one in shifts from then on.

    Raises HoursRefused for no hours at all, and for a closing before its opening.
    """
    check(by, Permission.MANAGE_PEOPLE)
    if not hours:
        raise HoursRefused(_("Isi jam kerja sedikitnya satu hari dalam seminggu."))
    for day, (opens, closes) in hours_of(hours).items():
        if opens >= closes:
            raise HoursRefused(
                _("%(day)s: jam selesai harus sesudah jam mulai.") % {"day": day_names()[day]}
            )
    row, _made = WorkingHours.objects.update_or_create(
        department=department,
        defaults={"hours": dict(hours), "on_holidays": on_holidays and department is not None},
    )
    if department is not None and not department.works_in_shifts:
        Department.objects.filter(pk=department.pk).update(works_in_shifts=True)
    record(
        "hours.changed", row, by=by, at=at, hours=in_words(hours),
        department_id=department.pk if department else None,
    )  # fmt: skip
    transaction.on_commit(forget)
    return row


@transaction.atomic
def end_shifts(department: Department, *, by: User, at: datetime) -> None:
    """The unit works in the city's hours again."""
    check(by, Permission.MANAGE_PEOPLE)
    row = WorkingHours.objects.select_for_update().filter(department=department).first()
    Department.objects.filter(pk=department.pk).update(works_in_shifts=False)
    record("hours.ended", department, by=by, at=at, department_id=department.pk)
    if row is not None:
        row.delete()
    transaction.on_commit(forget)
