"""Which ready tasks the office loads now, and which it loaded before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.utils.translation import gettext as _

from accounts.models import Person, User
from secops.house.text import wib
from secops.house.words import say
from secops.incidents.tasks.models import OfficeReadyTasks
from secops.incidents.tasks.ready.words import OWNERS, class_name, shown, term
from secops.rules.ready_tasks import READY, IncidentClass, ReadyTask
from secops.rules.ready_tasks.edit import from_data


def ready_tasks(kind: IncidentClass) -> tuple[ReadyTask, ...]:
    """The office's ready tasks of that class; those delivered where it never changed them."""
    row = OfficeReadyTasks.objects.filter(kind=kind).first()
    return row.ready if row is not None else READY[kind]


def all_ready_tasks() -> dict[IncidentClass, tuple[ReadyTask, ...]]:
    """Those of every class, in one query."""
    rows = {row.kind: row.ready for row in OfficeReadyTasks.objects.all()}
    return {kind: rows.get(kind, READY[kind]) for kind in IncidentClass}


@dataclass(frozen=True, slots=True)
class ReadyLine:
    """One ready task as it is read on a page."""

    key: str
    title: str
    owner: str
    term: str
    phase: str
    required: bool
    points: list[tuple[str, bool]]
    text: str


@dataclass(frozen=True, slots=True)
class ShownClass:
    """One class with its tasks and the words of a page."""

    kind: IncidentClass
    slug: str
    name: str
    tasks: tuple[ReadyTask, ...]
    version: int
    version_line: str
    is_default: bool

    @property
    def lines(self) -> list[ReadyLine]:
        return _lines(self.tasks)


@dataclass(frozen=True, slots=True)
class Version:
    """The tasks of a class as they once stood; `number` 1 is the one delivered."""

    number: int
    at: datetime | None
    by: str
    tasks: list[ReadyLine]
    delivered: bool


def shown_classes() -> list[ShownClass]:
    """All classes, in one query."""
    rows = {row.kind: row for row in OfficeReadyTasks.objects.select_related("changed_by__person")}
    return [_shown(kind, rows.get(kind)) for kind in IncidentClass]


def shown_class(kind: IncidentClass) -> ShownClass:
    """One of them."""
    rows = OfficeReadyTasks.objects.select_related("changed_by__person").filter(kind=kind)
    return _shown(kind, rows.first())


def versions(kind: IncidentClass) -> list[Version]:
    """Every version of a class, newest first, with who and when."""
    events = list(
        apps.get_model("tasks", "OfficeReadyTasksEvent")
        .objects.filter(kind=kind, version__gt=1)
        .order_by("-version", "-pgh_id")
        .values_list("version", "changed_at", "changed_by_id", "tasks")
    )
    names = {
        user.pk: user.display_name
        for user in User.objects.filter(pk__in={row[2] for row in events}).select_related("person")
    }
    delivered = _lines(READY[kind])
    found = [
        Version(
            number, at, names.get(by, ""),
            delivered if rows is None else _lines(from_data(rows)),
            rows is None,
        )
        for number, at, by, rows in events
    ]  # fmt: skip
    return [*found, Version(1, None, "", delivered, True)]


def _shown(kind: IncidentClass, row: OfficeReadyTasks | None) -> ShownClass:
    line = _("Versi 1, bawaan")
    if row is not None and row.version > 1:
        line = _("Versi %(n)s, %(when)s, %(who)s") % {
            "n": row.version, "when": wib(row.changed_at), "who": row.changed_by,
        }  # fmt: skip
    tasks = row.ready if row is not None else READY[kind]
    return ShownClass(
        kind, kind.value.replace("_", "-"), class_name(kind), tasks,
        row.version if row else 1, line, tasks == READY[kind],
    )  # fmt: skip


def _lines(tasks: Iterable[ReadyTask]) -> list[ReadyLine]:
    """The tasks as lines; who was chosen by name is looked up only where somebody was."""
    tasks = list(tasks)
    chosen = {task.person for task in tasks if task.person}
    names = dict(Person.objects.filter(pk__in=chosen).values_list("pk", "name")) if chosen else {}
    return [_line(task, names) for task in tasks]


def _line(task: ReadyTask, names: Mapping[int, str]) -> ReadyLine:
    return ReadyLine(
        task.key,
        shown(task.title),
        names.get(task.person or 0) or str(OWNERS[task.owner]),
        term(task),
        say(task.phase),
        task.required,
        [(shown(one.words), one.required) for one in task.points],
        shown(task.ready) if task.ready else "",
    )
