"""Page-shaped reads of tasks, the panel of an incident, what keeps it from being closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Department, User
from accounts.roles import Permission
from secops.house.text import angka, english, wib, wib_short
from secops.house.words import say
from secops.incidents.models import Incident
from secops.incidents.tasks.asks import steps_of
from secops.incidents.tasks.models import Task, TaskPoint, TaskQuerySet
from secops.incidents.tasks.owners import may_work
from secops.incidents.tasks.ready.queries import all_ready_tasks
from secops.incidents.tasks.words import owner_words, shown_point, shown_title, state_look
from secops.rules.incident import OVER, Phase
from secops.rules.ladder import Step, kind_for, upcoming
from secops.rules.ready_tasks import CLASSES, IncidentClass, likely_class
from secops.rules.task_ladder import GIVEN, goes_alone

#: So many tasks stand on the page of an agent or a department; the list holds all.
BEFORE = 8


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task in a list."""

    task: Task
    title: str
    owner: str
    phase: str
    pill: tuple[str, str, str]
    done: int
    points: int


@dataclass(frozen=True, slots=True)
class ClassButton:
    """One class whose ready tasks can be loaded; `missing` are not on the incident yet."""

    value: str
    word: str
    missing: int
    likely: bool


@dataclass(frozen=True, slots=True)
class PointLine:
    """One point of the checklist as it stands."""

    point: TaskPoint
    text: str
    when: str


@dataclass(frozen=True, slots=True)
class TaskPage:
    """The page of one task."""

    title: str
    pill: tuple[str, str, str]
    about: list[tuple[str, object]]
    points: list[PointLine]
    left: int
    next_reminder: str
    works: bool
    office: bool
    over: bool


def tasks_for(user: User) -> TaskQuerySet:
    """The tasks the user may read, with their checklists counted."""
    return (
        Task.objects.visible_to(user)
        .select_related("incident", "owner_person", "owner_position__department", "department")
        .annotate(
            n_points=Count("points"),
            n_done=Count("points", filter=Q(points__done_at__isnull=False)),
        )
    )


def line_of(task: Task, *, at: datetime) -> TaskLine:
    """One task of `tasks_for` as a line."""
    done: int = task.n_done  # type: ignore[attr-defined]
    points: int = task.n_points  # type: ignore[attr-defined]
    pill = state_look(task, at=at)
    phase = say(Phase(task.phase))
    return TaskLine(task, shown_title(task), owner_words(task), phase, pill, done, points)


def task_page(task: Task, user: User, *, at: datetime) -> TaskPage:
    """Read one task for one reader."""
    office = user.may(Permission.WRITE_INCIDENT)
    points = list(task.points.select_related("task", "done_by__person"))
    about: list[tuple[str, object]] = [
        (_("Pemegang"), owner_words(task) or None),
        (_("Batas waktu"), wib(task.due_at)),
        (_("Tahap"), say(Phase(task.phase))),
        (_("Menahan penutupan insiden"), _("ya") if task.required else _("tidak")),
        (_("Dibuat"), f"{wib(task.created_at)}, {task.created_by.display_name}"),
    ]
    if task.ended_at is not None and task.ended_by is not None:
        about.append((_("Berakhir"), f"{wib(task.ended_at)}, {task.ended_by.display_name}"))
        about.append((_("Keterangan"), task.ended_why or None))
    over = Phase(task.incident.phase) in OVER
    step = upcoming(steps_of(task), at=at) if task.is_open and not over else None
    return TaskPage(
        title=shown_title(task),
        pill=state_look(task, at=at),
        about=about,
        points=[
            PointLine(
                one,
                shown_point(one),
                f"{wib_short(one.done_at)}, {one.done_by.display_name}" if one.done_by else "",
            )
            for one in points
        ],
        left=sum(one.required and one.done_at is None for one in points),
        next_reminder=_next_reminder(task, step) if step and step.rung.code != GIVEN else "",
        works=task.is_open and (office or may_work(task, user)),
        office=office,
        over=over,
    )


def _next_reminder(task: Task, step: Step) -> str:
    """When the next step is said: to the minute, or with the digest of the day."""
    kind = kind_for(task.given_at, task.due_at)
    severity = task.incident.severity
    if goes_alone(kind, step.rung.code, required=task.required, severity=severity):
        return _("Pengingat berikutnya %(when)s") % {"when": wib(step.moment)}
    return _("Pengingat berikutnya dalam pengingat harian sesudah %(when)s") % {
        "when": wib(step.moment)
    }


def required_tasks(incident: Incident, at: datetime) -> list[str]:
    """What of its tasks still keeps an incident from being closed (`face.OPEN_WORK`)."""
    rows = incident.tasks.filter(state=Task.State.OPEN, required=True)
    return [_("tugas: %(title)s") % {"title": shown_title(task)} for task in rows]


def task_panel(incident: Incident, user: User, at: datetime) -> tuple[str, dict[str, Any]] | None:
    """The tasks of an incident by phase, and the classes whose ready tasks can be loaded."""
    writes = user.may(Permission.WRITE_INCIDENT) and Phase(incident.phase) not in OVER
    rows = tasks_for(user).filter(incident=incident)
    found = [line_of(task, at=at) for task in rows.order_by("due_at", "pk")]
    if not found and not writes:
        return None
    open_ones = [one for one in found if one.task.is_open]
    return "tasks/_incident.html", {
        "fold": _fold_words(open_ones),
        "open": open_ones,
        "ended": [one for one in found if not one.task.is_open],
        "classes": class_buttons(incident) if writes else [],
        "load": reverse("incident-tasks-load", args=[incident.code]) if writes else "",
        "new": reverse("incident-task-new", args=[incident.code]) if writes else "",
    }


def _fold_words(open_ones: list[TaskLine]) -> str:
    """How many are open, and the one that is due first."""
    if not open_ones:
        return _("tidak ada yang terbuka")
    first = open_ones[0]
    return ngettext(
        "%(n)s belum selesai; pertama: %(title)s, %(due)s",
        "%(n)s belum selesai; pertama: %(title)s, %(due)s",
        len(open_ones),
    ) % {"n": angka(len(open_ones)), "title": first.title, "due": wib_short(first.task.due_at)}


def class_buttons(incident: Incident) -> list[ClassButton]:
    """Every class, the likely one first; those of which nothing is missing come last."""
    there = set(incident.tasks.exclude(key="").values_list("key", flat=True))
    likely, tasks = likely_class(incident.rsit_class), all_ready_tasks()
    found = [
        ClassButton(
            kind.value,
            CLASSES[kind].en if english() else CLASSES[kind].id,
            sum(ready.key not in there for ready in tasks[kind]),
            kind is likely,
        )
        for kind in IncidentClass
    ]
    return sorted(found, key=lambda one: (not one.missing, not one.likely))


def tasks_before(
    user: User, *, department: Department | None = None, mine: bool = True, at: datetime
) -> list[TaskLine]:
    """Open tasks that a user himself holds, and those given to a department; first due first."""
    wanted = Q(department=department) if department is not None else Q(pk__in=[])
    if mine:
        wanted |= Q(pk__in=Task.objects.mine(user).values("pk"))
    rows = tasks_for(user).open().filter(wanted)
    rows = rows.exclude(incident__phase__in=[phase.value for phase in OVER])
    return [line_of(task, at=at) for task in rows.order_by("due_at", "pk")[:BEFORE]]
