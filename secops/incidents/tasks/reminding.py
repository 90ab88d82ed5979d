"""Steps of tasks that cannot wait for the digest: each once, gathered to one message a person.

What is told is kept before it is promised; a task that ended or was given on is dropped again when
it is composed. Everything else of tasks is said by the digest of the day (`asks`).
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db import transaction

from accounts.models import Person
from secops.incidents.tasks.asks import (
    AT_ONCE,
    TaskAsk,
    asks_about,
    being_done,
    is_urgent,
    unsaid,
)
from secops.incidents.tasks.models import Task, TaskRung
from secops.outbox.actions import Promise, promise_many
from secops.outbox.contacts import ways_to
from secops.rules.ladder import Audience
from secops.rules.task_ladder import GIVEN

KIND_GIVEN, KIND_DUE, KIND_LATE = "task.given", "task.due", "task.late"


@transaction.atomic
def remind_of_tasks(*, at: datetime) -> int:
    """Promise what is due to be said at once and was not; return how many messages."""
    rows = being_done(at=at).select_for_update(of=("self",), skip_locked=True)
    asks = [ask for ask in asks_about(rows[:AT_ONCE], at=at) if ask.alone]
    new: dict[tuple[int, int, str], TaskRung] = {}
    said: dict[tuple[str, Person], list[Task]] = defaultdict(list)
    for ask in unsaid(asks):
        task, given, code = ask.key
        new[ask.key] = TaskRung(task_id=task, given=given, code=code, told_at=at)
        said[_kind(ask), ask.person].append(ask.task)
    TaskRung.objects.bulk_create(new.values())
    return _promise(said, at)


def _kind(ask: TaskAsk) -> str:
    if ask.audience is Audience.SUPERIOR:
        return KIND_LATE
    return KIND_GIVEN if ask.step.rung.code == GIVEN else KIND_DUE


def _promise(said: dict[tuple[str, Person], list[Task]], at: datetime) -> int:
    ways = ways_to({person.pk for _kind, person in said})
    promises = [
        Promise(
            key=f"{kind}:{at:%Y%m%d%H%M%S%f}:{contact.pk}",
            kind=kind,
            person_id=person.pk,
            contact=contact,
            payload={"tasks": [[task.pk, task.given] for task in tasks]},
            urgent=is_urgent(tasks),
        )
        for (kind, person), tasks in said.items()
        if person.pk in ways
        for contact in ways[person.pk].chosen
    ]
    promise_many(promises, at=at)
    return len(promises)
