"""The accounts of a campaign as a list, and what is done to many of them at once."""

from __future__ import annotations

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_POST

from accounts.access import requires, user_of
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.compliance.rotations.actions import (
    exempt,
    record_answer,
    write_off,
)
from secops.compliance.rotations.bulk import (
    FOR_HOLDER,
    Deed,
    back_from,
    carry_out,
    matching,
    recorded,
    verbs_of,
)
from secops.compliance.rotations.filters import RotationFilter
from secops.compliance.rotations.forms import AnswerForm, ExemptForm, WriteOffForm
from secops.compliance.rotations.lists import offers, picked, rotations_for
from secops.compliance.rotations.models import Campaign, Exemption, Rotation
from secops.compliance.rotations.personal import (
    hide_personal,
    is_personal_shown,
    show_personal,
)
from secops.compliance.rotations.queries import alarming, with_snoozes
from secops.compliance.rotations.tables import RotationTable
from secops.house.export import ExportNote
from secops.house.lists import Empty, list_page
from secops.house.text import wib
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
        exclude=(*(() if verbs_of(DEEDS, user) else ("pick",)), *offered["without"]),
        export_name=f"akun-{campaign.code}",
        on_export=note,
        empty=Empty(
            _("Belum ada akun"),
            _("Akun yang tercakup muncul di sini begitu penggantian serentak dimulai."),
        ),
        template="rotations/accounts.html",
        extra={
            "campaign": campaign,
            "verbs": verbs_of(DEEDS, user) if campaign.state == Campaign.State.RUNNING else [],
            "matching": matching(found),
            "whole": whole,
            "may_see_whole": user.may(P.SEE_PERSONAL),
        },
    )


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
        queryset=with_snoozes(alarming()).select_related(
            "account__holder", "application", "department"
        ),
        order=("due_at", "pk"),
        table_kwargs={"whole": is_personal_shown(request, at=timezone.now())},
        exclude=("pick",),
        empty=Empty(_("Tidak ada tanda bahaya"), icon="circle-check"),
    )


# --- many at once ------------------------------------------------------------------------------


def _answer(rows: list[Rotation], form: forms.Form, by: User) -> str:
    assert isinstance(form, AnswerForm)
    at = timezone.now()
    answers = record_answer(rows, form.given(), person=None, calendar=city_calendar(), by=by, at=at)
    return recorded(len(answers))


@transaction.atomic
def _exempt(rows: list[Rotation], form: forms.Form, by: User) -> str:
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
    return recorded(len(rows))


def _write_off(rows: list[Rotation], form: forms.Form, by: User) -> str:
    return recorded(write_off(rows, form.cleaned_data["reason"], by=by, at=timezone.now()))


DEEDS: dict[str, Deed] = {
    "answer": Deed(
        gettext_lazy("Catat jawaban pemegang…"),
        P.ANSWER_FOR,
        lambda posted, user: AnswerForm(posted),
        _answer,
        FOR_HOLDER,
    ),
    "exempt": Deed(
        gettext_lazy("Kecualikan…"), P.DECIDE, lambda posted, user: ExemptForm(posted), _exempt
    ),
    "write_off": Deed(
        gettext_lazy("Keluarkan dari hitungan…"),
        P.DECIDE,
        lambda posted, user: WriteOffForm(posted),
        _write_off,
        danger=True,
    ),
}


@require_POST
@requires(P.ANSWER_FOR, P.DECIDE)
def bulk(request: HttpRequest, code: str) -> HttpResponse:
    """First the form with the number of accounts, then the deed."""
    user = user_of(request)
    campaign = get_object_or_404(Campaign.objects.visible_to(user), code=code)
    return carry_out(
        request,
        DEEDS,
        picked(user, campaign, request.POST),
        back=back_from(request, reverse("campaign-rotations", args=[campaign.code])),
        crumbs=[
            (pgettext("list", "Penggantian serentak"), reverse("campaigns")),
            (campaign.name, campaign.get_absolute_url()),
        ],
    )


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
