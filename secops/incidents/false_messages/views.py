"""The office's inbox of messages that copy ours."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.house.lists import Empty, list_page
from secops.house.photos import SUFFIXES
from secops.house.text import wib
from secops.incidents.false_messages.actions import ReportRefused, judge_false_message
from secops.incidents.false_messages.forms import JudgeForm
from secops.incidents.false_messages.tables import FalseMessageFilter, FalseMessageTable
from secops.incidents.false_messages.words import report_address, signs, warning_of
from secops.incidents.models import FalseMessage

P = Permission


@require_safe
@requires(P.WRITE_INCIDENT)
def inbox(request: HttpRequest) -> HttpResponseBase:
    """What was reported, the newest first."""
    return list_page(
        request,
        title=_("Pesan palsu"),
        subtitle=_("Siapa pun dapat melapor di %(address)s, tanpa masuk.")
        % {"address": report_address()},
        table=FalseMessageTable,
        queryset=FalseMessage.objects.select_related("reported_by__person"),
        filterset=FalseMessageFilter,
        order=("-reported_at", "-pk"),
        export_name="pesan-palsu",
        on_export=log_export(user_of(request)),
        empty=Empty(
            _("Belum ada pesan palsu yang dilaporkan"),
            _("Tiruan pesan kami yang dilaporkan pegawai atau warga muncul di sini."),
            icon="circle-check",
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.WRITE_INCIDENT)
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """One reported message: what it says, whether it is ours, and the warning for the group."""
    found = get_object_or_404(FalseMessage.objects.select_related("reported_by__person"), pk=pk)
    form = JudgeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        finding = FalseMessage.Finding(form.cleaned_data["finding"])
        note = form.cleaned_data["note"]
        try:
            judge_false_message(found, finding, note, by=user_of(request), at=timezone.now())
        except ReportRefused as refused:
            messages.info(request, str(refused))
        else:
            messages.success(request, _("Tercatat."))
        return redirect(found)
    by = found.reported_by.display_name if found.reported_by else found.reporter
    judge = found.handled_by.display_name if found.handled_by else None
    context = {
        "title": _("Pesan palsu %(number)s") % {"number": f"#{found.pk}"},
        "breadcrumbs": [(_("Pesan palsu"), reverse("false-messages")), (f"#{found.pk}", "")],
        "found": found,
        "is_false": found.finding == FalseMessage.Finding.FALSE,
        "about": [
            (_("Saluran"), found.get_channel_display()),
            (_("Pengirim yang tertera"), found.sender or None),
            (_("Pelapor"), by or _("tanpa nama")),
            (_("Dilaporkan"), wib(found.reported_at)),
            *(
                [
                    (_("Diperiksa"), f"{wib(found.handled_at)}, {judge}"),
                    (_("Hasil"), found.get_finding_display()),
                ]
                if found.handled_at
                else []
            ),
            *([(_("Catatan"), found.note)] if found.note else []),
        ],
        "signs": signs(),
        "warning": warning_of(found),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "incidents/false_message.html", context, status=status)


@require_safe
@requires(P.WRITE_INCIDENT)
def screenshot(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The screenshot as a file to keep; a browser never runs or frames what a stranger sent."""
    found = get_object_or_404(FalseMessage, pk=pk)
    if not found.screenshot or found.screenshot_type not in SUFFIXES:
        raise Http404
    response = FileResponse(
        found.screenshot.open("rb"),
        as_attachment=True,
        filename=f"pesan-palsu-{found.pk}{SUFFIXES[found.screenshot_type]}",
        content_type=found.screenshot_type,
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
