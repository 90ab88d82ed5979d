"""Doors of plans: the list, one plan, making, changing, pausing, ending one; 3-2-1."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.compliance.backups import queries
from secops.compliance.backups.actions import (
    PlanRefused,
    change_plan,
    end_plan,
    make_plan,
    pause_plan,
    resume_plan,
)
from secops.compliance.backups.connecting import ways_to_report
from secops.compliance.backups.filters import PingFilter, PlanFilter
from secops.compliance.backups.forms import EndForm, PauseForm, PlanForm
from secops.compliance.backups.models import BackupPlan
from secops.compliance.backups.page import ping_page, plan_page
from secops.compliance.backups.tables import PingTable, PlanTable
from secops.compliance.backups.three_two_one import RuleTable, rule_rows
from secops.house.lists import Empty, list_page
from secops.house.text import angka, wib
from secops.inventory.models import Application

PLAN_FORM = "backups/plan_form.html"
SEE, MANAGE = Permission.SEE_DEPARTMENTS, Permission.MANAGE_BACKUPS


def seen(request: HttpRequest, pk: int) -> BackupPlan:
    """A plan the user may see; 404 otherwise."""
    rows = BackupPlan.objects.visible_to(user_of(request))
    return get_object_or_404(rows.select_related("department", "application", "contact"), pk=pk)


def managed(request: HttpRequest, pk: int) -> BackupPlan:
    """A running plan the user may change; 404 otherwise."""
    rows = BackupPlan.objects.managed_by(user_of(request)).running()
    return get_object_or_404(rows.select_related("department"), pk=pk)


def crumbs(plan: BackupPlan | None = None, *last: str) -> list[tuple[str, str]]:
    """The way here."""
    way = [(_("Backup"), reverse("backups"))]
    if plan is not None:
        way.append((plan.name, plan.get_absolute_url() if last else ""))
    return [*way, *((one, "") for one in last)]


def form_page(
    request: HttpRequest,
    form: forms.Form | forms.ModelForm,  # type: ignore[type-arg]
    title: str,
    submit: str,
    plan: BackupPlan | None = None,
    *,
    lead: str = "",
    danger: bool = False,
    template: str = "house/confirm.html",
) -> HttpResponse:
    """A form on a page of its own."""
    return render(
        request,
        template,
        {
            "form": form,
            "title": title,
            "lead": lead,
            "breadcrumbs": crumbs(plan, title),
            "submit_label": submit,
            "danger": danger,
            "cancel_url": plan.get_absolute_url() if plan else reverse("backups"),
        },
        status=422 if form.errors else 200,
    )


def tried(form: forms.Form | forms.ModelForm, act: Callable[[], object]) -> bool:  # type: ignore[type-arg]
    """Whether the deed was done; a refusal stands in the form in its own words."""
    try:
        act()
    except PlanRefused as refused:
        form.add_error(None, str(refused))
        return False
    return True


@require_GET
@requires(SEE)
def backups(request: HttpRequest) -> HttpResponseBase:
    """All plans that the user may see, the worst first."""
    user = user_of(request)
    return list_page(
        request,
        title=_("Backup"),
        subtitle=wib(timezone.now()),
        table=PlanTable,
        queryset=queries.plans_for(user),
        filterset=PlanFilter,
        order=("rank", "department__sort_name", "name", "pk"),
        empty=Empty(
            _("Belum ada rencana backup"),
            _("Catat apa yang dicadangkan dan setiap berapa lama; server lalu melapor sendiri."),
            icon="database",
        ),
        export_name="backup",
        on_export=log_export(user),
        template="backups/backups.html",
        extra={
            "may": user.may(MANAGE),
            "counts": queries.state_counts(BackupPlan.objects.visible_to(user).running()),
        },
    )


@require_http_methods(["GET", "POST"])
@requires(MANAGE)
def backup_new(request: HttpRequest) -> HttpResponse:
    """ "Rencana backup baru"."""
    user, now = user_of(request), timezone.now()
    asked = Application.objects.visible_to(user).filter(code=request.GET.get("application", ""))
    form = PlanForm(request.POST or None, user=user, at=now, initial={"application": asked.first()})
    if request.method == "POST" and form.is_valid():
        made: list[BackupPlan] = []
        department = form.cleaned_data["department"]
        if tried(form, lambda: made.append(make_plan(department, form.given(), by=user, at=now))):
            messages.success(request, _("Rencana tercatat. Sekarang sambungkan servernya."))
            return redirect("backup-connect", made[0].pk)
    return form_page(
        request, form, _("Rencana backup baru"), _("Simpan rencana"), template=PLAN_FORM
    )


@require_GET
@requires(SEE)
def backup(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan: state, what comes next, the last runs, tests, messages."""
    plan, user = seen(request, pk), user_of(request)
    return render(
        request,
        "backups/backup.html",
        {
            "title": plan.name,
            "plan": plan,
            "page": plan_page(plan, user, at=timezone.now()),
            "breadcrumbs": crumbs(plan),
        },
    )


@require_http_methods(["GET", "POST"])
@requires(MANAGE)
def backup_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a plan; its state follows the new rhythm at once."""
    plan, user, now = managed(request, pk), user_of(request), timezone.now()
    form = PlanForm(request.POST or None, instance=plan, user=user, at=now)
    if request.method == "POST" and form.is_valid():
        stored = BackupPlan.objects.get(pk=plan.pk)
        if tried(form, lambda: change_plan(stored, form.given(), by=user, at=now)):
            return redirect(plan)
    title, submit = _("Ubah rencana"), _("Simpan rencana")
    return form_page(request, form, title, submit, plan, template=PLAN_FORM)


@require_http_methods(["GET", "POST"])
@requires(MANAGE)
def backup_pause(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell nobody of it until a day, or tell of it again."""
    plan, user, now = managed(request, pk), user_of(request), timezone.now()
    if request.method == "POST" and "resume" in request.POST:
        resume_plan(plan, by=user, at=now)
        return redirect(plan)
    form = PauseForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: pause_plan(plan, **form.cleaned_data, by=user, at=now))
    ):
        return redirect(plan)
    lead = _("Keadaannya tetap dihitung. Bila masih gagal sesudah jeda, Anda dikabari.")
    return form_page(request, form, _("Jeda pemberitahuan"), _("Jeda"), plan, lead=lead)


@require_http_methods(["GET", "POST"])
@requires(MANAGE)
def backup_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The data is not copied any more."""
    plan, now = managed(request, pk), timezone.now()
    form = EndForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: end_plan(plan, **form.cleaned_data, by=user_of(request), at=now))
    ):
        messages.success(request, _("Rencana diakhiri. Riwayatnya tetap tersimpan."))
        return redirect("backups")
    lead = _("Ping-nya tidak lagi diterima dan tidak ada yang dikabari. Riwayatnya tetap ada.")
    title = _("Akhiri rencana")
    return form_page(request, form, title, title, plan, lead=lead, danger=True)


@require_GET
@requires(MANAGE)
def backup_connect(request: HttpRequest, pk: int) -> HttpResponse:
    """How the server reports: lines ready to copy."""
    plan = managed(request, pk)
    return render(
        request,
        "backups/connect.html",
        {
            "title": _("Cara menyambungkan"),
            "plan": plan,
            "ways": ways_to_report(plan),
            "breadcrumbs": crumbs(plan, _("Cara menyambungkan")),
        },
    )


@require_GET
@requires(SEE)
def backup_pings(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Everything the plan's tool told us."""
    plan, user = seen(request, pk), user_of(request)
    return list_page(
        request,
        title=_("Catatan ping: %(plan)s") % {"plan": plan.name},
        subtitle=_("Waktu dalam WIB, yang terbaru di atas."),
        table=PingTable,
        queryset=plan.pings.all(),
        filterset=PingFilter,
        order=("-received_at", "-pk"),
        paging="keyset",
        breadcrumbs=crumbs(plan, _("Catatan ping")),
        empty=Empty(_("Belum ada ping"), _("Begitu server melapor, catatannya muncul di sini.")),
        export_name=f"ping-{plan.pk}",
        on_export=log_export(user),
    )


@require_GET
@requires(SEE)
def backup_ping(request: HttpRequest, pk: int, n: int) -> HttpResponse:
    """One ping with what the tool wrote; who only reads sees that it wrote something."""
    plan, user = seen(request, pk), user_of(request)
    found = get_object_or_404(
        plan.pings.select_related("recorded_by__person").prefetch_related("proofs"), n=n
    )
    title = _("Ping nomor %(n)s") % {"n": angka(n)}
    return render(
        request,
        "backups/ping.html",
        {
            "title": title,
            "plan": plan,
            "page": ping_page(found),
            "may": BackupPlan.objects.managed_by(user).filter(pk=plan.pk).exists(),
            "breadcrumbs": crumbs(plan, title),
        },
    )


@require_GET
@requires(SEE)
def backup_rule(request: HttpRequest) -> HttpResponseBase:
    """3-2-1: how many plans of each department keep to it."""
    user = user_of(request)
    return list_page(
        request,
        title=_("Aturan 3-2-1"),
        subtitle=_("Tiga salinan, dua jenis media, satu di lokasi lain; lalu terputus dari "
                   "jaringan dan dienkripsi."),
        table=RuleTable,
        queryset=rule_rows(user),
        order=("department", "pk"),
        breadcrumbs=crumbs(None, _("Aturan 3-2-1")),
        empty=Empty(_("Belum ada rencana backup"), icon="database"),
        export_name="backup-3-2-1",
        on_export=log_export(user),
        template="backups/rule.html",
    )  # fmt: skip
