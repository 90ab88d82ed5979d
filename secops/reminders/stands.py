"""On which ladder the accounts of a campaign stand, and when its steps come (RULES 5).

Accounts with one due time share a ladder; one that joined later counts from its joining, and one
that leaked again climbs anew from the receipt of the new leak.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from secops.compliance.rotations.models import Campaign
from secops.outbox.voices import city_calendar, next_opening
from secops.rules.intervals import WIB, day_start
from secops.rules.ladder import (
    HOLDERS,
    Anchor,
    Audience,
    Step,
    due_for,
    from_data,
    moments,
    upcoming,
)
from secops.rules.working_time import URGENT_WITHIN, Voice, voice_of

#: Of a rotation `r`: when it joined, where that was after the start; when it leaked again.
JOINED = "CASE WHEN r.joined_later THEN r.joined_at END"
LEAKED_AGAIN = (
    "CASE WHEN r.state = 'reexposed' THEN (SELECT n.newest_received FROM inventory_accountfacts n "
    "WHERE n.account_id = r.account_id) END"
)


@dataclass(frozen=True, slots=True)
class Stand:
    """The accounts of one campaign that stand on the same ladder."""

    campaign_id: int
    due_at: datetime
    joined_at: datetime | None = None
    leaked_at: datetime | None = None

    def steps(self, campaign: Campaign) -> tuple[Step, ...]:
        """The steps with their moments, by the ladder frozen with the campaign."""
        start, due = campaign.messages_from, self.due_at
        assert start is not None
        if self.joined_at:
            start = max(start, self.joined_at)
        if self.leaked_at:
            start = max(start, self.leaked_at)
            due = max(due, self.leaked_at + URGENT_WITHIN)
        ladder = from_data(campaign.ladder) if campaign.ladder else HOLDERS
        return moments(ladder, start=start, due=max(due, start), calendar=city_calendar())

    def is_urgent(self, campaign: Campaign) -> bool:
        """Whether its messages speak in the urgent voice."""
        voice = voice_of(campaign.ordered_at, self.due_at)
        return self.leaked_at is not None or voice is Voice.URGENT

    def rung_of(self, step: Step) -> str:
        """How a step of this ladder is noted: told once, also by whoever climbs a second time."""
        is_first = step.rung.anchor is Anchor.START
        if self.leaked_at is not None:
            day = f"{self.leaked_at.astimezone(WIB):%Y%m%d}"
            return "reexposed" if is_first else f"re-{day}-{step.rung.code}"
        if is_first and self.joined_at is not None:
            return f"joined-{self.joined_at.astimezone(WIB):%Y%m%d}"
        return step.rung.code

    def reached(self, campaign: Campaign, *, at: datetime) -> Step | None:
        """The highest step whose moment has come."""
        return due_for(Audience.HOLDER, self.steps(campaign), sent=(), at=at)

    def next(self, campaign: Campaign, *, at: datetime) -> datetime | None:
        """When the holder is reminded next, if nothing changes; None after the last step.

        Whoever hears something today hears the next thing tomorrow.
        """
        own = [s for s in self.steps(campaign) if Audience.HOLDER in s.rung.audience]
        step = upcoming(own, at=at)
        if step is None:
            return None
        tomorrow = day_start(at.astimezone(WIB).date() + timedelta(days=1))
        return next_opening(self.is_urgent(campaign), at=max(step.moment, tomorrow))


_STANDS = f"""
SELECT DISTINCT r.campaign_id, r.due_at, {JOINED}, {LEAKED_AGAIN}
FROM rotations_rotation r WHERE r.campaign_id = ANY(%s) AND r.written_off_at IS NULL
"""


def stands_of(campaign_ids: list[int]) -> list[Stand]:
    """Every ladder on which accounts of these campaigns stand; few, whatever the accounts."""
    if not campaign_ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_STANDS, [campaign_ids])
        return [Stand(*row) for row in cursor.fetchall()]
