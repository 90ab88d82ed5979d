"""Evidence handed over to a stakeholder: opened by the office, fetched behind the sign-in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.advisories.models import EvidenceShare, Organisation
from secops.audit.actions import record
from secops.incidents.vault.actions.custody import note_receiver_download
from secops.incidents.vault.models import Handover, Item


class ShareRefused(Exception):
    """Evidence cannot be opened so; the words are fit for the page."""


@transaction.atomic
def share_handover(
    handover: Handover, organisation: Organisation, *, by: User, at: datetime
) -> EvidenceShare:
    """Let the organisation's people fetch what was handed over to them."""
    check(by, Permission.HANDLE_EVIDENCE)
    handover = Handover.objects.select_for_update().get(pk=handover.pk)
    if handover.handed_at is None:
        raise ShareRefused(_("Catat dulu penyerahannya, lalu buka untuk mitra."))
    share, made = EvidenceShare.objects.get_or_create(
        handover=handover,
        organisation=organisation,
        ended_at=None,
        defaults={"shared_by": by, "shared_at": at},
    )
    if made:
        record("handover.shared", handover, by=by, at=at, organisation=organisation.name)
    return share


@transaction.atomic
def end_share(share: EvidenceShare, *, by: User, at: datetime) -> None:
    """Close it again; what was fetched stays noted."""
    check(by, Permission.HANDLE_EVIDENCE)
    share = EvidenceShare.objects.select_for_update().get(pk=share.pk)
    if share.ended_at is None:
        share.ended_by, share.ended_at = by, at
        share.save(update_fields=["ended_by", "ended_at"])
        name = share.organisation.name
        record("handover.unshared", share.handover, by=by, at=at, organisation=name)


def fetch(user: User, code: str, *, at: datetime, where: str) -> Item:
    """An item that was handed over to the user's organisation; 404 otherwise. The download is a
    link of its chain."""
    shares = EvidenceShare.objects.received_by(user)
    item = get_object_or_404(
        Item.objects.filter(handovers__shares__in=shares).distinct(), code=code
    )
    share = shares.filter(handover__items=item).select_related("organisation").first()
    assert share is not None
    note_receiver_download(item, receiver=share.organisation.name, by=user, at=at, where=where)
    return item


def share_panel(handover: Handover, user: User) -> tuple[str, dict[str, Any]] | None:
    """For whom a hand-over is open, on its page."""
    if handover.handed_at is None:
        return None
    shares = EvidenceShare.objects.filter(handover=handover).select_related("organisation")
    return "advisories/_shares.html", {
        "shares": list(shares),
        "handover": handover,
        "may": user.may(Permission.HANDLE_EVIDENCE),
    }
