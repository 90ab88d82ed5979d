"""The list of tasks, the page of one, and how they are written."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import requires, user_of
from accounts.views.exports import log_export
from secops.house.lists import Empty, list_page
from secops.house.pages import form_page
from secops.house.shared import shared
from secops.house.text import angka, wib
from secops.incidents.doors import crumbs_of, find_incident, tried
from secops.incidents.refused import DeskRefused
from secops.incidents.tasks.actions import change_task, load_class, write_task
from secops.incidents.tasks.forms import ChangeForm, TaskForm
from secops.incidents.tasks.queries import task_page, tasks_for
from secops.incidents.tasks.tables import TaskFilter, TaskTable
from secops.incidents.tasks.views.finding import SEE, WRITE, crumbs, find_task
from secops.incidents.tasks.words import shown_title
from secops.rules.incident import OVER, Phase
from secops.rules.ready_tasks import IncidentClass


@require_safe
@requires(*SEE)
def task_list(request: HttpRequest) -> HttpResponseBase:
    """Tasks of all incidents that the user sees, the first due first."""
    user = user_of(request)
    return list_page(
        request,
        title=pgettext("list", "Tugas insiden"),
        subtitle=wib(timezone.now()),
        table=TaskTable,
        queryset=tasks_for(user),
        filterset=TaskFilter,
        order=("due_at", "pk"),
        empty=Empty(
            _("Belum ada tugas"),
            _("Tugas insiden yang diberikan kepada Anda atau OPD Anda muncul di sini."),
            icon="checklist",
        ),
        export_name="tugas-insiden",
        on_export=log_export(user),
    )


@require_safe
@requires(*SEE)
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """One task: what, by whom, by when, its checklist with proof."""
    found, user, now = find_task(request, pk), user_of(request), timezone.now()
    seen = type(found.incident).objects.visible_to(user).filter(pk=found.incident_id).exists()
    return render(
        request,
        "tasks/task.html",
        {
            "title": shown_title(found),
            "breadcrumbs": crumbs(shown_title(found)),
            "task": found,
            "page": task_page(found, user, at=now),
            "opens_incident": seen,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(WRITE)
def task_new(request: HttpRequest, code: str) -> HttpResponse:
    """A task of one's own making on an incident."""
    incident, user, now = find_incident(request, code), user_of(request), timezone.now()
    handled = Phase(incident.phase) not in OVER
    first = {
        "due_at": now + timedelta(days=1),
        "phase": incident.phase if handled else Phase.TRIAGE.value,
        "required": True,
    }
    form = TaskForm(request.POST or None, initial=first, by=user, at=now)
    if (
        form.is_bound
        and form.is_valid()
        and tried(form, lambda: write_task(incident, form.wanted(), by=user, at=now))
    ):
        messages.success(request, _("Tugas dibuat; pemegangnya dikabari."))
        return redirect(incident)
    title = _("Tugas baru")
    return form_page(
        request, form, title, _("Buat tugas"), incident.get_absolute_url(),
        crumbs_of(incident, title),
    )  # fmt: skip


@require_POST
@requires(WRITE)
def tasks_load(request: HttpRequest, code: str) -> HttpResponse:
    """ "Muat tugas" of a class: one tap; twice changes nothing."""
    incident = find_incident(request, code)
    wanted = request.POST.get("class", "")
    if wanted not in set(IncidentClass):
        raise Http404
    try:
        made = load_class(incident, IncidentClass(wanted), by=user_of(request), at=timezone.now())
    except DeskRefused as refused:
        messages.error(request, str(refused))
        return redirect(incident)
    if made:
        words = ngettext("%(n)s tugas dimuat.", "%(n)s tugas dimuat.", len(made))
        messages.success(request, words % {"n": angka(len(made))})
    else:
        messages.info(request, _("Semua tugas kelas ini sudah ada pada insiden ini."))
    return redirect(f"{incident.get_absolute_url()}#tugas")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(WRITE)
def task_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Its words, its date, whether it keeps the incident open."""
    found, user, now = find_task(request, pk), user_of(request), timezone.now()
    names = ("title", "text", "due_at", "required")
    first = {name: getattr(found, name) for name in names}
    form = shared(ChangeForm(request.POST or None, initial=first))
    if (
        form.is_bound
        and form.is_valid()
        and tried(form, lambda: change_task(found, **form.cleaned_data, by=user, at=now))
    ):
        messages.success(request, _("Tugas disimpan."))
        return redirect(found)
    title = _("Ubah tugas")
    return form_page(
        request, form, title, _("Simpan"), found.get_absolute_url(), crumbs(title, found)
    )
