"""Who may knock, and how a task is found."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import pgettext

from accounts.access import user_of
from accounts.roles import Permission
from secops.incidents.doors import Crumbs
from secops.incidents.tasks.models import Task
from secops.incidents.tasks.queries import tasks_for
from secops.incidents.tasks.words import shown_title

#: Who reads incidents, and who looks after applications: both are given tasks.
SEE = (Permission.READ_INCIDENT, Permission.SEE_DEPARTMENTS)
WRITE = Permission.WRITE_INCIDENT


def find_task(request: HttpRequest, pk: int) -> Task:
    """The task, as far as the user may read it; else 404."""
    return get_object_or_404(tasks_for(user_of(request)), pk=pk)


def crumbs(last: str, task: Task | None = None) -> Crumbs:
    way = [(pgettext("list", "Tugas insiden"), reverse("incident-tasks"))]
    if task is not None:
        way.append((shown_title(task), task.get_absolute_url()))
    return [*way, (last, "")]
