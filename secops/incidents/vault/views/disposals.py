"""Doors of disposals: what is past its term, a proposal, having it done by another person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import requires, user_of
from accounts.roles import Permission
from secops.house.lists import row_ids
from secops.incidents.vault import actions
from secops.incidents.vault.actions import EvidenceRefused
from secops.incidents.vault.forms import ReasonForm
from secops.incidents.vault.models import Disposal, Item
from secops.incidents.vault.queries import items_for, part_gone, past_term
from secops.incidents.vault.views.pages import crumbs, done, item_form, who
from secops.rules.document import State

READ, HANDLE, DECIDE = (
    Permission.READ_EVIDENCE,
    Permission.HANDLE_EVIDENCE,
    Permission.DECIDE,
)


@require_GET
@requires(READ)
def disposals(request: HttpRequest) -> HttpResponse:
    """What is past its term and may be proposed, and what was proposed before."""
    user = user_of(request)
    title = _("Masa simpan")
    context = {
        "title": title,
        "breadcrumbs": crumbs(None, title),
        "due": items_for(user)
        .filter(pk__in=past_term(timezone.now()).values("pk"))
        .order_by("taken_in_at", "pk"),
        "before": Disposal.objects.visible_to(user).select_related("document")[:50],
        "handles": user.may(HANDLE),
    }
    return render(request, "vault/disposals.html", context)


@require_http_methods(["GET", "POST"])
@requires(HANDLE)
def disposal_new(request: HttpRequest) -> HttpResponse:
    """ "Usulkan pemusnahan" of the ticked items."""
    picked = row_ids(request.POST or request.GET)
    items, gone = part_gone(items_for(user_of(request)).filter(pk__in=picked).order_by("pk"))
    form = ReasonForm(request.POST if "reason" in request.POST else None)
    made: list[Disposal] = []

    def propose(about: list[Item], **given: Any) -> None:
        made.append(actions.propose_disposal(about, **given))

    if "reason" in request.POST and done(request, form, propose, items):
        messages.success(request, _("Usulan tersimpan. Orang lain menyetujui berita acaranya."))
        return redirect(made[0])
    return item_form(
        request, form, _("Usulkan pemusnahan"), _("Simpan usulan"),
        template="vault/disposal_new.html", items=items, gone=gone,
    )  # fmt: skip


@require_GET
@requires(READ)
def disposal(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal: its minutes, its list, whether it was done."""
    user, found = user_of(request), _found(request, pk)
    open_ = found.done_at is None and found.dropped_at is None
    approved = found.document.state in (State.APPROVED, State.SIGNED)
    other = found.proposed_by_id != user.pk
    title = _("Pemusnahan barang bukti")
    context = {
        "title": title,
        "breadcrumbs": crumbs(None, title),
        "disposal": found,
        "items": found.items.select_related("content").order_by("pk"),
        "approved": approved,
        "open": open_,
        "can_do": open_ and approved and other and user.may(DECIDE),
        "can_drop": open_ and user.may(HANDLE),
    }
    return render(request, "vault/disposal.html", context)


@require_POST
@requires(DECIDE)
def disposal_done(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Musnahkan sekarang"."""
    found = _found(request, pk)
    try:
        actions.dispose(found, **who(request))
    except EvidenceRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Berkasnya dimusnahkan. SHA-256 dan riwayatnya tetap."))
    return redirect(found)


@require_http_methods(["GET", "POST"])
@requires(HANDLE)
def disposal_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Batalkan usulan"."""
    found, form = _found(request, pk), ReasonForm(request.POST or None)
    if done(request, form, actions.drop_disposal, found):
        return redirect(found)
    return item_form(request, form, _("Batalkan usulan"), _("Batalkan usulan"))


def _found(request: HttpRequest, pk: int) -> Disposal:
    rows = Disposal.objects.visible_to(user_of(request))
    return get_object_or_404(rows.select_related("document", "proposed_by", "done_by"), pk=pk)
