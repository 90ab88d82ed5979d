"""Doors of climbing duties: the lead's decisions, the office's calls, a department's word."""

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_GET, require_POST

from accounts.access import requires, user_of
from accounts.roles import Permission
from secops.compliance.duties.models import Duty
from secops.house.text import angka, wib
from secops.reminders.duties import queries
from secops.reminders.duties.acknowledging import AcknowledgementRefused, acknowledge
from secops.reminders.duties.calling import call_tasks, note_call
from secops.reminders.duties.escalating import EscalationRefused, decide, undo_decision
from secops.reminders.duties.forms import AcknowledgementForm, CallForm, DecisionForm
from secops.reminders.models import Call, Escalation

P = Permission

#: Calls shown at a time: a morning's work.
SHOWN = 20


@require_GET
@requires(P.RUN_CAMPAIGN)
def escalations(request: HttpRequest) -> HttpResponse:
    """What climbs above the departments: who would hear of it, and when."""
    user, now = user_of(request), timezone.now()
    steps = queries.escalation_steps(at=now)
    context = {
        "title": _("Naik ke atasan"),
        "subtitle": wib(now),
        "steps": [(step, queries.goes_at(step)) for step in steps],
        "may_decide": user.may(P.DECIDE),
    }
    return render(request, "reminders/escalations.html", context)


@require_POST
@requires(P.DECIDE)
def decide_escalations(request: HttpRequest) -> HttpResponse:
    """Send, put off or have telephoned what is ticked."""
    user, now = user_of(request), timezone.now()
    wanted = [int(one) for one in request.POST.getlist("row") if one.isdigit()]
    if request.POST.get("decision") == "undo":
        n = undo_decision(wanted, by=user, at=now)
        notes.success(request, _("%(n)s dibatalkan, belum dikirim.") % {"n": angka(n)})
        return redirect("escalations")
    form = DecisionForm(request.POST)
    if not wanted:
        notes.error(request, _("Belum ada yang dipilih. Centang OPD-nya dulu."))
    elif not form.is_valid():
        for errors in form.errors.values():
            notes.error(request, str(errors[0]))
    else:
        _decide(request, wanted, form)
    return redirect("escalations")


def _decide(request: HttpRequest, wanted: list[int], form: DecisionForm) -> None:
    decision = Escalation.Decision(form.cleaned_data["decision"])
    try:
        n = decide(
            wanted,
            decision,
            by=user_of(request),
            at=timezone.now(),
            until=form.cleaned_data["until"],
            reason=form.cleaned_data["reason"],
        )
    except EscalationRefused as refused:
        notes.error(request, str(refused))
        return
    said = {
        Escalation.Decision.SEND: _("%(n)s dikirim pada waktunya. Dapat dibatalkan sebelum itu."),
        Escalation.Decision.HOLD: _("%(n)s ditunda, lalu ditanyakan lagi kepada Anda."),
        Escalation.Decision.CALL: _("%(n)s masuk daftar telepon."),
    }
    notes.success(request, said[decision] % {"n": angka(n)})


@require_GET
@requires(P.RUN_CAMPAIGN)
def calls(request: HttpRequest) -> HttpResponse:
    """Whom to telephone, with the number, what to say, and where to note what came of it."""
    now = timezone.now()
    tasks = call_tasks(at=now)
    n = len(tasks)
    context = {
        "title": pgettext("list", "Telepon"),
        "subtitle": ngettext(
            "%(n)s orang perlu ditelepon", "%(n)s orang perlu ditelepon", n
        ) % {"n": angka(n)},
        "tasks": [(task, CallForm(prefix=f"t{task.first.pk}")) for task in tasks[:SHOWN]],
        "more": max(0, n - SHOWN),
    }  # fmt: skip
    return render(request, "reminders/calls.html", context)


@require_POST
@requires(P.RUN_CAMPAIGN)
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down one call, about this duty and the others that were spoken of."""
    user = user_of(request)
    duties = Duty.objects.visible_to(user)
    first = get_object_or_404(duties, pk=pk)
    form = CallForm(request.POST, prefix=f"t{pk}")
    if not form.is_valid():
        notes.error(request, _("Pilih hasil teleponnya: tersambung, tidak diangkat, atau salah."))
        return redirect(f"{reverse('calls')}#t{pk}")
    others = [int(one) for one in request.POST.getlist("also") if one.isdigit()]
    note_call(
        [first, *duties.filter(pk__in=others, department=first.department_id).exclude(pk=pk)],
        Call.Outcome(form.cleaned_data["outcome"]),
        by=user,
        at=timezone.now(),
        note=form.cleaned_data["note"],
    )
    notes.success(request, _("Telepon tercatat."))
    return redirect("calls")


@require_POST
@requires(P.REPORT_DUTY, P.CONFIRM_DUTY, P.REPORT_LOCK)
def acknowledge_duty(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Sedang kami kerjakan sampai …" """
    user = user_of(request)
    duty = get_object_or_404(Duty.objects.visible_to(user).select_related("application"), pk=pk)
    form = AcknowledgementForm(request.POST)
    if form.is_valid():
        try:
            acknowledge(duty, **form.cleaned_data, by=user, at=timezone.now())
        except AcknowledgementRefused as refused:
            notes.error(request, str(refused))
        else:
            notes.success(
                request, _("Tercatat. Pengingat berhenti sampai tanggal itu, lalu datang lagi.")
            )
    else:
        for errors in form.errors.values():
            notes.error(request, str(errors[0]))
    return redirect(duty)
