"""The second person sends it or gives it back; the office closes or withdraws it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from secops.advisories.bulletins.actions.drafting import refuse_unsendable
from secops.advisories.bulletins.actions.holding import hold, moved
from secops.advisories.bulletins.actions.telling import tell_sent, tell_withdrawn
from secops.advisories.bulletins.models import Addressee, Bulletin
from secops.advisories.bulletins.recipients import departments_of
from secops.audit.actions import record
from secops.compliance.duties.models import Directive
from secops.rules import bulletin as law
from secops.rules.secrets import kept_words
from secops.rules.tlp import in_trail


@transaction.atomic
def approve_bulletin(bulletin: Bulletin, *, by: User, at: datetime) -> Bulletin:
    """Send it: one message to the head and one to the agent of each department."""
    found = hold(bulletin, by)
    moved(found, law.State.SENT, by)
    refuse_unsendable(found, at)
    found.approved_by, found.approved_at = by, at
    found.save()
    departments = departments_of(found)
    Addressee.objects.bulk_create(
        [Addressee(bulletin=found, department=one) for one in departments], batch_size=1000
    )
    people = tell_sent(found, at=at)
    record("bulletin.sent", found, by=by, at=at, departments=len(departments), people=people)
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
    found.directives.add(directive)
    record("bulletin.ordered", found, by=by, at=at, directive=directive.code)
    return found
