"""How it goes: yesterday's numbers, the burn-down and where it leads, who needs help first.

Pace and projection count proof, never claims: accounts that are settled (done, attested or written
off).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil

from secops.compliance.rotations.models import Campaign, CampaignDay
from secops.compliance.rotations.queries.counts import (
    EVERYTHING,
    Part,
    UnitCounts,
    counts_by_department,
)
from secops.rules.intervals import WIB

#: The pace is that of so many days, yesterday the last (policy).
PACE_DAYS = 3


@dataclass(frozen=True, slots=True)
class BurnDownPoint:
    """How many accounts were not yet settled at the end of a day; today: now. `unclaimed` = of how
    many nobody said *done*."""

    day: date
    left: int
    usable: int
    unclaimed: int = 0


@dataclass(frozen=True, slots=True)
class Projection:
    """What the sentence above the burn-down needs.

    `per_day` = settled a day of late, `needed_per_day` = what would still make it by `due_on` (None
    once that day has passed), `finishes_on` = at the present pace (None without one: nothing moves,
    or no day to compare with), `days_late` = days it would finish after `due_on`.
    """

    left: int
    per_day: float | None
    needed_per_day: int | None
    finishes_on: date | None
    days_late: int | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class BurnDown:
    """The days of a campaign, from its order to now, and where they lead."""

    points: tuple[BurnDownPoint, ...]
    projection: Projection


@dataclass(frozen=True, slots=True)
class Laggard:
    """A department that the office should help: why it stands where it stands."""

    unit: UnitCounts
    settled_since_yesterday: int | None


def yesterday(
    campaign_id: int, *, at: datetime, department_id: int | None = None
) -> CampaignDay | None:
    """The numbers at the end of the newest day before today, None if there is none."""
    return (
        CampaignDay.objects.filter(
            campaign_id=campaign_id, department_id=department_id, day__lt=_today(at)
        )
        .order_by("-day")
        .first()
    )


def yesterday_by_department(campaign_id: int, *, at: datetime) -> dict[int, CampaignDay]:
    """The same for every department of a campaign, in one query."""
    days = (
        CampaignDay.objects.filter(
            campaign_id=campaign_id, department_id__isnull=False, day__lt=_today(at)
        )
        .order_by("department_id", "-day")
        .distinct("department_id")
    )
    return {day.department_id: day for day in days if day.department_id is not None}


def burn_down(
    campaign: Campaign,
    *,
    left: int,
    usable: int,
    unclaimed: int = 0,
    at: datetime,
    department_id: int | None = None,
) -> BurnDown:
    """The series and its projection. `left`, `usable` and `unclaimed` are the numbers of now, which
    the page has read already (`Counts.open`, `.usable`, `.total - .claimed`). One query."""
    kept = CampaignDay.objects.filter(
        campaign=campaign, department_id=department_id, day__lt=_today(at)
    ).order_by("day")
    return burn_down_of(campaign, kept, left=left, usable=usable, unclaimed=unclaimed, at=at)


def burn_down_of(
    campaign: Campaign,
    kept: Iterable[CampaignDay],
    *,
    left: int,
    usable: int,
    unclaimed: int,
    at: datetime,
) -> BurnDown:
    """The same from days that were read already, in their order."""
    points = [
        BurnDownPoint(day.day, _left(day), day.usable, day.total - day.claimed) for day in kept
    ]
    points.append(BurnDownPoint(_today(at), left, usable, unclaimed))
    due_at = campaign.due_exposed if campaign.exposed_only else campaign.due_others
    return BurnDown(tuple(points), project(points, due_at, at))


def departments_to_help(
    campaign_id: int, *, at: datetime, limit: int = 5, part: Part = EVERYTHING
) -> list[UnitCounts]:
    """Where help saves most: departments with open accounts, most usable ones first, then most
    late, then most open."""
    return most_needing(counts_by_department(campaign_id, at=at, part=part), limit=limit)


def most_needing(units: Sequence[UnitCounts], *, limit: int) -> list[UnitCounts]:
    """The same among departments that were read already."""
    needing = [unit for unit in units if unit.id is not None and unit.counts.open]
    return sorted(needing, key=_need, reverse=True)[:limit]


def laggards(campaign_id: int, *, at: datetime, part: Part = EVERYTHING) -> list[Laggard]:
    """Departments with late accounts, most late first, and what they settled since yesterday."""
    units = [u for u in counts_by_department(campaign_id, at=at, part=part) if u.counts.late]
    before = yesterday_by_department(campaign_id, at=at)
    found = [
        Laggard(unit, _left(before[unit.id]) - unit.counts.open if unit.id in before else None)
        for unit in units
    ]
    return sorted(found, key=lambda one: one.unit.counts.late, reverse=True)


def _need(unit: UnitCounts) -> tuple[int, int, int]:
    return unit.counts.usable, unit.counts.late, unit.counts.open


def _left(day: CampaignDay) -> int:
    return day.total - day.done - day.attested - day.written_off


def project(points: Sequence[BurnDownPoint], due_at: datetime | None, at: datetime) -> Projection:
    """Say where the days lead; the last point is now."""
    now = points[-1]
    due_on = due_at.astimezone(WIB).date() if due_at else None
    window = [p for p in points[:-1] if p.day >= now.day - timedelta(days=PACE_DAYS)]
    per_day = None
    if window:
        days = (now.day - window[0].day).days
        per_day = (window[0].left - now.left) / days
    finishes_on = None
    if now.left and per_day and per_day > 0:
        finishes_on = now.day + timedelta(days=ceil(now.left / per_day))
    days_left = (due_on - now.day).days if due_on else 0
    return Projection(
        left=now.left,
        per_day=per_day,
        needed_per_day=ceil(now.left / max(1, days_left)) if due_at and at <= due_at else None,
        finishes_on=finishes_on,
        days_late=max(0, (finishes_on - due_on).days) if finishes_on and due_on else None,
        due_on=due_on,
    )


def _today(at: datetime) -> date:
    return at.astimezone(WIB).date()
