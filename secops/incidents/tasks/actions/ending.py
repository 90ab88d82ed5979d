"""The end of a task: done, not to be done with a reason, open again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.house.text import angka
from secops.incidents.refused import DeskRefused
from secops.incidents.tasks.actions.writing import check_worker, held, refuse_ended, refuse_over
from secops.incidents.tasks.models import Task
from secops.rules.secrets import kept_words


@transaction.atomic
def finish_task(task: Task, *, outcome: str = "", by: User, at: datetime) -> Task:
    """Done, once every required point is ticked; its reminders stop by themselves."""
    task = held(task)
    check_worker(task, by)
    refuse_ended(task)
    left = task.points.filter(required=True, done_at=None).count()
    if left:
        raise DeskRefused(
            ngettext(
                "Masih ada %(n)s butir wajib yang belum dicentang.",
                "Masih ada %(n)s butir wajib yang belum dicentang.",
                left,
            )
            % {"n": angka(left)}
        )
    _end(task, Task.State.DONE, kept_words(outcome, 1000), by, at)
    record("task.done", task, by=by, at=at, outcome=task.ended_why)
    return task


@transaction.atomic
def drop_task(task: Task, *, why: str, by: User, at: datetime) -> Task:
    """Not to be done, with the reason: it no longer keeps the incident open."""
    check(by, Permission.WRITE_INCIDENT)
    task = held(task)
    refuse_ended(task)
    reason = kept_words(why, 1000)
    if not reason:
        raise DeskRefused(_("Tuliskan alasannya."), "reason")
    _end(task, Task.State.DROPPED, reason, by, at)
    record("task.dropped", task, by=by, at=at, reason=reason)
    return task


@transaction.atomic
def reopen_task(task: Task, *, why: str, due_at: datetime, by: User, at: datetime) -> Task:
    """Open again with a reason and a new date; its reminders start anew."""
    check(by, Permission.WRITE_INCIDENT)
    task = held(task)
    refuse_over(task.incident)
    reason = kept_words(why, 1000)
    if task.is_open:
        raise DeskRefused(_("Tugas ini masih terbuka."))
    if not reason:
        raise DeskRefused(_("Tuliskan alasannya."), "reason")
    if due_at <= at:
        raise DeskRefused(_("Batas waktu harus di masa depan."), "due_at")
    task.state, task.ended_at, task.ended_by, task.ended_why = Task.State.OPEN, None, None, ""
    task.due_at, task.given_at, task.given = due_at, at, task.given + 1
    task.save()
    record("task.reopened", task, by=by, at=at, reason=reason)
    return task


def _end(task: Task, state: Task.State, words: str, by: User, at: datetime) -> None:
    task.state, task.ended_at, task.ended_by, task.ended_why = state, at, by, words
    task.save()
