"""What the clock asks of campaigns, once a minute."""

from __future__ import annotations

from datetime import datetime

from secops.compliance.rotations import scopes
from secops.compliance.rotations.derive import derive_rotations, recheck
from secops.compliance.rotations.models import Campaign, CampaignDay
from secops.compliance.rotations.tally import fold_tallies, snapshot_day
from secops.rules.intervals import WIB


def look_after_rotations(*, at: datetime) -> None:
    """Derive what time alone has turned, fold the tallies, keep the day's numbers."""
    recheck(at=at)
    derive_once_a_day(at=at)
    fold_tallies(at=at)
    snapshot_day(at=at)


def derive_once_a_day(*, at: datetime) -> int:
    """Derive all of every running campaign whose day has no numbers yet; return how many.

    Who changes a fact derives at once. Should something change one without (an address mended in
    the database, an update by hand), it is seen with the new day at the latest.
    """
    today = CampaignDay.objects.filter(day=at.astimezone(WIB).date(), department_id=None)
    new_day = Campaign.objects.running().exclude(pk__in=today.values("campaign_id"))
    for campaign in new_day:
        derive_rotations(scopes.whole_campaign(campaign.pk), at=at)
    return len(new_day)
