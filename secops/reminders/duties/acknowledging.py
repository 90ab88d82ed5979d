""" "Sedang kami kerjakan sampai …": a department holds its own rungs for a while (RULES 5).

What stands above it is not held: the lead sees the word beside the rung and decides.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person, User
from secops.audit.actions import record
from secops.compliance.duties.hands import capacities
from secops.compliance.duties.models import Duty
from secops.reminders.duties.standing import HEAD_ACTS
from secops.reminders.models import Acknowledgement
from secops.rules.duty import Actor
from secops.rules.intervals import WIB
from secops.rules.ladder import SNOOZE_DAYS, SNOOZES

_OWN = {Actor.HEAD, Actor.DEPUTY, Actor.AGENT, Actor.APPLICATION_ADMINISTRATOR}


class AcknowledgementRefused(Exception):
    """A delay that is not granted; the sentence is fit for the page."""


@transaction.atomic
def acknowledge(
    duty: Duty,
    until: date,
    reason: str,
    *,
    by: User,
    at: datetime,
    person: Person | None = None,
) -> Acknowledgement:
    """Hold this duty's rungs inside the department until 08.00 of a day; then they ask again.

    At most three times a duty and fourteen days at a time, with a reason.
    """
    speaker = person or by.person
    if not _OWN & set(capacities(speaker, duty, at=at)):
        raise PermissionDenied
    duty = Duty.objects.select_for_update().get(pk=duty.pk)
    days = (until - at.astimezone(WIB).date()).days
    if duty.state_at(at) not in HEAD_ACTS:
        raise AcknowledgementRefused(_("Tugas ini tidak sedang menunggu OPD."))
    if not 0 < days <= SNOOZE_DAYS:
        raise AcknowledgementRefused(
            _("Pilih tanggal dari besok sampai paling lama %(days)s hari lagi.")
            % {"days": SNOOZE_DAYS}
        )
    if not reason.strip():
        raise AcknowledgementRefused(_("Tuliskan apa yang sedang dikerjakan."))
    if duty.acknowledgements.count() >= SNOOZES:
        raise AcknowledgementRefused(
            _("Pengingat tugas ini sudah ditunda %(n)s kali. Hubungi Posko Siber.") % {"n": SNOOZES}
        )
    made = Acknowledgement.objects.create(
        duty=duty,
        until=datetime.combine(until, time(8), tzinfo=WIB),
        reason=reason.strip()[:300],
        person=speaker,
        said_by=by,
        said_at=at,
    )
    record("duty.acknowledged", duty, by=by, at=at, until=f"{until:%F}", reason=made.reason)
    return made


def may_acknowledge(duty: Duty, user: User, *, at: datetime) -> bool:
    """Whether to offer the form: it is his, it waits for him, and he has not used it up."""
    return (
        duty.state_at(at) in HEAD_ACTS
        and bool(_OWN & set(capacities(user.person, duty, at=at)))
        and duty.acknowledgements.count() < SNOOZES
    )


def last_day(at: datetime) -> date:
    """The farthest day that may be chosen."""
    return at.astimezone(WIB).date() + timedelta(days=SNOOZE_DAYS)
