"""Changing what is loaded for a class of incident; tasks of incidents stay as they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.incidents.refused import DeskRefused
from secops.incidents.tasks.models import OfficeReadyTasks
from secops.incidents.tasks.ready.words import refusal_words
from secops.rules.ready_tasks import READY, IncidentClass, ReadyTask
from secops.rules.ready_tasks.edit import as_data, key_for, moved, put, refusals, tidy, without
from secops.rules.secrets import without_secrets

Tasks = tuple[ReadyTask, ...]


@transaction.atomic
def put_ready_task(
    kind: IncidentClass, wanted: ReadyTask, *, version: int, by: User, at: datetime
) -> OfficeReadyTasks:
    """Add a task to a class, or change the one with its key; an empty key is a new task.

    `version` = the one that was looked at; DeskRefused where somebody else was faster.
    """
    wanted = tidy(wanted)

    def change(tasks: Tasks) -> Tasks:
        _refuse_secrets(wanted, tasks)
        key = wanted.key or key_for(wanted.title.id, [task.key for task in tasks])
        return put(tasks, replace(wanted, key=key))

    verb = "ready_task.changed" if wanted.key else "ready_task.added"
    return _change(kind, change, verb, version, by=by, at=at, task=wanted.title.id)


@transaction.atomic
def remove_ready_task(
    kind: IncidentClass, task: ReadyTask, *, version: int, by: User, at: datetime
) -> OfficeReadyTasks:
    """Take a task out of a class; where it was loaded it stays."""
    return _change(
        kind, lambda tasks: without(tasks, task.key), "ready_task.removed", version, by=by, at=at,
        task=task.title.id,
    )  # fmt: skip


@transaction.atomic
def move_ready_task(
    kind: IncidentClass, task: ReadyTask, places: int, *, version: int, by: User, at: datetime
) -> OfficeReadyTasks:
    """Set a task so many places further down in its class, or up."""
    return _change(
        kind, lambda tasks: moved(tasks, task.key, places), "ready_task.moved", version, by=by,
        at=at, task=task.title.id,
    )  # fmt: skip


@transaction.atomic
def reset_ready_tasks(
    kind: IncidentClass, *, version: int, by: User, at: datetime
) -> OfficeReadyTasks:
    """Go back to the tasks as delivered; the office's stay among the versions."""
    return _change(kind, lambda _tasks: READY[kind], "ready_task.reset", version, by=by, at=at)


def _change(
    kind: IncidentClass,
    change: Callable[[Tasks], Tasks],
    verb: str,
    version: int,
    *,
    by: User,
    at: datetime,
    task: str = "",
) -> OfficeReadyTasks:
    check(by, Permission.MANAGE_PEOPLE)
    row, _made = OfficeReadyTasks.objects.select_for_update().get_or_create(
        kind=kind, defaults={"changed_at": at, "changed_by": by, "version": 1}
    )
    if row.version != version:
        raise DeskRefused(
            _(
                "Tugas siap pakai ini baru saja diubah orang lain (versi %(n)s). Periksa, lalu "
                "ubah lagi."
            )
            % {"n": row.version}
        )
    before = row.ready
    tasks = change(before)
    for _key, why in refusals(tasks):
        raise DeskRefused(refusal_words(why))
    if tasks == before:
        return row
    row.tasks = None if tasks == READY[kind] else as_data(tasks)
    row.version, row.changed_at, row.changed_by = row.version + 1, at, by
    row.save()
    record(verb, row, by=by, at=at, version=row.version, task=task)
    return row


def _texts(task: ReadyTask) -> set[str]:
    parts = [task.title, *(one.words for one in task.points), *([task.ready] if task.ready else [])]
    return {text for words in parts for text in (words.id, words.en)}


def _refuse_secrets(wanted: ReadyTask, tasks: Tasks) -> None:
    known = set[str]().union(*map(_texts, tasks))
    for text in _texts(wanted) - known:
        kept, hidden = without_secrets(text)
        if hidden:
            raise DeskRefused(
                _("Kalimat ini tampak memuat kata sandi; tuliskan tanpa kata sandi: %(text)s")
                % {"text": kept[:120]}
            )
