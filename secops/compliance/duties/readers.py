"""Whether the reader of a message about duties still speaks for their departments when it goes out.

A message may wait for a night, a mail server or an officer's hands: whoever handed his position
over meanwhile, is away or has left hears nothing of it. Who came after him stands on the ladder.
"""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.roles import Role
from accounts.speakers import holders
from secops.compliance.duties.models import Duty
from secops.outbox.composers import Dropped, Words
from secops.outbox.models import Message

Compose = Callable[[Message, datetime], Words]


def to_head(compose: Compose) -> Compose:
    """For what is said to heads."""
    return _only_to(compose, Role.HEAD)


def to_agent(compose: Compose) -> Compose:
    """For what is said to agents, of a lock to the application administrator."""
    return _only_to(compose, Role.AGENT, Role.APPLICATION_ADMINISTRATOR)


def to_both(compose: Compose) -> Compose:
    """For what is said to the head and to who does the work."""
    return _only_to(compose, Role.HEAD, Role.AGENT, Role.APPLICATION_ADMINISTRATOR)


def _only_to(compose: Compose, *roles: Role) -> Compose:
    """Compose of the duties that are still his; what is not leaves the message, and its log."""

    def composed(message: Message, at: datetime) -> Words:
        wanted = message.payload.get("duties", [])
        departments = dict(Duty.objects.filter(pk__in=wanted).values_list("pk", "department_id"))
        his = {
            department
            for role in roles
            for department, person in holders(role, departments.values(), at=at).items()
            if person.pk == message.person_id
        }
        mine = [pk for pk in wanted if departments.get(pk) in his]
        if departments and not mine:
            return Dropped(_("Orang ini tidak lagi mewakili OPD tersebut."))
        message.payload["duties"] = mine
        return compose(message, at)

    return composed
