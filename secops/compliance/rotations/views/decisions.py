"""What the office decides and finds: agreed dates, believed resets, samples, objections."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import check, requires, user_of
from accounts.roles import Permission
from secops.compliance.rotations.actions import (
    RotationRefused,
    agree_date,
    believe_mass_reset,
    record_sample_check,
    settle_objection,
)
from secops.compliance.rotations.forms import BelieveForm, DateForm, SampleForm, SettleForm
from secops.compliance.rotations.models import Campaign, Objection, Rotation
from secops.compliance.rotations.queries import waiting_objections
from secops.compliance.rotations.resets import MassReset, mass_resets
from secops.compliance.rotations.tables import MassResetTable, ObjectionTable
from secops.house.lists import Empty, list_page
from secops.house.text import angka, shown_login, wib
from secops.inventory.models import Application

P = Permission
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@GET_OR_POST
@requires(P.ANSWER_FOR)
def date(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree a date for a service or vendor account, which then is its due date."""
    user = user_of(request)
    rows = Rotation.objects.visible_to(user).select_related("account__application", "campaign")
    rotation = get_object_or_404(rows, pk=pk)
    check(user, P.ANSWER_FOR, rotation.department_id)
    form = DateForm(request.POST or None)
    if form.is_bound and form.is_valid():
        agreed: datetime = form.cleaned_data["agreed"]
        try:
            agree_date(rotation, agreed, by=user, at=timezone.now())
        except RotationRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Jadwal tercatat: %(when)s.") % {"when": wib(agreed)})
            return redirect(rotation.account)
    login = shown_login(rotation.account.username)
    context = {
        "title": _("Sepakati jadwal untuk %(login)s") % {"login": login},
        "lead": _("Jangan diganti sebelum jadwal ini: layanan yang memakainya dapat berhenti."),
        "facts": [
            (_("Aplikasi"), rotation.account.application.name),
            (_("Batas waktu sekarang"), wib(rotation.due_at)),
        ],
        "form": form,
        "submit_label": _("Catat jadwal"),
        "cancel_url": rotation.account.get_absolute_url(),
    }
    return render(request, "house/confirm.html", context, status=422 if form.errors else 200)


@GET_OR_POST
@requires(P.RUN_CAMPAIGN)
def sample(request: HttpRequest, code: str) -> HttpResponse:
    """Note what a sample check has found, for an application that gives no readings."""
    user = user_of(request)
    campaign = get_object_or_404(Campaign.objects.visible_to(user).running(), code=code)
    form = SampleForm(request.POST or None, applications=campaign.applications.all())
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        try:
            record_sample_check(
                campaign,
                typed["application"],
                drawn=typed["drawn"],
                changed=typed["changed"],
                passed=typed["passed"] == "yes",
                note=typed["note"],
                by=user,
                at=timezone.now(),
            )
        except RotationRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Hasil uji petik tercatat."))
            return redirect(campaign)
    context = {
        "title": _("Catat uji petik"),
        "lead": _(
            "Untuk aplikasi yang tidak dapat memberi data: beberapa akun diperiksa langsung. "
            "Bila lulus, jawaban “sudah” di aplikasi itu terbaca “dinyatakan, lulus uji petik”."
        ),
        "form": form,
        "submit_label": _("Catat hasil"),
        "cancel_url": campaign.get_absolute_url(),
    }
    return render(request, "house/confirm.html", context, status=422 if form.errors else 200)


@GET_OR_POST
@requires(P.RUN_CAMPAIGN, P.DECIDE)
def mass_reset_list(request: HttpRequest) -> HttpResponseBase:
    """Mass resets nobody judged yet; one is opened by its application and second."""
    wanted = request.GET.get("application", "")
    if not wanted:
        return list_page(
            request,
            title=_("Penggantian serentak oleh administrator"),
            subtitle=_(
                "Banyak akun berganti kata sandi pada detik yang sama. Itu belum bukti bahwa "
                "pemegangnya sendiri yang mengganti."
            ),
            table=MassResetTable,
            queryset=mass_resets(),
            order=("-accounts",),
            empty=Empty(_("Tidak ada yang menunggu keputusan"), icon="circle-check"),
        )
    return _believe(request, _found(wanted, request.GET.get("at", "")))


def _found(application: str, moment: str) -> MassReset:
    changed_at = parse_datetime(moment)
    for reset in mass_resets():
        if reset.application.code == application and reset.changed_at == changed_at:
            return reset
    raise Http404


def _believe(request: HttpRequest, reset: MassReset) -> HttpResponse:
    user = user_of(request)
    check(user, P.DECIDE)
    form = BelieveForm(request.POST or None)
    if form.is_bound and form.is_valid():
        application: Application = reset.application
        reason = form.cleaned_data["reason"]
        believe_mass_reset(application, reset.changed_at, reason, by=user, at=timezone.now())
        messages.success(request, _("Tercatat. Akun-akun itu dihitung ulang."))
        return redirect("mass-resets")
    context = {
        "title": _("Terima sebagai bukti?"),
        "lead": _("%(n)s akun %(application)s berganti kata sandi pada detik yang sama.")
        % {"n": angka(reset.accounts), "application": reset.application},
        "facts": [(_("Waktu"), wib(reset.changed_at)), (_("Akun"), angka(reset.accounts))],
        "form": form,
        "submit_label": _("Terima sebagai bukti"),
        "cancel_url": reverse("mass-resets"),
    }
    return render(request, "house/confirm.html", context, status=422 if form.errors else 200)


@require_safe
@requires(P.RUN_CAMPAIGN)
def objection_list(request: HttpRequest) -> HttpResponseBase:
    """Holders who say that the system's data are wrong."""
    return list_page(
        request,
        title=_("Sanggahan data sistem"),
        subtitle=_("Pemegang menyatakan data dari sistem tentang akunnya keliru."),
        table=ObjectionTable,
        queryset=waiting_objections(),
        order=("made_at", "pk"),
        empty=Empty(_("Tidak ada sanggahan yang menunggu"), icon="circle-check"),
    )


@GET_OR_POST
@requires(P.RUN_CAMPAIGN)
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what the office found."""
    rows = Objection.objects.select_related("rotation__account", "rotation__application")
    if request.method != "POST":
        rows = rows.filter(settled_at=None)
    objection = get_object_or_404(rows, pk=pk)
    if objection.settled_at is not None:  # a second tab
        messages.info(
            request, _("Sanggahan ini sudah dijawab: %(finding)s") % {"finding": objection.finding}
        )
        return redirect("objections")
    form = SettleForm(request.POST or None)
    if form.is_bound and form.is_valid():
        finding = form.cleaned_data["finding"]
        try:
            settle_objection(objection, finding, by=user_of(request), at=timezone.now())
        except RotationRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Hasil pemeriksaan tercatat."))
            return redirect("objections")
    account = objection.rotation.account
    context = {
        "title": _("Periksa sanggahan"),
        "lead": f"“{objection.note}”",
        "facts": [
            (_("Akun"), shown_login(account.username)),
            (_("Aplikasi"), objection.rotation.application.name),
            (_("Disampaikan"), wib(objection.made_at)),
        ],
        "form": form,
        "submit_label": _("Catat hasil pemeriksaan"),
        "cancel_url": reverse("objections"),
    }
    return render(request, "house/confirm.html", context, status=422 if form.errors else 200)
