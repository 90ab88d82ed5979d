"""The heat map of departments and what they owe."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.access import requires, user_of
from accounts.models import Department
from accounts.roles import Permission
from accounts.views.exports import log_export
from dashboard.compliance.exceptions import running_exceptions
from dashboard.compliance.filters import HeatFilter
from dashboard.compliance.queries import HeatRow, heat_rows, needs_first
from dashboard.compliance.tables import HeatTable, PlainHeatTable
from dashboard.compliance.together import together
from secops.compliance.duties.words import word
from secops.compliance.rotations.words import TONES
from secops.house.lists import Empty, list_page
from secops.house.text import angka, wib
from secops.rules.help_needed import STANDS


@require_safe
@requires(Permission.SEE_SUMMARIES)
def heat_map(request: HttpRequest) -> HttpResponseBase:
    """Departments by subjects, who needs help first on top; never for a department itself."""
    user, at = user_of(request), timezone.now()
    found = HeatFilter(request.GET, queryset=Department.objects.order_by("sort_name", "pk"))
    opens = user.scope(Permission.SEE_DEPARTMENTS).everything
    rows, _subjects = heat_rows(
        found.qs,
        look=found.chosen("look"),
        subject=found.chosen("subject"),
        linked=opens,
        at=at,
    )
    return list_page(
        request,
        title=_("Kepatuhan OPD"),
        subtitle=_("Keadaan pada %(when)s") % {"when": wib(at)},
        table=HeatTable if opens else PlainHeatTable,
        queryset=rows,
        order=(),
        per_page=100,
        export_name="kepatuhan-opd",
        on_export=log_export(user),
        empty=Empty(
            _("Belum ada OPD"),
            _("OPD dan tugasnya muncul di sini begitu daftar OPD diunggah."),
            icon="building",
        ),
        template="dashboard/compliance.html",
        extra={
            "filterset": found,
            "filtered": any(request.GET.get(name) for name in ("q", "subject", "look")),
            "first": first_of(rows) if opens else None,
            "sentence": sentence_of(rows),
            "together": together(rows, at=at),
            "order_tabs": order_tabs(request),
            "exceptions": running_exceptions(None, at=at) if opens else None,
            "legend": [(TONES[one.tone], one.symbol, word(one)) for one in STANDS.values()],
        },
    )


def first_of(rows: list[HeatRow]) -> HeatRow | None:
    """The department to open first; None where none needs help."""
    needing = [row for row in rows if row.help.subjects or row.help.unknown or row.help.working]
    return min(needing, key=needs_first, default=None)


def sentence_of(rows: list[HeatRow]) -> str:
    """``12 dari 68 OPD perlu dibantu; 3 belum ada datanya.``"""
    helped = sum(row.help.subjects > 0 for row in rows)
    unknown = sum(row.help.unknown > 0 for row in rows)
    if not rows:
        return ""
    words = ngettext(
        "%(n)s dari %(all)s OPD perlu dibantu.", "%(n)s dari %(all)s OPD perlu dibantu.", len(rows)
    ) % {"n": angka(helped), "all": angka(len(rows))}
    if unknown:
        words += " " + ngettext(
            "%(n)s OPD memiliki tugas yang belum ada datanya.",
            "%(n)s OPD memiliki tugas yang belum ada datanya.",
            unknown,
        ) % {"n": angka(unknown)}
    return words


def order_tabs(request: HttpRequest) -> list[dict[str, Any]]:
    """The two orders; the filter stays."""
    sort = request.GET.get("sort", "")
    kept = request.GET.copy()
    for name in ("sort", "page", "export"):
        kept.pop(name, None)
    by_name = kept.copy()
    by_name["sort"] = "name"
    here = reverse("compliance")
    return [
        {
            "label": _("Paling perlu dibantu"),
            "url": f"{here}?{kept.urlencode()}" if kept else here,
            "active": not sort,
        },
        {
            "label": _("Menurut nama"),
            "url": f"{here}?{by_name.urlencode()}",
            "active": sort.lstrip("-") == "name",
        },
    ]
