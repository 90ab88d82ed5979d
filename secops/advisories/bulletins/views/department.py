"""What a department received, and its answer; made for a phone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.advisories.bulletins import queries
from secops.advisories.bulletins.actions import answer_bulletin, note_reading
from secops.advisories.bulletins.forms import AnswerForm
from secops.advisories.bulletins.models import Answer
from secops.advisories.bulletins.page import (
    department_facts,
    marking_words,
    receipt_words,
    references_of,
)
from secops.advisories.bulletins.tables import ReceivedFilter, ReceivedTable, look_of_word
from secops.advisories.bulletins.views.office import GET_OR_POST
from secops.advisories.looks import look_of_marking
from secops.house.lists import Empty, list_page
from secops.house.text import wib
from secops.incidents.doors import tried
from secops.rules import bulletin as law

P = Permission


@require_safe
@requires(P.REPORT_DUTY)
def department_bulletin_list(request: HttpRequest) -> HttpResponseBase:
    """The advisories that the user's departments received."""
    user = user_of(request)
    several = len(user.scope(P.REPORT_DUTY).departments) > 1
    return list_page(
        request,
        title=_("Imbauan keamanan"),
        subtitle=wib(timezone.now()),
        table=ReceivedTable,
        queryset=queries.received_by(user),
        filterset=ReceivedFilter,
        order=("-bulletin__approved_at", "-pk"),
        exclude=() if several else ("department",),
        empty=Empty(
            _("Belum ada imbauan"), _("Bila ada imbauan untuk OPD Anda, kami mengabari Anda.")
        ),
        export_name="imbauan-kami",
        on_export=log_export(user),
    )


@GET_OR_POST
@requires(P.REPORT_DUTY)
def department_bulletin(request: HttpRequest, pk: int) -> HttpResponse:
    """Read one and answer it; who opened it first is noted."""
    user, now = user_of(request), timezone.now()
    found = get_object_or_404(queries.received_by(user), pk=pk)
    assert user.person is not None
    person = user.person
    form = AnswerForm(request.POST or None, initial=queries.seen_of(found))
    given: list[Answer] = []

    def deed() -> None:
        given.append(
            answer_bulletin(
                found, form.reply(), person=person, channel=Answer.Channel.PAGE, by=user, at=now
            )
        )

    if form.is_bound and form.is_valid() and tried(form, deed):
        messages.success(request, receipt_words(given[0], found))
        return redirect(found)
    if request.method == "GET":
        note_reading(found, by=user, at=now)
    form.see(queries.seen_of(found))
    answers = queries.history_of(found)
    bulletin = found.bulletin
    return render(
        request,
        "bulletins/received.html",
        {
            "title": bulletin.title,
            "breadcrumbs": [(_("Imbauan keamanan"), reverse("department-bulletins")),
                            (bulletin.code, "")],
            "addressee": found,
            "bulletin": bulletin,
            "marking": look_of_marking(bulletin.marking),
            "marking_words": marking_words(bulletin),
            "facts_of": department_facts(found),
            "references": references_of(bulletin),
            "answers": [(one, look_of_word(one.word)) for one in answers],
            "late": queries.is_late(found, now),
            "open": bulletin.standing is law.State.SENT,
            "withdrawn": bulletin.standing is law.State.WITHDRAWN,
            "form": form,
        },
        status=422 if form.errors else 200,
    )  # fmt: skip
