"""Merged and linked incidents."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import requires, user_of
from accounts.roles import Permission
from secops.house.pages import form_page
from secops.incidents.actions import (
    IncidentRefused,
    link_incidents,
    merge_incident,
    undo_merge,
    unlink_incidents,
)
from secops.incidents.doors import crumbs_of, find_incident
from secops.incidents.forms import LinkForm, MergeForm, ReasonForm


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_INCIDENT)
def incident_merge(request: HttpRequest, code: str) -> HttpResponse:
    """Two records of one incident: this one is read under the other from now on."""
    found = find_incident(request, code)
    form = MergeForm(request.POST or None, incident=found)
    if request.method == "POST" and form.is_valid():
        into = form.cleaned_data["other"]
        try:
            merge_incident(
                found, into, reason=form.cleaned_data["reason"],
                by=user_of(request), at=timezone.now(),
            )  # fmt: skip
        except IncidentRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(code)s digabung.") % {"code": found.code})
            return redirect(found)
    title = _("Gabungkan %(code)s") % {"code": found.code}
    lead = _(
        "Kronologi, tautan, pernyataan dan hitungan waktunya dibaca di bawah insiden yang dipilih. "
        "Alamat lama mengantar ke sana. Penggabungan dapat dibatalkan."
    )
    return form_page(
        request, form, title, _("Gabungkan"), found.get_absolute_url(), crumbs_of(found, title),
        lead=lead,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_INCIDENT)
def incident_unmerge(request: HttpRequest, code: str) -> HttpResponse:
    """Two incidents after all."""
    found = find_incident(request, code)
    back = (found.merged_into or found).get_absolute_url()
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            undo_merge(
                found, reason=form.cleaned_data["reason"], by=user_of(request), at=timezone.now()
            )
        except IncidentRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(code)s dipisahkan lagi.") % {"code": found.code})
            return redirect(found)
    title = _("Pisahkan %(code)s") % {"code": found.code}
    return form_page(request, form, title, _("Pisahkan"), back, crumbs_of(found, title))


@require_http_methods(["GET", "POST"])
@requires(Permission.WRITE_INCIDENT)
def incident_link(request: HttpRequest, code: str) -> HttpResponse:
    """Another incident that has to do with this one."""
    found = find_incident(request, code)
    form = LinkForm(request.POST or None, incident=found)
    if request.method == "POST" and form.is_valid():
        try:
            link_incidents(
                found, form.cleaned_data["other"], by=user_of(request), at=timezone.now()
            )
        except IncidentRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Insiden dikaitkan."))
            return redirect(found)
    title = _("Kaitkan %(code)s dengan insiden lain") % {"code": found.code}
    return form_page(
        request, form, title, _("Kaitkan"), found.get_absolute_url(), crumbs_of(found, title)
    )


@require_POST
@requires(Permission.WRITE_INCIDENT)
def incident_unlink(request: HttpRequest, code: str, other: str) -> HttpResponse:
    """They have nothing to do with each other."""
    found = find_incident(request, code)
    related = get_object_or_404(found.related, code=other)
    try:
        unlink_incidents(found, related, by=user_of(request), at=timezone.now())
    except IncidentRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Kaitannya dilepas."))
    return redirect(found)
