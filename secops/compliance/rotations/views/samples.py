"""Sample checks: draw, look at each account with its agent, conclude."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import check, requires, user_of
from accounts.roles import Permission
from secops.compliance.rotations.actions import (
    RotationRefused,
    conclude_draw,
    draw_for_check,
    note_look,
)
from secops.compliance.rotations.forms import DrawForm
from secops.compliance.rotations.models import Campaign, Rotation, SampleDraw, SampleLook
from secops.compliance.rotations.personal import is_personal_shown
from secops.compliance.rotations.words import look_of_row
from secops.house.text import angka, masked_name, shown_login, wib

P = Permission
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
#: Seeds have so many bits: enough to be drawn, short enough to be read aloud.
SEED_BELOW = 2**31


@GET_OR_POST
@requires(P.SEE_DEPARTMENTS)
def draws(request: HttpRequest, code: str) -> HttpResponse:
    """The samples of a campaign, and the drawing of a new one."""
    user = user_of(request)
    campaign = get_object_or_404(Campaign.objects.visible_to(user), code=code)
    may = user.may(P.RUN_CAMPAIGN) and campaign.state == Campaign.State.RUNNING
    applications = campaign.applications.order_by("reads_passwords", "sort_name")
    form = DrawForm(request.POST if request.method == "POST" else None, applications=applications)
    if request.method == "POST":
        check(user, P.RUN_CAMPAIGN)
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        seed = secrets.randbelow(SEED_BELOW)
        try:
            found = draw_for_check(
                campaign, typed["application"], typed["size"], seed=seed, by=user,
                at=timezone.now(),
            )  # fmt: skip
        except RotationRefused as refused:
            form.add_error(None, str(refused))
        else:
            if found.seed != seed:
                messages.info(request, _("Uji petik aplikasi ini masih berjalan."))
            return redirect(found)
    rows = (
        SampleDraw.objects.visible_to(user)
        .filter(campaign=campaign)
        .select_related("application", "check_made")
        .annotate(drawn=Count("looks"), seen=Count("looks", filter=Q(looks__passed__isnull=False)))
    )
    context = {
        "title": _("Uji petik"),
        "subtitle": _("Untuk aplikasi yang tidak dapat memberi data perubahan kata sandi."),
        "breadcrumbs": _crumbs(campaign, _("Uji petik")),
        "campaign": campaign,
        "draws": rows.order_by("-drawn_at", "-pk"),
        "form": form,
        "may": may,
    }
    status = 422 if form.errors else 200
    return render(request, "rotations/draws.html", context, status=status)


@GET_OR_POST
@requires(P.SEE_DEPARTMENTS)
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    """One sample: the drawn accounts, each with what was seen. A department sees its own."""
    user, at = user_of(request), timezone.now()
    rows = SampleDraw.objects.visible_to(user).select_related(
        "campaign", "application", "check_made", "drawn_by__person"
    )
    found = get_object_or_404(rows, pk=pk)
    looks = SampleLook.objects.filter(
        draw=found, rotation__in=Rotation.objects.visible_to(user)
    ).select_related("rotation__account__holder", "rotation__department", "looked_by__person")
    looks = looks.order_by("rotation__department__sort_name", "pk")
    if request.method == "POST":
        return _note(request, found)
    whole = is_personal_shown(request, at=at)
    shown = [_row(look, whole) for look in looks]
    left = sum(look.passed is None for look in looks)
    open_ = found.check_made is None
    context = {
        "title": _("Uji petik %(application)s") % {"application": found.application.name},
        "subtitle": _state(found, left),
        "breadcrumbs": _crumbs(found.campaign, _("Uji petik"), found),
        "draw": found,
        "rows": shown,
        "about": [
            (_("Ditarik"), f"{wib(found.drawn_at)}, {found.drawn_by.display_name}"),
            (_("Benih"), str(found.seed)),
            (
                _("Jumlah"),
                _("%(n)s dari %(all)s akun yang menyatakan sudah tanpa bukti")
                % {"n": angka(found.looks.count()), "all": angka(len(found.population))},
            ),
        ],
        "may": user.may(P.RUN_CAMPAIGN) and open_,
        "left": left,
        "concluded": not open_,
    }
    return render(request, "rotations/draw.html", context)


@require_POST
@requires(P.RUN_CAMPAIGN)
def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """Every account was looked at: the result is what the law reads."""
    user = user_of(request)
    found = get_object_or_404(SampleDraw.objects.visible_to(user), pk=pk)
    try:
        sample = conclude_draw(found, by=user, at=timezone.now())
    except RotationRefused as refused:
        messages.error(request, str(refused))
    else:
        said = _("Lulus uji petik: %(n)s dari %(n)s benar sudah diganti.")
        if not sample.passed:
            said = _("Tidak lulus: %(changed)s dari %(n)s benar sudah diganti.")
        values = {"n": angka(sample.drawn), "changed": angka(sample.changed)}
        messages.success(request, said % values)
    return redirect(found)


def _note(request: HttpRequest, found: SampleDraw) -> HttpResponse:
    user = user_of(request)
    check(user, P.RUN_CAMPAIGN)
    wanted, passed = request.POST.get("look", ""), request.POST.get("passed", "")
    if not (wanted.isascii() and wanted.isdigit()) or passed not in ("yes", "no"):
        messages.error(request, _("Pilih hasilnya: sudah diganti atau belum."))
        return redirect(found)
    look = get_object_or_404(SampleLook, pk=int(wanted), draw=found)
    note = request.POST.get("note", "")
    try:
        note_look(look, passed == "yes", note, by=user, at=timezone.now())
    except RotationRefused as refused:
        messages.error(request, str(refused))
    return redirect(f"{found.get_absolute_url()}#u{look.pk}")


def _row(look: SampleLook, whole: bool) -> dict[str, object]:
    account = look.rotation.account
    holder = account.holder.name if account.holder else ""
    return {
        "pk": look.pk,
        "login": shown_login(account.username, whole=whole),
        "url": reverse("account", args=[account.pk]),
        "holder": holder if whole else masked_name(holder),
        "department": look.rotation.department,
        "state": look_of_row(look.rotation),
        "passed": look.passed,
        "note": look.note,
        "by": look.looked_by.display_name if look.looked_by else "",
        "at": look.looked_at,
    }


def _state(found: SampleDraw, left: int) -> str:
    if found.check_made is None:
        return (
            _("%(n)s akun belum diperiksa") % {"n": angka(left)}
            if left
            else _("Semua sudah diperiksa; hasilnya belum ditetapkan")
        )
    return _("Lulus uji petik") if found.check_made.passed else _("Tidak lulus")


def _crumbs(campaign: Campaign, last: str, draw: SampleDraw | None = None) -> list[tuple[str, str]]:
    way = [
        (pgettext("list", "Penggantian serentak"), reverse("campaigns")),
        (campaign.name, campaign.get_absolute_url()),
    ]
    if draw is None:
        return [*way, (last, "")]
    return [
        *way,
        (last, reverse("sample-draws", args=[campaign.code])),
        (draw.application.name, ""),
    ]
