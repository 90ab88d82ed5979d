"""In which capacity a person touches a duty: read from his positions by the access policy.

The same question serves a signed-in user and a head who arrives by a link and has no sign-in.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied

from accounts.models import Person, Tenure, User, with_children
from accounts.roles import Permission, Reach, Role, grants
from secops.compliance.duties.models import Duty
from secops.rules.duty import Actor, Kind, State, may_move, refuse
from secops.rules.duty import Refusal as Why
from secops.rules.intervals import WIB

#: The most telling capacity first: it is the one that is written down.
_ORDER = (
    Actor.HEAD,
    Actor.DEPUTY,
    Actor.AGENT,
    Actor.APPLICATION_ADMINISTRATOR,
    Actor.LEAD,
    Actor.OFFICE,
    Actor.INSPECTOR,
)


def capacities(person: Person | None, duty: Duty, *, at: datetime) -> list[Actor]:
    """Return every capacity that the person's positions of that day give him for this duty."""
    found: set[Actor] = set()
    for tenure in _tenures(person, at):
        found |= _of_tenure(tenure, duty)
    return [actor for actor in _ORDER if actor in found]


def capacities_of(user: User, duty: Duty, *, at: datetime) -> list[Actor]:
    """Return the capacities of a sign-in; commands and the clock act as the system."""
    if user.is_system:
        return [Actor.SYSTEM]
    return capacities(user.person, duty, at=at) if user.is_active else []


def capacity_for(actors: list[Actor], duty: Duty, target: State, *, at: datetime) -> Actor:
    """Return the capacity that may take the move.

    PermissionDenied for somebody with no capacity at all; MoveRefused in words where the move is
    not his or not in the table.
    """
    if not actors:
        raise PermissionDenied
    current = duty.state_at(at)
    for actor in actors:
        if may_move(current, target, by=actor, kind=duty.kind):
            return actor
    # Which sentence: is it the wrong person, or is it no move for anybody?
    anybody = any(may_move(current, target, by=actor, kind=duty.kind) for actor in Actor)
    raise refuse(Why.NOT_YOURS if anybody else Why.NO_SUCH_MOVE)


def title_of(person: Person, duty: Duty, *, at: datetime) -> Tenure | None:
    """Return the tenure in which the person speaks for the duty's department as head or deputy."""
    for tenure in _tenures(person, at):
        if _of_tenure(tenure, duty) & {Actor.HEAD, Actor.DEPUTY}:
            return tenure
    return None


def _tenures(person: Person | None, at: datetime) -> list[Tenure]:
    if person is None:
        return []
    today = at.astimezone(WIB).date()
    return list(
        Tenure.objects.current(today).filter(person=person).select_related("position__department")
    )


def _of_tenure(tenure: Tenure, duty: Duty) -> set[Actor]:
    position = tenure.position
    granted = grants(Role(position.role))
    found: set[Actor] = set()
    if granted.get(Permission.DECIDE) is Reach.ALL:
        found.add(Actor.LEAD)
    if granted.get(Permission.REVIEW_DUTY) is Reach.ALL:
        found.add(Actor.OFFICE)
    if granted.get(Permission.REVIEW_DUTY) is Reach.OFFICE:
        found.add(Actor.INSPECTOR)
    if position.department_id is None:
        return found
    own = with_children([position.department_id])
    if Permission.REPORT_LOCK in granted and duty.kind is Kind.LOCK:
        owner = duty.application.owner_id if duty.application else duty.department_id
        if owner in own:
            found.add(Actor.APPLICATION_ADMINISTRATOR)
    if duty.department_id in own:
        if Permission.CONFIRM_DUTY in granted:
            definitive = tenure.kind == Tenure.Kind.DEFINITIVE
            found.add(Actor.HEAD if definitive else Actor.DEPUTY)
        elif Permission.REPORT_DUTY in granted:
            found.add(Actor.AGENT)
    return found
