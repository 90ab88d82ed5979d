"""The doors of documents: the list, one document, what becomes of it, its files."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.forms import BaseForm
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
from secops.documents import queries
from secops.documents.actions import (
    DocumentRefused,
    approve_document,
    drop_document,
    take_signed_copy,
    withdraw_document,
)
from secops.documents.filters import DocumentFilter
from secops.documents.forms import ApproveForm, SignedForm, WithdrawForm
from secops.documents.models import Document, SignedCopy
from secops.documents.papers import as_kept, preview_pdf, sheet_count, sheets
from secops.documents.tables import DocumentTable
from secops.house.files import hand_out, pdf_answer
from secops.house.lists import Empty, list_page
from secops.house.text import wib
from secops.rules.document import NUMBERED, State
from secops.rules.refusal import MoveRefused

P = Permission
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def find(request: HttpRequest, pk: int) -> Document:
    """The document, if the user may read it; else 404."""
    return get_object_or_404(queries.documents_for(user_of(request)), pk=pk)


def crumbs(last: str, found: Document | None = None) -> list[tuple[str, str]]:
    """The way to a page of documents."""
    way = [(pgettext("list", "Surat dan berita acara"), reverse("documents"))]
    if found is not None:
        way.append((found.number or found.subject[:60], found.get_absolute_url()))
    return [*way, (last, "")] if last else [*way[:-1], (way[-1][0], "")]


@require_safe
@requires(P.READ_DOCUMENT)
def document_list(request: HttpRequest) -> HttpResponseBase:
    """Every letter and every set of minutes, drafts among them."""
    user = user_of(request)
    writes = user.may(P.WRITE_DOCUMENT)
    return list_page(
        request,
        title=pgettext("list", "Surat dan berita acara"),
        subtitle=wib(timezone.now()),
        table=DocumentTable,
        queryset=queries.documents_for(user),
        filterset=DocumentFilter,
        order=("-drafted_at", "-pk"),
        empty=Empty(
            _("Belum ada surat"),
            _("Surat, edaran dan berita acara ditulis di sini, diberi nomor saat disetujui."),
            _("Tulis surat") if writes else "",
            reverse("document-kinds") if writes else "",
            "file-text",
        ),
        export_name="surat",
        on_export=log_export(user),
        template="documents/documents.html",
        extra={"writes": writes},
    )


@require_safe
@requires(P.READ_DOCUMENT)
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One document: what it says, where it stands, its files, what is next."""
    found, user = find(request, pk), user_of(request)
    shown = State(found.state) not in NUMBERED or as_kept(found)
    context = {
        "title": found.subject,
        "breadcrumbs": crumbs("", found),
        "document": found,
        "page": queries.document_page(found, user),
        "sheets": range(1, sheet_count(found) + 1) if shown else (),
        **queries.page_links(found, user),
    }
    return render(request, "documents/document.html", context)


@GET_OR_POST
@requires(P.APPROVE_DOCUMENT)
def document_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Setujui": the number is drawn now, or typed from the city's register."""
    found = find(request, pk)
    form = ApproveForm(request.POST or None)

    def approve() -> None:
        given = form.cleaned_data
        made = approve_document(
            found,
            number=given["number"] or None,
            dated=given["dated"],
            by=user_of(request),
            at=timezone.now(),
        )
        messages.success(request, _("Disetujui dengan nomor %(n)s.") % {"n": made.number})

    lead = _(
        "Nomor ditarik sekarang dan tidak dapat dipakai lagi. Isi surat tidak berubah sesudahnya."
    )
    return _step(request, found, form, approve, _("Setujui"), lead=lead)


@GET_OR_POST
@requires(P.WRITE_DOCUMENT)
def document_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the paper as it came back signed."""
    found = find(request, pk)
    form = SignedForm(request.POST or None, request.FILES or None)

    def sign() -> None:
        take_signed_copy(found, form.cleaned_data["file"], by=user_of(request), at=timezone.now())
        messages.success(request, _("Salinan bertanda tangan tersimpan."))

    lead = _("Disimpan di samping berkas yang disetujui; keduanya dapat diperiksa di halaman umum.")
    return _step(request, found, form, sign, _("Simpan salinan bertanda tangan"), lead=lead)


@GET_OR_POST
@requires(P.APPROVE_DOCUMENT)
def document_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what went out, with the reason."""
    found = find(request, pk)
    form = WithdrawForm(request.POST or None)

    def withdraw() -> None:
        reason = form.cleaned_data["reason"]
        withdraw_document(found, reason=reason, by=user_of(request), at=timezone.now())
        messages.success(request, _("Dokumen dicabut."))

    lead = _(
        "Siapa pun yang memeriksa kode dokumen ini akan membaca: dicabut. Alasannya "
        "tidak ditampilkan."
    )
    return _step(request, found, form, withdraw, _("Cabut dokumen"), lead=lead, danger=True)


@GET_OR_POST
@requires(P.WRITE_DOCUMENT)
def document_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a draft up."""
    found = find(request, pk)

    def drop() -> None:
        drop_document(found, by=user_of(request), at=timezone.now())
        messages.success(request, _("Konsep dibatalkan. Tidak ada nomor yang terpakai."))

    return _step(request, found, None, drop, _("Batalkan konsep"), danger=True)


@require_safe
@requires(P.READ_DOCUMENT)
def document_pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The approved paper as a file; of a draft the preview, marked on every page."""
    found = find(request, pk)
    if State(found.state) in NUMBERED:
        name = f"{found.number.replace('/', '-')}.pdf"
        return hand_out(found.pdf, name, "application/pdf")
    return pdf_answer(preview_pdf(found), f"konsep-{found.pk}.pdf")


@require_safe
@requires(P.READ_DOCUMENT)
def document_sheet(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One page of the paper as a picture, for the document's own page."""
    pages = sheets(find(request, pk))
    if not 1 <= number <= len(pages):
        raise Http404
    response = HttpResponse(pages[number - 1], content_type="image/png")
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@requires(P.READ_DOCUMENT)
def document_signed_copy(request: HttpRequest, pk: int, copy: int) -> HttpResponseBase:
    """The signed copy as a file to keep."""
    found = get_object_or_404(SignedCopy, pk=copy, document=find(request, pk))
    return hand_out(found.file, found.name, found.content_type)


def _step(
    request: HttpRequest,
    found: Document,
    form: BaseForm | None,
    act: Callable[[], None],
    title: str,
    *,
    lead: str = "",
    danger: bool = False,
) -> HttpResponse:
    """A page between a button and its consequence."""
    refused = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            act()
        except (MoveRefused, DocumentRefused) as why:
            refused = queries.refusal_words(why)
            if form is not None:
                field = getattr(why, "field", "")
                form.add_error(field if field in form.fields else None, refused)
        else:
            return redirect(found)
    if refused and form is None:
        messages.error(request, refused)
        return redirect(found)
    context = {
        "title": title,
        "breadcrumbs": crumbs(title, found),
        "lead": lead,
        "facts": [(_("Hal"), found.subject), (_("Jenis"), queries.kind_title(found.kind))],
        "form": form,
        "submit_label": title,
        "cancel_url": found.get_absolute_url(),
        "danger": danger,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "house/confirm.html", context, status=status)
