"""When a holder is reminded next, announced in the message before it (RULES 5).

Read from the same ladders as the reminders themselves; one query for many messages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from secops.compliance.rotations.models import Campaign
from secops.ladders.queries import office_ladder
from secops.reminders import words
from secops.reminders.items import Item
from secops.reminders.stands import Stand
from secops.rules.ladder import LadderKind, as_data

#: The ladder on which an account stands -> when its next step comes, None after the last.
NextSteps = Mapping[Stand, datetime | None]


def next_steps(items: Iterable[Item], *, at: datetime) -> NextSteps:
    """When each ladder on which these accounts stand says its next word."""
    stands = {stand_of(one) for one in items}
    campaigns = Campaign.objects.in_bulk({stand.campaign_id for stand in stands})
    for campaign in campaigns.values():
        if campaign.messages_from is None:  # An example is shown before anything begins.
            campaign.messages_from, campaign.ordered_at = at, campaign.ordered_at or at
            campaign.ladder = campaign.ladder or as_data(office_ladder(LadderKind.HOLDERS))
    return {
        stand: stand.next(campaigns[stand.campaign_id], at=at)
        for stand in stands
        if stand.campaign_id in campaigns
    }


def stand_of(one: Item) -> Stand:
    """On which ladder this account stands."""
    return Stand(one.campaign_id, one.due_at, one.joined_at, one.leaked_at)


def next_reminder(items: Sequence[Item], steps: NextSteps) -> str:
    """``Pengingat berikutnya: Senin, 30 November, 08.00 WIB.``, or that this was the last."""
    coming = [moment for one in items if (moment := steps.get(stand_of(one))) is not None]
    if coming:
        return _("Pengingat berikutnya: %(when)s.") % {"when": words.day_and_time(min(coming))}
    return _("Ini pengingat terakhir; sesudah ini Agen OPD Anda yang membantu.")
