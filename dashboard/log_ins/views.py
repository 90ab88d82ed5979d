"""The list of log-ins after the leak, its sums by department and application, and its deeds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import check, requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from dashboard.log_ins.deeds import DEEDS, Deed, verbs_of
from dashboard.log_ins.filters import LogInFilter
from dashboard.log_ins.queries import (
    AT_ONCE,
    address,
    by_unit,
    count_by_stage,
    picked,
    rows_for,
    unjudged,
)
from dashboard.log_ins.tables import ApplicationLogInTable, DepartmentLogInTable, LogInTable
from secops.compliance.rotations.models import Rotation
from secops.compliance.rotations.personal import is_personal_shown
from secops.compliance.rotations.refusals import RotationRefused
from secops.compliance.rotations.words import say
from secops.house.lists import Empty, list_page
from secops.house.paging import bounded_count
from secops.house.tables import HouseTable
from secops.house.text import angka, shown_login
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
    verbs = verbs_of(user)
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
            "matching": _matching(found) if verbs else None,
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
    user = user_of(request)
    chosen = DEEDS.get(request.POST.get("verb", ""))
    rows = picked(user, request.POST)
    if chosen is None or not rows or len(rows) > AT_ONCE:
        messages.warning(request, _why_not(len(rows)))
        return redirect(_back(request))
    for department_id in {row.department_id for row in rows}:
        check(user, chosen.permission, department_id)
    form = chosen.form(request.POST if "confirmed" in request.POST else None, user)
    if form.is_bound and form.is_valid():
        try:
            messages.success(request, chosen.do(rows, form, user))
        except (RotationRefused, IncidentRefused) as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(_back(request))
    context = _asking(request, chosen, rows, form)
    return render(request, "rotations/bulk.html", context, status=422 if form.is_bound else 200)


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


def _matching(rows: QuerySet[Any]) -> int | None:
    """How many a deed for all of the filter would reach; None where they are too many for one."""
    count = bounded_count(rows, AT_ONCE)
    return None if count.more else count.number


def _asking(request: HttpRequest, chosen: Deed, rows: list[Rotation], form: Form) -> dict[str, Any]:
    named = str(chosen.label).removesuffix("…")
    title = ngettext("%(deed)s untuk %(n)s akun", "%(deed)s untuk %(n)s akun", len(rows)) % {
        "deed": named,
        "n": angka(len(rows)),
    }
    return {
        "title": title,
        "breadcrumbs": [(_("Masuk setelah bocor"), reverse("log-ins")), (named, "")],
        "form": form,
        "lead": chosen.lead,
        "verb": request.POST["verb"],
        "picks": request.POST.getlist("pick"),
        "all_matching": request.POST.get("all_matching", ""),
        "query": request.POST.get("query", ""),
        "next": _back(request),
        "logins": [shown_login(row.account.username) for row in rows[:5]],
        "more": len(rows) - 5,
        "submit_label": title,
        "danger": chosen.danger,
    }


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


def _why_not(found: int) -> str:
    if found > AT_ONCE:
        return _("Paling banyak %(n)s akun sekaligus. Persempit filternya.") % {"n": angka(AT_ONCE)}
    return _("Pilih sedikitnya satu akun.")


def _back(request: HttpRequest) -> str:
    """Where the deed was chosen: an address of ours, else the list with its filter."""
    wanted = request.POST.get("next", "")
    if wanted and url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    query = request.POST.get("query", "")
    return f"{reverse('log-ins')}?{query}" if query else reverse("log-ins")
