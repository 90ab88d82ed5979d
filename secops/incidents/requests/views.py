"""The doors of requests."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.house.files import hand_out
from secops.house.lists import Empty, list_page
from secops.house.pages import form_page
from secops.house.shared import shared
from secops.house.text import wib
from secops.incidents.doors import Crumbs, tried
from secops.incidents.models import Incident
from secops.incidents.refused import DeskRefused
from secops.incidents.requests import queries
from secops.incidents.requests.actions import (
    answer_request,
    await_longer,
    change_request,
    draft_letter,
    note_request_file_view,
    send_request,
    withdraw_request,
    write_request,
)
from secops.incidents.requests.forms import (
    AnswerForm,
    LongerForm,
    ReasonForm,
    RequestForm,
    SendForm,
)
from secops.incidents.requests.models import OutgoingRequest
from secops.incidents.requests.tables import RequestFilter, RequestTable

P = Permission
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def _crumbs(last: str, found: OutgoingRequest | None = None) -> Crumbs:
    way = [(pgettext("list", "Permintaan keluar"), reverse("requests-out"))]
    if found is not None:
        way.append((found.code, found.get_absolute_url()))
    return [*way, (last, "")]


def _find(request: HttpRequest, code: str) -> OutgoingRequest:
    return get_object_or_404(queries.requests_for(user_of(request)), code=code)


@require_safe
@requires(P.READ_INCIDENT)
def request_list(request: HttpRequest) -> HttpResponseBase:
    """What was asked of others, the newest first."""
    user = user_of(request)
    writes = user.may(P.WRITE_INCIDENT)
    return list_page(
        request,
        title=pgettext("list", "Permintaan keluar"),
        subtitle=wib(timezone.now()),
        table=RequestTable,
        queryset=queries.requests_for(user),
        filterset=RequestFilter,
        order=("-created_at", "-pk"),
        empty=Empty(
            _("Belum ada permintaan"),
            _("Konfirmasi, rekomendasi, dan bantuan yang kami minta dari pihak lain dicatat di "
              "sini sampai dijawab."),
            _("Catat permintaan") if writes else "",
            reverse("request-out-new") if writes else "",
            "send",
        ),
        export_name="permintaan-keluar",
        on_export=log_export(user),
        template="requests/requests.html",
        extra={"writes": writes},
    )  # fmt: skip


@GET_OR_POST
@requires(P.WRITE_INCIDENT)
def request_new(request: HttpRequest) -> HttpResponse:
    """ "Catat permintaan"."""
    user, now = user_of(request), timezone.now()
    about = Incident.objects.filter(code=request.GET.get("incident", "")).first()
    first = {"incident": about, "receiver": "agency", "kind": "confirmation"}
    form = RequestForm(request.POST or None, initial=first)
    made: list[OutgoingRequest] = []
    if (
        form.is_bound
        and form.is_valid()
        and tried(form, lambda: made.append(write_request(form.asked(), by=user, at=now)))
    ):
        messages.success(request, _("Permintaan tercatat. Catat pengirimannya setelah terkirim."))
        return redirect(made[0])
    title = _("Catat permintaan")
    return form_page(request, form, title, _("Simpan"), reverse("requests-out"), _crumbs(title))


@require_safe
@requires(P.READ_INCIDENT)
def request_out(request: HttpRequest, code: str) -> HttpResponse:
    """One request: what, sent by which letter, answered with what."""
    found, user = _find(request, code), user_of(request)
    return render(
        request,
        "requests/request.html",
        {
            "title": found.code,
            "breadcrumbs": _crumbs(found.code),
            "asked": found,
            "page": queries.request_page(found, at=timezone.now()),
            "writes": user.may(P.WRITE_INCIDENT),
        },
    )


def _deed(
    request: HttpRequest,
    found: OutgoingRequest,
    form: forms.Form,
    title: str,
    deed: Callable[[], object],
    done: str,
    *,
    danger: bool = False,
) -> HttpResponse:
    """One form, one deed, back to the request."""
    if form.is_bound and form.is_valid() and tried(form, deed):
        messages.success(request, done)
        return redirect(found)
    return form_page(
        request, form, title, _("Simpan"), found.get_absolute_url(), _crumbs(title, found),
        lead=f"{found.to}: {found.get_kind_display()}", danger=danger,
    )  # fmt: skip


@GET_OR_POST
@requires(P.WRITE_INCIDENT)
def request_edit(request: HttpRequest, code: str) -> HttpResponse:
    """What is asked, until it was sent."""
    found, user, now = _find(request, code), user_of(request), timezone.now()
    form = shared(RequestForm(request.POST or None, initial=RequestForm.of(found)))
    return _deed(
        request, found, form, _("Ubah permintaan"),
        lambda: change_request(found, form.asked(), by=user, at=now), _("Permintaan disimpan."),
    )  # fmt: skip


@GET_OR_POST
@requires(P.WRITE_INCIDENT)
def request_send(request: HttpRequest, code: str) -> HttpResponse:
    """ "Catat terkirim", with its proof."""
    found, user, now = _find(request, code), user_of(request), timezone.now()
    form = SendForm(request.POST or None, request.FILES or None, initial={"sent_at": now})

    def send() -> object:
        given = dict(form.cleaned_data)
        files = given.pop("evidence")
        return send_request(found, **given, files=files, by=user, at=now)

    done = _("Pengiriman tercatat; jawabannya ditunggu.")
    return _deed(request, found, form, _("Catat terkirim"), send, done)


@GET_OR_POST
@requires(P.WRITE_INCIDENT)
def request_answer(request: HttpRequest, code: str) -> HttpResponse:
    """ "Catat jawaban"."""
    found, user, now = _find(request, code), user_of(request), timezone.now()
    form = AnswerForm(request.POST or None, request.FILES or None, initial={"answered_at": now})
    return _deed(
        request, found, form, _("Catat jawaban"),
        lambda: answer_request(
            found, answered_at=form.cleaned_data["answered_at"],
            answer=form.cleaned_data["answer"], files=form.cleaned_data["evidence"],
            by=user, at=now,
        ),
        _("Jawaban tercatat; hitungan waktunya berhenti."),
    )  # fmt: skip


@GET_OR_POST
@requires(P.WRITE_INCIDENT)
def request_wait(request: HttpRequest, code: str) -> HttpResponse:
    """ "Tunggu lebih lama", with the reason."""
    found, user, now = _find(request, code), user_of(request), timezone.now()
    form = LongerForm(request.POST or None)
    return _deed(
        request, found, form, _("Tunggu lebih lama"),
        lambda: await_longer(
            found, awaited_by=form.cleaned_data["awaited_by"], why=form.cleaned_data["reason"],
            by=user, at=now,
        ),
        _("Batas waktu baru tercatat."),
    )  # fmt: skip


@GET_OR_POST
@requires(P.WRITE_INCIDENT)
def request_withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """ "Tarik": nobody waits for it any longer."""
    found, user, now = _find(request, code), user_of(request), timezone.now()
    form = ReasonForm(request.POST or None)
    return _deed(
        request, found, form, _("Tarik permintaan"),
        lambda: withdraw_request(found, why=form.cleaned_data["reason"], by=user, at=now),
        _("Permintaan ditarik."), danger=True,
    )  # fmt: skip


@require_safe
@requires(P.READ_INCIDENT)
def request_letter(request: HttpRequest, code: str) -> HttpResponseBase:
    """The letter as it was sent, to be kept; the view is noted."""
    found = _find(request, code)
    if not found.file:
        raise Http404
    note_request_file_view(
        found, found.file_name, found.file_sha256, by=user_of(request), at=timezone.now()
    )
    return hand_out(found.file, found.file_name, found.file_type)


@require_safe
@requires(P.READ_INCIDENT)
def request_reply(request: HttpRequest, code: str) -> HttpResponseBase:
    """The file of the answer, to be kept; the view is noted."""
    found = _find(request, code)
    if not found.answer_file:
        raise Http404
    note_request_file_view(
        found, found.answer_file_name, found.answer_file_sha256, by=user_of(request),
        at=timezone.now(),
    )  # fmt: skip
    return hand_out(found.answer_file, found.answer_file_name, found.answer_file_type)


@require_POST
@requires(P.WRITE_INCIDENT)
def request_draft(request: HttpRequest, code: str) -> HttpResponse:
    """ "Buat surat": a draft of the official paper, to be approved by another person."""
    found = _find(request, code)
    try:
        document = draft_letter(found, by=user_of(request), at=timezone.now())
    except DeskRefused as refused:
        messages.error(request, str(refused))
        return redirect(found)
    return redirect(document)
