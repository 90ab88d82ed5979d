"""Copies that leave the vault: several items at once, each with its reason in each chain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.incidents.vault.actions.custody import add_link, needed, refuse_gone
from secops.incidents.vault.models import CustodyEvent, Item
from secops.incidents.vault.refusals import EvidenceRefused


@transaction.atomic
def note_export(
    items: Sequence[Item], *, reason: str, by: User, at: datetime, where: str = ""
) -> None:
    """Note in each chain that a copy leaves; refused where one of them has nothing to leave."""
    check(by, Permission.HANDLE_EVIDENCE)
    why = needed(reason)
    if not items:
        raise EvidenceRefused(_("Pilih barang bukti yang akan diekspor."))
    refuse_gone(items)
    for item in items:
        add_link(item, CustodyEvent.Kind.EXPORTED, by=by, at=at, reason=why, where=where)
