"""Doors of the office and the inspectorate: what becomes of a department's word."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import requires, user_of
from accounts.roles import Permission, Role
from accounts.speakers import holders
from secops.compliance.duties import queries
from secops.compliance.duties.actions import (
    accept_duty,
    answer_objection,
    confirm_duty,
    dispute_duty,
    exempt_duty,
    promise_numbers,
    receive_duty,
    reject_dispute,
    return_duty,
    withdraw_duty,
    write_off_duty,
)
from secops.compliance.duties.actions.sending import promise_returned
from secops.compliance.duties.forms import (
    ExemptForm,
    ReasonForm,
    ReceivedForForm,
    StatedForForm,
    WriteOffForm,
)
from secops.compliance.duties.kinds import numbers_of
from secops.compliance.duties.models import Channel, Duty, Objection
from secops.compliance.duties.numbers import picture
from secops.compliance.duties.views.duties import find_duty, state_page, step, too_late
from secops.rules.duty import State
from secops.rules.refusal import MoveRefused


@dataclass(frozen=True, slots=True)
class Step:
    """A step that needs a reason: its words, its form, its deed."""

    title: Any
    button: Any
    done: Any
    act: Callable[..., Duty]
    target: State
    form: type[ReasonForm] = ReasonForm
    danger: bool = False


STEPS: dict[str, Step] = {
    "return": Step(
        gettext_lazy("Kembalikan ke OPD"),
        gettext_lazy("Kembalikan"),
        gettext_lazy("Dikembalikan ke OPD, dengan alasannya."),
        return_duty,
        State.RETURNED,
    ),
    "dispute": Step(
        gettext_lazy("Bukan tugas OPD kami"),
        gettext_lazy("Sampaikan ke kantor"),
        gettext_lazy("Tercatat. Kantor memutuskan dan mengabari Anda."),
        dispute_duty,
        State.DISPUTED,
    ),
    "reject-dispute": Step(
        gettext_lazy("Tetap tugas OPD ini"),
        gettext_lazy("Tetapkan"),
        gettext_lazy("Tugasnya terbuka kembali."),
        reject_dispute,
        State.OPEN,
    ),
    "withdraw": Step(
        gettext_lazy("Tarik tugas"),
        gettext_lazy("Tarik"),
        gettext_lazy("Tugasnya ditarik."),
        withdraw_duty,
        State.WITHDRAWN,
    ),
    "exempt": Step(
        gettext_lazy("Kecualikan"),
        gettext_lazy("Kecualikan"),
        gettext_lazy("Pengecualian tercatat."),
        exempt_duty,
        State.EXEMPT,
        ExemptForm,
    ),
    "write-off": Step(
        gettext_lazy("Hapus dari daftar"),
        gettext_lazy("Hapus dari daftar"),
        gettext_lazy("Tugasnya dihapus dari daftar."),
        write_off_duty,
        State.WRITTEN_OFF,
        WriteOffForm,
        danger=True,
    ),
}


@require_http_methods(["GET", "POST"])
@requires(Permission.REVIEW_DUTY, Permission.DECIDE, Permission.CONFIRM_DUTY)
def duty_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A step with its reason; who may take it says the table of moves."""
    found, now = find_duty(request, pk), timezone.now()
    chosen = STEPS.get(name)
    if chosen is None:
        raise Http404
    if refused_now := too_late(request, found, chosen.target):
        return refused_now
    form = chosen.form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            chosen.act(found, **form.cleaned_data, by=user_of(request), at=now)
        except MoveRefused as refused:
            form.add_error(None, queries.refusal_words(refused))
        else:
            if name == "return":
                promise_returned(found, at=now)
            messages.success(request, str(chosen.done))
            return redirect(found)
    return render(
        request,
        "house/confirm.html",
        {
            "form": form,
            "title": chosen.title,
            "breadcrumbs": [*queries.duty_crumbs(found)[:-1], queries.crumb_of(found),
                            (chosen.title, "")],
            "lead": picture(found, numbers_of(found, at=now)),
            "submit_label": chosen.button,
            "cancel_url": found.get_absolute_url(),
            "danger": chosen.danger,
        },
        status=422 if form.errors else 200,
    )  # fmt: skip


@require_POST
@requires(Permission.REVIEW_DUTY)
def duty_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept the head's statement; the inspector only that of the office's own department."""
    found, now = find_duty(request, pk), timezone.now()
    if not user_of(request).may(Permission.REVIEW_DUTY, found.department_id):
        raise Http404
    said = _("Pernyataan diterima kantor.")
    return step(request, found, lambda: accept_duty(found, by=user_of(request), at=now), said)


@require_POST
@requires(Permission.RUN_CAMPAIGN)
def duty_received_for(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the department said "received" by telephone, chat, letter or in person."""
    found, now = find_duty(request, pk), timezone.now()
    form = ReceivedForForm(request.POST)
    head = holders(Role.HEAD, [found.department_id], at=now).get(found.department_id)
    if not form.is_valid():
        messages.error(request, _("Pilih lewat apa disampaikan."))
        return redirect(found)
    channel = Channel(form.cleaned_data["channel"])
    return step(
        request,
        found,
        lambda: receive_duty(found, by=user_of(request), at=now, person=head, channel=channel),
        _("Tercatat diterima."),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.RUN_CAMPAIGN)
def duty_stated_for(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what a head stated by telephone, chat, letter or in person."""
    found, now = find_duty(request, pk), timezone.now()
    numbers = numbers_of(found, at=now)
    head = holders(Role.HEAD, [found.department_id], at=now).get(found.department_id)
    form = StatedForForm(
        request.POST or None,
        anything_open=bool(numbers.open),
        initial={"proven": numbers.proven, "total": numbers.total},
    )
    if request.method == "POST" and form.is_valid():
        given = form.given()
        return step(
            request,
            found,
            lambda: confirm_duty(found, **given, by=user_of(request), at=now, person=head),
            _("Pernyataan tercatat atas nama Kepala OPD. Petugas lain yang menerimanya."),
        )
    return state_page(request, found, numbers, form, _("Catat pernyataan Kepala OPD"))


@require_POST
@requires(Permission.RUN_CAMPAIGN)
def duty_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the head for his statement on the present numbers."""
    found = find_duty(request, pk)
    promise_numbers(found, at=timezone.now())
    messages.success(request, _("Permintaan pernyataan masuk antrean pesan."))
    return redirect(found)


@require_POST
@requires(Permission.REVIEW_DUTY)
def objection_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer what a head says is wrong."""
    visible = Duty.objects.visible_to(user_of(request))
    found = get_object_or_404(Objection.objects.filter(duty__in=visible), pk=pk)
    answer = request.POST.get("answer", "")
    return step(
        request,
        found.duty,
        lambda: answer_objection(found, answer=answer, by=user_of(request), at=timezone.now()),
        _("Jawaban tercatat."),
    )
