"""The doors of incidents."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.compliance.duties.views.directives import write_order
from secops.compliance.duties.words import say
from secops.house.lists import Empty, list_page
from secops.house.text import wib
from secops.incidents import queries
from secops.incidents.actions import (
    IncidentRefused,
    add_chronology,
    change_incident,
    link_directive,
    move_incident,
    record_incident,
    stop_clock,
)
from secops.incidents.clocks import BASES
from secops.incidents.face import panels_of
from secops.incidents.filters import IncidentFilter
from secops.incidents.forms import ChronologyForm, IncidentForm, MoveForm, QuickForm, StopForm
from secops.incidents.models import ChronologyRow, Incident
from secops.incidents.tables import IncidentTable
from secops.rules.clocks import ClockCode
from secops.rules.incident import DetectionBasis, Phase
from secops.rules.refusal import MoveRefused


def _find(request: HttpRequest, code: str) -> Incident:
    return get_object_or_404(queries.incidents_for(user_of(request)), code=code)


def _crumbs(incident: Incident, *last: str) -> list[tuple[str, str]]:
    way = [(_("Insiden"), reverse("incidents")), (incident.code, incident.get_absolute_url())]
    return [*way, *((one, "") for one in last)] if last else [way[0], (incident.code, "")]


@require_GET
@requires(Permission.READ_INCIDENT)
def incident_list(request: HttpRequest) -> HttpResponseBase:
    """The register, as far as the user may read it."""
    user = user_of(request)
    return list_page(
        request,
        title=_("Insiden"),
        subtitle=wib(timezone.now()),
        table=IncidentTable,
        queryset=queries.incidents_for(user),
        filterset=IncidentFilter,
        order=("-found_at", "-pk"),
        empty=Empty(
            _("Belum ada insiden"),
            _("Insiden siber yang dicatat posko muncul di sini, dengan tahap dan hitungan waktu."),
        ),
        export_name="insiden",
        on_export=log_export(user_of(request)),
        template="incidents/incidents.html",
        extra={"write": user.may(Permission.WRITE_INCIDENT)},
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.RUN_CAMPAIGN)
def incident_order(request: HttpRequest, code: str) -> HttpResponse:
    """ "Buat arahan" from an incident: the order stands among what is linked to it."""
    found, user = _find(request, code), user_of(request)
    return write_order(
        request,
        {
            "kind": "custom",
            "title": found.title,
            "legal_basis": _("Insiden %(code)s") % {"code": code},
        },
        link=lambda directive: link_directive(found, directive, by=user, at=timezone.now()),
        crumbs=[*_crumbs(found)[:-1], (found.code, found.get_absolute_url())],
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_INCIDENT)
def incident_new(request: HttpRequest) -> HttpResponse:
    """ "Catat insiden" in sixty seconds."""
    now = timezone.now()
    first = {"found_at": now, "detection_basis": DetectionBasis.TEAM_DETECTION.value}
    form = QuickForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            incident = record_incident(
                description=given["description"],
                found_at=given["found_at"],
                detection_basis=DetectionBasis(given["detection_basis"]),
                applications=[given["application"]] if given["application"] else [],
                by=user_of(request),
                at=now,
            )
        except IncidentRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Insiden %(code)s tercatat.") % {"code": incident.code})
            return redirect(incident)
    return _form_page(request, form, _("Catat insiden"), _("Catat insiden"), reverse("incidents"))


@require_GET
@requires(Permission.READ_INCIDENT)
def incident(request: HttpRequest, code: str) -> HttpResponse:
    """One incident: what, how bad, clocks, chronology, what it touches."""
    found, now = _find(request, code), timezone.now()
    user = user_of(request)
    return render(
        request,
        "incidents/incident.html",
        {
            "title": found.title,
            "subtitle": f"{found.code} · {wib(found.found_at)}",
            "breadcrumbs": _crumbs(found),
            "incident": found,
            "page": queries.incident_page(found, user, at=now),
            "rows": queries.chronology_of(found),
            "panels": panels_of(found, user, now),
            "whole": user.scope(Permission.READ_INCIDENT).everything,
            "opens_reports": user.may(Permission.IMPORT),
        },
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_INCIDENT)
def incident_edit(request: HttpRequest, code: str) -> HttpResponse:
    """The whole record."""
    found = _find(request, code)
    form = IncidentForm(request.POST or None, instance=Incident.objects.get(pk=found.pk))
    if request.method == "POST" and form.is_valid():
        try:
            change_incident(found, form.cleaned_data, by=user_of(request), at=timezone.now())
        except IncidentRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Catatan insiden disimpan."))
            return redirect(found)
    return render(
        request,
        "incidents/incident_edit.html",
        {
            "form": form,
            "title": _("Lengkapi %(code)s") % {"code": found.code},
            "breadcrumbs": _crumbs(found, _("Lengkapi catatan")),
            "incident": found,
        },
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_INCIDENT)
def chronology_add(request: HttpRequest, code: str, replaces: int | None = None) -> HttpResponse:
    """A new line of the chronology, or a better one for an old line that stays visible."""
    found, now = _find(request, code), timezone.now()
    old = get_object_or_404(ChronologyRow, pk=replaces, incident=found) if replaces else None
    names = ("happened_at", "approximate", "event", "source", "person")
    first = {name: getattr(old, name) for name in names} if old else {"happened_at": now}
    form = ChronologyForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            add_chronology(found, **form.cleaned_data, by=user_of(request), at=now, replaces=old)
        except IncidentRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(found)
    title = _("Perbaiki baris kronologi") if old else _("Tambah kronologi")
    return _form_page(
        request, form, title, _("Simpan"), found.get_absolute_url(), _crumbs(found, title)
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_INCIDENT)
def incident_move(request: HttpRequest, code: str, phase: str) -> HttpResponse:
    """Another phase, with its reason where the table asks for one."""
    found = _find(request, code)
    if phase not in set(Phase):
        raise Http404
    form = MoveForm(request.POST or None)
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
        else:
            messages.success(request, _("Tahap: %(phase)s.") % {"phase": say(Phase(phase))})
            return redirect(found)
    title = _("%(code)s ke tahap %(phase)s") % {"code": found.code, "phase": say(Phase(phase))}
    return _form_page(
        request, form, title, _("Pindahkan"), found.get_absolute_url(), _crumbs(found, title)
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_INCIDENT)
def clock_stop(request: HttpRequest, code: str, clock: str) -> HttpResponse:
    """Note that what a clock asks was sent."""
    found, now = _find(request, code), timezone.now()
    if clock not in BASES:
        raise Http404
    form = StopForm(request.POST or None, initial={"stopped_at": now})
    if request.method == "POST" and form.is_valid():
        try:
            stop_clock(found, ClockCode(clock), **form.cleaned_data, by=user_of(request), at=now)
        except IncidentRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(found)
    title = say(ClockCode(clock))
    return _form_page(
        request, form, title, _("Catat terkirim"), found.get_absolute_url(), _crumbs(found, title)
    )


def _form_page(
    request: HttpRequest,
    form: object,
    title: str,
    submit: str,
    cancel_url: str,
    breadcrumbs: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    errors = getattr(form, "errors", None)
    return render(
        request,
        "house/confirm.html",
        {
            "form": form,
            "title": title,
            "breadcrumbs": breadcrumbs or [(_("Insiden"), reverse("incidents")), (title, "")],
            "submit_label": submit,
            "cancel_url": cancel_url,
        },
        status=422 if errors else 200,
    )
