"""Ready tasks of a class of incident, loaded with one tap."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.incidents.models import Incident
from secops.incidents.tasks.actions.writing import Wanted, refuse_over, write_task
from secops.incidents.tasks.models import Task
from secops.incidents.tasks.owners import ready_owner
from secops.incidents.tasks.ready.queries import ready_tasks
from secops.rules.ready_tasks import IncidentClass, ReadyTask
from secops.rules.ready_tasks.edit import filled


@transaction.atomic
def load_class(incident: Incident, kind: IncidentClass, *, by: User, at: datetime) -> list[Task]:
    """Write the ready tasks of a class that are not on the incident yet; twice changes nothing.

    They are those of the office's version as it stands now. A task that two
    classes share stands once, also where it was done or dropped before.
    """
    check(by, Permission.WRITE_INCIDENT)
    incident = Incident.objects.select_for_update().get(pk=incident.pk)
    refuse_over(incident)
    there = set(incident.tasks.exclude(key="").values_list("key", flat=True))
    made = [
        write_task(incident, _wanted(ready, incident, at), by=by, at=at)
        for ready in ready_tasks(kind)
        if ready.key not in there
    ]
    if made:
        record(
            "incident.tasks_loaded", incident, by=by, at=at, n=len(made),
            incident_class=kind.value,
        )  # fmt: skip
    return made


def _wanted(ready: ReadyTask, incident: Incident, at: datetime) -> Wanted:
    return Wanted(
        key=ready.key,
        title=ready.title.id,
        title_en=ready.title.en,
        due_at=at + timedelta(hours=ready.hours),
        phase=ready.phase,
        required=ready.required,
        owner=ready_owner(ready, incident, at=at),
        points=[(point.words.id, point.required, point.words.en) for point in ready.points],
        ready_text=_filled(ready),
    )


def _filled(ready: ReadyTask) -> str:
    """The words to be sent on, both languages one under the other: hosts are abroad."""
    if ready.ready is None:
        return ""
    named = {"office": settings.OFFICE_NAME, "city": settings.CITY_NAME}
    both = (filled(ready.ready.id, named), filled(ready.ready.en, named))
    return "\n\n———\n\n".join(both)
