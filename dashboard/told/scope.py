"""Whose messages a reader may see: all for the office and the inspector; a head or an agent those
about accounts and duties of his own departments."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet

from accounts.models import Person, Tenure, User
from accounts.roles import Permission, Reach
from secops.compliance.duties.actions.sending import EXAMPLE as DUTY_EXAMPLE
from secops.inventory.models import Account
from secops.outbox.models import Message
from secops.reminders.composers import EXAMPLE as ROTATION_EXAMPLE

#: What an officer tries on himself tells nobody anything.
EXAMPLES = (ROTATION_EXAMPLE, DUTY_EXAMPLE)


class _IsAbout(Func):
    """Whether a message speaks of an account or a duty of these departments."""

    output_field = BooleanField()
    template = """EXISTS (
        SELECT 1 FROM (SELECT %(expressions)s AS said) AS one,
            jsonb_array_elements_text(COALESCE(one.said -> 'rotations', '[]')) AS e (id)
        JOIN rotations_rotation r ON r.id = e.id::bigint
        WHERE r.department_id IN (%(departments)s)
        UNION ALL
        SELECT 1 FROM (SELECT %(expressions)s AS said) AS one,
            jsonb_array_elements_text(COALESCE(one.said -> 'duties', '[]')) AS e (id)
        JOIN duties_duty d ON d.id = e.id::bigint
        WHERE d.department_id IN (%(departments)s))"""

    def __init__(self, departments: frozenset[int]) -> None:
        listed = ", ".join(str(int(pk)) for pk in sorted(departments)) or "NULL"
        super().__init__(F("payload"), departments=listed)


def is_whole(user: User) -> bool:
    """Whether the reader sees every department, and with it what leaks are told of."""
    return user.scope(Permission.SEE_PERSONAL).everything


def people_for(user: User) -> QuerySet[Person]:
    """Those about whom the reader may ask."""
    scope = user.scope(Permission.SEE_PERSONAL)
    if scope.everything:
        return Person.objects.all()
    if scope.reach is not Reach.OWN:
        return Person.objects.none()
    own = Account.objects.filter(department_id__in=scope.departments)
    held = Tenure.objects.filter(
        person=OuterRef("pk"), position__department_id__in=scope.departments
    )
    return Person.objects.filter(
        Exists(own.filter(holder=OuterRef("pk")))
        | Exists(own.filter(owner=OuterRef("pk")))
        | Exists(held)
    )


def messages_for(user: User) -> QuerySet[Message]:
    """Messages that the reader may know of, of people that he may ask about."""
    rows = Message.objects.exclude(kind__in=EXAMPLES)
    scope = user.scope(Permission.SEE_PERSONAL)
    if scope.everything:
        return rows
    if scope.reach is not Reach.OWN:
        return rows.none()
    # What was not composed yet names no account; it is of his people all the same.
    unsaid = Q(kind__startswith="rotation.") & ~Q(payload__has_key="rotations")
    return rows.filter(unsaid | Q(_IsAbout(scope.departments)))


def shows_text(user: User, message: Message) -> bool:
    """Inside a department nobody reads when and how an account leaked (RULES 8); what its head and
    its agent were ordered they may read."""
    return is_whole(user) or message.kind.startswith("duty.")


def about(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Narrow rows with a department to the reader's own."""
    scope = user.scope(Permission.SEE_PERSONAL)
    return rows if scope.everything else rows.filter(department_id__in=scope.departments)
