""" "Lapor ke Kepala OPD": one text, to copy or to send."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import requires, user_of
from accounts.roles import Permission
from dashboard.desk.actions import ReportRefused, send_report
from dashboard.desk.queries import departments_of, name_of
from dashboard.desk.report import head_of, report_text
from secops.compliance.rotations.queries import desk_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ANSWER_FOR)
def report(request: HttpRequest) -> HttpResponse:
    """The text with the numbers of now; POST sends it to the head."""
    user, at = user_of(request), timezone.now()
    desk = desk_of(user, at=at)
    departments = departments_of(desk)
    if request.method == "POST":
        try:
            head = send_report(desk, departments, by=user, at=at)
        except ReportRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Laporan dikirim kepada %(name)s.") % {"name": head.name})
        return redirect("my-work-report")
    context = {
        "title": _("Lapor ke Kepala OPD"),
        "breadcrumbs": [(_("Pekerjaan saya"), reverse("my-work")), (_("Lapor"), "")],
        "text": report_text(name_of(desk, departments), desk, at=at),
        "head": None if desk.nowhere else head_of(departments, at=at),
    }
    return render(request, "desk/report.html", context)
