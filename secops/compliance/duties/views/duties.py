"""Doors of a department: its duties, and the steps its people take."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import requires, user_of
from accounts.personal import is_personal_shown
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.compliance.duties import queries
from secops.compliance.duties.actions import (
    NumbersChanged,
    PromiseMissing,
    confirm_duty,
    object_to_numbers,
    pass_to_agent,
    promise_numbers,
    receive_duty,
    report_duty,
)
from secops.compliance.duties.duty_page import duty_page, missing_evidence, why_not_now
from secops.compliance.duties.filters import DutyFilter
from secops.compliance.duties.forms import ReasonForm, ReportForm, StatementForm
from secops.compliance.duties.kinds import numbers_of
from secops.compliance.duties.locks import lock_panel
from secops.compliance.duties.models import Duty
from secops.compliance.duties.numbers import (
    Numbers,
    evidence_shown,
    picture,
    sentence_of_statement,
    sentences_of,
)
from secops.compliance.duties.panels import panels_of
from secops.compliance.duties.tables import DutyTable
from secops.compliance.rotations.refusals import RotationRefused
from secops.house.lists import Empty, list_page
from secops.house.text import wib, wib_clock
from secops.rules.duty import State
from secops.rules.refusal import MoveRefused

#: Those who take a department's steps; the table of moves asks who may take which.
OF_DEPARTMENT = (
    Permission.REPORT_DUTY,
    Permission.CONFIRM_DUTY,
    Permission.REPORT_LOCK,
)

#: The date in a sentence that is chosen in a field after it, or before it where it is ticked.
THAT_DAY = gettext_lazy("tanggal di bawah ini")
DAY_ABOVE = gettext_lazy("tanggal di atas")
#: What a step may answer instead of being taken.
REFUSALS = (MoveRefused, NumbersChanged, PromiseMissing, RotationRefused)


def find_duty(request: HttpRequest, pk: int) -> Duty:
    """The duty, if the user may see it; else 404."""
    return get_object_or_404(queries.duties_for(user_of(request)), pk=pk)


def too_late(request: HttpRequest, duty: Duty, target: State) -> HttpResponse | None:
    """Back to the duty with the reason, instead of a form that would be refused."""
    why = ""
    if request.method != "POST":
        why = why_not_now(duty, user_of(request), target, at=timezone.now())
    if not why:
        return None
    messages.error(request, why)
    return redirect(duty)


def step(request: HttpRequest, duty: Duty, act: Callable[[], object], said: str) -> HttpResponse:
    """Take one step and go back to the duty, with a receipt or with the refusal's words."""
    try:
        act()
    except REFUSALS as refused:
        messages.error(request, queries.refusal_words(refused))
    else:
        messages.success(request, said)
    return redirect(duty)


@require_GET
@requires(Permission.SEE_DEPARTMENTS)
def duty_list(request: HttpRequest) -> HttpResponseBase:
    """All duties that the user may see, the earliest due first."""
    user = user_of(request)
    return list_page(
        request,
        title=_("Tugas OPD"),
        subtitle=wib(timezone.now()),
        table=DutyTable,
        queryset=queries.duties_for(user),
        filterset=DutyFilter,
        order=("due_at", "department__sort_name", "pk"),
        empty=Empty(
            _("Belum ada tugas"),
            _("Arahan kantor kepada OPD menjadi tugas dan muncul di sini dengan batas waktunya."),
        ),
        export_name="tugas-opd",
        on_export=log_export(user),
        exclude=queries.hidden_columns(user),
        template="duties/duties.html",
        extra={"verbs": queries.bulk_verbs(user)},
    )


@require_GET
@requires(Permission.SEE_DEPARTMENTS)
def duty(request: HttpRequest, pk: int) -> HttpResponse:
    """One duty: what is asked, the numbers, what is open, what is next."""
    found, user, now = find_duty(request, pk), user_of(request), timezone.now()
    page = duty_page(found, user, whole=is_personal_shown(request, at=now), at=now)
    return render(
        request,
        "duties/duty.html",
        {
            "title": page.heading,
            "page": page,
            "duty": found,
            "lock": lock_panel(found, user),
            "panels": panels_of(found, user, now),
            "breadcrumbs": queries.duty_crumbs(found),
        },
    )


@require_POST
@requires(*OF_DEPARTMENT)
def duty_receive(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Terima": the department has the order."""
    found, now = find_duty(request, pk), timezone.now()
    said = _("Tercatat diterima, %(when)s.") % {"when": wib(now)}
    return step(request, found, lambda: receive_duty(found, by=user_of(request), at=now), said)


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_DUTY, Permission.REPORT_LOCK)
def duty_report(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Laporkan": what was done, with evidence; the head is then asked for his statement."""
    found, now = find_duty(request, pk), timezone.now()
    if refused_now := too_late(request, found, State.REPORTED):
        return refused_now
    form = ReportForm(request.POST or None, request.FILES or None, duty=found)
    if request.method == "POST" and form.is_valid():
        try:
            report_duty(found, **form.given(), by=user_of(request), at=now)
        except REFUSALS as refused:
            form.add_error(None, queries.refusal_words(refused))
        else:
            promise_numbers(found, at=now)
            messages.success(request, _("Laporan tercatat %(at)s.") % {"at": wib_clock(now)})
            return redirect(found)
    return render(
        request,
        "duties/report.html",
        {
            "form": form,
            "duty": found,
            "title": _("Laporkan: %(title)s") % {"title": found.directive.title},
            "breadcrumbs": [*queries.duty_crumbs(found)[:-1], queries.crumb_of(found),
                            (_("Laporkan"), "")],
            "numbers": numbers_of(found, at=now),
        },
        status=422 if form.errors else 200,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.CONFIRM_DUTY)
def duty_state(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Nyatakan": the head's word on the numbers that stand on this page."""
    found, user, now = find_duty(request, pk), user_of(request), timezone.now()
    if refused_now := too_late(request, found, State.CONFIRMED):
        return refused_now
    numbers = numbers_of(found, at=now)
    form = StatementForm(
        request.POST or None,
        anything_open=bool(numbers.open),
        sentences=sentences_of(found, numbers, str(DAY_ABOVE)),
        initial={
            "proven": numbers.proven,
            "total": numbers.total,
            "evidence": evidence_shown(found),
            "promised_on": timezone.localdate(max(found.due_at, now)),
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            statement = confirm_duty(found, **form.given(), by=user, at=now)
        except REFUSALS as refused:
            messages.error(request, queries.refusal_words(refused))
            return redirect("duty-state", found.pk)
        messages.success(
            request,
            _("Pernyataan tercatat %(when)s, nomor %(number)s.")
            % {"when": wib(now), "number": statement.number},
        )
        return redirect(found)
    return state_page(request, found, numbers, form, _("Pernyataan Kepala OPD"))


def state_page(
    request: HttpRequest, found: Duty, numbers: Numbers, form: StatementForm, title: str
) -> HttpResponse:
    """The numbers, the list and the sentence, with the form of a statement."""
    return render(
        request,
        "duties/state.html",
        {
            "form": form,
            "duty": found,
            "numbers": numbers,
            "title": title,
            "breadcrumbs": [*queries.duty_crumbs(found)[:-1], queries.crumb_of(found), (title, "")],
            "picture": picture(found, numbers),
            "evidence": found.evidence.standing().order_by("pk"),
            "missing": missing_evidence(found, at=timezone.now()),
            "sentence": "" if form.sentences else sentence_of_statement(numbers, str(THAT_DAY)),
        },
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.CONFIRM_DUTY, Permission.REPORT_DUTY, Permission.REPORT_LOCK)
def duty_object(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Ada yang keliru": the office looks at it and answers on the duty's page."""
    found, now = find_duty(request, pk), timezone.now()
    form = ReasonForm(request.POST or None)
    form.fields["reason"].label = _("Apa yang keliru?")
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["reason"]
        return step(
            request,
            found,
            lambda: object_to_numbers(found, text=text, by=user_of(request), at=now),
            _("Terima kasih. Posko memeriksa dan menjawab di halaman ini."),
        )
    return render(
        request,
        "house/confirm.html",
        {
            "form": form,
            "title": _("Ada yang keliru"),
            "lead": picture(found, numbers_of(found, at=now)),
            "submit_label": _("Sampaikan ke posko"),
            "cancel_url": found.get_absolute_url(),
        },
        status=422 if form.errors else 200,
    )


@require_POST
@requires(Permission.CONFIRM_DUTY)
def duty_pass(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Teruskan ke Agen": the agent is told that the head asks him to prepare it."""
    found = find_duty(request, pk)
    agent = pass_to_agent(found, by=user_of(request), at=timezone.now())
    if agent is None:
        messages.error(request, _("OPD ini belum memiliki Agen. Hubungi posko."))
    else:
        messages.success(request, _("%(agent)s diberi tahu.") % {"agent": agent.name})
    return redirect(found)
