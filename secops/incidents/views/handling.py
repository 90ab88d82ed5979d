"""From phase to phase, what was done there, and the terms."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import requires, user_of
from accounts.roles import Permission
from secops.compliance.duties.words import say
from secops.house.pages import form_page
from secops.incidents import queries
from secops.incidents.actions import (
    IncidentRefused,
    decide_public,
    move_incident,
    stop_clock,
    write_phase,
)
from secops.incidents.clocks import BASES
from secops.incidents.doors import crumbs_of, find_incident
from secops.incidents.forms import DecisionForm, MoveForm, PhaseForm, StopForm
from secops.incidents.guidance import GUIDANCE
from secops.incidents.models import PhaseRecord
from secops.rules.clocks import ClockCode
from secops.rules.incident import MOVES, Phase, no_such_move
from secops.rules.refusal import MoveRefused


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_INCIDENT)
def incident_move(request: HttpRequest, code: str, phase: str) -> HttpResponse:
    """Another phase, with its reason where the table asks for one."""
    found = find_incident(request, code)
    if phase not in set(Phase):
        raise Http404
    needs_reason = MOVES.get((Phase(found.phase), Phase(phase)))
    if needs_reason is None:
        # The button was pressed on a page that is old, or nobody offered it: nothing to fill in.
        messages.error(request, queries.refusal_words(no_such_move()))
        return redirect(found)
    form = MoveForm(request.POST or None, needs_reason=needs_reason)
    if request.method == "POST" and form.is_valid():
        try:
            move_incident(
                found,
                Phase(phase),
                reason=form.cleaned_data["reason"],
                by=user_of(request),
                at=timezone.now(),
            )
        except MoveRefused as refused:
            form.add_error(None, queries.refusal_words(refused))
        except IncidentRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Tahap: %(phase)s.") % {"phase": say(Phase(phase))})
            return redirect(found)
    title = _("%(code)s ke tahap %(phase)s") % {"code": found.code, "phase": say(Phase(phase))}
    return form_page(
        request, form, title, _("Pindahkan"), found.get_absolute_url(), crumbs_of(found, title)
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_INCIDENT)
def incident_phase(request: HttpRequest, code: str, phase: str) -> HttpResponse:
    """What was done in a phase, with what to think of beside it."""
    found = find_incident(request, code)
    if phase not in GUIDANCE:
        raise Http404
    newest = PhaseRecord.objects.filter(incident__in=found.family, phase=phase).first()
    form = PhaseForm(request.POST or None, initial={"text": newest.text if newest else ""})
    if request.method == "POST" and form.is_valid():
        try:
            write_phase(
                found, Phase(phase), form.cleaned_data["text"],
                by=user_of(request), at=timezone.now(),
            )  # fmt: skip
        except IncidentRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Catatan tahap tersimpan."))
            return redirect(f"{found.get_absolute_url()}#tahap-{phase}")
    title = _("Yang dilakukan: %(phase)s") % {"phase": say(Phase(phase))}
    lead = " ".join(str(one) for one in GUIDANCE[Phase(phase)])
    return form_page(
        request, form, title, _("Simpan"), found.get_absolute_url(), crumbs_of(found, title),
        lead=lead,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_INCIDENT)
def clock_stop(request: HttpRequest, code: str, clock: str) -> HttpResponse:
    """Note that what a clock asks was sent."""
    found, now = find_incident(request, code), timezone.now()
    if clock not in BASES:
        raise Http404
    form = StopForm(request.POST or None, initial={"stopped_at": now})
    if request.method == "POST" and form.is_valid():
        try:
            stop_clock(found, ClockCode(clock), **form.cleaned_data, by=user_of(request), at=now)
        except IncidentRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Tercatat terkirim; hitungan waktunya berhenti."))
            return redirect(f"{found.get_absolute_url()}#hitungan-waktu")
    title = say(ClockCode(clock))
    return form_page(
        request, form, title, _("Catat terkirim"), found.get_absolute_url(), crumbs_of(found, title)
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_INCIDENT)
def public_decide(request: HttpRequest, code: str) -> HttpResponse:
    """Whether the public is told, who decided it and why."""
    found, now = find_incident(request, code), timezone.now()
    form = DecisionForm(request.POST or None, initial={"decided_at": now})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"tell": form.cleaned_data["tell"] == "yes"}
        try:
            decide_public(found, **given, by=user_of(request), at=now)
        except IncidentRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Keputusan tercatat."))
            return redirect(f"{found.get_absolute_url()}#hitungan-waktu")
    title = _("Keputusan memberi tahu masyarakat")
    return form_page(
        request,
        form,
        title,
        _("Catat keputusan"),
        found.get_absolute_url(),
        crumbs_of(found, title),
    )
