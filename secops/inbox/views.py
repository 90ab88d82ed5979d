"""Doors of the office's inbox."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages as notes
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import requires, user_of
from accounts.models import Person, User
from accounts.queries import find_people
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.house.lists import Empty, list_page, row_ids
from secops.house.photos import SUFFIXES
from secops.house.text import wib
from secops.inbox import actions
from secops.inbox.forms import AnswerForm, RecordForm, SettleForm, TakeForm
from secops.inbox.models import Incoming
from secops.inbox.page import page_of
from secops.inbox.queries import offers
from secops.inbox.tables import IncomingFilter, IncomingTable

P = Permission


@require_safe
@requires(P.RUN_CAMPAIGN)
def inbox(request: HttpRequest) -> HttpResponseBase:
    """Kotak masuk: replies that nobody but a human being can read."""
    return list_page(
        request,
        title=_("Kotak masuk"),
        subtitle=wib(timezone.now()),
        table=IncomingTable,
        queryset=Incoming.objects.select_related("person"),
        filterset=IncomingFilter,
        order=("-sent_at", "-pk"),
        paging="keyset",
        export_name="kotak-masuk",
        on_export=log_export(user_of(request)),
        empty=Empty(
            _("Tidak ada balasan yang menunggu"),
            _("Balasan WhatsApp atau Telegram yang tidak dikenali, dan yang minta ditelepon."),
            icon="circle-check",
        ),
        template="inbox/inbox.html",
    )


@require_safe
@requires(P.RUN_CAMPAIGN)
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """One reply, with who wrote it and what waits for him beside it."""
    return _reply(request, _row(pk), {})


def _reply(
    request: HttpRequest, row: Incoming, refused: dict[str, Any], status: int = 200
) -> HttpResponse:
    words = request.GET.get("q", "")
    context = page_of(row, refused, words=words, at=timezone.now())
    return render(request, "inbox/reply.html", context, status=status)


@require_POST
@requires(P.RUN_CAMPAIGN)
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it count as an answer."""
    row, now = _row(pk), timezone.now()
    people = [row.person_id] if row.person_id else []
    form = TakeForm(request.POST, offers=offers(people, at=now))

    def act(given: dict[str, Any], by: User) -> object:
        return actions.take_as(row, given["choice"], by=by, at=now)

    return _done(request, row, "take", form, act)


@require_POST
@requires(P.RUN_CAMPAIGN)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer it in one's own words."""
    row, now = _row(pk), timezone.now()

    def act(given: dict[str, Any], by: User) -> object:
        return actions.answer_as_office(row, given["text"], by=by, at=now)

    return _done(request, row, "answer", AnswerForm(request.POST), act)


@require_POST
@requires(P.RUN_CAMPAIGN)
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what was done about it."""
    row, now = _row(pk), timezone.now()

    def act(given: dict[str, Any], by: User) -> object:
        return actions.settle_reply(row, given["note"], by=by, at=now)

    return _done(request, row, "settle", SettleForm(request.POST), act)


def _done(
    request: HttpRequest,
    row: Incoming,
    deed: str,
    form: forms.Form,
    act: Callable[[dict[str, Any], User], object],
) -> HttpResponse:
    """Take the step, or show the page again with what was typed."""
    if form.is_valid():
        try:
            act(form.cleaned_data, user_of(request))
        except actions.ReplyRefused as refused:
            form.add_error(None, str(refused))
        else:
            notes.success(request, _("Tercatat."))
            return redirect(row)
    return _reply(request, row, {deed: form}, status=422)


@require_POST
@requires(P.RUN_CAMPAIGN)
def know(request: HttpRequest, pk: int) -> HttpResponse:
    """This number belongs to …"""
    row = _row(pk)
    person = get_object_or_404(Person, pk=next(iter(row_ids(request.POST, "person")), 0))
    try:
        actions.know_sender(row, person, by=user_of(request), at=timezone.now())
    except actions.ReplyRefused as refused:
        notes.error(request, str(refused))
    else:
        actions.read_new(at=timezone.now())
        notes.success(request, _("Nomor tercatat pada %(name)s.") % {"name": person.name})
    return redirect(row)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.RUN_CAMPAIGN)
def record(request: HttpRequest) -> HttpResponse:
    """Catat balasan: what an officer heard by his own telephone, at the desk, by SMS."""
    now = timezone.now()
    person = Person.objects.filter(pk=next(iter(row_ids(request.GET, "person")), 0)).first()
    words = request.GET.get("q", "")
    context: dict[str, Any] = {
        "title": _("Catat balasan"),
        "person": person,
        "q": words,
        "found": find_people(words) if person is None else [],
        "breadcrumbs": [(_("Kotak masuk"), reverse("inbox")), (_("Catat balasan"), "")],
    }
    if person is None:
        return render(request, "inbox/record.html", context)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = RecordForm(*posted, offers=offers([person.pk], at=now))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.record_reply(
                person,
                form.heard(),
                screenshot=form.cleaned_data["screenshot"],
                by=user_of(request),
                at=now,
            )
        except actions.ReplyRefused as refused:
            form.add_error(None, str(refused))
        else:
            notes.success(request, _("Balasan tercatat atas nama Anda."))
            return redirect(made)
    status = 422 if form.errors else 200
    return render(request, "inbox/record.html", context | {"form": form}, status=status)


@require_safe
@requires(P.RUN_CAMPAIGN)
def screenshot(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The screenshot as a file to keep."""
    found = _row(pk)
    if not found.screenshot or found.screenshot_type not in SUFFIXES:
        raise Http404
    response = FileResponse(
        found.screenshot.open("rb"),
        as_attachment=True,
        filename=f"balasan-{found.pk}{SUFFIXES[found.screenshot_type]}",
        content_type=found.screenshot_type,
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _row(pk: int) -> Incoming:
    rows = Incoming.objects.select_related(
        "person", "contact__person", "message", "recorded_by__person", "settled_by__person"
    )
    found: Incoming = get_object_or_404(rows, pk=pk)
    return found
