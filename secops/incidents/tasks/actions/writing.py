"""Writing a task, changing it, giving it to somebody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.house.text import wib_short
from secops.incidents.models import Incident
from secops.incidents.refused import DeskRefused
from secops.incidents.tasks.models import Task, TaskPoint
from secops.incidents.tasks.owners import Owner, may_work
from secops.incidents.tasks.words import owner_words
from secops.rules.incident import OVER, Phase
from secops.rules.secrets import kept_words

#: A checklist holds so many points; more is another task.
MOST_POINTS = 30


@dataclass(frozen=True, slots=True)
class Wanted:
    """A task as somebody writes it. `points` = text, whether it is required, and its English."""

    title: str
    due_at: datetime
    text: str = ""
    phase: Phase = Phase.CONTAINMENT
    required: bool = True
    owner: Owner = field(default_factory=Owner)
    points: Sequence[tuple[str, bool] | tuple[str, bool, str]] = ()
    ready_text: str = ""
    key: str = ""
    title_en: str = ""


@transaction.atomic
def write_task(incident: Incident, wanted: Wanted, *, by: User, at: datetime) -> Task:
    """Write a task on an incident that is still being handled, and give it to its owner."""
    check(by, Permission.WRITE_INCIDENT)
    incident = Incident.objects.select_for_update().get(pk=incident.pk)
    refuse_over(incident)
    # Ready words were looked at when they were written; what people type may hold a password.
    keep = str.strip if wanted.key else kept_words
    title = keep(wanted.title)[:200]
    if not title:
        raise DeskRefused(_("Tuliskan apa yang harus dikerjakan."), "title")
    if wanted.due_at <= at:
        raise DeskRefused(_("Batas waktu harus di masa depan."), "due_at")
    if len(wanted.points) > MOST_POINTS:
        raise DeskRefused(
            _("Paling banyak %(n)s butir. Bagi menjadi dua tugas.") % {"n": MOST_POINTS}, "points"
        )
    task = Task.objects.create(
        incident=incident,
        key=wanted.key,
        title=title,
        title_en=wanted.title_en[:200],
        text=keep(wanted.text),
        ready_text=wanted.ready_text.strip(),
        phase=wanted.phase.value,
        required=wanted.required,
        owner_person=wanted.owner.person,
        owner_position=wanted.owner.position,
        department=wanted.owner.department,
        due_at=wanted.due_at,
        given_at=at,
        created_by=by,
        created_at=at,
    )
    TaskPoint.objects.bulk_create(
        TaskPoint(
            task=task,
            rank=rank,
            text=keep(text)[:500],
            required=required,
            text_en="".join(english)[:500],
        )
        for rank, (text, required, *english) in enumerate(wanted.points, start=1)
        if text.strip()
    )
    record(
        "task.written", task, by=by, at=at, code=incident.code, owner=owner_words(task),
        due=wib_short(task.due_at),
    )  # fmt: skip
    return task


@transaction.atomic
def change_task(
    task: Task, *, title: str, text: str, due_at: datetime, required: bool, by: User, at: datetime
) -> Task:
    """Correct its words, or move its date; a new date starts its reminders anew."""
    check(by, Permission.WRITE_INCIDENT)
    task = held(task)
    refuse_ended(task)
    words = kept_words(title, 200)
    if not words:
        raise DeskRefused(_("Tuliskan apa yang harus dikerjakan."), "title")
    if due_at != task.due_at:
        if due_at <= at:
            raise DeskRefused(_("Batas waktu harus di masa depan."), "due_at")
        task.due_at, task.given_at, task.given = due_at, at, task.given + 1
    if words != task.title:
        task.title_en = ""
    task.title, task.text, task.required = words, kept_words(text), required
    task.save()
    record("task.changed", task, by=by, at=at, due=wib_short(task.due_at))
    return task


@transaction.atomic
def give_task(task: Task, owner: Owner, *, why: str = "", by: User, at: datetime) -> Task:
    """Hand it over. The office gives to anybody; an owner only hands his own task on, with a
    reason, to a colleague of his department or back to the office."""
    task = held(task)
    refuse_ended(task)
    reason = kept_words(why, 500)
    if not by.may(Permission.WRITE_INCIDENT):
        if not may_work(task, by):
            raise PermissionDenied
        if not reason:
            raise DeskRefused(_("Tuliskan mengapa tugas ini Anda serahkan."), "reason")
        theirs = owner.position.department_id if owner.position else None
        own = {position.department_id for position in by.held_positions}
        if owner.person is not None or (owner.position is not None and theirs not in own):
            raise DeskRefused(
                _("Anda dapat menyerahkannya kepada jabatan di OPD Anda, atau kembali ke posko."),
                "owner",
            )
    same = (task.owner_person, task.owner_position) == (owner.person, owner.position)
    if same:
        raise DeskRefused(_("Tugas ini sudah dipegang olehnya."), "owner")
    task.owner_person, task.owner_position = owner.person, owner.position
    task.department = owner.department
    task.given_at, task.given = at, task.given + 1
    task.save()
    named = owner_words(task) or _("posko")
    if reason:
        record("task.handed_on", task, by=by, at=at, owner=named, reason=reason)
    else:
        record("task.given", task, by=by, at=at, owner=named)
    return task


def held(task: Task) -> Task:
    """The task, held against everybody else until this transaction ends."""
    rows = Task.objects.select_for_update(of=("self",))
    return rows.select_related("incident", "owner_person", "owner_position").get(pk=task.pk)


def check_worker(task: Task, by: User) -> None:
    """Who writes incidents and whose task it is may work on it; nobody else."""
    if not by.may(Permission.WRITE_INCIDENT) and not may_work(task, by):
        raise PermissionDenied


def refuse_ended(task: Task) -> None:
    if not task.is_open:
        raise DeskRefused(_("Tugas ini sudah berakhir. Buka kembali lebih dulu."))


def refuse_over(incident: Incident) -> None:
    if Phase(incident.phase) in OVER:
        raise DeskRefused(_("Insiden ini sudah ditutup. Kembalikan ke penanganan lebih dulu."))
