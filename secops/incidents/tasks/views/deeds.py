"""What is done with a task: points ticked, handed over, finished, dropped, opened again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import requires, user_of
from secops.house.files import hand_out
from secops.house.pages import form_page
from secops.incidents.doors import tried
from secops.incidents.refused import DeskRefused
from secops.incidents.tasks.actions import (
    add_point,
    drop_task,
    finish_task,
    give_task,
    note_point_file_view,
    reopen_point,
    reopen_task,
    tick_point,
)
from secops.incidents.tasks.forms import (
    GiveForm,
    NewPointForm,
    OutcomeForm,
    PointForm,
    ReasonForm,
    ReopenForm,
    value_of,
)
from secops.incidents.tasks.models import Task, TaskPoint
from secops.incidents.tasks.queries import tasks_for
from secops.incidents.tasks.views.finding import SEE, WRITE, crumbs, find_task
from secops.incidents.tasks.words import shown_point

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def _deed(
    request: HttpRequest,
    task: Task,
    form: forms.Form,
    title: str,
    submit: str,
    deed: Callable[[], object],
    done: str,
    *,
    lead: str = "",
    danger: bool = False,
) -> HttpResponse:
    """One form, one deed, back to the task; or to the list where it is no longer his."""
    if form.is_bound and form.is_valid() and tried(form, deed):
        messages.success(request, done)
        still = tasks_for(user_of(request)).filter(pk=task.pk).exists()
        return redirect(task if still else "incident-tasks")
    return form_page(
        request, form, title, submit, task.get_absolute_url(), crumbs(title, task), lead=lead,
        danger=danger,
    )  # fmt: skip


def _point(request: HttpRequest, pk: int, number: int) -> TaskPoint:
    rows = TaskPoint.objects.filter(task=find_task(request, pk)).select_related("task")
    return get_object_or_404(rows, rank=number)


@GET_OR_POST
@requires(*SEE)
def point_tick(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """ "Centang": a point with its proof."""
    point, user, now = _point(request, pk, number), user_of(request), timezone.now()
    form = PointForm(request.POST or None, request.FILES or None)
    return _deed(
        request, point.task, form, shown_point(point), _("Centang"),
        lambda: tick_point(point, form.proof(), by=user, at=now), _("Butir dicentang."),
        lead=_("Cukup salah satu: catatan, tautan, atau berkas. Jangan menulis kata sandi."),
    )  # fmt: skip


@require_POST
@requires(*SEE)
def point_reopen(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """ "Batalkan centang"; the file stays stored and is named in the trail."""
    point = _point(request, pk, number)
    try:
        reopen_point(point, by=user_of(request), at=timezone.now())
    except DeskRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Centang dibatalkan."))
    return redirect(point.task)


@require_safe
@requires(*SEE)
def point_file(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """The file of a point, to be kept, never shown inside a page; the view is noted."""
    point = _point(request, pk, number)
    if not point.file:
        raise Http404
    note_point_file_view(point, by=user_of(request), at=timezone.now())
    return hand_out(point.file, point.file_name, point.file_type)


@GET_OR_POST
@requires(WRITE)
def point_new(request: HttpRequest, pk: int) -> HttpResponse:
    """One more line of the checklist."""
    found, user, now = find_task(request, pk), user_of(request), timezone.now()
    form = NewPointForm(request.POST or None)
    return _deed(
        request, found, form, _("Tambah butir"), _("Tambah"),
        lambda: add_point(found, **form.cleaned_data, by=user, at=now),
        _("Butir ditambahkan."),
    )  # fmt: skip


@GET_OR_POST
@requires(*SEE)
def task_give(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Serahkan": the office to anybody; an owner to a colleague or back to the office."""
    found, user, now = find_task(request, pk), user_of(request), timezone.now()
    form = GiveForm(request.POST or None, initial={"owner": value_of(found)}, by=user, at=now)
    return _deed(
        request, found, form, _("Serahkan tugas"), _("Serahkan"),
        lambda: give_task(
            found, form.cleaned_data["owner"], why=form.cleaned_data["reason"], by=user, at=now
        ),
        _("Tugas diserahkan; pemegang barunya dikabari."),
    )  # fmt: skip


@GET_OR_POST
@requires(*SEE)
def task_finish(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Selesai", once every required point is ticked."""
    found, user, now = find_task(request, pk), user_of(request), timezone.now()
    form = OutcomeForm(request.POST or None)
    return _deed(
        request, found, form, _("Nyatakan selesai"), _("Selesai"),
        lambda: finish_task(found, outcome=form.cleaned_data["outcome"], by=user, at=now),
        _("Tugas selesai; pengingatnya berhenti."),
    )  # fmt: skip


@GET_OR_POST
@requires(WRITE)
def task_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Tidak dikerjakan", with the reason."""
    found, user, now = find_task(request, pk), user_of(request), timezone.now()
    form = ReasonForm(request.POST or None)
    return _deed(
        request, found, form, _("Nyatakan tidak dikerjakan"), _("Tidak dikerjakan"),
        lambda: drop_task(found, why=form.cleaned_data["reason"], by=user, at=now),
        _("Tugas tidak dikerjakan; alasannya tercatat."), danger=True,
    )  # fmt: skip


@GET_OR_POST
@requires(WRITE)
def task_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Buka kembali", with a reason and a new date."""
    found, user, now = find_task(request, pk), user_of(request), timezone.now()
    form = ReopenForm(request.POST or None, initial={"due_at": now + timedelta(days=1)})
    return _deed(
        request, found, form, _("Buka kembali tugas"), _("Buka kembali"),
        lambda: reopen_task(
            found, why=form.cleaned_data["reason"], due_at=form.cleaned_data["due_at"], by=user,
            at=now,
        ),
        _("Tugas dibuka kembali."),
    )  # fmt: skip
