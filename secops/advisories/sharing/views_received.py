"""The doors of what comes in: documents of partners, and the recommendation one becomes."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.advisories.actions import RecommendationRefused
from secops.advisories.looks import look_of_marking
from secops.advisories.sharing import queries
from secops.advisories.sharing.actions import SharingRefused, adopt, note_original, receive
from secops.advisories.sharing.forms import AdoptForm, ReceiveForm
from secops.advisories.sharing.models import ReceivedDocument
from secops.advisories.sharing.tables import ReceivedFilter, ReceivedTable
from secops.house.files import hand_out
from secops.house.lists import Empty, list_page
from secops.house.pages import form_page

P = Permission
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def _find(request: HttpRequest, code: str) -> ReceivedDocument:
    return get_object_or_404(queries.received_for(user_of(request)), code=code)


def _crumbs(*last: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Dokumen dari mitra"), reverse("received-documents")), *last]


@require_safe
@requires(P.READ_RECOMMENDATION)
def received_list(request: HttpRequest) -> HttpResponseBase:
    """Documents of partners, the newest first."""
    user = user_of(request)
    return list_page(
        request,
        title=_("Dokumen dari mitra"),
        breadcrumbs=[
            (_("Rekomendasi mitra"), reverse("recommendations")),
            (_("Dokumen dari mitra"), ""),
        ],
        table=ReceivedTable,
        queryset=queries.received_for(user),
        filterset=ReceivedFilter,
        order=("-received_at", "-pk"),
        empty=Empty(
            _("Belum ada dokumen"),
            _("Imbauan dalam format CSAF 2.0 dan peristiwa MISP dari mitra, beserta berkas "
              "aslinya, muncul di sini."),
        ),
        export_name="dokumen-mitra",
        on_export=log_export(user),
        template="sharing/received_list.html",
        extra={"may_receive": user.may(P.POST_RECOMMENDATION_FOR)},
    )  # fmt: skip


@GET_OR_POST
@requires(P.POST_RECOMMENDATION_FOR)
def received_new(request: HttpRequest) -> HttpResponse:
    """ "Terima dokumen": looked at, kept, mapped to a draft."""
    form = ReceiveForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            made = receive(
                form.content(), str(data["file"].name), data["format"], data["organisation"],
                by=user_of(request), at=timezone.now(),
            )  # fmt: skip
        except SharingRefused as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, _("Dokumen diterima. Baca konsepnya."))
            return redirect(made)
    title = _("Terima dokumen")
    back = reverse("received-documents")
    return form_page(request, form, title, title, back, _crumbs((title, "")))


@require_safe
@requires(P.READ_RECOMMENDATION)
def received_document(request: HttpRequest, code: str) -> HttpResponse:
    """One document: its draft, where it comes from, its original."""
    found, user = _find(request, code), user_of(request)
    return render(
        request,
        "sharing/received.html",
        {
            "title": f"{found.code} {found.title}",
            "breadcrumbs": _crumbs((found.code, "")),
            "document": found,
            "marking": look_of_marking(found.tlp),
            "about": queries.facts_of(found),
            "remarks": queries.remarks_of(found),
            "may_adopt": user.may(P.POST_RECOMMENDATION_FOR) and found.recommendation is None,
        },
    )


@require_POST
@requires(P.READ_RECOMMENDATION)
def received_original(request: HttpRequest, code: str) -> FileResponse:
    """The original as it came; never shown inside a page."""
    found = _find(request, code)
    note_original(found, by=user_of(request), at=timezone.now())
    return hand_out(found.file, found.name, "application/octet-stream")


@GET_OR_POST
@requires(P.POST_RECOMMENDATION_FOR)
def received_adopt(request: HttpRequest, code: str) -> HttpResponse:
    """ "Jadikan rekomendasi": the draft, corrected by the office, in the partner's name."""
    found = _find(request, code)
    form = AdoptForm(request.POST or None, document=found)
    if form.is_bound and form.is_valid():
        user, now = user_of(request), timezone.now()
        try:
            made = adopt(found, form.advice(), form.cleaned_data["author"], by=user, at=now)
        except (SharingRefused, RecommendationRefused) as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(made)
    title = _("Jadikan rekomendasi")
    lead = ""
    if not found.organisation.members.exists():
        lead = _("Mitra ini belum mempunyai orang. Tambahkan dulu di halaman mitranya.")
    crumbs = _crumbs((found.code, found.get_absolute_url()), (title, ""))
    return form_page(request, form, title, title, found.get_absolute_url(), crumbs, lead=lead)
