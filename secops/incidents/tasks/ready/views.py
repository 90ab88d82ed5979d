"""Doors of the ready tasks: read by who runs the office, changed by the administrator."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import requires, user_of
from accounts.roles import Permission
from secops.house.pages import form_page
from secops.incidents.doors import tried
from secops.incidents.refused import DeskRefused
from secops.incidents.tasks.ready import queries
from secops.incidents.tasks.ready.actions import (
    move_ready_task,
    put_ready_task,
    remove_ready_task,
    reset_ready_tasks,
)
from secops.incidents.tasks.ready.forms import ReadyTaskForm, typed
from secops.incidents.tasks.ready.queries import ShownClass
from secops.incidents.tasks.ready.words import shown as words_shown
from secops.rules.ready_tasks import IncidentClass, ReadyTask

READ = (Permission.RUN_CAMPAIGN, Permission.MANAGE_PEOPLE)
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@requires(*READ)
def classes(request: HttpRequest) -> HttpResponse:
    """Every class of incident with the tasks that are loaded for it."""
    context = {
        "title": _("Tugas siap pakai"),
        "subtitle": _("Berlaku untuk yang dimuat sesudahnya; tugas yang berjalan tidak berubah."),
        "classes": queries.shown_classes(),
    }
    return render(request, "tasks/ready_classes.html", context)


@require_safe
@requires(*READ)
def class_page(request: HttpRequest, incident_class: str) -> HttpResponse:
    """One class: its tasks in their order, its versions."""
    shown = _shown(incident_class)
    context = {
        "title": shown.name,
        "subtitle": shown.version_line,
        "breadcrumbs": [(_("Tugas siap pakai"), reverse("ready-tasks")), (shown.name, "")],
        "shown": shown,
        "versions": queries.versions(shown.kind),
        "may_change": user_of(request).may(Permission.MANAGE_PEOPLE),
    }
    return render(request, "tasks/ready_class.html", context)


@GET_OR_POST
@requires(Permission.MANAGE_PEOPLE)
def task_new(request: HttpRequest, incident_class: str) -> HttpResponse:
    """One more ready task at the end of a class."""
    first = {"hours": 24, "required": True, "phase": "containment"}
    return _edit(request, _shown(incident_class), None, _("Tugas siap pakai baru"), first)


@GET_OR_POST
@requires(Permission.MANAGE_PEOPLE)
def task_edit(request: HttpRequest, incident_class: str, key: str) -> HttpResponse:
    """Change one: what was loaded before stays as it was."""
    shown = _shown(incident_class)
    task = _task(shown, key)
    return _edit(request, shown, task, _("Ubah tugas siap pakai"), typed(task))


@GET_OR_POST
@requires(Permission.MANAGE_PEOPLE)
def task_remove(request: HttpRequest, incident_class: str, key: str) -> HttpResponse:
    """Take one out, after a question."""
    shown = _shown(incident_class)
    task, title = _task(shown, key), _("Hapus tugas siap pakai")
    if request.method == "POST":
        try:
            remove_ready_task(
                shown.kind, task, version=shown.version, by=user_of(request), at=timezone.now()
            )
        except DeskRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Tugas siap pakai dihapus."))
        return redirect("ready-task-class", shown.slug)
    lead = _("%(task)s: tidak lagi dimuat pada insiden baru. Yang sudah dimuat tetap ada.")
    return form_page(
        request, None, title, _("Hapus"), reverse("ready-task-class", args=[shown.slug]),
        _crumbs(shown, title), lead=lead % {"task": words_shown(task.title)}, danger=True,
    )  # fmt: skip


@require_POST
@requires(Permission.MANAGE_PEOPLE)
def task_move(request: HttpRequest, incident_class: str, key: str) -> HttpResponse:
    """One place up or down."""
    shown = _shown(incident_class)
    places = -1 if request.POST.get("to") == "up" else 1
    try:
        move_ready_task(
            shown.kind, _task(shown, key), places, version=_version(request),
            by=user_of(request), at=timezone.now(),
        )  # fmt: skip
    except DeskRefused as refused:
        messages.error(request, str(refused))
    return redirect(f"{reverse('ready-task-class', args=[shown.slug])}#{key}")


@require_POST
@requires(Permission.MANAGE_PEOPLE)
def class_reset(request: HttpRequest, incident_class: str) -> HttpResponse:
    """Back to the tasks as delivered; the former ones stay among the versions."""
    shown = _shown(incident_class)
    try:
        reset_ready_tasks(
            shown.kind, version=_version(request), by=user_of(request), at=timezone.now()
        )
    except DeskRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Tugas siap pakai kembali ke bawaan."))
    return redirect("ready-task-class", shown.slug)


def _edit(
    request: HttpRequest, shown: ShownClass, task: ReadyTask | None, title: str, first: object
) -> HttpResponse:
    user, now = user_of(request), timezone.now()
    assert isinstance(first, dict)
    form = ReadyTaskForm(request.POST or None, initial=first | {"version": shown.version}, at=now)
    if (
        form.is_bound
        and form.is_valid()
        and tried(
            form,
            lambda: put_ready_task(
                shown.kind, form.wanted(task.key if task else ""),
                version=form.cleaned_data["version"], by=user, at=now,
            ),
        )
    ):  # fmt: skip
        messages.success(request, _("Tugas siap pakai disimpan."))
        return redirect("ready-task-class", shown.slug)
    return form_page(
        request, form, title, _("Simpan"), reverse("ready-task-class", args=[shown.slug]),
        _crumbs(shown, title),
        lead=_("Tugas yang sudah dimuat pada insiden tidak berubah."),
    )  # fmt: skip


def _shown(incident_class: str) -> ShownClass:
    try:
        return queries.shown_class(IncidentClass(incident_class.replace("-", "_")))
    except ValueError:
        raise Http404 from None


def _task(shown: ShownClass, key: str) -> ReadyTask:
    found = next((task for task in shown.tasks if task.key == key), None)
    if found is None:
        raise Http404
    return found


def _version(request: HttpRequest) -> int:
    typed_in = request.POST.get("version", "")
    return int(typed_in) if typed_in.isascii() and typed_in.isdigit() else 0


def _crumbs(shown: ShownClass, last: str) -> list[tuple[str, str]]:
    return [
        (_("Tugas siap pakai"), reverse("ready-tasks")),
        (shown.name, reverse("ready-task-class", args=[shown.slug])),
        (last, ""),
    ]
