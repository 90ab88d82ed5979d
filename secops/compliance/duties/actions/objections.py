""" "Ada yang keliru": a head doubts the numbers, the office answers; no state moves."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.access import check
from accounts.models import Person, User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.compliance.duties.hands import capacities
from secops.compliance.duties.models import Channel, Duty, Objection
from secops.rules.duty import Actor, Refusal, refuse
from secops.rules.secrets import without_secrets


@transaction.atomic
def object_to_numbers(
    duty: Duty,
    *,
    text: str,
    by: User,
    at: datetime,
    person: Person | None = None,
    channel: Channel = Channel.PAGE,
) -> Objection:
    """Keep what the department says is wrong, for the office to look at."""
    speaker = person or by.person
    if speaker is None or not set(capacities(speaker, duty, at=at)) & {
        Actor.HEAD,
        Actor.DEPUTY,
        Actor.AGENT,
        Actor.APPLICATION_ADMINISTRATOR,
    }:
        raise PermissionDenied
    if not text.strip():
        raise refuse(Refusal.REASON_MISSING)
    kept, _removed = without_secrets(text.strip())
    objection = Objection.objects.create(
        duty=duty, text=kept[:2000], person=speaker, channel=channel, raised_at=at
    )
    record("duty.objected", duty, by=by, at=at, text=objection.text)
    return objection


@transaction.atomic
def answer_objection(objection: Objection, *, answer: str, by: User, at: datetime) -> Objection:
    """Answer it; the department reads the answer on the duty's page."""
    check(by, Permission.REVIEW_DUTY, objection.duty.department_id)
    if not answer.strip():
        raise refuse(Refusal.REASON_MISSING)
    locked = Objection.objects.select_for_update().get(pk=objection.pk)
    locked.answer, locked.answered_by, locked.answered_at = answer.strip(), by, at
    locked.save()
    record("duty.objection_answered", locked.duty, by=by, at=at, answer=locked.answer)
    return locked
