"""The list of log-ins after the leak, its sums by department and application, and its deeds."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from dashboard.log_ins.deeds import DEEDS
from dashboard.log_ins.filters import LogInFilter
from dashboard.log_ins.queries import (
    address,
    by_unit,
    count_by_stage,
    picked,
    rows_for,
    unjudged,
)
from dashboard.log_ins.tables import ApplicationLogInTable, DepartmentLogInTable, LogInTable
from secops.compliance.rotations.bulk import back_from, carry_out, matching, verbs_of
from secops.compliance.rotations.personal import is_personal_shown
from secops.compliance.rotations.refusals import RotationRefused
from secops.compliance.rotations.words import say
from secops.house.lists import Empty, list_page
from secops.house.tables import HouseTable
from secops.house.text import angka
from secops.incidents.actions import IncidentRefused
from secops.rules.log_in import BY_WORD, Stage

NOBODY = Empty(
    gettext_lazy("Tidak ada yang masuk setelah bocor"),
    gettext_lazy(
        "Bila data dari sistem menunjukkan seseorang masuk setelah bocor dan sebelum kata sandi "
        "diganti, akunnya muncul di sini."
    ),
    icon="circle-check",
)


@require_safe
@requires(Permission.SEE_DEPARTMENTS)
def log_in_list(request: HttpRequest) -> HttpResponseBase:
    """Accounts somebody was in while the leaked password was good, and what became of each."""
    user, at = user_of(request), timezone.now()
    rows = rows_for(user)
    counts = count_by_stage(rows)
    whole = is_personal_shown(request, at=at)
    verbs = verbs_of(DEEDS, user)
    found = LogInFilter(request.GET, queryset=rows, user=user).qs
    return list_page(
        request,
        title=_("Masuk setelah bocor"),
        subtitle=_said(counts),
        table=LogInTable,
        queryset=rows,
        filterset=LogInFilter,
        filter_kwargs={"user": user},
        order=("rank", "-used_at", "pk"),
        table_kwargs={"whole": whole},
        exclude=() if verbs else ("pick",),
        export_name="masuk-setelah-bocor",
        on_export=log_export(user),
        empty=NOBODY,
        template="dashboard/log_ins.html",
        extra={
            "stage_tabs": _tabs(request.GET.get("stage", ""), counts),
            "verbs": verbs,
            "matching": matching(found) if verbs else None,
            "whole": whole,
            "may_see_whole": user.may(Permission.SEE_PERSONAL),
        },
    )


@require_safe
@requires(Permission.SEE_DEPARTMENTS)
def by_department(request: HttpRequest) -> HttpResponseBase:
    """The same, summed by department."""
    return _summed(request, "department", DepartmentLogInTable, _("Per OPD"))


@require_safe
@requires(Permission.SEE_DEPARTMENTS)
def by_application(request: HttpRequest) -> HttpResponseBase:
    """The same, summed by application."""
    return _summed(request, "application", ApplicationLogInTable, _("Per aplikasi"))


@require_POST
@requires(Permission.ANSWER_FOR, Permission.RUN_CAMPAIGN)
def deed(request: HttpRequest) -> HttpResponse:
    """First the form with the number of accounts, then the deed."""
    return carry_out(
        request,
        DEEDS,
        picked(user_of(request), request.POST),
        back=back_from(request, reverse("log-ins")),
        crumbs=[(_("Masuk setelah bocor"), reverse("log-ins"))],
        refusals=(RotationRefused, IncidentRefused),
    )


def _summed(
    request: HttpRequest, unit: str, table: type[HouseTable], words: str
) -> HttpResponseBase:
    rows = rows_for(user_of(request))
    return list_page(
        request,
        title=_("Masuk setelah bocor"),
        subtitle=_said(count_by_stage(rows)),
        breadcrumbs=[(_("Masuk setelah bocor"), reverse("log-ins")), (words, "")],
        table=table,
        queryset=by_unit(rows, unit),
        order=(),
        export_name=f"masuk-setelah-bocor-{unit}",
        on_export=log_export(user_of(request)),
        empty=NOBODY,
        template="dashboard/log_ins_by.html",
        extra={"unit": unit},
    )


def _tabs(stage: str, counts: dict[Stage, int]) -> list[dict[str, Any]]:
    tabs: list[dict[str, Any]] = [
        {"label": _("Semua"), "url": address(), "active": not stage, "count": sum(counts.values())}
    ]
    return tabs + [
        {
            "label": _short(one),
            "url": address(stage=one.value),
            "active": stage == one.value,
            "count": n,
        }
        for one, n in counts.items()
    ]


def _short(stage: Stage) -> str:
    """The holder's own word where he spoke: seven tabs stand side by side."""
    words = {stage: word for word, stage in BY_WORD.items()}
    return say(words[stage]) if stage in words else say(stage)


def _said(counts: dict[Stage, int]) -> str:
    total, left = sum(counts.values()), unjudged(counts)
    if not total:
        return _("Menurut data dari sistem.")
    words = ngettext(
        "%(n)s akun dimasuki setelah bocor dan sebelum kata sandi diganti",
        "%(n)s akun dimasuki setelah bocor dan sebelum kata sandi diganti",
        total,
    ) % {"n": angka(total)}
    if left:
        return f"{words}; " + _("%(n)s belum dinilai.") % {"n": angka(left)}
    return f"{words}; " + _("semua sudah dinilai.")
