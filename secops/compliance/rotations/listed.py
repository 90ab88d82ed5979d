"""Campaigns as the rows of their list: how far, and where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Sum

from accounts.models import User
from accounts.roles import Permission, Reach
from secops.compliance.rotations.models import Campaign, CampaignDay
from secops.compliance.rotations.queries import (
    EVERYTHING,
    BurnDownPoint,
    Counts,
    Part,
    Projection,
    counts_by_campaign,
)
from secops.compliance.rotations.queries.progress import PACE_DAYS, project
from secops.inventory.models import Application
from secops.rules.intervals import WIB

#: Running ones first, then drafts, then what is closed.
_ORDER = {Campaign.State.RUNNING: 0, Campaign.State.DRAFT: 1, Campaign.State.CLOSED: 2}


@dataclass(frozen=True, slots=True)
class Listed:
    """One campaign in the list."""

    campaign: Campaign
    counts: Counts
    projection: Projection | None
    applications: str

    @property
    def pk(self) -> int:
        return self.campaign.pk

    @property
    def name(self) -> str:
        return self.campaign.name

    @property
    def order(self) -> int:
        return _ORDER[Campaign.State(self.campaign.state)]

    @property
    def due_at(self) -> datetime | None:
        """Until when leaked accounts must be changed (all accounts, where it takes in all)."""
        only_exposed = self.campaign.exposed_only
        return self.campaign.due_exposed if only_exposed else self.campaign.due_others

    @property
    def total(self) -> int:
        return self.counts.total

    @property
    def usable(self) -> int:
        return self.counts.usable

    @property
    def proven(self) -> tuple[int, int]:
        return self.counts.done, self.counts.total


def part_for(user: User) -> Part:
    """The part of every campaign that a user sees."""
    scope = user.scope(Permission.SEE_DEPARTMENTS)
    if scope.everything:
        return EVERYTHING
    if scope.reach is Reach.OWN_APPLICATIONS:
        owned = Application.objects.visible_to(user).values_list("pk", flat=True)
        return Part(applications=list(owned))
    return Part(departments=scope.departments)


def campaigns_for(user: User, *, at: datetime) -> list[Listed]:
    """Return the campaigns a user sees with their numbers; as many queries for one as for all."""
    part = part_for(user)
    campaigns = list(Campaign.objects.visible_to(user).prefetch_related("applications"))
    counts = counts_by_campaign([one.pk for one in campaigns], at=at, part=part)
    days = _days(campaigns, part, at)
    return [
        _listed(one, counts.get(one.pk, Counts()), days.get(one.pk, []), at) for one in campaigns
    ]


def _listed(campaign: Campaign, counts: Counts, days: list[BurnDownPoint], at: datetime) -> Listed:
    names = ", ".join(application.name for application in campaign.applications.all())
    projection = None
    if campaign.state == Campaign.State.RUNNING:
        today = at.astimezone(WIB).date()
        points = [*days, BurnDownPoint(today, counts.open, counts.usable)]
        due_at = campaign.due_exposed if campaign.exposed_only else campaign.due_others
        projection = project(points, due_at, at)
    return Listed(campaign, counts, projection, names)


def _days(
    campaigns: Sequence[Campaign], part: Part, at: datetime
) -> dict[int, list[BurnDownPoint]]:
    """The last days of each campaign; none for a part that is not made of departments."""
    if part.applications is not None:
        return {}
    today = at.astimezone(WIB).date()
    rows = CampaignDay.objects.filter(
        campaign__in=campaigns, day__gte=today - timedelta(days=PACE_DAYS), day__lt=today
    )
    if part.departments is None:
        rows = rows.filter(department_id=None)
    else:
        rows = rows.filter(department_id__in=part.departments)
    left = F("total") - F("done") - F("attested") - F("written_off")
    found: dict[int, list[BurnDownPoint]] = {}
    for campaign_id, day, open_then, usable in (
        rows.order_by("campaign_id", "day")
        .values("campaign_id", "day")
        .annotate(left=Sum(left), usable_then=Sum("usable"))
        .values_list("campaign_id", "day", "left", "usable_then")
    ):
        found.setdefault(campaign_id, []).append(BurnDownPoint(day, open_then, usable))
    return found
