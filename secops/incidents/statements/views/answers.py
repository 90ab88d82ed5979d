"""Questions and answers of a statement."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import requires, user_of
from accounts.roles import Permission
from secops.incidents.statements.actions import (
    AnswerRefused,
    approve_answer,
    withdraw_answer,
    write_answer,
)
from secops.incidents.statements.forms import AnswerForm
from secops.incidents.statements.views.shared import (
    GET_OR_POST,
    find,
    statement_form,
    take,
    take_from,
)

P = Permission


@GET_OR_POST
@requires(P.WRITE_STATEMENT)
def answer_new(request: HttpRequest, code: str) -> HttpResponse:
    """A question that is asked often, with our answer."""
    found = find(request, code)
    form = AnswerForm(request.POST or None)
    if (
        form.is_bound
        and form.is_valid()
        and take_from(
            form,
            lambda: write_answer(
                found, **form.cleaned_data, by=user_of(request), at=timezone.now()
            ),
            "answer",
        )
    ):
        messages.success(request, _("Jawaban menunggu persetujuan."))
        return redirect(found)
    title = _("Tambah tanya jawab")
    return statement_form(request, form, title, found, submit=_("Simpan dan mintakan persetujuan"))


@require_POST
@requires(P.APPROVE_STATEMENT)
def answer_approve(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """ "Setujui" an answer."""
    found = find(request, code)
    answer = get_object_or_404(found.answers, pk=pk)
    take(
        request,
        lambda: approve_answer(answer, by=user_of(request), at=timezone.now()),
        _("Jawaban disetujui."),
    )
    return redirect(found)


@require_POST
@requires(P.WRITE_STATEMENT, P.APPROVE_STATEMENT)
def answer_withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """ "Tarik" an answer."""
    found = find(request, code)
    answer = get_object_or_404(found.answers, pk=pk)
    try:
        withdraw_answer(answer, by=user_of(request), at=timezone.now())
    except AnswerRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Jawaban ditarik."))
    return redirect(found)
