"""The door of *make applications and accounts from this report*."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import requires, user_of
from accounts.roles import Permission
from secops.house.text import angka
from secops.intake.from_report.actions import MakingRefused, make_register_from_report
from secops.intake.from_report.forms import host_forms
from secops.intake.from_report.proposal import propose
from secops.inventory.models import LeakReport


@requires(Permission.IMPORT)
def register(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Preview, then one act."""
    report = get_object_or_404(LeakReport, pk=pk, withdrawn_at=None)
    proposal = propose(report)
    posted = request.POST if request.method == "POST" else None
    hosts = host_forms(proposal.hosts, posted)
    problem = ""
    valid = [form.is_valid() for form in hosts]
    if posted is not None and all(valid):
        chosen = [form.chosen for form in hosts]
        try:
            made = make_register_from_report(
                report, [one for one in chosen if one], by=user_of(request), at=timezone.now()
            )
        except MakingRefused as refused:
            problem = str(refused)
        else:
            messages.success(
                request,
                _("%(accounts)s akun dibuat. %(unknown)s belum diketahui OPD-nya.")
                % {"accounts": angka(made.accounts), "unknown": angka(made.without_department)},
            )
            return redirect("leak-report", pk)
    return render(
        request,
        "intake/register.html",
        {
            "title": _("Buat daftar akun dari laporan ini"),
            "breadcrumbs": [
                (_("Laporan kebocoran"), reverse("leak-reports")),
                (report.file_name, report.get_absolute_url()),
                (_("Daftar akun"), ""),
            ],
            "report": report,
            "proposal": proposal,
            "hosts": hosts,
            "problem": problem,
        },
        status=422 if problem or (posted is not None and not all(valid)) else 200,
    )
