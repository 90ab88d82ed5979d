"""The doors of evaluation meetings."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.compliance.duties.views.directives import write_order
from secops.house.files import pdf_answer
from secops.house.lists import Empty, list_page
from secops.house.pages import form_page
from secops.house.text import local, wib
from secops.incidents.doors import Crumbs, crumbs_of, find_incident, tried
from secops.incidents.meetings import queries
from secops.incidents.meetings.actions import (
    change_meeting,
    draft_minutes,
    record_meeting,
)
from secops.incidents.meetings.forms import MeetingForm
from secops.incidents.meetings.models import Decision, Meeting
from secops.incidents.meetings.tables import MeetingFilter, MeetingTable
from secops.incidents.minutes.actions import order_of
from secops.incidents.minutes.papers import stands
from secops.incidents.minutes.views import TITLE, task_page
from secops.incidents.refused import DeskRefused
from secops.rules.incident import OVER, Phase
from secops.rules.order_words import marked
from secops.rules.tlp import Marking

P = Permission
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def _crumbs(last: str, found: Meeting | None = None) -> Crumbs:
    way = [(pgettext("list", "Rapat evaluasi"), reverse("meetings"))]
    if found is not None:
        way.append((found.code, found.get_absolute_url()))
    return [*way, (last, "")]


def _find(request: HttpRequest, code: str) -> Meeting:
    return get_object_or_404(queries.meetings_for(user_of(request)), code=code)


def _report_url(found: Meeting) -> str:
    """The daily report of the day on which it was held."""
    page = reverse("incident-daily-report", args=[found.incident.code])
    return f"{page}?day={local(found.held_at).date().isoformat()}"


def _marked(found: Meeting) -> str:
    """Its marking and number, above a form."""
    return " · ".join(one for one in (found.get_tlp_display(), found.code) if one)


def _open_decision(request: HttpRequest, code: str, number: int) -> Decision:
    rows = Decision.objects.left().filter(meeting=_find(request, code))
    return get_object_or_404(rows.select_related("meeting__incident"), rank=number)


@require_safe
@requires(P.READ_INCIDENT)
def meeting_list(request: HttpRequest) -> HttpResponseBase:
    """Evaluation meetings, the newest first."""
    user = user_of(request)
    return list_page(
        request,
        title=pgettext("list", "Rapat evaluasi"),
        subtitle=wib(timezone.now()),
        table=MeetingTable,
        queryset=queries.meetings_for(user),
        filterset=MeetingFilter,
        order=("-held_at", "-pk"),
        empty=Empty(
            _("Belum ada rapat"),
            _("Rapat evaluasi dicatat dari halaman insidennya: hadir, fakta, keputusan."),
            icon="users",
        ),
        export_name="rapat-evaluasi",
        on_export=log_export(user),
    )


@GET_OR_POST
@requires(P.WRITE_INCIDENT)
def meeting_new(request: HttpRequest, code: str) -> HttpResponse:
    """ "Catat rapat" about an incident."""
    incident, user, now = find_incident(request, code), user_of(request), timezone.now()
    form = MeetingForm(request.POST or None, initial={"held_at": now})
    made: list[Meeting] = []
    if (
        form.is_bound
        and form.is_valid()
        and tried(form, lambda: made.append(record_meeting(incident, form.held(), by=user, at=now)))
    ):
        messages.success(request, _("Rapat tercatat. Jadikan keputusannya tugas atau arahan."))
        return redirect(made[0])
    title = _("Catat rapat evaluasi")
    return form_page(
        request, form, title, _("Simpan"), incident.get_absolute_url(), crumbs_of(incident, title)
    )


@require_safe
@requires(P.READ_INCIDENT)
def meeting(request: HttpRequest, code: str) -> HttpResponse:
    """One meeting, and what became of its decisions."""
    found, user = _find(request, code), user_of(request)
    writes = user.may(P.WRITE_INCIDENT)
    return render(
        request,
        "meetings/meeting.html",
        {
            "title": found.code,
            "subtitle": wib(found.held_at),
            "breadcrumbs": _crumbs(found.code),
            "meeting": found,
            "marking": queries.look_of(found.marking),
            "decisions": queries.decisions_of(found, user),
            "about": [
                (_("Pimpinan rapat"), found.chair),
                (_("Tempat"), found.place or None),
                (_("Rapat berikutnya"), wib(found.next_at) if found.next_at else None),
                (_("Dicatat"), f"{wib(found.recorded_at)}, {found.recorded_by.display_name}"),
            ],
            "writes": writes,
            "drafted": stands(found.document),
            "report_url": _report_url(found) if user.may(P.WRITE_DOCUMENT) else "",
        },
    )


@GET_OR_POST
@requires(P.WRITE_INCIDENT)
def meeting_edit(request: HttpRequest, code: str) -> HttpResponse:
    """The minutes corrected."""
    found, user, now = _find(request, code), user_of(request), timezone.now()
    form = MeetingForm(request.POST or None, initial=MeetingForm.of(found))
    if (
        form.is_bound
        and form.is_valid()
        and tried(form, lambda: change_meeting(found, form.held(), by=user, at=now))
    ):
        messages.success(request, _("Notula disimpan."))
        return redirect(found)
    title = _("Perbaiki notula")
    return form_page(
        request, form, title, _("Simpan"), found.get_absolute_url(), _crumbs(title, found),
        lead=_("Keputusan yang sudah ditindaklanjuti tetap seperti adanya."),
        subtitle=_marked(found),
    )  # fmt: skip


@GET_OR_POST
@requires(P.WRITE_INCIDENT)
def decision_task(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """ "Jadikan tugas": the decision's words are there, one tap makes it."""
    decision, now = _open_decision(request, code, number), timezone.now()
    found = decision.meeting
    handled = Phase(found.incident.phase) not in OVER
    return task_page(
        request,
        decision,
        {
            "due_at": found.next_at
            if found.next_at and found.next_at > now
            else now + timedelta(days=1),
            "phase": found.incident.phase if handled else Phase.TRIAGE.value,
        },
        done=_("Keputusan menjadi tugas; pemegangnya dikabari."),
        crumbs=_crumbs(_("Jadikan tugas"), found),
        now=now,
        subtitle=_marked(found),
    )


@GET_OR_POST
@requires(P.RUN_CAMPAIGN)
def decision_order(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """ "Jadikan arahan": the page of an order with the decision's words."""
    decision = _open_decision(request, code, number)
    user, now = user_of(request), timezone.now()
    found = decision.meeting
    words = marked(found.marking or Marking.CLEAR, decision.text[:TITLE], decision.text)
    return write_order(
        request,
        {"title": words.title, "text": words.text},
        link=lambda directive: order_of(decision, directive, by=user, at=now),
        crumbs=[*_crumbs("", found)[:-1]],
    )


@require_safe
@requires(P.READ_INCIDENT)
def meeting_minutes(request: HttpRequest, code: str) -> HttpResponse:
    """The minutes as a PDF."""
    found = _find(request, code)
    return pdf_answer(queries.minutes_of(found, at=timezone.now()), f"notula-{found.code}.pdf")


@require_POST
@requires(P.WRITE_INCIDENT)
def meeting_draft(request: HttpRequest, code: str) -> HttpResponse:
    """ "Susun berita acara": a draft of the official paper, to be approved by another person."""
    found = _find(request, code)
    try:
        document = draft_minutes(found, by=user_of(request), at=timezone.now())
    except DeskRefused as refused:
        messages.error(request, str(refused))
        return redirect(found)
    return redirect(document)
