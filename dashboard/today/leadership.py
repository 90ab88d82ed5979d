"""Three lines for the mayor, always ready: copied by hand, or sent to who leads the city."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Contact, Person, Tenure, User
from accounts.roles import Role
from secops.audit.actions import record
from secops.outbox.actions import Promise, start_batch
from secops.outbox.contacts import ways_to
from secops.outbox.models import Batch
from secops.reminders.duties.summary import Weekly, untold, weekly
from secops.rules.intervals import WIB

#: The kind of such a message.
LINES = "leadership.lines"


def leaders(*, at: datetime) -> list[tuple[Person, Contact]]:
    """Who leads the city today and can be written to, each with the address that is used."""
    tenures = (
        Tenure.objects.current(at.astimezone(WIB).date())
        .filter(position__role=Role.LEADERSHIP)
        .select_related("person")
        .order_by("pk")
    )
    people = {tenure.person_id: tenure.person for tenure in tenures}
    ways = ways_to(people)
    found = []
    for pk, person in people.items():
        contact = next(iter(ways[pk].chosen), None) if pk in ways else None
        if contact is not None:
            found.append((person, contact))
    return found


def for_leaders(*, at: datetime) -> list[Weekly]:
    """The late duties of which not everybody who leads the city has read this week's line."""
    rows = weekly(at=at)
    return untold(rows, [person.pk for person, _contact in leaders(at=at)]) if rows else []


@transaction.atomic
def send_to_leaders(*, by: User, at: datetime) -> Batch:
    """Send the lines, as they read when they go out; thirty seconds to undo.

    Raises BatchRefused where nobody can be written to.
    """
    wanted = [
        Promise(f"{LINES}:{person.pk}:{at:%Y%m%d%H%M}", LINES, person.pk, contact, urgent=True)
        for person, contact in leaders(at=at)
    ]
    batch = start_batch(_("Tiga baris untuk pimpinan"), wanted, by=by, at=at)
    record("batch.sent_to_leaders", batch, by=by, at=at, people=len(wanted))
    return batch
