"""The doors of checks."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.house.files import hand_out
from secops.house.lists import Empty, list_page
from secops.house.pages import form_page
from secops.house.text import wib
from secops.incidents.checks import queries
from secops.incidents.checks.actions import (
    note_check_file_view,
    record_check,
    withdraw_check,
)
from secops.incidents.checks.forms import CheckForm, ReasonForm, ShowForm
from secops.incidents.checks.models import PublicCheck, ServiceCheck
from secops.incidents.checks.showing import hide_check, show_check
from secops.incidents.checks.tables import CheckFilter, CheckTable
from secops.incidents.checks.words import look_of_result, standing_of
from secops.incidents.doors import Crumbs, tried
from secops.incidents.models import Incident

P = Permission


def _crumbs(last: str, found: ServiceCheck | None = None) -> Crumbs:
    way = [(pgettext("list", "Pemeriksaan layanan"), reverse("service-checks"))]
    if found is not None:
        way.append((found.subject, found.get_absolute_url()))
    return [*way, (last, "")]


def _find(request: HttpRequest, pk: int) -> ServiceCheck:
    return get_object_or_404(queries.checks_for(user_of(request)), pk=pk)


@require_safe
@requires(P.READ_INCIDENT)
def check_list(request: HttpRequest) -> HttpResponseBase:
    """Looks at services, the newest first."""
    user = user_of(request)
    writes = user.may(P.WRITE_INCIDENT)
    return list_page(
        request,
        title=pgettext("list", "Pemeriksaan layanan"),
        subtitle=wib(timezone.now()),
        table=CheckTable,
        queryset=queries.checks_for(user),
        filterset=CheckFilter,
        order=("-tested_at", "-pk"),
        empty=Empty(
            _("Belum ada pemeriksaan"),
            _("Hasil uji aplikasi, basis data, dan layanan menjadi dasar pernyataan resmi."),
            _("Catat pemeriksaan") if writes else "",
            reverse("service-check-new") if writes else "",
            "checklist",
        ),
        export_name="pemeriksaan-layanan",
        on_export=log_export(user),
        template="checks/checks.html",
        extra={"writes": writes},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.WRITE_INCIDENT)
def check_new(request: HttpRequest) -> HttpResponse:
    """ "Catat pemeriksaan", from an incident or on its own."""
    user, now = user_of(request), timezone.now()
    about = Incident.objects.open().filter(code=request.GET.get("incident", "")).first()
    first = {
        "tested_at": now,
        "tester": user.display_name,
        "incident": about,
        "kind": "application",
    }
    form = CheckForm(request.POST or None, request.FILES or None, initial=first)
    if form.is_bound and form.is_valid():
        incident = form.cleaned_data["incident"]
        if tried(
            form,
            lambda: record_check(
                form.looked(),
                incident=incident,
                evidence=form.cleaned_data["evidence"],
                by=user,
                at=now,
            ),
        ):
            messages.success(request, _("Pemeriksaan tercatat."))
            return redirect(incident or "service-checks")
    title = _("Catat pemeriksaan")
    back = about.get_absolute_url() if about else reverse("service-checks")
    return form_page(request, form, title, _("Simpan"), back, _crumbs(title))


@require_safe
@requires(P.READ_INCIDENT)
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """One look, and the others at the same service."""
    user, found = user_of(request), _find(request, pk)
    # An owner of the application reads the check, yet perhaps not the incident behind it.
    incident = Incident.objects.visible_to(user).filter(service_checks=found).first()
    about = [
        (_("Yang diperiksa"), found.get_kind_display()),
        (_("Diperiksa"), wib(found.tested_at)),
        (_("Oleh"), found.tester),
        (_("Cara"), found.method),
        (_("Catatan"), found.note or None),
        (_("Dicatat"), f"{wib(found.recorded_at)}, {found.recorded_by.display_name}"),
    ]
    if found.withdrawn_at:
        about.append((_("Ditarik"), f"{wib(found.withdrawn_at)}: {found.withdrawn_why}"))
    shown = PublicCheck.objects.filter(service_check=found, hidden_at=None).first()
    if shown is not None:
        about.append((_("Laman publik"), f"{shown.name}, {wib(shown.shown_at)}"))
    return render(
        request,
        "checks/check.html",
        {
            "title": found.subject,
            "breadcrumbs": _crumbs(found.subject),
            "check": found,
            "incident": incident,
            "result": look_of_result(found.result),
            "standing": standing_of(found),
            "about": about,
            "others": queries.others_of(found, user),
            "writes": user.may(P.WRITE_INCIDENT),
            "shown": shown,
            "publishes": user.may(P.PUBLISH_STATEMENT) and not found.withdrawn_at,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.WRITE_INCIDENT)
def check_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Tarik": a wrong check counts no more."""
    found = _find(request, pk)
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        why = form.cleaned_data["reason"]
        if tried(
            form,
            lambda: withdraw_check(found, why=why, by=user_of(request), at=timezone.now()),
        ):
            messages.success(request, _("Pemeriksaan ditarik; catatannya tetap terbaca."))
            return redirect(found)
    title = _("Tarik pemeriksaan")
    return form_page(
        request, form, title, title, found.get_absolute_url(), _crumbs(title, found),
        lead=_("Pemeriksaan ini tidak dihitung lagi. Pakai bila salah catat."), danger=True,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.PUBLISH_STATEMENT)
def check_show(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Tampilkan di laman publik": the result under a public name, and nothing else."""
    found = _find(request, pk)
    form = ShowForm(request.POST or None, initial={"name": queries.public_name(found)})
    if form.is_bound and form.is_valid():
        name = form.cleaned_data["name"]
        if tried(
            form, lambda: show_check(found, name=name, by=user_of(request), at=timezone.now())
        ):
            messages.success(request, _("Hasilnya tampil di laman publik."))
            return redirect(found)
    title = _("Tampilkan di laman publik")
    return form_page(
        request, form, title, _("Tampilkan"), found.get_absolute_url(), _crumbs(title, found),
        lead=_("Setiap orang membaca nama ini, hasilnya, dan waktu pemeriksaannya. Cara, pemeriksa "
               "dan catatannya tidak ikut."),
        facts=[(_("Hasil"), found.get_result_display()), (_("Diperiksa"), wib(found.tested_at))],
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.PUBLISH_STATEMENT)
def check_hide(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Turunkan dari laman publik"."""
    found = _find(request, pk)
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        why = form.cleaned_data["reason"]
        if tried(form, lambda: hide_check(found, why=why, by=user_of(request), at=timezone.now())):
            messages.success(request, _("Pemeriksaan ini tidak lagi tampil di laman publik."))
            return redirect(found)
    title = _("Turunkan dari laman publik")
    back = found.get_absolute_url()
    return form_page(request, form, title, title, back, _crumbs(title, found))


@require_safe
@requires(P.READ_INCIDENT)
def check_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Its file of evidence, to be kept, never shown inside a page; the view is noted."""
    found = _find(request, pk)
    if not found.file:
        raise Http404
    note_check_file_view(found, by=user_of(request), at=timezone.now())
    return hand_out(found.file, found.file_name, found.file_type)
