"""Doors that turn a statement by chat into one by page or letter."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import requires, user_of
from accounts.roles import Permission
from secops.compliance.duties.actions import AffirmRefused, affirm_by_letter, affirm_statement
from secops.compliance.duties.forms import LetterForm
from secops.compliance.duties.models import Duty, HeadStatement
from secops.compliance.duties.papers import receipt_pdf
from secops.house.files import pdf_answer


@require_POST
@requires(Permission.CONFIRM_DUTY)
def statement_affirm(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Pastikan": the head, signed in."""
    found = _statement(request, pk)
    try:
        affirm_statement(found, by=user_of(request), at=timezone.now())
    except AffirmRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Pernyataan %(number)s dipastikan.") % {"number": found.number})
    return redirect(found.duty)


@require_POST
@requires(Permission.RUN_CAMPAIGN)
def statement_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The office keeps the signed letter."""
    found = _statement(request, pk)
    form = LetterForm(request.POST, request.FILES)
    if not form.is_valid():
        words = [str(error) for errors in form.errors.values() for error in errors]
        messages.error(request, " ".join(words))
        return redirect(found.duty)
    try:
        letter = form.cleaned_data["letter"][0]
        affirm_by_letter(found, letter, by=user_of(request), at=timezone.now())
    except AffirmRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Surat tercatat pada %(number)s.") % {"number": found.number})
    return redirect(found.duty)


def _statement(request: HttpRequest, pk: int) -> HeadStatement:
    visible = Duty.objects.visible_to(user_of(request))
    found: HeadStatement = get_object_or_404(
        HeadStatement.objects.select_related("duty__directive"), pk=pk, duty__in=visible
    )
    return found


@require_GET
@requires(Permission.SEE_DEPARTMENTS)
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt of a statement as PDF, for whoever may see the duty."""
    visible = Duty.objects.visible_to(user_of(request))
    rows = HeadStatement.objects.filter(duty__in=visible)
    found = get_object_or_404(
        rows.select_related("duty__directive", "duty__department", "person"), pk=pk
    )
    return pdf_answer(receipt_pdf(found), f"tanda-terima-{found.number}.pdf")
