"""The accounts of a campaign as a list, and what is done to many of them at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.decorators.http import require_POST

from accounts.access import check, requires, user_of
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.compliance.rotations.actions import (
    RotationRefused,
    exempt,
    record_answer,
    write_off,
)
from secops.compliance.rotations.filters import RotationFilter
from secops.compliance.rotations.forms import AnswerForm, ExemptForm, WriteOffForm
from secops.compliance.rotations.lists import BULK_LIMIT, offers, picked, rotations_for
from secops.compliance.rotations.models import Campaign, Exemption, Rotation
from secops.compliance.rotations.personal import (
    hide_personal,
    is_personal_shown,
    show_personal,
)
from secops.compliance.rotations.queries import alarming
from secops.compliance.rotations.tables import RotationTable
from secops.house.export import ExportNote
from secops.house.lists import Empty, list_page
from secops.house.paging import bounded_count
from secops.house.text import angka, shown_login, wib
from secops.outbox.voices import city_calendar

P = Permission


@requires(P.SEE_DEPARTMENTS)
def campaign_rotations(request: HttpRequest, code: str) -> HttpResponseBase:
    """The accounts of a campaign: every number of its page leads here."""
    user, at = user_of(request), timezone.now()
    campaign = get_object_or_404(Campaign.objects.visible_to(user), code=code)
    rows = rotations_for(user, campaign)
    whole = is_personal_shown(request, at=at)
    offered = offers(user, campaign)
    found = RotationFilter(request.GET, queryset=rows, request=request, **offered).qs

    def note(export: ExportNote) -> None:
        with transaction.atomic():
            record("campaign.exported", campaign, by=user, at=timezone.now(), rows=export.rows,
                   format=export.format, filter=export.query, names=whole)  # fmt: skip

    return list_page(
        request,
        title=_("Akun dalam %(name)s") % {"name": campaign.name},
        subtitle=_("Keadaan pada %(when)s") % {"when": wib(at)},
        breadcrumbs=[
            (pgettext("list", "Penggantian serentak"), reverse("campaigns")),
            (campaign.name, campaign.get_absolute_url()),
            (_("Akun"), ""),
        ],
        table=RotationTable,
        queryset=rows,
        filterset=RotationFilter,
        filter_kwargs=offered,
        order=("due_at", "pk"),
        paging="keyset",
        table_kwargs={"whole": whole},
        exclude=(*(() if verbs_of(user) else ("pick",)), *offered["without"]),
        export_name=f"akun-{campaign.code}",
        on_export=note,
        empty=Empty(
            _("Belum ada akun"),
            _("Akun yang tercakup muncul di sini begitu penggantian serentak dimulai."),
        ),
        template="rotations/accounts.html",
        extra={
            "campaign": campaign,
            "verbs": verbs_of(user) if campaign.state == Campaign.State.RUNNING else [],
            "matching": _matching(found),
            "whole": whole,
            "may_see_whole": user.may(P.SEE_PERSONAL),
        },
    )


def _matching(rows: QuerySet[Rotation]) -> int | None:
    """How many a deed for all of the filter would reach; None where they are too many for one."""
    count = bounded_count(rows, BULK_LIMIT)
    return None if count.more else count.number


@requires(P.RUN_CAMPAIGN)
def alarm_list(request: HttpRequest) -> HttpResponseBase:
    """Accounts of running campaigns for which an alarm rings: somebody looks today."""
    return list_page(
        request,
        title=_("Akun dengan tanda bahaya"),
        subtitle=_(
            "Mungkin diambil alih orang lain, kata sandi lama terlihat lagi, atau data dari sistem "
            "mundur. Hubungi pemegang dan pemilik aplikasinya."
        ),
        table=RotationTable,
        queryset=alarming().select_related("account__holder", "application", "department"),
        order=("due_at", "pk"),
        table_kwargs={"whole": is_personal_shown(request, at=timezone.now())},
        exclude=("pick",),
        empty=Empty(_("Tidak ada tanda bahaya"), icon="circle-check"),
    )


# --- many at once ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that is done to chosen accounts: who may, what is asked, what it does."""

    label: str | Promise
    permission: Permission
    form: type[forms.Form]
    do: Callable[[list[Rotation], forms.Form, User], int]
    danger: bool = False


def _answer(rows: list[Rotation], form: forms.Form, by: User) -> int:
    assert isinstance(form, AnswerForm)
    at = timezone.now()
    answers = record_answer(rows, form.given(), person=None, calendar=city_calendar(), by=by, at=at)
    return len(answers)


@transaction.atomic
def _exempt(rows: list[Rotation], form: forms.Form, by: User) -> int:
    at = timezone.now()
    typed = form.cleaned_data
    for row in rows:
        exempt(
            row,
            what=Exemption.What(typed["what"]),
            reason=typed["reason"],
            until=typed["until"],
            compensating_control=typed["compensating_control"],
            by=by,
            at=at,
        )
    return len(rows)


def _write_off(rows: list[Rotation], form: forms.Form, by: User) -> int:
    return write_off(rows, form.cleaned_data["reason"], by=by, at=timezone.now())


DEEDS: dict[str, Deed] = {
    "answer": Deed(gettext_lazy("Catat jawaban pemegang…"), P.ANSWER_FOR, AnswerForm, _answer),
    "exempt": Deed(gettext_lazy("Kecualikan…"), P.DECIDE, ExemptForm, _exempt),
    "write_off": Deed(
        gettext_lazy("Keluarkan dari hitungan…"), P.DECIDE, WriteOffForm, _write_off, danger=True
    ),
}


def verbs_of(user: User) -> list[tuple[str, str]]:
    """The deeds a user may do to ticked rows."""
    return [(name, str(deed.label)) for name, deed in DEEDS.items() if user.may(deed.permission)]


@require_POST
@requires(P.ANSWER_FOR, P.DECIDE)
def bulk(request: HttpRequest, code: str) -> HttpResponse:
    """First the form with the number of accounts, then the deed."""
    user = user_of(request)
    campaign = get_object_or_404(Campaign.objects.visible_to(user), code=code)
    deed = DEEDS.get(request.POST.get("verb", ""))
    back = _back(request, campaign)
    rows = picked(user, campaign, request.POST)
    if deed is None or not rows or len(rows) > BULK_LIMIT:
        messages.warning(request, _why_not(len(rows)))
        return redirect(back)
    for department_id in {row.department_id for row in rows}:
        check(user, deed.permission, department_id)
    form = deed.form(request.POST if "confirmed" in request.POST else None)
    if form.is_bound and form.is_valid():
        try:
            done = deed.do(rows, form, user)
        except RotationRefused as refused:
            form.add_error(None, str(refused))
        else:
            said = ngettext("Tercatat untuk %(n)s akun.", "Tercatat untuk %(n)s akun.", done)
            messages.success(request, said % {"n": angka(done)})
            return redirect(back)
    context = _ask(request, campaign, deed, rows, form, back)
    return render(request, "rotations/bulk.html", context, status=422 if form.is_bound else 200)


def _ask(
    request: HttpRequest,
    campaign: Campaign,
    deed: Deed,
    rows: list[Rotation],
    form: forms.Form,
    back: str,
) -> dict[str, Any]:
    n = len(rows)
    title = ngettext("%(deed)s untuk %(n)s akun", "%(deed)s untuk %(n)s akun", n)
    named = str(deed.label).removesuffix("…")
    return {
        "title": title % {"deed": named, "n": angka(n)},
        "breadcrumbs": [
            (pgettext("list", "Penggantian serentak"), reverse("campaigns")),
            (campaign.name, campaign.get_absolute_url()),
            (named, ""),
        ],
        "form": form,
        "verb": request.POST["verb"],
        "picks": request.POST.getlist("pick"),
        "all_matching": request.POST.get("all_matching", ""),
        "query": request.POST.get("query", ""),
        "next": back,
        "logins": [shown_login(row.account.username) for row in rows[:5]],
        "more": n - 5,
        "submit_label": title % {"deed": named, "n": angka(n)},
        "danger": deed.danger,
        "for_holder": deed.form is AnswerForm,
    }


def _why_not(found: int) -> str:
    if found > BULK_LIMIT:
        return _("Paling banyak %(n)s akun sekaligus. Persempit filternya.") % {
            "n": angka(BULK_LIMIT)
        }
    return _("Pilih sedikitnya satu akun.")


def _back(request: HttpRequest, campaign: Campaign) -> str:
    """Where the deed was chosen: an address of ours, else the list with its filter."""
    wanted = request.POST.get("next", "")
    if wanted and url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    query = request.POST.get("query", "")
    address = reverse("campaign-rotations", args=[campaign.code])
    return f"{address}?{query}" if query else address


# --- names -------------------------------------------------------------------------------------


@require_POST
@requires(P.SEE_PERSONAL)
@transaction.atomic
def show_names(request: HttpRequest) -> HttpResponse:
    """Unmask names and NIPs for a quarter of an hour, or mask them again; back to the page."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    if request.POST.get("hide"):
        hide_personal(request)
    else:
        show_personal(request, where=wanted if safe else "", at=timezone.now())
    return redirect(wanted if safe else "/")
