"""Keeping what a channel says, once, whatever it sends twice or in the wrong order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Contact, User
from secops.inbox.hooks import Arrival, Decided, Told, Word
from secops.inbox.models import Incoming, LaterWord
from secops.outbox.actions import decide_template, reached
from secops.outbox.actions.arrivals import disable_contacts
from secops.outbox.delivery.later_word import refused_later
from secops.outbox.models import Message, WhatsAppTemplate
from secops.rules.secrets import without_secrets

#: So long a channel's word may be ahead of our own note that we handed the message over.
OVERTAKES_BY = timedelta(hours=1)


@transaction.atomic
def take_in(told: Told, *, at: datetime) -> int:
    """Keep what came in; return how many messages are new. Nothing is acted upon yet.

    Passwords and codes in the text are taken out here, before anything is stored.
    """
    fresh = _keep(told.arrivals, at)
    for word in told.words:
        if not _apply(word):
            _remember(word, at)
    for one in told.decided:
        _decide(one, at)
    for address in told.closed:
        blocked = Contact.objects.usable().filter(kind=Contact.Kind.TELEGRAM, address=address)
        disable_contacts(
            dict.fromkeys(blocked.values_list("pk", flat=True), _("bot diblokir")), at=at
        )
    return fresh


def _keep(arrivals: Sequence[Arrival], at: datetime) -> int:
    rows = []
    for one in arrivals:
        text, removed = without_secrets(one.text)
        rows.append(
            Incoming(
                channel=one.channel,
                provider_id=one.provider_id,
                address=one.address,
                sender=without_secrets(one.sender)[0][:120],
                text=text,
                secret_removed=removed,
                media=one.media,
                button=one.button,
                quoted=one.quoted,
                sent_at=one.sent_at,
                received_at=at,
            )
        )
    before = Incoming.objects.filter(
        provider_id__in=[row.provider_id for row in rows],
        channel__in={row.channel for row in rows},
    ).count()
    Incoming.objects.bulk_create(rows, ignore_conflicts=True)
    return len({row.provider_id for row in rows}) - before


def _decide(one: Decided, at: datetime) -> None:
    """Meta's own word on a template counts like the administrator's note of it."""
    template = WhatsAppTemplate.objects.filter(name=one.name).first()
    state = WhatsAppTemplate.State.APPROVED if one.approved else WhatsAppTemplate.State.REJECTED
    if template is not None and template.state != state:
        system = User.objects.system().acting_as("Meta")
        decide_template(template, state, reason=one.reason, by=system, at=at)


def _apply(word: Word) -> bool:
    """Note it on the message it is about; False where we know no such message (yet)."""
    if word.reached:
        return reached(word.provider_id, at=word.said_at, channel=word.channel)
    return refused_later(
        word.provider_id,
        detail=word.detail,
        dead_address=word.dead_address,
        at=word.said_at,
        channel=word.channel,
    )


def _remember(word: Word, at: datetime) -> None:
    LaterWord.objects.get_or_create(
        channel=word.channel,
        provider_id=word.provider_id,
        reached=word.reached,
        defaults={
            "detail": word.detail,
            "dead_address": word.dead_address,
            "said_at": word.said_at,
            "came_at": at,
        },
    )


def hear_again(*, at: datetime) -> None:
    """Once a minute: words that overtook our own note; after an hour they were not about us."""
    LaterWord.objects.filter(came_at__lt=at - OVERTAKES_BY).delete()
    for row in LaterWord.objects.all()[:200]:
        with transaction.atomic():
            word = Word(
                Message.Channel(row.channel), row.provider_id, row.said_at, row.reached, row.detail,
                row.dead_address,
            )  # fmt: skip
            if _apply(word):
                row.delete()
