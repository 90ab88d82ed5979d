"""The doors of measures: over time, by incident, by report."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.house.lists import Empty, list_page
from secops.house.text import wib
from secops.incidents.measures import queries
from secops.incidents.measures.narrowing import Wanted
from secops.incidents.measures.pictures import pictures
from secops.incidents.measures.reading import measured_for
from secops.incidents.measures.tables import MeasuredTable, PeriodTable, ReportTable
from secops.rules.measure import Step

P = Permission


def _empty() -> Empty:
    return Empty(
        _("Belum ada yang diukur"),
        _("Ukuran dihitung dari waktu dan pindah tahap yang dicatat pada tiap insiden."),
        icon="activity",
    )


def _crumbs(last: str = "") -> list[tuple[str, str]]:
    way = [(pgettext("list", "Insiden"), reverse("incidents"))]
    title = _("Ukuran penanganan")
    return (
        [*way, (title, reverse("incident-measures")), (last, "")] if last else [*way, (title, "")]
    )


@require_safe
@requires(P.READ_INCIDENT)
def measures(request: HttpRequest) -> HttpResponseBase:
    """Medians by month or quarter, as pictures and as a table."""
    user, now = user_of(request), timezone.now()
    per = request.GET.get("per", "")
    step = Step(per) if per in set(Step) else Step.MONTH
    whole = "all" in request.GET
    rows = measured_for(user, at=now)
    warnings = queries.warnings_for(user, at=now)
    lines = queries.over_time(rows, step, at=now, whole=whole, warnings=warnings)
    shown = [row for line in lines for row in line.rows]
    return list_page(
        request,
        title=_("Ukuran penanganan"),
        subtitle=wib(now),
        breadcrumbs=_crumbs(),
        table=PeriodTable,
        queryset=lines if rows or warnings else [],
        order=("-start",),
        empty=_empty(),
        export_name="ukuran-penanganan",
        on_export=log_export(user),
        template="measures/measures.html",
        extra={
            "tabs": queries.tabs(step, whole=whole),
            "pictures": pictures(lines),
            "gaps": queries.gaps(shown, lines),
            "not_counted": queries.not_counted(user),
        },
    )


@require_safe
@requires(P.READ_INCIDENT)
def measure_rows(request: HttpRequest) -> HttpResponseBase:
    """Incidents with their measures: all, or exactly those behind one number."""
    user, now = user_of(request), timezone.now()
    wanted = Wanted.read(request.GET.dict())
    title = _("Ukuran menurut insiden")
    return list_page(
        request,
        title=title,
        subtitle=wanted.words or wib(now),
        breadcrumbs=_crumbs(title),
        table=MeasuredTable,
        queryset=[row for row in measured_for(user, at=now) if wanted.holds(row)],
        order=("-found_at", "-pk"),
        empty=_empty(),
        export_name="ukuran-insiden",
        on_export=log_export(user),
    )


@require_safe
@requires(P.READ_INCIDENT)
def measure_reports(request: HttpRequest) -> HttpResponseBase:
    """Terms to report with how each ended: all, or exactly those behind one number."""
    user, now = user_of(request), timezone.now()
    wanted = Wanted.read(request.GET.dict())
    title = _("Laporan insiden")
    return list_page(
        request,
        title=title,
        subtitle=wanted.words or wib(now),
        breadcrumbs=_crumbs(title),
        table=ReportTable,
        queryset=wanted.reports(measured_for(user, at=now)),
        order=("-clock__due_at", "pk"),
        empty=_empty(),
        export_name="laporan-insiden",
        on_export=log_export(user),
    )
