"""Tasks in words."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from secops.house.text import english
from secops.incidents.tasks.models import Task, TaskPoint
from secops.rules.clocks import WARN_DENOMINATOR, WARN_NUMERATOR
from secops.rules.incident import Phase
from secops.rules.ready_tasks import KNOWN


def owner_words(task: Task) -> str:
    """The position's title with its department, or the person's name; empty for nobody."""
    position = task.owner_position
    if position is not None:
        department = position.department
        if department is None or department.name in position.title:
            return position.title
        return f"{position.title}, {department.name}"
    return task.owner_person.name if task.owner_person else ""


def state_look(task: Task, *, at: datetime) -> tuple[str, str, str]:
    """How far it is, as a pill."""
    if task.state == Task.State.DONE:
        if task.ended_at is not None and task.ended_at > task.due_at:
            return "ok", "✓", _("Selesai setelah batas waktu")
        return "ok", "✓", _("Selesai")
    if task.state == Task.State.DROPPED:
        return "quiet", "□", _("Tidak dikerjakan")
    if task.incident.phase == Phase.REFUTED:
        return "quiet", "□", _("Tidak berlaku: insiden tidak terbukti")
    if task.incident.phase == Phase.CLOSED:
        return "quiet", "□", _("Tertinggal: insiden sudah ditutup")
    if at > task.due_at:
        return "late", "▲", _("Lewat batas waktu")
    gone, length = at - task.given_at, task.due_at - task.given_at
    if gone * WARN_DENOMINATOR >= length * WARN_NUMERATOR:
        return "soon", "◆", _("Mendekati batas waktu")
    return "info", "●", _("Berjalan")


def shown_title(task: Task) -> str:
    """The title; that of a ready task nobody changed in the reader's language."""
    if not english():
        return task.title
    ready = KNOWN.get(task.key)
    if not task.title_en and ready is not None and task.title == ready.title.id:
        return ready.title.en
    return task.title_en or task.title


def shown_point(point: TaskPoint) -> str:
    """The same for a point of its checklist."""
    ready = KNOWN.get(point.task.key)
    if not english() or point.text_en or ready is None:
        return (english() and point.text_en) or point.text
    return next((one.words.en for one in ready.points if one.words.id == point.text), point.text)
