"""Doors of hand-overs: writing the minutes, the page of one, noting the deed."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import requires, user_of
from accounts.models import User
from accounts.roles import Permission
from secops.house.lists import row_ids
from secops.incidents.vault import actions
from secops.incidents.vault.actions import EvidenceRefused, Party, Terms
from secops.incidents.vault.forms import HandoverForm
from secops.incidents.vault.models import Handover, Item
from secops.incidents.vault.panel import HANDOVER_PANELS
from secops.incidents.vault.queries import items_for, part_gone
from secops.incidents.vault.views.pages import crumbs, done, item_form, who
from secops.rules.document import State

READ, HANDLE = Permission.READ_EVIDENCE, Permission.HANDLE_EVIDENCE


@require_http_methods(["GET", "POST"])
@requires(HANDLE)
def handover_new(request: HttpRequest) -> HttpResponse:
    """The ticked items, both parties, purpose, witnesses; becomes a draft among the documents."""
    user, now = user_of(request), timezone.now()
    picked = row_ids(request.POST or request.GET)
    items, gone = part_gone(items_for(user).filter(pk__in=picked).order_by("pk"))
    sent = "second_name" in request.POST
    form = HandoverForm(request.POST if sent else None, initial=_first(user) | {"held_at": now})
    made: list[Handover] = []
    if sent and done(request, form, partial(_draft, made), items):
        messages.success(request, _("Konsep tersimpan. Orang lain menyetujuinya di Dokumen."))
        return redirect(made[0])
    return item_form(
        request, form, _("Serah terima barang bukti"), _("Simpan konsep berita acara"),
        template="vault/handover_new.html", items=items, gone=gone,
    )  # fmt: skip


@require_GET
@requires(READ)
def handover(request: HttpRequest, pk: int) -> HttpResponse:
    """One hand-over: its minutes, its list, whether it was done, and what higher parts add."""
    user, found = user_of(request), _found(request, pk)
    told = [panel(found, user) for panel in HANDOVER_PANELS]
    approved = found.document.state in (State.APPROVED, State.SIGNED)
    context = {
        "title": _("Serah terima barang bukti"),
        "breadcrumbs": crumbs(None, str(found.receiver_unit)),
        "handover": found,
        "items": found.items.select_related("content").order_by("pk"),
        "approved": approved,
        "can_confirm": approved and found.handed_at is None and user.may(HANDLE),
        "panels": [one[1] | {"template": one[0]} for one in told if one is not None],
    }
    return render(request, "vault/handover.html", context)


@require_POST
@requires(HANDLE)
def handover_done(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Catat sudah diserahkan"."""
    found = _found(request, pk)
    try:
        actions.confirm_handover(found, **who(request))
    except EvidenceRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Penyerahan tercatat dalam riwayat setiap barang bukti."))
    return redirect(found)


def _found(request: HttpRequest, pk: int) -> Handover:
    rows = Handover.objects.visible_to(user_of(request)).select_related("document", "incident")
    return get_object_or_404(rows, pk=pk)


def _first(user: User) -> dict[str, Any]:
    held = user.held_positions
    return {
        "place": settings.OFFICE_NAME,
        "first_name": user.display_name,
        "first_number": user.person.nip if user.person else "",
        "first_title": held[0].title if held else "",
    }


def _party(given: dict[str, Any], side: str) -> Party:
    return Party(
        given[f"{side}_name"],
        given[f"{side}_title"],
        given[f"{side}_number"],
        given.get(f"{side}_unit", ""),
    )


def _witness(line: str) -> Party:
    """``Sari, Sandiman, 1880…`` in its three parts."""
    name, title, number = ([part.strip() for part in line.split(",")] + ["", ""])[:3]
    return Party(name, title, number)


def _terms(given: dict[str, Any]) -> Terms:
    return Terms(
        held_at=given["held_at"],
        place=given["place"],
        purpose=given["purpose"],
        report_number=given["report_number"],
        basis=given["basis"],
        witnesses=(_witness(given["witness_1"]), _witness(given["witness_2"])),
    )


def _draft(made: list[Handover], items: list[Item], **given: Any) -> None:
    parties = _party(given, "first"), _party(given, "second")
    made.append(
        actions.draft_handover(items, *parties, _terms(given), by=given["by"], at=given["at"])
    )
