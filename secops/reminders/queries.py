"""What the page before a campaign's first messages shows."""

from dataclasses import dataclass
from datetime import datetime

from secops.compliance.rotations.models import Campaign
from secops.outbox.contacts import ways_to
from secops.outbox.models import Batch, Message
from secops.reminders.composers import START
from secops.reminders.engine import due_groups, reached_rungs
from secops.rules.rotation import State


@dataclass(frozen=True, slots=True)
class Recipients:
    """Whom the first messages of a campaign reach, in people; messages by channel.

    Somebody whose mailbox may be leaked gets two, so `mail + whatsapp` may exceed `reached`.
    """

    people: int
    accounts: int
    mail: int
    whatsapp: int
    only_untrusted: int
    without_address: int

    @property
    def reached(self) -> int:
        return self.people - self.without_address


def recipients_of(campaign: Campaign, *, at: datetime) -> Recipients:
    """Count whom the first messages would reach now, without promising any."""
    planned = Campaign(
        pk=campaign.pk,
        ladder=campaign.ladder,
        ordered_at=campaign.ordered_at,
        messages_from=min(at, campaign.messages_from or at),
    )
    groups = due_groups(reached_rungs(at=at, campaigns=[planned]), at)
    people = {group.person_id for group in groups}
    ways = ways_to(people)
    chosen = [contact for way in ways.values() for contact in way.chosen]
    return Recipients(
        people=len(people),
        accounts=sum(group.items for group in groups),
        mail=sum(contact.kind == "mail" for contact in chosen),
        whatsapp=sum(contact.kind == "whatsapp" for contact in chosen),
        only_untrusted=sum(way.only_untrusted for way in ways.values()),
        without_address=len(people) - sum(bool(way.chosen) for way in ways.values()),
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
