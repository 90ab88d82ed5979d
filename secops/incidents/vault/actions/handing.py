"""Handing evidence over: minutes with the fields of the practice, then the deed itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.documents.actions import DocumentRefused, draft_document
from secops.house.text import angka, wib
from secops.incidents.vault.actions.checking import check_content
from secops.incidents.vault.actions.custody import add_link, refuse_disposed
from secops.incidents.vault.models import CustodyEvent, Handover, Item
from secops.incidents.vault.refusals import EvidenceRefused
from secops.rules.document import State

#: As the minutes call it; papers speak Indonesian alone.
SUBJECT = "Serah terima barang bukti digital"


@dataclass(frozen=True, slots=True)
class Party:
    """Who hands over or receives: `title` is a position or a rank, `number` a NIP or NRP."""

    name: str
    title: str
    number: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the minutes say beside the parties and the list."""

    held_at: datetime
    place: str
    purpose: str
    report_number: str = ""
    basis: str = ""
    witnesses: tuple[Party, ...] = ()


@transaction.atomic
def draft_handover(
    items: Sequence[Item], giver: Party, receiver: Party, terms: Terms, *, by: User, at: datetime
) -> Handover:
    """Write the minutes as a draft; another person approves them among the documents."""
    check(by, Permission.HANDLE_EVIDENCE)
    if not items:
        raise EvidenceRefused(_("Pilih barang bukti yang diserahkan."))
    refuse_disposed(items)
    incidents = {item.incident for item in items}
    if len(incidents) > 1:
        raise EvidenceRefused(_("Satu berita acara untuk satu insiden. Pisahkan pilihannya."))
    broken = [item.code for item in items if not item.content.whole]
    if broken:
        raise EvidenceRefused(
            _("%(codes)s tidak utuh dan tidak dapat diserahkan.") % {"codes": ", ".join(broken)}
        )
    try:
        document = draft_document(
            "hand_over",
            subject=SUBJECT,
            fields=_fields(items, giver, receiver, terms),
            addressees=[receiver.unit],
            by=by,
            at=at,
        )
    except DocumentRefused as refused:
        raise EvidenceRefused(str(refused)) from None
    handover = Handover.objects.create(
        document=document,
        incident=incidents.pop(),
        receiver=receiver.name,
        receiver_unit=receiver.unit,
        purpose=terms.purpose,
        report_number=terms.report_number,
        drafted_by=by,
        drafted_at=at,
    )
    handover.items.set(items)
    document.about_url = handover.get_absolute_url()
    document.save(update_fields=["about_url"])
    codes = ", ".join(item.code for item in items)
    record("handover.drafted", handover, by=by, at=at, codes=codes)
    return handover


def confirm_handover(handover: Handover, *, by: User, at: datetime, where: str = "") -> Handover:
    """Note that it was handed over: every content is read and compared at this moment, and the
    deed is a link of each chain."""
    check(by, Permission.HANDLE_EVIDENCE)
    broken = [
        item.code
        for item in handover.items.select_related("content")
        if not check_content(item.content, at=at, by=by).whole
    ]
    if broken:
        raise EvidenceRefused(
            _("%(codes)s tidak utuh dan tidak dapat diserahkan.") % {"codes": ", ".join(broken)}
        )
    return _confirm(handover, by, at, where)


@transaction.atomic
def _confirm(handover: Handover, by: User, at: datetime, where: str) -> Handover:
    handover = Handover.objects.select_for_update().get(pk=handover.pk)
    if handover.handed_at is not None:
        raise EvidenceRefused(_("Penyerahannya sudah dicatat."))
    if handover.document.state not in (State.APPROVED, State.SIGNED):
        raise EvidenceRefused(_("Berita acaranya belum disetujui."))
    handover.handed_by, handover.handed_at = by, at
    handover.save(update_fields=["handed_by", "handed_at"])
    reason = f"{handover.document.number}: {handover.receiver}, {handover.receiver_unit}"
    for item in handover.items.order_by("pk"):
        add_link(item, CustodyEvent.Kind.HANDED_OVER, by=by, at=at, reason=reason, where=where)
    record("handover.done", handover, by=by, at=at, receiver=handover.receiver_unit)
    return handover


@override("id")
def _fields(
    items: Sequence[Item], giver: Party, receiver: Party, terms: Terms
) -> dict[str, object]:
    return {
        "held_at": terms.held_at,
        "place": terms.place,
        "first_name": giver.name,
        "first_number": giver.number,
        "first_title": giver.title,
        "second_name": receiver.name,
        "second_title": receiver.title,
        "second_number": receiver.number,
        "second_unit": receiver.unit,
        "items": [
            [
                f"{item.code}: {item.description}", item.shown_name, angka(item.content.bytes),
                item.content.sha256, wib(item.acquired_at), item.acquired_by, item.medium,
                item.seal_number,
            ]
            for item in items
        ],
        "purpose": terms.purpose,
        "report_number": terms.report_number,
        "basis": terms.basis,
        "witnesses": [[one.name, one.title, one.number] for one in terms.witnesses],
    }  # fmt: skip
