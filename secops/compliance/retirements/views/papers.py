"""Doors of the official papers: each leads to its draft among the documents."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import requires, user_of
from accounts.roles import Permission as P
from secops.compliance.retirements.actions import draft_letter, draft_minutes
from secops.compliance.retirements.models import Retirement, Step
from secops.compliance.retirements.views.cases import find, words_of
from secops.documents.actions import DocumentRefused
from secops.rules.refusal import MoveRefused


@require_POST
@requires(P.RETIRE_APPLICATION)
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Buat berita acara bernomor" of one step."""
    user = user_of(request)
    rows = Step.objects.filter(retirement__in=Retirement.objects.visible_to(user))
    step = get_object_or_404(rows.select_related("retirement"), pk=pk)
    try:
        return redirect(draft_minutes(step, by=user, at=timezone.now()))
    except DocumentRefused as refused:
        messages.error(request, str(refused))
        return redirect(step.retirement)


@require_POST
@requires(P.RETIRE_APPLICATION)
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Buat surat bernomor" of the question that runs."""
    found = find(request, pk)
    try:
        return redirect(draft_letter(found, by=user_of(request), at=timezone.now()))
    except MoveRefused as refused:
        messages.error(request, words_of(refused))
    except DocumentRefused as refused:
        messages.error(request, str(refused))
    return redirect(found)
