"""From a draft to the public, step by step."""

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
    approve_statement,
    drop_statement,
    link_fact,
    publish_statement,
    review_statement,
    settle_warning,
    unlink_fact,
)
from secops.incidents.statements.contradictions import sentence
from secops.incidents.statements.forms import FactForm, PublishForm, ReasonForm, ReviewForm
from secops.incidents.statements.lines import facts_of
from secops.incidents.statements.queries import replaced_words
from secops.incidents.statements.views.shared import (
    GET_OR_POST,
    find,
    statement_form,
    take,
    take_from,
)
from secops.incidents.statements.words import whole_text
from secops.rules.fact_change import Change

P = Permission


@GET_OR_POST
@requires(P.WRITE_STATEMENT, P.APPROVE_STATEMENT)
def statement_fact(request: HttpRequest, code: str) -> HttpResponse:
    """Link a fact."""
    found, user, now = find(request, code), user_of(request), timezone.now()
    form = FactForm(request.POST or None)
    if form.is_bound and form.is_valid():
        facts = form.facts()
        if not facts:
            form.add_error("known", _("Pilih atau tulis satu bukti."))
        elif take_from(
            form,
            lambda: [link_fact(found, fact, by=user, at=now) for fact in facts],
            "asserts",
        ):
            messages.success(request, _("Bukti ditautkan."))
            return redirect(found)
    return statement_form(request, form, _("Tautkan bukti"), found)


@require_POST
@requires(P.WRITE_STATEMENT, P.APPROVE_STATEMENT)
def statement_unlink(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a fact away."""
    found = find(request, code)
    fact = get_object_or_404(found.facts, pk=pk)
    take(
        request,
        lambda: unlink_fact(fact, by=user_of(request), at=timezone.now()),
        _("Bukti dilepas."),
    )
    return redirect(found)


@GET_OR_POST
@requires(P.WRITE_STATEMENT, P.APPROVE_STATEMENT)
def statement_review(request: HttpRequest, code: str) -> HttpResponse:
    """ "Telaah": every fact ticked by somebody else than who wrote it."""
    found = find(request, code)
    form = ReviewForm(facts_of(found), request.POST if request.method == "POST" else None)
    if (
        form.is_bound
        and form.is_valid()
        and take_from(
            form,
            lambda: review_statement(
                found, seen=form.ticked(), by=user_of(request), at=timezone.now()
            ),
            "seen",
        )
    ):
        messages.success(request, _("Telaah tercatat."))
        return redirect(found)
    title = _("Telaah %(code)s") % {"code": found.code}
    return statement_form(
        request, form, title, found, submit=_("Catat telaah"), lead=whole_text(found)
    )


@require_POST
@requires(P.APPROVE_STATEMENT)
def statement_approve(request: HttpRequest, code: str) -> HttpResponse:
    """ "Setujui"."""
    found = find(request, code)
    take(
        request,
        lambda: approve_statement(found, by=user_of(request), at=timezone.now()),
        _("Disetujui."),
    )
    return redirect(found)


@GET_OR_POST
@requires(P.PUBLISH_STATEMENT)
def statement_publish(request: HttpRequest, code: str) -> HttpResponse:
    """ "Terbitkan": where, and a typed word."""
    found = find(request, code)
    form = PublishForm(request.POST or None)
    if form.is_bound and form.is_valid():
        channel = form.cleaned_data["channel"]
        take(
            request,
            lambda: publish_statement(
                found, channel=channel, by=user_of(request), at=timezone.now()
            ),
            _("Tercatat terbit."),
        )
        return redirect(found)
    title = _("Terbitkan %(code)s") % {"code": found.code}
    return statement_form(
        request,
        form,
        title,
        found,
        submit=_("Terbitkan"),
        lead=whole_text(found),
        facts=[(_("Menggantikan"), replaced_words(found))],
    )


@GET_OR_POST
@requires(P.WRITE_STATEMENT, P.APPROVE_STATEMENT)
def statement_drop(request: HttpRequest, code: str) -> HttpResponse:
    """ "Tidak jadi diterbitkan", with the reason."""
    found = find(request, code)
    form = ReasonForm(request.POST or None)
    if (
        form.is_bound
        and form.is_valid()
        and take_from(
            form,
            lambda: drop_statement(
                found, why=form.cleaned_data["why"], by=user_of(request), at=timezone.now()
            ),
        )
    ):
        messages.success(request, _("Tercatat tidak jadi diterbitkan."))
        return redirect(found)
    return statement_form(
        request, form, _("Tidak jadi diterbitkan"), found, lead=whole_text(found), danger=True
    )


@GET_OR_POST
@requires(P.APPROVE_STATEMENT)
def statement_settle(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """ "Tetap berlaku", with the reason."""
    found = find(request, code)
    warning = get_object_or_404(found.warnings, pk=pk)
    form = ReasonForm(request.POST or None)
    if (
        form.is_bound
        and form.is_valid()
        and take_from(
            form,
            lambda: settle_warning(
                warning, why=form.cleaned_data["why"], by=user_of(request), at=timezone.now()
            ),
        )
    ):
        messages.success(request, _("Tercatat tetap berlaku."))
        return redirect(found)
    lead = sentence(Change(warning.change), warning.words)
    return statement_form(request, form, _("Pernyataan tetap berlaku"), found, lead=lead)
