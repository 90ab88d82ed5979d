"""Doors by which copies leave: one file, several as a ZIP. Always a file to keep, never a page."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import requires, user_of
from accounts.roles import Permission
from secops.house.lists import row_ids
from secops.incidents.vault import actions, store
from secops.incidents.vault.exporting import zip_of
from secops.incidents.vault.forms import ReasonForm
from secops.incidents.vault.models import Item
from secops.incidents.vault.queries import items_for, part_gone
from secops.incidents.vault.views.pages import done, item_form, seen
from secops.rules.intervals import WIB


@require_http_methods(["GET", "POST"])
@requires(Permission.HANDLE_EVIDENCE)
def download(request: HttpRequest, code: str) -> HttpResponseBase:
    """ "Unduh": a reason first; then the file, whatever it is, as bytes to keep."""
    found, form = seen(request, code), ReasonForm(request.POST or None)
    _there, gone = part_gone([found])
    if gone:
        messages.error(request, gone[0])
        return redirect(found)
    if done(request, form, actions.note_download, found):
        return as_file(found)
    lead = _("Setiap unduhan tercatat dalam riwayat barang bukti ini.")
    return item_form(request, form, _("Unduh barang bukti"), _("Unduh"), found, lead=lead)


@require_http_methods(["GET", "POST"])
@requires(Permission.HANDLE_EVIDENCE)
def export_items(request: HttpRequest) -> HttpResponseBase:
    """The ticked items as one ZIP with a manifest; a reason first."""
    picked = row_ids(request.POST or request.GET)
    rows = items_for(user_of(request)).filter(pk__in=picked).prefetch_related("custody")
    items, gone = part_gone(rows.order_by("pk"))
    form = ReasonForm(request.POST if "reason" in request.POST else None)
    if done(request, form, actions.note_export, items):
        return _as_zip(items)
    return item_form(
        request, form, _("Ekspor barang bukti"), _("Buat ZIP"),
        template="vault/export.html", items=items, gone=gone,
    )  # fmt: skip


def as_file(item: Item) -> HttpResponseBase:
    """The content as bytes under a safe name; no browser is told what it might be."""
    response = FileResponse(
        store.path_of(item.content.sha256).open("rb"),
        as_attachment=True,
        filename=item.file_name,
        content_type="application/octet-stream",
    )
    return _sealed_off(response)


def _as_zip(items: list[Item]) -> HttpResponseBase:
    now = timezone.now()
    folder = f"barang-bukti-{now.astimezone(WIB):%Y%m%d-%H%M}"
    response = StreamingHttpResponse(zip_of(items, folder, at=now), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{folder}.zip"'
    return _sealed_off(response)


def _sealed_off(response: HttpResponseBase) -> HttpResponseBase:
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
