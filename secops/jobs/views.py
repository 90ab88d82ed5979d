"""Doors to long work: the list, one job with its count, cancel."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in, user_of
from secops.house.lists import Empty, list_page
from secops.house.text import wib
from secops.jobs.actions import cancel_job
from secops.jobs.models import Job
from secops.jobs.queries import is_over, panel_of
from secops.jobs.registry import OUTCOME
from secops.jobs.tables import JobFilter, JobTable, look_of

OWN = "shows what the user started himself; the office sees all"


@signed_in(OWN)
@require_safe
def jobs(request: HttpRequest) -> HttpResponseBase:
    """The list, newest first."""
    return list_page(
        request,
        title=_("Pekerjaan panjang"),
        subtitle=_("Impor dan pengolahan berkas yang berjalan di belakang layar."),
        table=JobTable,
        queryset=Job.objects.visible_to(user_of(request)).select_related("started_by__person"),
        filterset=JobFilter,
        order=("-pk",),
        paging="keyset",
        empty=Empty(_("Belum ada pekerjaan"), _("Unggahan berkas besar akan tampil di sini.")),
        export_name="pekerjaan",
        may_export=False,
    )


@signed_in(OWN)
@require_safe
def job(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One job: how far it is, what came of it."""
    found = _job(request, pk)
    now = timezone.now()
    return render(
        request,
        "jobs/job.html",
        {
            "title": found.title,
            "breadcrumbs": [(_("Pekerjaan panjang"), reverse("jobs")), (found.title, "")],
            "facts": _facts(found),
            "look": look_of(found.state),
            "outcome": _outcome(found),
            **_panel(found, now),
        },
    )


@signed_in(OWN)
@require_safe
def job_panel(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The panel alone, fetched every second; once the job is over the whole page is asked for."""
    found = _job(request, pk)
    if is_over(found):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = found.get_absolute_url()
        return response
    return render(request, "jobs/_panel.html", _panel(found, timezone.now()))


@signed_in(OWN)
@require_POST
def job_cancel(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Ask the worker to stop."""
    found = _job(request, pk)
    if cancel_job(found, by=user_of(request), at=timezone.now()):
        messages.info(request, _("Sedang dihentikan. Tidak ada data yang berubah."))
    else:
        messages.info(request, _("Pekerjaan ini sudah berakhir."))
    return redirect(found)


def _job(request: HttpRequest, pk: int) -> Job:
    seen = Job.objects.visible_to(user_of(request)).select_related("started_by__person")
    return get_object_or_404(seen, pk=pk)


def _panel(found: Job, at: datetime) -> dict[str, Any]:
    return {
        "job": panel_of(found, at),
        "panel_url": reverse("job-panel", args=[found.pk]),
        "cancel_url": reverse("job-cancel", args=[found.pk]),
    }


def _outcome(found: Job) -> str:
    tell = OUTCOME.get(found.kind)
    if tell is None or found.state != Job.State.DONE:
        return ""
    return tell(payload=found.payload, result=found.result)


def _facts(found: Job) -> list[tuple[str, str | None]]:
    by = found.started_by.display_name if found.started_by else _("sistem")
    return [
        (_("Diminta oleh"), by),
        (_("Diminta"), wib(found.created_at)),
        (_("Mulai dikerjakan"), wib(found.started_at) if found.started_at else None),
        (_("Berakhir"), wib(found.finished_at) if found.finished_at else None),
        (_("Percobaan"), str(found.attempts)),
    ]
