"""Bulk sends: started by somebody, undone within thirty seconds if he wishes."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.outbox.actions.promising import Promise, promise_many
from secops.outbox.composers import COMPOSERS
from secops.outbox.models import Batch, Message
from secops.outbox.policy import UNDO


class BatchRefused(Exception):
    """A bulk send cannot be started; the sentence is fit for the page."""


@transaction.atomic
def start_batch(
    title: str,
    wanted: Sequence[Promise],
    *,
    by: User,
    at: datetime,
    at_any_hour_because: str = "",
) -> Batch:
    """Promise many messages at once; they wait 30 seconds in which they can be undone."""
    check(by, Permission.RUN_CAMPAIGN)
    if not wanted:
        raise BatchRefused(_("Tidak ada pesan yang perlu dikirim."))
    batch = Batch.objects.create(
        title=title,
        started_by=by,
        created_at=at,
        not_before=at + UNDO,
        at_any_hour_because=at_any_hour_because.strip()[:200],
    )
    new = promise_many(wanted, at=at, not_before=batch.not_before, batch=batch, revive=True)
    record(
        "batch.started",
        batch,
        by=by,
        at=at,
        messages=len(new),
        because=batch.at_any_hour_because,
    )
    return batch


@transaction.atomic
def cancel_batch(batch: Batch, *, by: User, at: datetime) -> int:
    """Undo what of a bulk send is still waiting; return how many messages that was.

    Who started it may, and the office.
    """
    if batch.started_by_id != by.pk:
        check(by, Permission.RUN_CAMPAIGN)
    Batch.objects.filter(pk=batch.pk, cancelled_at=None).update(cancelled_at=at)
    stopped = Message.objects.filter(batch=batch, state=Message.State.QUEUED).update(
        state=Message.State.CANCELLED, reason=_("oleh %(who)s") % {"who": by}
    )
    for kind in batch.messages.order_by("kind").values_list("kind", flat=True).distinct():
        composer = COMPOSERS.get(kind)
        if composer and composer.taken_back:
            composer.taken_back(batch, at)
    record("batch.cancelled", batch, by=by, at=at, messages=stopped)
    return stopped
