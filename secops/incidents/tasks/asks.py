"""What tasks have to say to whom now, read from their ladders; nothing is planned ahead (ADR 18).

A step that goes alone is promised by `reminding`. Any other makes its person's digest due; the
digest (`secops.reminders`) then holds every task of his, and notes what it said when it was taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Person
from accounts.roles import Role
from secops.house.text import angka, wib
from secops.incidents.models import Incident
from secops.incidents.tasks.models import Task, TaskQuerySet, TaskRung
from secops.incidents.tasks.owners import officers, owner_of, people_for
from secops.incidents.tasks.words import owner_words, shown_title
from secops.outbox.voices import calendar_of
from secops.rules.ladder import Audience, Step, due_for, kind_for, moments
from secops.rules.task_ladder import goes_alone, ladder_of_task
from secops.rules.working_time import URGENT_WITHIN

#: So many tasks are gone through in one look of the clock; the rest the next minute.
AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class TaskAsk:
    """One task on the step that somebody stands on."""

    task: Task
    person: Person
    step: Step
    audience: Audience
    alone: bool

    @property
    def code(self) -> str:
        """The lead's part of a step is kept apart: the owner's does not stand for it."""
        mark = "" if self.audience is Audience.HOLDER else "lead:"
        return mark + self.step.rung.code

    @property
    def is_urgent(self) -> bool:
        return is_urgent([self.task])

    @property
    def key(self) -> tuple[int, int, str]:
        return (self.task.pk, self.task.given, self.code)

    @property
    def as_said(self) -> list[Any]:
        """What the digest keeps of it, to be noted once it was taken."""
        return [*self.key, self.person.pk]


def steps_of(task: Task) -> tuple[Step, ...]:
    """The steps of its ladder with their moments."""
    return moments(
        ladder_of_task(task.given_at, task.due_at),
        start=task.given_at,
        due=task.due_at,
        calendar=calendar_of(task.department_id),
    )


def being_done(*, at: datetime) -> TaskQuerySet:
    """The tasks of which anything is said: open, of incidents that are being handled."""
    return (
        Task.objects.open()
        .filter(incident__in=Incident.objects.open(), given_at__lte=at)
        .select_related("owner_person", "owner_position__department", "incident")
        .order_by("due_at", "pk")
    )


def asks_about(tasks: Iterable[Task], *, at: datetime) -> list[TaskAsk]:
    """The step that each person stands on, said or not."""
    found, people = [], _People(at)
    for task in tasks:
        steps = steps_of(task)
        for audience in (Audience.HOLDER, Audience.SUPERIOR):
            step = due_for(audience, steps, sent=(), at=at)
            if step is None:
                continue
            alone = goes_alone(
                kind_for(task.given_at, task.due_at),
                step.rung.code,
                required=task.required,
                severity=task.incident.severity,
            )
            spoken = people.of(task) if audience is Audience.HOLDER else people.office(Role.LEAD)
            found += [TaskAsk(task, person, step, audience, alone) for person in spoken]
    return found


class _People:
    """Whom steps speak to; each owner is looked up once, however many tasks he has."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self._owners: dict[tuple[int | None, int | None], list[Person]] = {}
        self._office: dict[tuple[Role, ...], list[Person]] = {}

    def of(self, task: Task) -> list[Person]:
        """The owner; where he is away or nobody, the office on duty."""
        key = (task.owner_person_id, task.owner_position_id)
        if key not in self._owners:
            self._owners[key] = people_for(owner_of(task), at=self.at)
        return self._owners[key] or self.office(Role.DUTY_OFFICER, Role.LEAD)

    def office(self, *roles: Role) -> list[Person]:
        if roles not in self._office:
            self._office[roles] = officers(*roles, at=self.at)
        return self._office[roles]


def unsaid(asks: Collection[TaskAsk]) -> list[TaskAsk]:
    """Those that nobody said to this person yet, in a digest or alone."""
    rows = TaskRung.objects.filter(task__in={ask.task.pk for ask in asks})
    told = {(row.task_id, row.given, row.code, row.person_id) for row in rows}
    return [
        ask
        for ask in asks
        if (*ask.key, None) not in told and (*ask.key, ask.person.pk) not in told
    ]


def open_task_asks(*, at: datetime) -> list[TaskAsk]:
    """Every task that somebody has to do, or to decide about; one line each person and task."""
    asks: dict[tuple[int, int], TaskAsk] = {}
    for ask in asks_about(being_done(at=at)[:AT_ONCE], at=at):
        # Who owns it and leads the response is told once, as the owner.
        asks.setdefault((ask.person.pk, ask.task.pk), ask)
    return list(asks.values())


def task_asks_of(people: Collection[int], *, at: datetime) -> dict[int, list[TaskAsk]]:
    """The same for some people, by person."""
    found: dict[int, list[TaskAsk]] = defaultdict(list)
    for ask in open_task_asks(at=at):
        if ask.person.pk in people:
            found[ask.person.pk].append(ask)
    return found


def due_task_asks(*, at: datetime) -> dict[int, list[TaskAsk]]:
    """Whose digest is due, by what it has to say that was not said."""
    found: dict[int, list[TaskAsk]] = defaultdict(list)
    for ask in unsaid([ask for ask in open_task_asks(at=at) if not ask.alone]):
        found[ask.person.pk].append(ask)
    return found


def note_tasks_told(said: Collection[list[Any]], *, at: datetime) -> None:
    """Note the steps that a digest carried, when a channel has taken it."""
    TaskRung.objects.bulk_create(
        [
            TaskRung(task_id=task, given=given, code=code, person_id=person, told_at=at)
            for task, given, code, person in said
        ],
        ignore_conflicts=True,
    )


def is_urgent(tasks: Iterable[Task]) -> bool:
    """Whether one of them is due within 72 hours of being given: then the urgent voice speaks."""
    return any(task.due_at - task.given_at <= URGENT_WITHIN for task in tasks)


# --- words ---------------------------------------------------------------------------------------


def line_of(task: Task) -> tuple[str, str, str]:
    """One task in a letter: what, of which incident and whose, by when."""
    who = owner_words(task) or _("belum ada pemegang")
    return (
        shown_title(task),
        _("%(incident)s, dipegang %(who)s") % {"incident": task.incident.code, "who": who},
        _("Batas waktu %(due)s") % {"due": wib(task.due_at)},
    )


def subject_of(asks: Collection[TaskAsk], *, at: datetime) -> str:
    """What a digest of nothing but tasks is about."""
    late = sum(ask.task.due_at < at for ask in asks)
    if late:
        said = ngettext(
            "%(n)s tugas insiden lewat batas waktu", "%(n)s tugas insiden lewat batas waktu", late
        )
        return said % {"n": angka(late)}
    said = ngettext("Tugas insiden untuk Anda", "%(n)s tugas insiden untuk Anda", len(asks))
    return said % {"n": angka(len(asks))}
