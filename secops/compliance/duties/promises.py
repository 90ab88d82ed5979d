"""Dates that heads promised for what was left, and that passed with something still open.

While a statement lies with the office no reminder goes to the department, so a promise that is not
kept would be noticed by nobody. What data prove is accepted by the system; so a statement that the
office has not decided is still open. One that it took with a rest is looked at again where the
accounts say so (rotation, lock).
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from secops.compliance.duties.locks import LOCKED
from secops.compliance.duties.models import Duty, HeadStatement
from secops.compliance.duties.numbers import DONE
from secops.compliance.rotations.models import Rotation
from secops.inventory.models import AccountFacts
from secops.rules.duty import Kind, State
from secops.rules.intervals import WIB


def broken_promises(duties: QuerySet[Duty], *, at: datetime) -> QuerySet[Duty]:
    """Those of the duties whose promised day is over while something is open."""
    newest = HeadStatement.objects.filter(duty=OuterRef("pk")).order_by("-stated_at", "-pk")
    promised = Subquery(newest.values("promised_on")[:1])
    waiting = Q(state=State.CONFIRMED) | Q(state=State.ACCEPTED) & (_rotations() | _locks())
    return (
        duties.filter(waiting, directive__closed_at=None)
        .alias(promised_on=promised)
        .filter(promised_on__lt=at.astimezone(WIB).date())
    )


def _rotations() -> Q:
    left = Rotation.objects.filter(
        campaign=OuterRef("directive__campaign"),
        department=OuterRef("department"),
        written_off_at=None,
    ).exclude(state__in=DONE)
    return Q(Exists(left), directive__kind=Kind.ROTATION)


def _locks() -> Q:
    leaked = AccountFacts.objects.filter(
        account__application=OuterRef("application"), exposures__gt=0
    )
    unlocked = leaked.exclude(pk__in=AccountFacts.objects.filter(LOCKED).values("pk"))
    return Q(Exists(unlocked), directive__kind=Kind.LOCK)
