"""The days off of a year: seeded as estimates, confirmed, marked as full (RULES 4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import holidays
from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.house.text import angka
from secops.reminders.calendar import calendars, forget
from secops.reminders.models import CalendarYear, Holiday
from secops.rules.intervals import WIB

#: What the package says of a day it has computed from the moon.
_ESTIMATE = "(perkiraan)"
#: So far ahead the office may look.
FARTHEST = 10


class YearRefused(Exception):
    """A year cannot be entered or marked so; the sentence is fit for the page."""


@dataclass(frozen=True, slots=True)
class ShownYear:
    """One year of the calendar: how many days of each kind, how sure, and whether it is full."""

    year: int
    public: int
    joint: int
    local: int
    estimated: int
    complete: bool


def shown_years(*, at: datetime) -> list[ShownYear]:
    """This year and those after it that have days, in one query."""
    kinds = Holiday.Kind
    rows = (
        Holiday.objects.filter(day__year__gte=at.astimezone(WIB).year)
        .values("day__year")
        .annotate(
            public=Count("pk", filter=Q(kind=kinds.PUBLIC)),
            joint=Count("pk", filter=Q(kind=kinds.JOINT_LEAVE)),
            local=Count("pk", filter=Q(kind=kinds.LOCAL)),
            unsure=Count("pk", filter=Q(estimated=True)),
        )
        .order_by("day__year")
    )
    full = calendars().city.complete_years
    return [
        ShownYear(
            row["day__year"], row["public"], row["joint"], row["local"], row["unsure"],
            row["day__year"] in full,
        )
        for row in rows
    ]  # fmt: skip


def next_year_to_seed(*, at: datetime) -> int | None:
    """The first year ahead without any day; None as far ahead as one may look."""
    this = at.astimezone(WIB).year
    known = {day.year for day in Holiday.objects.values_list("day", flat=True)}
    return next((year for year in range(this, this + FARTHEST + 1) if year not in known), None)


@transaction.atomic
def seed_year(year: int, *, by: User, at: datetime) -> int:
    """Enter the public holidays of a year as estimates; days that are entered already stay as they
    are. Joint leave is not foreseen: it is decreed. Returns how many were added."""
    check(by, Permission.MANAGE_PEOPLE)
    if not 0 <= year - at.astimezone(WIB).year <= FARTHEST:
        raise YearRefused(
            _("Pilih tahun ini sampai %(n)s tahun ke depan.") % {"n": angka(FARTHEST)}
        )
    return _seed(year, by=by, at=at)


@transaction.atomic
def seed_next_year(*, at: datetime) -> int:
    """The clock's part: next year's days are entered as estimates before anybody counts with them.

    One question a minute; it writes once a year.
    """
    year = at.astimezone(WIB).year + 1
    if Holiday.objects.filter(day__year=year).exists():
        return 0
    return _seed(year, by=User.objects.system(), at=at)


@transaction.atomic
def mark_year(year: int, *, complete: bool, by: User, at: datetime) -> CalendarYear:
    """Say that a year's days off are entered in full, joint leave included, or that they are not.

    YearRefused while some of its days are estimates.
    """
    check(by, Permission.MANAGE_PEOPLE)
    unsure = Holiday.objects.filter(day__year=year, estimated=True).count()
    if complete and unsure:
        raise YearRefused(
            ngettext(
                "%(n)s hari tahun %(year)s masih perkiraan. Tetapkan atau hapus dahulu.",
                "%(n)s hari tahun %(year)s masih perkiraan. Tetapkan atau hapus dahulu.",
                unsure,
            )
            % {"n": angka(unsure), "year": year}
        )
    row, _made = CalendarYear.objects.update_or_create(
        year=year, defaults={"complete": complete, "marked_by": by, "marked_at": at}
    )
    verb = "holiday.year_completed" if complete else "holiday.year_reopened"
    record(verb, row, by=by, at=at, year=year)
    transaction.on_commit(forget)
    return row


def _seed(year: int, *, by: User, at: datetime) -> int:
    foreseen = holidays.country_holidays("ID", years=year, language="id")
    known = set(Holiday.objects.filter(day__year=year).values_list("day", flat=True))
    days = [_day(day, name) for day, name in sorted(foreseen.items()) if day not in known]
    added = Holiday.objects.bulk_create(days, ignore_conflicts=True)
    for first in added[:1]:
        record("holiday.estimated", first, by=by, at=at, year=year, added=len(added))
    transaction.on_commit(forget)
    return len(added)


def _day(day: date, name: str) -> Holiday:
    """Everything foreseen is an estimate until the decree of the year is out."""
    return Holiday(
        day=day,
        name=name.replace(_ESTIMATE, "").strip(),
        kind=Holiday.Kind.PUBLIC,
        estimated=True,
    )
