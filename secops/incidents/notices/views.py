"""The doors of warnings."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.house.files import hand_out, pdf_answer
from secops.house.lists import Empty, list_page
from secops.house.pages import form_page
from secops.house.shared import shared
from secops.house.text import wib
from secops.incidents.doors import Crumbs, tried
from secops.incidents.models import Incident
from secops.incidents.notices import queries
from secops.incidents.notices.actions import (
    answer_notice,
    change_notice,
    judge_notice,
    note_notice_file_view,
    receive_notice,
)
from secops.incidents.notices.form_paper import form_of
from secops.incidents.notices.forms import AnswerForm, JudgeForm, NoticeForm
from secops.incidents.notices.models import Notice
from secops.incidents.notices.tables import NoticeFilter, NoticeTable

P = Permission
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def _crumbs(last: str, found: Notice | None = None) -> Crumbs:
    way = [(pgettext("list", "Peringatan BSSN"), reverse("notices"))]
    if found is not None:
        way.append((found.code, found.get_absolute_url()))
    return [*way, (last, "")]


def _find(request: HttpRequest, code: str) -> Notice:
    return get_object_or_404(queries.notices_for(user_of(request)), code=code)


@require_safe
@requires(P.READ_INCIDENT)
def notice_list(request: HttpRequest) -> HttpResponseBase:
    """The inbox of warnings, and the share answered in time."""
    user, now = user_of(request), timezone.now()
    writes = user.may(P.WRITE_INCIDENT)
    whole = user.scope(P.READ_INCIDENT).everything
    return list_page(
        request,
        title=pgettext("list", "Peringatan BSSN"),
        subtitle=wib(now),
        table=NoticeTable,
        queryset=queries.notices_for(user),
        filterset=NoticeFilter,
        order=("-received_at", "-pk"),
        empty=Empty(
            _("Belum ada peringatan"),
            _("Peringatan yang diterima dari BSSN dicatat di sini dan dijawab dalam 24 jam."),
            _("Catat peringatan") if writes else "",
            reverse("notice-new") if writes else "",
            "inbox",
        ),
        export_name="peringatan-bssn",
        on_export=log_export(user),
        template="notices/notices.html",
        extra={"writes": writes, "share": queries.share_words(at=now) if whole else None},
    )


@GET_OR_POST
@requires(P.WRITE_INCIDENT)
def notice_new(request: HttpRequest) -> HttpResponse:
    """ "Catat peringatan": the document, or its four things typed."""
    user, now = user_of(request), timezone.now()
    about = Incident.objects.filter(code=request.GET.get("incident", "")).first()
    first = {"received_at": now, "sender": "BSSN", "tlp": "amber", "incident": about}
    form = NoticeForm(request.POST or None, request.FILES or None, initial=first)
    if form.is_bound and form.is_valid():
        made: list[Notice] = []
        if tried(
            form,
            lambda: made.append(receive_notice(form.arrived(), **form.links(), by=user, at=now)),
        ):
            messages.success(request, _("Peringatan tercatat; hitungan 24 jam berjalan."))
            return redirect(made[0])
    title = _("Catat peringatan")
    return form_page(request, form, title, _("Simpan"), reverse("notices"), _crumbs(title))


@require_safe
@requires(P.READ_INCIDENT)
def notice(request: HttpRequest, code: str) -> HttpResponse:
    """One warning: what it says, what we found, what we answered."""
    user, found, now = user_of(request), _find(request, code), timezone.now()
    return render(
        request,
        "notices/notice.html",
        {
            "title": found.code,
            "subtitle": found.indication,
            "breadcrumbs": _crumbs(found.code),
            "notice": found,
            "page": queries.notice_page(found, at=now),
            "writes": user.may(P.WRITE_INCIDENT),
            "opens_report": user.may(P.IMPORT),
        },
    )


@GET_OR_POST
@requires(P.WRITE_INCIDENT)
def notice_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Correct what was typed, link it, add the document."""
    found, user, now = _find(request, code), user_of(request), timezone.now()
    first = NoticeForm.of(found)
    form = shared(NoticeForm(request.POST or None, request.FILES or None, initial=first))
    if (
        form.is_bound
        and form.is_valid()
        and tried(
            form,
            lambda: change_notice(found, form.arrived(), **form.links(), by=user, at=now),
        )
    ):
        messages.success(request, _("Peringatan disimpan."))
        return redirect(found)
    title = _("Lengkapi peringatan")
    return form_page(
        request, form, title, _("Simpan"), found.get_absolute_url(), _crumbs(title, found)
    )


@GET_OR_POST
@requires(P.WRITE_INCIDENT)
def notice_judge(request: HttpRequest, code: str) -> HttpResponse:
    """ "Periksa": confirmed, with an incident, or not confirmed."""
    found, user, now = _find(request, code), user_of(request), timezone.now()
    form = JudgeForm(request.POST or None, initial={"incident": found.incident})
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        if tried(
            form,
            lambda: judge_notice(
                found, Notice.Finding(data["finding"]), why=data["why"],
                incident=data["incident"], by=user, at=now,
            ),
        ):  # fmt: skip
            messages.success(request, _("Hasil pemeriksaan tercatat."))
            return redirect(found)
    title = _("Periksa peringatan")
    return form_page(
        request, form, title, _("Catat hasil"), found.get_absolute_url(), _crumbs(title, found),
        lead=_(
            "Menurut Peraturan BSSN 1/2024 Pasal 15 ayat (2), peringatan menjadi dasar insiden "
            "setelah dikonfirmasi."
        ),
    )  # fmt: skip


@GET_OR_POST
@requires(P.WRITE_INCIDENT)
def notice_answer(request: HttpRequest, code: str) -> HttpResponse:
    """ "Catat jawaban", with its proof."""
    found, user, now = _find(request, code), user_of(request), timezone.now()
    form = AnswerForm(request.POST or None, request.FILES or None, initial={"answered_at": now})
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        if tried(
            form,
            lambda: answer_notice(
                found, answered_at=data["answered_at"], proof=data["proof"],
                files=data["evidence"], by=user, at=now,
            ),
        ):  # fmt: skip
            messages.success(request, _("Jawaban tercatat; hitungan waktunya berhenti."))
            return redirect(found)
    title = _("Catat jawaban")
    return form_page(request, form, title, title, found.get_absolute_url(), _crumbs(title, found))


@require_safe
@requires(P.READ_INCIDENT)
def notice_document(request: HttpRequest, code: str) -> HttpResponseBase:
    """The document as it came, to be kept, never shown inside a page; the view is noted."""
    found = _find(request, code)
    if not found.file:
        raise Http404
    note_notice_file_view(
        found, found.file_name, found.file_sha256, by=user_of(request), at=timezone.now()
    )
    return hand_out(found.file, found.file_name, found.file_type)


@require_safe
@requires(P.READ_INCIDENT)
def notice_proof(request: HttpRequest, code: str) -> HttpResponseBase:
    """The file that proves our answer."""
    found = _find(request, code)
    if not found.answer_file:
        raise Http404
    note_notice_file_view(
        found, found.answer_file_name, found.answer_file_sha256, by=user_of(request),
        at=timezone.now(),
    )  # fmt: skip
    return hand_out(found.answer_file, found.answer_file_name, found.answer_file_type)


@require_safe
@requires(P.WRITE_INCIDENT)
def notice_form(request: HttpRequest, code: str) -> HttpResponse:
    """The agency's form, filled with what the register holds."""
    found = _find(request, code)
    return pdf_answer(form_of(found, at=timezone.now()), f"form-penanganan-{found.code}.pdf")
