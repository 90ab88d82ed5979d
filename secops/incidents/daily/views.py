""" "Laporan harian" of an incident: the form of the document, filled in from the day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import requires, user_of
from accounts.roles import Permission
from secops.documents.bases import Ready
from secops.documents.writing import write_draft
from secops.house.text import local, wib_short
from secops.incidents.daily.gathering import report_of, subject_of
from secops.incidents.doors import crumbs_of, find_incident
from secops.incidents.models import Incident

KIND = "daily_report"
#: So many days back are offered above the form; an address may name any day since it was found.
OFFERED = 5


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.WRITE_DOCUMENT)
def daily_report(request: HttpRequest, code: str) -> HttpResponse:
    """The report of today, or with `?day=` of an earlier day."""
    found, now = find_incident(request, code), timezone.now()
    if not user_of(request).scope(Permission.READ_INCIDENT).everything:
        raise Http404
    if found.merged_into is not None:
        return redirect("incident-daily-report", code=found.merged_into.code)
    day = _day(request.GET.get("day", ""), found, at=now)
    fields = report_of(found, day, at=now)
    here = found.get_absolute_url()
    ready = Ready(fields=fields, subject=subject_of(found, day), about_url=here)
    return write_draft(
        request, KIND, ready, crumbs_of(found, _("Laporan harian")), here,
        days=_days(found, day, at=now),
    )  # fmt: skip


def _day(asked: str, incident: Incident, *, at: datetime) -> date:
    """A day from its finding to today; anything else is today."""
    today, first = local(at).date(), local(incident.found_at).date()
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return today
    return day if first <= day <= today else today


def _days(incident: Incident, shown: date, *, at: datetime) -> list[dict[str, Any]]:
    today, first = local(at).date(), local(incident.found_at).date()
    page = reverse("incident-daily-report", args=[incident.code])
    days = [today - timedelta(days=n) for n in range(OFFERED)]
    return [
        {
            "label": _("Hari ini") if day == today else wib_short(day),
            "url": f"{page}?day={day.isoformat()}",
            "active": day == shown,
        }
        for day in sorted({day for day in days if day >= first} | {shown}, reverse=True)
    ]
