"""The second person sends it or gives it back; the office closes or withdraws it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from secops.advisories.bulletins.actions.drafting import refuse_unsendable
from secops.advisories.bulletins.actions.holding import hold, moved
from secops.advisories.bulletins.actions.telling import tell_sent, tell_withdrawn, undo_seconds
from secops.advisories.bulletins.models import Addressee, Answer, Bulletin
from secops.advisories.bulletins.recipients import departments_of
from secops.advisories.looks import quoted_words
from secops.audit.actions import record
from secops.compliance.duties.actions import OrderRefused
from secops.compliance.duties.models import Directive
from secops.incidents.refused import DeskRefused
from secops.outbox.actions import cancel_batch
from secops.rules import bulletin as law
from secops.rules.order_words import QuotedRefused, carry
from secops.rules.secrets import kept_words
from secops.rules.tlp import in_trail


@transaction.atomic
def approve_bulletin(bulletin: Bulletin, *, by: User, at: datetime) -> Bulletin:
    """Send it: one message to the head and one to the agent of each department; they wait 30
    seconds in which it can be taken back."""
    found = hold(bulletin, by)
    moved(found, law.State.SENT, by)
    refuse_unsendable(found, at)
    found.approved_by, found.approved_at = by, at
    found.save()
    departments = departments_of(found)
    Addressee.objects.bulk_create(
        [Addressee(bulletin=found, department=one) for one in departments], batch_size=1000
    )
    people = tell_sent(found, by=by, at=at)
    record("bulletin.sent", found, by=by, at=at, departments=len(departments), people=people)
    return found


@transaction.atomic
def take_bulletin_back(bulletin: Bulletin, *, by: User, at: datetime) -> Bulletin:
    """Undo the sending while its messages wait: it is as submitted as before."""
    found = hold(bulletin, by)
    if undo_seconds(found, at=at) == 0 or found.batch is None:
        raise DeskRefused(_("Waktu pembatalan habis. Tarik imbauannya dengan alasan."))
    if Answer.objects.filter(addressee__bulletin=found).exists():
        raise DeskRefused(_("Sudah ada OPD yang menjawab. Tarik imbauannya dengan alasan."))
    cancel_batch(found.batch, by=by, at=at)
    found.refresh_from_db()
    record("bulletin.taken_back", found, by=by, at=at)
    return found


@transaction.atomic
def return_bulletin(bulletin: Bulletin, reason: str, *, by: User, at: datetime) -> Bulletin:
    """Give it back to its author, with the reason."""
    found = hold(bulletin, by)
    moved(found, law.State.RETURNED, by, reason=reason)
    found.state_reason, found.submitted_at = kept_words(reason), None
    found.save()
    why = in_trail(found.marking, found.state_reason)
    record("bulletin.returned", found, by=by, at=at, reason=why)
    return found


@transaction.atomic
def close_bulletin(bulletin: Bulletin, *, by: User, at: datetime) -> Bulletin:
    """Take no more answers."""
    found = hold(bulletin, by)
    moved(found, law.State.CLOSED, by)
    found.ended_at = at
    found.save()
    record("bulletin.closed", found, by=by, at=at)
    return found


@transaction.atomic
def withdraw_bulletin(bulletin: Bulletin, reason: str, *, by: User, at: datetime) -> Bulletin:
    """Take it back with the reason; who was told is told so."""
    found = hold(bulletin, by)
    was_out = found.standing in law.OUT
    moved(found, law.State.WITHDRAWN, by, reason=reason)
    found.state_reason, found.ended_at = kept_words(reason), at
    found.save()
    people = tell_withdrawn(found, at=at) if was_out else 0
    why = in_trail(found.marking, found.state_reason)
    record("bulletin.withdrawn", found, by=by, at=at, reason=why, people=people)
    return found


@transaction.atomic
def order_bulletin(bulletin: Bulletin, directive: Directive, *, by: User, at: datetime) -> Bulletin:
    """Note that an order came of its answers."""
    found = hold(bulletin, by)
    _carry_marking(found, directive)
    found.directives.add(directive)
    record("bulletin.ordered", found, by=by, at=at, directive=directive.code)
    return found


def _carry_marking(bulletin: Bulletin, directive: Directive) -> None:
    """What the order quotes of the advisory carries its marking; what may not travel is refused."""
    sources = [(bulletin.marking, one) for one in (bulletin.title, bulletin.text, bulletin.asked)]
    try:
        words = carry(sources, directive.title, directive.text)
    except QuotedRefused as refused:
        raise OrderRefused(quoted_words(refused.marking)) from refused
    if (words.title, words.text) != (directive.title, directive.text):
        directive.title, directive.text = words.title, words.text
        directive.save(update_fields=["title", "text"])
