"""The doors where documents are written: which kind, about what, a new draft, a draft anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import requires, user_of
from accounts.roles import Permission
from secops.documents import queries
from secops.documents.actions import DocumentRefused, change_document, draft_document
from secops.documents.bases import Basis, Ready, offered_for, ready_for
from secops.documents.draft_form import DraftForm
from secops.documents.kinds import KINDS
from secops.documents.models import Document
from secops.documents.views import GET_OR_POST, crumbs, find
from secops.rules.document import State
from secops.rules.refusal import MoveRefused

P = Permission


@require_safe
@requires(P.WRITE_DOCUMENT)
def document_kinds(request: HttpRequest) -> HttpResponse:
    """Which kind of letter."""
    title = _("Tulis surat atau berita acara")
    kinds = [
        {"title": kind.title, "about": kind.about, "url": reverse("document-new", args=[key])}
        for key, kind in KINDS.items()
        if kind.by_hand
    ]
    context = {"title": title, "breadcrumbs": crumbs(title), "kinds": kinds}
    return render(request, "documents/kinds.html", context)


@GET_OR_POST
@requires(P.WRITE_DOCUMENT)
def document_new(request: HttpRequest, kind: str) -> HttpResponse:
    """A new draft, filled in from the record that `?from=` names; with `?supersedes=` one that
    takes the place of what went out. Without either it is asked first which record it is about."""
    if kind not in KINDS or not KINDS[kind].by_hand:
        raise Http404
    old = _superseded(request)
    user, now = user_of(request), timezone.now()
    offered = offered_for(kind, user) if request.method != "POST" else []
    if offered and old is None and "from" not in request.GET:
        return _about_what(request, kind, offered)
    ready, title = _named(request, kind, now), str(KINDS[kind].title)
    return write_draft(request, kind, ready, crumbs(title), reverse("document-kinds"), old=old)


def write_draft(
    request: HttpRequest,
    kind: str,
    ready: Ready,
    way: list[tuple[str, str]],
    cancel_url: str,
    *,
    old: Document | None = None,
    days: Sequence[dict[str, Any]] = (),
) -> HttpResponse:
    """The page on which a draft is written; where it is about something, with its words filled in.

    `days`: the same page for another day, where what is filled in is that of a day.
    """
    user, now = user_of(request), timezone.now()
    initial = DraftForm.of(old) if old is not None else DraftForm.ready(kind, at=now, of=ready)
    form = DraftForm(kind, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = draft_document(
                kind, **form.written(at=now), about_url=ready.about_url, supersedes=old,
                by=user, at=now,
            )  # fmt: skip
        except (DocumentRefused, MoveRefused) as refused:
            form.refuse(refused, queries.refusal_words(refused))
        else:
            messages.success(request, _("Konsep tersimpan. Periksa tampilannya di bawah."))
            return redirect(made)
    return _page(request, form, str(KINDS[kind].title), way, cancel_url, old, days)


@GET_OR_POST
@requires(P.WRITE_DOCUMENT)
def document_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft anew."""
    found, now = find(request, pk), timezone.now()
    if State(found.state) is not State.DRAFT:
        return redirect(found)
    form = DraftForm(found.kind, request.POST or None, initial=DraftForm.of(found))
    if request.method == "POST" and form.is_valid():
        try:
            change_document(found, **form.written(at=now), by=user_of(request), at=now)
        except (DocumentRefused, MoveRefused) as refused:
            form.refuse(refused, queries.refusal_words(refused))
        else:
            messages.success(request, _("Konsep tersimpan. Periksa tampilannya di bawah."))
            return redirect(found)
    title = _("Ubah konsep")
    return _page(request, form, title, crumbs(title, found), found.get_absolute_url())


def _about_what(
    request: HttpRequest, kind: str, offered: list[tuple[Basis, list[tuple[str, str]]]]
) -> HttpResponse:
    """Which record the letter is about; a blank form is the last choice, not the first."""
    title = str(KINDS[kind].title)
    context = {
        "title": title,
        "breadcrumbs": crumbs(title),
        "subtitle": _("Pilih catatan yang menjadi dasarnya; isinya disalin ke konsep."),
        "offered": offered,
        "here": reverse("document-new", args=[kind]),
    }
    return render(request, "documents/about.html", context)


def _named(request: HttpRequest, kind: str, at: datetime) -> Ready:
    """What the named record fills in; 404 where the user may not read it."""
    name = request.GET.get("from", "")
    ready = ready_for(kind, name, user_of(request), at) if name else Ready()
    if ready is None:
        raise Http404
    return ready


def _superseded(request: HttpRequest) -> Document | None:
    wanted = request.GET.get("supersedes", "")
    return find(request, int(wanted)) if wanted.isdigit() else None


def _page(
    request: HttpRequest,
    form: DraftForm,
    title: str,
    way: list[tuple[str, str]],
    cancel_url: str,
    old: Document | None = None,
    days: Sequence[dict[str, Any]] = (),
) -> HttpResponse:
    context = {
        "title": title, "breadcrumbs": way, "form": form, "cancel_url": cancel_url, "old": old,
        "days": days,
    }  # fmt: skip
    return render(request, "documents/draft.html", context, status=422 if form.errors else 200)
