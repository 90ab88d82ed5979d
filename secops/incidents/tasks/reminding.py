"""Reminders of tasks: each step of a task's ladder once, gathered to one message a person.

The steps in days all come at 08.00, so that a morning is one message a person. What is told is
kept before it is promised; a task that ended or was given on is dropped again when it is composed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import Person
from accounts.roles import Role
from secops.incidents.models import Incident
from secops.incidents.tasks.models import Task, TaskRung
from secops.incidents.tasks.owners import officers, owner_of, people_for
from secops.outbox.actions import Promise, promise_many
from secops.outbox.contacts import ways_to
from secops.outbox.voices import calendar_of
from secops.rules.ladder import Audience, Step, due_for, moments
from secops.rules.task_ladder import GIVEN, ladder_of_task
from secops.rules.working_time import URGENT_WITHIN

KIND_GIVEN, KIND_DUE, KIND_LATE = "task.given", "task.due", "task.late"
#: So many tasks are gone through in one look of the clock; the rest the next minute.
AT_ONCE = 2_000


def steps_of(task: Task) -> tuple[Step, ...]:
    """The steps of its ladder with their moments."""
    return moments(
        ladder_of_task(task.given_at, task.due_at),
        start=task.given_at,
        due=task.due_at,
        calendar=calendar_of(task.department_id),
    )


@transaction.atomic
def remind_of_tasks(*, at: datetime) -> int:
    """Promise what is due to be said and was not; return how many messages."""
    rows = (
        Task.objects.open()
        .filter(incident__in=Incident.objects.open(), given_at__lte=at)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("owner_person", "owner_position", "incident")
        .order_by("due_at", "pk")[:AT_ONCE]
    )
    tasks = list(rows)
    if not tasks:
        return 0
    told: dict[int, set[str]] = defaultdict(set)
    given = {task.pk: task.given for task in tasks}
    for rung in TaskRung.objects.filter(task__in=tasks):
        if rung.given == given[rung.task_id]:
            told[rung.task_id].add(rung.code)
    new: list[TaskRung] = []
    said: dict[tuple[str, Person], list[Task]] = defaultdict(list)
    for task in tasks:
        steps = steps_of(task)
        for audience in (Audience.HOLDER, Audience.SUPERIOR):
            # The lead's part of a step is kept apart: the owner's does not stand for it.
            mark = "" if audience is Audience.HOLDER else "lead:"
            sent = {code.removeprefix(mark) for code in told[task.pk] if code.startswith(mark)}
            step = due_for(audience, steps, sent=sent, at=at)
            people = _people(task, audience, at) if step else []
            if step is None or not people:
                continue
            new.append(
                TaskRung(task=task, given=task.given, code=mark + step.rung.code, told_at=at)
            )
            for person in people:
                said[_kind(audience, step), person].append(task)
    TaskRung.objects.bulk_create(new)
    return _promise(said, at)


def _people(task: Task, audience: Audience, at: datetime) -> list[Person]:
    """Whom a step speaks to; for an owner who is away or nobody, the office on duty."""
    if audience is Audience.SUPERIOR:
        return officers(Role.LEAD, at=at)
    return people_for(owner_of(task), at=at) or officers(Role.DUTY_OFFICER, Role.LEAD, at=at)


def _kind(audience: Audience, step: Step) -> str:
    if audience is Audience.SUPERIOR:
        return KIND_LATE
    return KIND_GIVEN if step.rung.code == GIVEN else KIND_DUE


def _promise(said: dict[tuple[str, Person], list[Task]], at: datetime) -> int:
    ways = ways_to({person.pk for _kind, person in said})
    promises = [
        Promise(
            key=f"{kind}:{at:%Y%m%d%H%M%S%f}:{contact.pk}",
            kind=kind,
            person_id=person.pk,
            contact=contact,
            payload={"tasks": [[task.pk, task.given] for task in tasks]},
            urgent=_urgent(tasks),
        )
        for (kind, person), tasks in said.items()
        if person.pk in ways
        for contact in ways[person.pk].chosen
    ]
    promise_many(promises, at=at)
    return len(promises)


def _urgent(tasks: Iterable[Task]) -> bool:
    """Whether one of them is due within 72 hours of being given: then the urgent voice speaks."""
    return any(task.due_at - task.given_at <= URGENT_WITHIN for task in tasks)
