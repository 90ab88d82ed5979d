"""Doors of what people record: restore tests, runs by hand, their evidence; ping keys."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import requires, user_of
from accounts.models import Department
from secops.compliance.backups.actions import (
    note_proof_view,
    record_run,
    record_test,
    rotate_key,
)
from secops.compliance.backups.forms import RunForm, TestForm
from secops.compliance.backups.keys import departments_for, key_rows
from secops.compliance.backups.models import BackupPlan, Proof
from secops.compliance.backups.views.plans import MANAGE, SEE, crumbs, form_page, managed, tried
from secops.house.files import hand_out


@require_http_methods(["GET", "POST"])
@requires(MANAGE)
def backup_test(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Catat uji pemulihan": the one thing that makes a backup proven."""
    plan, user, now = managed(request, pk), user_of(request), timezone.now()
    form = TestForm(request.POST or None, request.FILES or None, initial={"tested_at": now})
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        files = given.pop("evidence")
        if tried(form, lambda: record_test(plan, **given, files=files, by=user, at=now)):
            messages.success(request, _("Uji pemulihan tercatat."))
            return redirect(plan)
    title = _("Catat uji pemulihan")
    return form_page(request, form, title, _("Simpan uji pemulihan"), plan)


@require_http_methods(["GET", "POST"])
@requires(MANAGE)
def backup_run(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Catat hasil backup": a run without a tool that reports."""
    plan, user, now = managed(request, pk), user_of(request), timezone.now()
    form = RunForm(request.POST or None, request.FILES or None, initial={"ended_at": now})
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        failed, files = given.pop("result") == "fail", given.pop("evidence")
        if tried(
            form,
            lambda: record_run(plan, **given, failed=failed, files=files, by=user, at=now),
        ):
            messages.success(request, _("Hasil backup tercatat."))
            return redirect(plan)
    return form_page(request, form, _("Catat hasil backup"), _("Simpan hasil"), plan)


@require_GET
@requires(SEE)
def backup_proof(request: HttpRequest, pk: int) -> FileResponse:
    """Hand out one file of evidence; the view is noted."""
    user = user_of(request)
    rows = Proof.objects.filter(plan__in=BackupPlan.objects.visible_to(user))
    found = get_object_or_404(rows.select_related("plan"), pk=pk)
    note_proof_view(found, by=user, at=timezone.now())
    return hand_out(found.file, found.name, found.content_type)


@require_GET
@requires(MANAGE)
def ping_keys(request: HttpRequest) -> HttpResponse:
    """The ping keys of the departments whose backups one manages."""
    title = _("Kunci ping")
    return render(
        request,
        "backups/keys.html",
        {
            "title": title,
            "rows": key_rows(user_of(request)),
            "breadcrumbs": crumbs(None, title),
        },
    )


@require_POST
@requires(MANAGE)
def ping_key_rotate(request: HttpRequest, code: str) -> HttpResponse:
    """Make a department's key, or replace it."""
    user = user_of(request)
    department: Department = get_object_or_404(departments_for(user), code=code)
    rotate_key(department, by=user, at=timezone.now())
    messages.success(request, _("Kunci baru %(opd)s berlaku.") % {"opd": department.name})
    return redirect("ping-keys")
