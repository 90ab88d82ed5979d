"""Who came, and the minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.advisories.consultations.actions.holding import hold
from secops.advisories.consultations.models import Consultation, Invitation
from secops.audit.actions import record
from secops.incidents.meetings.actions import Held, record_meeting
from secops.incidents.meetings.models import Meeting


@transaction.atomic
def minute(
    consultation: Consultation,
    held: Held,
    came: Sequence[Invitation],
    *,
    by: User,
    at: datetime,
) -> Meeting:
    """Who came, and the minutes: a meeting of the incident, whose decisions become tasks and
    orders there."""
    check(by, Permission.DECIDE_RECOMMENDATION)
    consultation = hold(consultation)
    present = [str(one) for one in came]
    meeting = record_meeting(
        consultation.incident,
        replace(held, present=[*present, *held.present], tlp=consultation.tlp),
        by=by,
        at=at,
    )
    there = {one.pk for one in came}
    for one in consultation.invitations.standing():
        one.attended = one.pk in there
        one.save(update_fields=["attended"])
    consultation.meeting = meeting
    consultation.save(update_fields=["meeting"])
    record("consultation.held", consultation, by=by, at=at, code=meeting.code)
    return meeting
