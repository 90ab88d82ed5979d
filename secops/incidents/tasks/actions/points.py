"""The checklist: a point is ticked with a file, a link or a note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.house.files import Checked
from secops.incidents.refused import DeskRefused
from secops.incidents.tasks.actions.writing import MOST_POINTS, check_worker, held, refuse_ended
from secops.incidents.tasks.models import Task, TaskPoint
from secops.rules.public_words import trimmed
from secops.rules.secrets import kept_words


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows that a point is done."""

    note: str = ""
    link: str = ""
    files: Sequence[Checked] = ()


@transaction.atomic
def tick_point(point: TaskPoint, proof: Proof, *, by: User, at: datetime) -> TaskPoint:
    """Tick one point. Without any proof it is refused."""
    task = held(point.task)
    check_worker(task, by)
    refuse_ended(task)
    point = TaskPoint.objects.select_for_update().get(pk=point.pk, task=task)
    if point.done_at is not None:
        raise DeskRefused(_("Butir ini sudah dicentang. Muat ulang halaman."))
    note, link = kept_words(proof.note, 2000), trimmed(proof.link)
    if not note and not link and not proof.files:
        raise DeskRefused(_("Isi catatan, tautan, atau berkas sebagai bukti."), "note")
    point.note, point.link = note, link
    point.take_in(list(proof.files))
    point.done_by, point.done_at = by, at
    point.save()
    record(
        "task.point_done", task, by=by, at=at, point=point.text, file=point.file_name,
        sha256=point.file_sha256,
    )  # fmt: skip
    return point


@transaction.atomic
def reopen_point(point: TaskPoint, *, by: User, at: datetime) -> TaskPoint:
    """Take a tick back; what was handed in is named in the trail and stays stored."""
    task = held(point.task)
    check_worker(task, by)
    refuse_ended(task)
    point = TaskPoint.objects.select_for_update().get(pk=point.pk, task=task)
    if point.done_at is None:
        raise DeskRefused(_("Butir ini belum dicentang."))
    record(
        "task.point_reopened", task, by=by, at=at, point=point.text, note=point.note,
        link=point.link, file=point.file_name, sha256=point.file_sha256, stored=point.file.name,
    )  # fmt: skip
    point.done_by = point.done_at = point.file_bytes = None
    point.note = point.link = point.file_name = point.file_type = point.file_sha256 = ""
    point.file = ""
    point.save()
    return point


@transaction.atomic
def add_point(task: Task, text: str, *, required: bool, by: User, at: datetime) -> TaskPoint:
    """One more line on a checklist."""
    check(by, Permission.WRITE_INCIDENT)
    task = held(task)
    refuse_ended(task)
    words = kept_words(text, 500)
    if not words:
        raise DeskRefused(_("Tuliskan butirnya."), "text")
    last = task.points.count()
    if last >= MOST_POINTS:
        raise DeskRefused(
            _("Paling banyak %(n)s butir. Bagi menjadi dua tugas.") % {"n": MOST_POINTS}, "text"
        )
    made = TaskPoint.objects.create(task=task, rank=last + 1, text=words, required=required)
    record("task.point_added", task, by=by, at=at, point=words)
    return made


@transaction.atomic
def note_point_file_view(point: TaskPoint, *, by: User, at: datetime) -> None:
    """Note that somebody fetched the file of a point."""
    record(
        "task.file_viewed", point.task, by=by, at=at, file=point.file_name,
        sha256=point.file_sha256,
    )  # fmt: skip
