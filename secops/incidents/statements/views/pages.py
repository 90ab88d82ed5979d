"""Statements to be read and written."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_safe

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.house.files import pdf_answer
from secops.house.lists import Empty, list_page
from secops.house.shared import shared
from secops.house.text import wib
from secops.incidents.models import Incident, PublicStatement
from secops.incidents.statements import queries
from secops.incidents.statements.actions import change_statement, write_statement
from secops.incidents.statements.filters import StatementFilter
from secops.incidents.statements.forms import StatementForm
from secops.incidents.statements.holding import class_choices
from secops.incidents.statements.letters import RELEASED
from secops.incidents.statements.order import newest_published
from secops.incidents.statements.paper import statement_paper
from secops.incidents.statements.tables import StatementTable
from secops.incidents.statements.views.shared import (
    GET_OR_POST,
    crumbs,
    find,
    statement_form,
    take_from,
)
from secops.rules.statement import State

P = Permission


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
        ),
        export_name="pernyataan",
        on_export=log_export(user),
        template="statements/statements.html",
        extra={"may_write": user.may(P.WRITE_STATEMENT), "public": reverse("status")},
    )


@GET_OR_POST
@requires(P.WRITE_STATEMENT)
def statement_new(request: HttpRequest) -> HttpResponse:
    """The ready holding statement, or the next word; `supersedes` names the one it replaces."""
    now = timezone.now()
    old = PublicStatement.objects.filter(code=request.GET.get("supersedes", "")).first()
    about = Incident.objects.filter(code=request.GET.get("incident", "")).first()
    about = about or (old.incident if old else None)
    asked = request.GET.get("class", "")
    ready = StatementForm.ready(at=now, incident=about, kind=asked)
    form = StatementForm(request.POST or None, initial=ready)
    if form.is_bound and form.is_valid():
        made: list[PublicStatement] = []
        if take_from(
            form,
            lambda: made.append(
                write_statement(
                    form.said(),
                    facts=form.facts(),
                    incident=form.cleaned_data["incident"],
                    supersedes=_taken_over(old, form.cleaned_data["incident"]),
                    by=user_of(request),
                    at=now,
                )
            ),
            "text",
        ):
            words = _("Pernyataan %(code)s menunggu persetujuan.") % {"code": made[0].code}
            messages.success(request, words)
            return redirect(made[0])
    title = (
        _("Langkah 3: pernyataan awal")
        if newest_published(ready["incident"]) is None
        else _("Tulis pernyataan")
    )
    return statement_form(
        request,
        form,
        title,
        template="statements/statement_form.html",
        classes=class_choices(ready["incident"], asked) if old is None else [],
    )


@GET_OR_POST
@requires(P.WRITE_STATEMENT)
def statement_edit(request: HttpRequest, code: str) -> HttpResponse:
    """The words anew; review and approval fall."""
    found = find(request, code)
    form = shared(StatementForm(request.POST or None, initial=StatementForm.of(found)))
    if (
        form.is_bound
        and form.is_valid()
        and take_from(
            form,
            lambda: change_statement(
                found,
                form.said(),
                facts=form.facts(),
                incident=form.cleaned_data["incident"],
                by=user_of(request),
                at=timezone.now(),
            ),
            "text",
        )
    ):
        return redirect(found)
    title = _("Ubah %(code)s") % {"code": found.code}
    return statement_form(request, form, title, found, template="statements/statement_form.html")


@require_GET
@requires(P.READ_STATEMENT)
def statement(request: HttpRequest, code: str) -> HttpResponse:
    """One statement: its words, the facts behind them, what does not fit, what is next."""
    found, user = find(request, code), user_of(request)
    context = {
        "title": found.code,
        "breadcrumbs": crumbs(found.code),
        "statement": found,
        "page": queries.statement_page(found, user, at=timezone.now()),
        "letters": State(found.state) in RELEASED and user.may(P.WRITE_DOCUMENT),
    }
    return render(request, "statements/statement.html", context)


@require_safe
@requires(P.READ_STATEMENT)
def statement_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The statement as it is handed to the press; a draft says that it is one."""
    found = find(request, code)
    return pdf_answer(statement_paper(found), f"{found.code.lower()}.pdf")


def _taken_over(named: PublicStatement | None, incident: Incident | None) -> PublicStatement | None:
    """The statement a new one replaces: the one that was named, if it is of the same incident."""
    if named is not None and named.incident == incident:
        return named
    return newest_published(incident)
