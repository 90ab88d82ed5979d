"""What the page before a campaign's first messages shows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from secops.compliance.rotations.models import Campaign
from secops.outbox.contacts import ways_to
from secops.outbox.models import Batch, Message
from secops.reminders.composers import START
from secops.reminders.engine import (
    Group,
    Reminded,
    due_groups,
    groups_to_remind,
    is_opening,
    promise_groups,
    reached_rungs,
)
from secops.rules.rotation import State


@dataclass(frozen=True, slots=True)
class Recipients:
    """Whom a send about a campaign reaches now: people for the first time, people again.

    Somebody whose mailbox may be leaked gets two messages, so `mail + whatsapp` may exceed
    `reached`.
    """

    first: int
    again: int
    accounts: int
    mail: int
    whatsapp: int
    other: int
    only_untrusted: int
    today_already: int

    @property
    def reached(self) -> int:
        return self.first + self.again


def groups_of(campaign: Campaign, *, at: datetime) -> tuple[list[Group], list[Group]]:
    """Who has to hear of a campaign for the first time, and who may be reminded of it."""
    planned = Campaign(
        pk=campaign.pk,
        ladder=campaign.ladder,
        ordered_at=campaign.ordered_at,
        messages_from=min(at, campaign.messages_from or at),
    )
    first = [
        group
        for group in due_groups(reached_rungs(at=at, campaigns=[planned]), at)
        if is_opening(group)
    ]
    if campaign.messages_from is None or campaign.messages_from > at:
        return first, []
    hearing = {group.person_id for group in first}
    again = [g for g in groups_to_remind(campaign, at=at) if g.person_id not in hearing]
    return first, again


def recipients_of(campaign: Campaign, *, at: datetime) -> Recipients:
    """Count whom a send would reach now, without promising anything."""
    first, again = groups_of(campaign, at=at)
    new, reminded = Reminded(), Reminded()
    promise_groups(first, at=at, done=new, dry_run=True)
    promise_groups(again, at=at, done=reminded, dry_run=True)
    channels = new.channels + reminded.channels
    ways = ways_to(new.people | reminded.people)
    return Recipients(
        first=new.digests,
        again=reminded.digests,
        accounts=sum(group.items for group in (*first, *again)),
        mail=channels["mail"],
        whatsapp=channels["whatsapp"],
        other=sum(n for kind, n in channels.items() if kind not in ("mail", "whatsapp")),
        only_untrusted=sum(way.only_untrusted for way in ways.values()),
        today_already=len({group.person_id for group in again}) - reminded.digests,
    )


def people_without_address(campaign: Campaign) -> int:
    """Accounts of a campaign that no message can reach: the agent tells their holders by slip."""
    return campaign.rotations.filter(state=State.OPEN, turn="agent", written_off_at=None).count()


def newest_batch(campaign: Campaign) -> Batch | None:
    """The last bulk send of first messages of this campaign."""
    message = (
        Message.objects.filter(kind=START, payload__campaign=campaign.pk, batch__isnull=False)
        .select_related("batch")
        .order_by("-pk")
        .first()
    )
    return message.batch if message else None


def groups_of_departments(departments: Collection[int], *, at: datetime) -> list[Group]:
    """Who of these departments may be reminded, over all campaigns whose messages have begun."""
    begun = Campaign.objects.running().filter(messages_from__lte=at).order_by("pk")
    return [
        group
        for campaign in begun
        for group in groups_to_remind(campaign, at=at, departments=departments)
    ]


@dataclass(frozen=True, slots=True)
class Reminding:
    """Whom an agent's reminder reaches now; `today_already` had their digest of the day."""

    people: int
    accounts: int
    mail: int
    whatsapp: int
    today_already: int


def reminding_of(departments: Collection[int], *, at: datetime) -> Reminding:
    """Count whom a reminder would reach, without promising anything."""
    groups = groups_of_departments(departments, at=at)
    would = Reminded()
    promise_groups(groups, at=at, done=would, dry_run=True)
    return Reminding(
        people=len(would.people),
        accounts=sum(group.items for group in groups),
        mail=would.channels["mail"],
        whatsapp=would.channels["whatsapp"],
        today_already=len({group.person_id for group in groups}) - would.digests,
    )


def batch_to_undo(user: User, *, at: datetime) -> Batch | None:
    """The user's own newest send while it still waits."""
    waiting = Batch.objects.filter(started_by=user, cancelled_at=None, not_before__gt=at)
    return waiting.order_by("-pk").first()
