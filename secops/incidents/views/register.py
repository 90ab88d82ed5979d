"""The register, one incident, and its record."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.compliance.duties.views.directives import write_order
from secops.house.lists import Empty, list_page
from secops.house.shared import shared
from secops.house.text import wib
from secops.incidents import queries
from secops.incidents.actions import (
    IncidentRefused,
    change_incident,
    link_directive,
    record_incident,
)
from secops.incidents.doors import crumbs_of, find_incident
from secops.incidents.face import panels_of
from secops.incidents.filters import IncidentFilter
from secops.incidents.folds import MANY, NEWEST, folds_of
from secops.incidents.forms import IncidentForm, QuickForm
from secops.incidents.models import Incident
from secops.incidents.system_lines import lines_of
from secops.incidents.tables import IncidentTable
from secops.rules.incident import DetectionBasis


@require_GET
@requires(Permission.READ_INCIDENT)
def incident_list(request: HttpRequest) -> HttpResponseBase:
    """The register, as far as the user may read it."""
    user, now = user_of(request), timezone.now()
    return list_page(
        request,
        title=pgettext("list", "Insiden"),
        subtitle=wib(now),
        table=IncidentTable,
        queryset=queries.incidents_for(user).select_related(
            "owner_person", "owner_position", "merged_into"
        ),
        filterset=IncidentFilter,
        order=("-found_at", "-pk"),
        empty=Empty(
            _("Belum ada insiden"),
            _("Insiden siber yang dicatat posko muncul di sini, dengan tahap dan hitungan waktu."),
        ),
        export_name="insiden",
        on_export=log_export(user_of(request)),
        template="incidents/incidents.html",
        table_kwargs={"at": now},
        extra={
            "write": user.may(Permission.WRITE_INCIDENT),
            "learns": user.scope(Permission.READ_INCIDENT).everything,
        },
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.RUN_CAMPAIGN)
def incident_order(request: HttpRequest, code: str) -> HttpResponse:
    """ "Buat arahan" from an incident: the order stands among what is linked to it."""
    found, user = find_incident(request, code), user_of(request)
    return write_order(
        request,
        {
            "kind": "custom",
            "title": found.title,
            "legal_basis": _("Insiden %(code)s") % {"code": code},
        },
        link=lambda directive: link_directive(found, directive, by=user, at=timezone.now()),
        crumbs=[*crumbs_of(found)[:-1], (found.code, found.get_absolute_url())],
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_INCIDENT)
def incident_new(request: HttpRequest) -> HttpResponse:
    """ "Catat insiden" in sixty seconds; "lengkapi sekarang" goes on to the whole record."""
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
                severity=given["severity"],
                applications=[given["application"]] if given["application"] else [],
                by=user_of(request),
                at=now,
            )
        except IncidentRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Insiden %(code)s tercatat.") % {"code": incident.code})
            if "whole" in request.POST:
                return redirect("incident-edit", code=incident.code)
            return redirect(incident)
    return render(
        request,
        "incidents/incident_new.html",
        {
            "form": form,
            "title": _("Catat insiden"),
            "breadcrumbs": [
                (pgettext("list", "Insiden"), reverse("incidents")),
                (_("Catat insiden"), ""),
            ],
        },
        status=422 if form.errors else 200,
    )


@require_GET
@requires(Permission.READ_INCIDENT)
def incident(request: HttpRequest, code: str) -> HttpResponse:
    """One incident: what, how bad, who, since; chronology first, then clocks and the rest."""
    found, now = find_incident(request, code), timezone.now()
    user = user_of(request)
    if found.merged_into is not None and found.merged_into in queries.incidents_for(user):
        messages.info(
            request,
            _("%(code)s digabung ke %(into)s. Isinya ada di halaman ini.")
            % {"code": found.code, "into": found.merged_into.code},
        )
        return redirect(found.merged_into)
    whole = user.scope(Permission.READ_INCIDENT).everything
    lines = lines_of(found) if whole else []
    shown = "system" in request.GET and whole
    page, rows = queries.incident_page(found, user, at=now), list(queries.chronology_of(found))
    return render(
        request,
        "incidents/incident.html",
        {
            "title": found.title,
            "subtitle": f"{found.code} · {wib(found.found_at)}",
            "breadcrumbs": crumbs_of(found),
            "incident": found,
            "page": page,
            "rows": rows,
            "older": rows[:-NEWEST] if len(rows) > MANY else [],
            "newer": rows[-NEWEST:] if len(rows) > MANY else rows,
            "folds": folds_of(found, page, [row.happened_at for row in rows]),
            "panels": panels_of(found, user, now),
            "lines": [line for line in lines if not line.hidden],
            "hidden": [line for line in lines if line.hidden],
            "shown": shown,
            "whole": whole,
            "letters": whole and user.may(Permission.WRITE_DOCUMENT),
            "opens_reports": user.may(Permission.IMPORT),
        },
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_INCIDENT)
def incident_edit(request: HttpRequest, code: str) -> HttpResponse:
    """The whole record."""
    found = find_incident(request, code)
    form = shared(IncidentForm(request.POST or None, instance=Incident.objects.get(pk=found.pk)))
    if request.method == "POST" and form.is_valid():
        try:
            change_incident(found, form.changes, by=user_of(request), at=timezone.now())
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
            "breadcrumbs": crumbs_of(found, _("Lengkapi catatan")),
            "incident": found,
        },
        status=422 if form.errors else 200,
    )
