"""Starting the messages of a campaign to the holders."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import Contact, User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.compliance.rotations.models import Campaign
from secops.outbox.actions import BatchRefused
from secops.outbox.contacts import ways_to
from secops.outbox.models import Batch
from secops.outbox.policy import UNDO
from secops.reminders.engine import Reminded, due_groups, promise_groups, reached_rungs


@dataclass(frozen=True, slots=True)
class Recipients:
    """Whom the start of a campaign's messages reaches, in people."""

    people: int
    mail: int
    whatsapp: int
    only_untrusted: int
    without_address: int
    accounts: int

    @property
    def reached(self) -> int:
        return self.people - self.without_address


def recipients_of(campaign: Campaign, *, at: datetime) -> Recipients:
    """Count whom the start messages would reach, without promising any."""
    campaign.messages_from = campaign.messages_from or at
    groups = due_groups(reached_rungs(at=at, campaigns=[campaign]), at)
    people = {group.person_id for group in groups}
    ways = ways_to(people)
    chosen = [contact for way in ways.values() for contact in way.chosen]
    return Recipients(
        people=len(people),
        mail=sum(contact.kind == Contact.Kind.MAIL for contact in chosen),
        whatsapp=sum(contact.kind == Contact.Kind.WHATSAPP for contact in chosen),
        only_untrusted=sum(way.only_untrusted for way in ways.values()),
        without_address=len(people) - sum(bool(way.chosen) for way in ways.values()),
        accounts=sum(group.items for group in groups),
    )


@transaction.atomic
def start_messages(
    campaign: Campaign, *, by: User, at: datetime, at_any_hour_because: str = ""
) -> Batch:
    """Tell the holders: their start messages wait 30 seconds in which they can be undone.

    Raises BatchRefused in words where there is nothing to send or no help desk to name.
    """
    check(by, Permission.RUN_CAMPAIGN)
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if campaign.state != Campaign.State.RUNNING:
        raise BatchRefused(_("Penggantian serentak ini tidak sedang berjalan."))
    if not settings.HELP_DESK_PHONE:
        raise BatchRefused(
            _("Nomor Posko Siber belum diatur. Setiap pesan harus menyebut nomor itu.")
        )
    if campaign.messages_from is None or campaign.messages_from > at:
        campaign.messages_from = at
        campaign.save(update_fields=["messages_from"])
    batch = Batch.objects.create(
        title=_("Pesan awal: %(campaign)s") % {"campaign": campaign.name},
        started_by=by,
        created_at=at,
        not_before=at + UNDO,
        at_any_hour_because=at_any_hour_because.strip()[:200],
    )
    done = Reminded()
    groups = due_groups(reached_rungs(at=at, campaigns=[campaign]), at)
    promise_groups(groups, at=at, done=done, batch=batch)
    if not done.digests:
        raise BatchRefused(_("Tidak ada pesan yang perlu dikirim."))
    record(
        "batch.started",
        batch,
        by=by,
        at=at,
        messages=done.digests,
        campaign=campaign.code,
        because=batch.at_any_hour_because,
    )
    return batch
