"""Who owns a task, who speaks for the owner today, who may be given one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import Department, Person, Position, Tenure, User
from accounts.roles import Role
from secops.incidents.models import Incident
from secops.incidents.tasks.models import Task
from secops.rules.intervals import WIB
from secops.rules.ready_tasks import OwnerRole, ReadyTask

#: Who can open a task: every role that works in the product and reads incidents or applications.
ROLES = (
    Role.DUTY_OFFICER, Role.LEAD, Role.HEAD, Role.AGENT, Role.APPLICATION_ADMINISTRATOR,
    Role.INSPECTOR,
)  # fmt: skip

_ROLE_OF = {
    OwnerRole.OFFICER: Role.DUTY_OFFICER,
    OwnerRole.LEAD: Role.LEAD,
    OwnerRole.AGENT: Role.AGENT,
    OwnerRole.HEAD: Role.HEAD,
    OwnerRole.APPLICATION_ADMINISTRATOR: Role.APPLICATION_ADMINISTRATOR,
}


@dataclass(frozen=True, slots=True)
class Owner:
    """A person or a position; neither = nobody yet."""

    person: Person | None = None
    position: Position | None = None

    @property
    def department(self) -> Department | None:
        """Whose task it is: of the position's department; None for the office's own."""
        found = self.position.department if self.position else None
        return None if found is None or found.is_office else found


def owner_of(task: Task) -> Owner:
    return Owner(task.owner_person, task.owner_position)


def able_people(*, at: datetime) -> QuerySet[Person]:
    """People who can open a task today, by name."""
    held = Tenure.objects.current(at.astimezone(WIB).date()).filter(position__role__in=ROLES)
    people = Person.objects.filter(pk__in=held.values("person_id"), user__is_active=True)
    return people.order_by("name", "pk")


def ready_owner(ready: ReadyTask, incident: Incident, *, at: datetime) -> Owner:
    """Whom the office chose for a ready task; its usual position where he can open none today."""
    person = able_people(at=at).filter(pk=ready.person).first() if ready.person else None
    if person is not None:
        return Owner(person=person)
    return usual_owner(ready.owner, incident, at=at)


def usual_owner(role: OwnerRole, incident: Incident, *, at: datetime) -> Owner:
    """The position that usually does it; nobody where no such position is held today.

    Those in a department are sought in that of the application that is hit, then in a department
    the incident names; without an administrator or head its agent takes his place.
    """
    held = Tenure.objects.current(at.astimezone(WIB).date()).values("position_id")
    positions = Position.objects.filter(pk__in=held).select_related("department").order_by("pk")
    wanted = _ROLE_OF[role]
    if wanted in (Role.DUTY_OFFICER, Role.LEAD):
        return Owner(position=positions.filter(role=wanted).first())
    owners = list(incident.applications.order_by("pk").values_list("owner_id", flat=True))
    owners += list(incident.departments.order_by("pk").values_list("pk", flat=True))
    instead = [wanted] if wanted == Role.AGENT else [wanted, Role.AGENT]
    for department in owners:
        for one in instead:
            found = positions.filter(role=one, department_id=department).first()
            if found is not None:
                return Owner(position=found)
    return Owner()


def may_work(task: Task, user: User) -> bool:
    """Whether the task is this user's own to do: his person's, or a position he holds."""
    if task.owner_person_id is not None:
        return task.owner_person_id == user.person_id
    return task.owner_position_id in {position.pk for position in user.held_positions}


def people_for(owner: Owner, *, at: datetime) -> list[Person]:
    """Who is spoken to: the person, or who holds the position and is not away; else nobody."""
    today = at.astimezone(WIB).date()
    present = Tenure.objects.present(today).select_related("person").order_by("pk")
    if owner.position is not None:
        rows = list(present.filter(position=owner.position))
        definitive = [row for row in rows if row.kind != Tenure.Kind.DEPUTY] or rows
        return list(dict.fromkeys(row.person for row in definitive))
    return [owner.person] if owner.person is not None else []


def officers(*roles: Role, at: datetime) -> list[Person]:
    """Who holds the first of these roles that anybody present holds."""
    present = Tenure.objects.present(at.astimezone(WIB).date()).select_related("person")
    for role in roles:
        found = present.filter(position__role=role).order_by("pk")
        if people := list(dict.fromkeys(row.person for row in found)):
            return people
    return []
