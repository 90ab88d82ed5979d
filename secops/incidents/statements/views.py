"""The doors of public statements."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.house.lists import Empty, list_page
from secops.house.text import wib
from secops.incidents.models import PublicStatement
from secops.incidents.queries import refusal_words
from secops.incidents.statements import queries
from secops.incidents.statements.actions import (
    Fact,
    approve_statement,
    change_statement,
    link_fact,
    publish_statement,
    write_statement,
)
from secops.incidents.statements.filters import StatementFilter
from secops.incidents.statements.forms import FactForm, PublishForm, StatementForm
from secops.incidents.statements.tables import StatementTable
from secops.incidents.statements.words import whole_text
from secops.rules.refusal import MoveRefused

P = Permission
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def _find(request: HttpRequest, code: str) -> PublicStatement:
    return get_object_or_404(queries.statements_for(user_of(request)), code=code)


def _crumbs(last: str, found: PublicStatement | None = None) -> list[tuple[str, str]]:
    way = [(pgettext("list", "Pernyataan resmi"), reverse("statements"))]
    if found is not None and last != found.code:
        way.append((found.code, found.get_absolute_url()))
    return [*way, (last, "")]


@require_GET
@requires(P.READ_STATEMENT)
def statement_list(request: HttpRequest) -> HttpResponseBase:
    """What was said in public, and what waits to be said."""
    user = user_of(request)
    return list_page(
        request,
        title=pgettext("list", "Pernyataan resmi"),
        subtitle=wib(timezone.now()),
        table=StatementTable,
        queryset=queries.statements_for(user),
        filterset=StatementFilter,
        order=("-written_at", "-pk"),
        empty=Empty(
            _("Belum ada pernyataan"),
            _("Pernyataan awal sudah tersedia: tidak menyatakan apa pun yang belum terbukti."),
            _("Tulis pernyataan awal") if user.may(P.WRITE_STATEMENT) else "",
            reverse("statement-new") if user.may(P.WRITE_STATEMENT) else "",
            "speakerphone",
        ),
        export_name="pernyataan-resmi",
        on_export=log_export(user),
        template="statements/statements.html",
        extra={"may_write": user.may(P.WRITE_STATEMENT)},
    )


@GET_OR_POST
@requires(P.WRITE_STATEMENT)
def statement_new(request: HttpRequest) -> HttpResponse:
    """ "Langkah 3: pernyataan awal", ready to be sent for approval."""
    now = timezone.now()
    old = PublicStatement.objects.filter(code=request.GET.get("supersedes", "")).first()
    form = StatementForm(request.POST or None, initial=StatementForm.ready(at=now))
    if form.is_bound and form.is_valid():
        try:
            made = write_statement(
                form.said(), facts=form.facts(), supersedes=old or queries.newest_published(),
                by=user_of(request), at=now,
            )  # fmt: skip
        except MoveRefused as refused:
            form.add_error("text", refusal_words(refused))
        else:
            messages.success(
                request, _("Pernyataan %(code)s menunggu persetujuan.") % {"code": made.code}
            )
            return redirect(made)
    title = _("Langkah 3: pernyataan awal")
    return _form(request, form, title, _crumbs(title), reverse("statements"))


@GET_OR_POST
@requires(P.WRITE_STATEMENT)
def statement_edit(request: HttpRequest, code: str) -> HttpResponse:
    """The words anew; an approval falls."""
    found = _find(request, code)
    form = StatementForm(request.POST or None, initial=StatementForm.of(found))
    if form.is_bound and form.is_valid():
        try:
            change_statement(
                found, form.said(), facts=form.facts(), by=user_of(request), at=timezone.now()
            )
        except MoveRefused as refused:
            form.add_error("text", refusal_words(refused))
        else:
            return redirect(found)
    title = _("Ubah %(code)s") % {"code": found.code}
    return _form(request, form, title, _crumbs(title, found), found.get_absolute_url())


@require_GET
@requires(P.READ_STATEMENT)
def statement(request: HttpRequest, code: str) -> HttpResponse:
    """One statement: its words, the facts behind them, what is next."""
    found, user = _find(request, code), user_of(request)
    context = {
        "title": found.code,
        "breadcrumbs": _crumbs(found.code),
        "statement": found,
        "page": queries.statement_page(found, user),
    }
    return render(request, "statements/statement.html", context)


@GET_OR_POST
@requires(P.WRITE_STATEMENT, P.APPROVE_STATEMENT)
def statement_fact(request: HttpRequest, code: str) -> HttpResponse:
    """Link a fact."""
    found = _find(request, code)
    form = FactForm(request.POST or None)
    if form.is_bound and form.is_valid():
        facts = form.facts()
        if not facts:
            form.add_error("known", _("Pilih atau tulis satu bukti."))
        else:
            _take(request, lambda: _link_all(request, found, facts), _("Bukti ditautkan."))
            return redirect(found)
    title = _("Tautkan bukti")
    return _form(
        request, form, title, _crumbs(title, found), found.get_absolute_url(),
        template="house/confirm.html", submit=title,
    )  # fmt: skip


@require_POST
@requires(P.APPROVE_STATEMENT)
def statement_approve(request: HttpRequest, code: str) -> HttpResponse:
    """ "Setujui"."""
    found = _find(request, code)
    _take(
        request,
        lambda: approve_statement(found, by=user_of(request), at=timezone.now()),
        _("Disetujui."),
    )
    return redirect(found)


@GET_OR_POST
@requires(P.PUBLISH_STATEMENT)
def statement_publish(request: HttpRequest, code: str) -> HttpResponse:
    """ "Terbitkan": where, and a typed word."""
    found = _find(request, code)
    form = PublishForm(request.POST or None)
    if form.is_bound and form.is_valid():
        channel = form.cleaned_data["channel"]
        _take(
            request,
            lambda: publish_statement(
                found, channel=channel, by=user_of(request), at=timezone.now()
            ),
            _("Tercatat terbit."),
        )
        return redirect(found)
    title = _("Terbitkan %(code)s") % {"code": found.code}
    return _form(
        request, form, title, _crumbs(title, found), found.get_absolute_url(),
        template="house/confirm.html", submit=_("Terbitkan"),
        lead=whole_text(found),
    )  # fmt: skip


def _link_all(request: HttpRequest, found: PublicStatement, facts: tuple[Fact, ...]) -> None:
    for fact in facts:
        link_fact(found, fact, by=user_of(request), at=timezone.now())


def _take(request: HttpRequest, act: Callable[[], object], said: str) -> None:
    """Take one step, and say that it was taken or why not."""
    try:
        act()
    except MoveRefused as refused:
        messages.error(request, refusal_words(refused))
    else:
        messages.success(request, said)


def _form(
    request: HttpRequest,
    form: Form,
    title: str,
    breadcrumbs: list[tuple[str, str]],
    cancel_url: str,
    *,
    template: str = "statements/statement_form.html",
    submit: str = "",
    **more: Any,
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "breadcrumbs": breadcrumbs,
        "cancel_url": cancel_url,
        "submit_label": submit,
        **more,
    }
    return render(request, template, context, status=422 if form.errors else 200)
