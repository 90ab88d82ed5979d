"""Doors of climbing duties: the lead's decisions, the office's calls, a department's word."""

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.decorators.http import require_GET, require_POST

from accounts.access import requires, user_of
from accounts.roles import Permission
from secops.compliance.duties.models import Duty
from secops.house.lists import row_ids
from secops.house.text import angka, wib
from secops.reminders.duties import queries
from secops.reminders.duties.acknowledging import AcknowledgementRefused, acknowledge
from secops.reminders.duties.calling import CALL_PANELS, call_tasks, note_call
from secops.reminders.duties.escalating import EscalationRefused, decide, undo_decision
from secops.reminders.duties.forms import AcknowledgementForm, CallForm, DecisionForm
from secops.reminders.models import Call, Escalation

P = Permission

#: What the lead reads after each decision.
DECIDED = {
    Escalation.Decision.SEND: gettext_lazy(
        "%(n)s dikirim pada waktunya. Dapat dibatalkan sebelum itu."
    ),
    Escalation.Decision.HOLD: gettext_lazy("%(n)s ditunda, lalu ditanyakan lagi kepada Anda."),
    Escalation.Decision.CALL: gettext_lazy("%(n)s masuk daftar telepon."),
}
#: Calls shown at a time: a morning's work.
SHOWN = 20


@require_GET
@requires(P.RUN_CAMPAIGN)
def escalations(request: HttpRequest) -> HttpResponse:
    """What climbs above the departments: who would hear of it, and when."""
    return _escalations(request)


def _escalations(
    request: HttpRequest, *, typed: DecisionForm | None = None, problem: str = ""
) -> HttpResponse:
    """The page; after a refusal with the reason, and with what was ticked and typed."""
    user, now = user_of(request), timezone.now()
    context = {
        "title": _("Naik ke atasan"),
        "subtitle": wib(now),
        "steps": [(step, queries.goes_at(step)) for step in queries.escalation_steps(at=now)],
        "weekly": queries.weekly_rows(at=now),
        "may_decide": user.may(P.DECIDE),
        "typed": typed,
        "ticked": row_ids(request.POST, "row"),
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "reminders/escalations.html", context, status=status)


@require_POST
@requires(P.DECIDE)
def decide_escalations(request: HttpRequest) -> HttpResponse:
    """Send, put off or have telephoned what is ticked."""
    user, now = user_of(request), timezone.now()
    wanted = row_ids(request.POST, "row")
    if request.POST.get("decision") == "undo":
        n = undo_decision(wanted, by=user, at=now)
        notes.success(request, _("%(n)s dibatalkan, belum dikirim.") % {"n": angka(n)})
        return redirect("escalations")
    form = DecisionForm(request.POST)
    if not wanted:
        problem = _("Belum ada yang dipilih. Centang OPD-nya dulu.")
        return _escalations(request, typed=form, problem=problem)
    if not form.is_valid():
        problem = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return _escalations(request, typed=form, problem=problem)
    decision = Escalation.Decision(form.cleaned_data["decision"])
    try:
        n = decide(
            wanted,
            decision,
            by=user,
            at=now,
            until=form.cleaned_data["until"],
            reason=form.cleaned_data["reason"],
        )
    except EscalationRefused as refused:
        return _escalations(request, typed=form, problem=str(refused))
    notes.success(request, DECIDED[decision] % {"n": angka(n)})
    return redirect("escalations")


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
        "panels": [panel for find in CALL_PANELS if (panel := find(now))],
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
    others = row_ids(request.POST, "also")
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
            form.add_error(None, str(refused))
        else:
            notes.success(
                request, _("Tercatat. Pengingat berhenti sampai tanggal itu, lalu datang lagi.")
            )
            return redirect(duty)
    context = {
        "title": _("Sedang kami kerjakan sampai …"),
        "subtitle": str(duty),
        "form": form,
        "submit_label": _("Catat"),
        "cancel_url": duty.get_absolute_url(),
        "breadcrumbs": [(str(duty.directive), duty.get_absolute_url()), (_("Pengingat"), "")],
    }
    return render(request, "accounts/form.html", context, status=422)
