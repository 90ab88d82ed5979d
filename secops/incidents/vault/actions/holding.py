"""Legal holds: the office places one, the lead alone takes it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.incidents.vault.actions.custody import add_link, needed, refuse_disposed
from secops.incidents.vault.models import CustodyEvent, Hold, Item
from secops.incidents.vault.refusals import EvidenceRefused


@transaction.atomic
def place_hold(
    item: Item,
    *,
    reason: str,
    until: datetime | None = None,
    by: User,
    at: datetime,
    where: str = "",
) -> Hold:
    """Bind an item: who, why, until when (or until it is released)."""
    check(by, Permission.HANDLE_EVIDENCE)
    item = Item.objects.select_for_update().get(pk=item.pk)
    refuse_disposed([item])
    if until is not None and until <= at:
        raise EvidenceRefused(_("Akhir penahanan harus di masa depan."))
    open_hold = item.holds.filter(released_at=None).first()
    if open_hold is not None and open_hold.runs(at):
        raise EvidenceRefused(_("Barang bukti ini sudah ditahan. Cabut dulu penahanan itu."))
    if open_hold is not None:  # it ended by its own date
        _release(open_hold, _("Masa penahanannya habis."), by=by, at=at)
    hold = Hold.objects.create(
        item=item, reason=needed(reason)[:500], until=until, placed_by=by, placed_at=at
    )
    add_link(item, CustodyEvent.Kind.HELD, by=by, at=at, reason=hold.reason, where=where)
    return hold


@transaction.atomic
def release_hold(item: Item, *, reason: str, by: User, at: datetime, where: str = "") -> None:
    """Take the hold back; the lead decides, and says why."""
    check(by, Permission.DECIDE)
    hold = item.holds.select_for_update().filter(released_at=None).first()
    if hold is None:
        raise EvidenceRefused(_("Tidak ada penahanan hukum pada barang bukti ini."))
    _release(hold, needed(reason)[:500], by=by, at=at)
    add_link(item, CustodyEvent.Kind.RELEASED, by=by, at=at, reason=reason, where=where)


def _release(hold: Hold, why: str, *, by: User, at: datetime) -> None:
    hold.released_by, hold.released_at, hold.released_why = by, at, why
    hold.save(update_fields=["released_by", "released_at", "released_why"])
