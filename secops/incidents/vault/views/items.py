"""Doors of items: the list, taking one in, one with its chain, what is noted about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.house.files import pdf_answer
from secops.house.lists import Empty, list_page
from secops.house.text import wib
from secops.incidents.models import Incident
from secops.incidents.vault import actions
from secops.incidents.vault.filters import ItemFilter
from secops.incidents.vault.forms import HoldForm, LinkForm, NoteForm, ReasonForm, TakeInForm
from secops.incidents.vault.models import Item
from secops.incidents.vault.paper import custody_paper
from secops.incidents.vault.queries import broken_items, item_page, items_for
from secops.incidents.vault.tables import ItemTable
from secops.incidents.vault.views.pages import crumbs, done, item_form, seen, who
from secops.rules.tlp import Marking

READ, HANDLE, DECIDE = (
    Permission.READ_EVIDENCE,
    Permission.HANDLE_EVIDENCE,
    Permission.DECIDE,
)


@require_GET
@requires(READ)
def vault(request: HttpRequest) -> HttpResponseBase:
    """All evidence, the newest first; what is not whole stands above the list."""
    user = user_of(request)
    handles = user.may(HANDLE)
    return list_page(
        request,
        title=_("Brankas bukti"),
        subtitle=wib(timezone.now()),
        table=ItemTable,
        queryset=items_for(user),
        filterset=ItemFilter,
        order=("-taken_in_at", "-pk"),
        exclude=() if handles else ("pick",),
        empty=Empty(
            _("Belum ada barang bukti"),
            _("Amankan log, tangkapan layar atau salinan disk sebelum sistem disentuh."),
            icon="lock",
        ),
        export_name="barang-bukti",
        on_export=log_export(user),
        template="vault/vault.html",
        extra={"handles": handles, "broken": broken_items()},
    )


@require_http_methods(["GET", "POST"])
@requires(HANDLE)
def take_in_item(request: HttpRequest) -> HttpResponse:
    """ "Amankan barang bukti"."""
    user, now = user_of(request), timezone.now()
    asked = Incident.objects.filter(code=request.GET.get("incident", "")).first()
    first = {
        "acquired_at": now,
        "acquired_by": user.display_name,
        "incident": asked.code if asked else None,
        "tlp": Marking.AMBER_STRICT.value,
    }
    form = TakeInForm(request.POST or None, request.FILES or None, initial=first)
    made: list[Item] = []
    if done(request, form, lambda _about, **given: made.append(_kept(given)), None):
        words = _("%(code)s tersimpan. SHA-256: %(sha256)s")
        messages.success(request, words % {"code": made[0].code, "sha256": made[0].content.sha256})
        return redirect(made[0])
    return item_form(
        request, form, _("Amankan barang bukti"), _("Simpan di brankas"),
        template="vault/take_in.html",
    )  # fmt: skip


def _kept(given: dict[str, Any]) -> Item:
    return actions.take_in(upload=given.pop("evidence_file"), **given)


@require_GET
@requires(READ)
def item(request: HttpRequest, code: str) -> HttpResponse:
    """One item with its chain of custody; that somebody looked is a link of it."""
    user, now = user_of(request), timezone.now()
    found = seen(request, code)
    actions.note_view(found, **who(request))
    context = {
        "title": f"{found.code}: {found.shown_name}",
        "breadcrumbs": crumbs(found),
        "item": found,
        "page": item_page(found, user, at=now),
    }
    return render(request, "vault/item.html", context)


@require_POST
@requires(READ)
def check(request: HttpRequest, code: str) -> HttpResponse:
    """ "Periksa sekarang"."""
    found = seen(request, code)
    try:
        outcome = actions.check_item(found, **who(request))
    except actions.EvidenceRefused as refused:
        messages.error(request, str(refused))
        return redirect(found)
    if outcome.whole:
        messages.success(request, _("Utuh: isinya masih sama dengan SHA-256-nya."))
    else:
        words = _("TIDAK utuh: berkas ini %(finding)s. Petugas piket dan ketua tim dikabari.")
        messages.error(request, words % {"finding": outcome.content.get_finding_display()})
    return redirect(found)


@require_http_methods(["GET", "POST"])
@requires(HANDLE)
def note(request: HttpRequest, code: str) -> HttpResponse:
    """A remark, or that the medium changed hands."""
    found, form = seen(request, code), NoteForm(request.POST or None)
    if done(request, form, actions.add_note, found):
        return redirect(found)
    title = _("Tambah catatan riwayat")
    return item_form(request, form, title, _("Simpan catatan"), found)


@require_http_methods(["GET", "POST"])
@requires(HANDLE)
def hold(request: HttpRequest, code: str) -> HttpResponse:
    """ "Tahan (legal hold)"."""
    found, form = seen(request, code), HoldForm(request.POST or None)
    if done(request, form, actions.place_hold, found):
        return redirect(found)
    lead = _("Selama ditahan, barang bukti ini tidak dapat diputuskan untuk dimusnahkan.")
    return item_form(request, form, _("Penahanan hukum"), _("Tahan"), found, lead=lead)


@require_http_methods(["GET", "POST"])
@requires(DECIDE)
def release(request: HttpRequest, code: str) -> HttpResponse:
    """The lead takes a hold back."""
    found, form = seen(request, code), ReasonForm(request.POST or None)
    if done(request, form, actions.release_hold, found):
        return redirect(found)
    return item_form(request, form, _("Cabut penahanan hukum"), _("Cabut"), found)


@require_http_methods(["GET", "POST"])
@requires(HANDLE)
def link(request: HttpRequest, code: str) -> HttpResponse:
    """Name the incident of an item that came without one."""
    found, form = seen(request, code), LinkForm(request.POST or None)
    if done(request, form, actions.link_item, found):
        return redirect(found)
    return item_form(request, form, _("Kaitkan dengan insiden"), _("Kaitkan"), found)


@require_GET
@requires(READ)
def custody(request: HttpRequest, code: str) -> HttpResponse:
    """The chain of custody as a paper."""
    found = seen(request, code)
    made = custody_paper(found, at=timezone.now())
    return pdf_answer(made, f"riwayat-penguasaan-{found.code}.pdf")
